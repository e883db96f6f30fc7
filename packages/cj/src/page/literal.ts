/**
 * Reads a JavaScript literal as data, without running it. CJ's page globals are literals, not JSON: bare `undefined`,
 * `\/` and `\u002F` escapes, spaces, trailing commas (facts B2). Anything that would need evaluation is refused.
 */
const MAX_DEPTH = 60;
const MAX_VALUES = 100_000;
const SPACE = /(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*)*/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const NUMBER = /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?/iy;
const CHUNK = /[^"'\\\n\r]+/y;
const WORDS: Record<string, unknown> = {
  undefined: undefined,
  null: null,
  true: true,
  false: false,
  NaN: undefined,
  Infinity: undefined,
};
const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", 0: "\0", "\n": "" };

class NotALiteral extends Error {}

/**
 * The object or array that starts at `start`; text after its end is ignored. Undefined when it is no plain literal, is
 * nested deeper than 60 levels or holds over 100,000 values. Objects have no prototype, so a key `__proto__` is only a key.
 * Whole numbers beyond 2^53 come back as text with all their digits.
 */
export function readLiteral(source: string, start = 0): unknown {
  let at = start;
  let left = MAX_VALUES;

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const peek = (): string => {
    match(SPACE);
    return source.charAt(at);
  };
  const take = (char: string): boolean => {
    if (peek() !== char) return false;
    at += 1;
    return true;
  };

  const string = (): string => {
    const quote = source.charAt(at);
    const parts: string[] = [];
    for (at += 1; ;) {
      const chunk = match(CHUNK);
      if (chunk) parts.push(chunk);
      const char = source.charAt(at);
      at += 1;
      if (char === quote) return parts.join("");
      if (char === "\\") parts.push(escape());
      else if (char === '"' || char === "'") parts.push(char);
      else throw new NotALiteral();
    }
  };
  const escape = (): string => {
    const char = source.charAt(at);
    at += 1;
    if (char === "u" || char === "x") {
      const hex = match(char === "x" ? /[\da-f]{2}/iy : /[\da-f]{4}|\{[\da-f]{1,6}\}/iy)?.replace(/[{}]/g, "");
      const code = Number.parseInt(hex ?? "", 16);
      if (!(code <= 0x10ffff)) throw new NotALiteral();
      return String.fromCodePoint(code);
    }
    return ESCAPES[char] ?? char;
  };

  const key = (): string => {
    const next = peek();
    const found = next === '"' || next === "'" ? string() : (match(WORD) ?? match(/\d+/y));
    if (found === undefined || !take(":")) throw new NotALiteral();
    return found;
  };
  const value = (depth: number): unknown => {
    if (depth > MAX_DEPTH || --left < 0) throw new NotALiteral();
    const next = peek();
    if (next === '"' || next === "'") return string();
    if (take("{")) {
      const object: Record<string, unknown> = Object.create(null);
      while (!take("}")) {
        const name = key();
        object[name] = value(depth + 1);
        if (!take(",") && peek() !== "}") throw new NotALiteral();
      }
      return object;
    }
    if (take("[")) {
      const list: unknown[] = [];
      while (!take("]")) {
        list.push(value(depth + 1));
        if (!take(",") && peek() !== "]") throw new NotALiteral();
      }
      return list;
    }
    const number = match(NUMBER);
    if (number) return Number.isSafeInteger(Number(number)) || !/^-?\d+$/.test(number) ? Number(number) : number;
    // Minifiers write true, false and undefined like this.
    const short = match(/!0|!1|void 0/y);
    if (short) return short === "!0" ? true : short === "!1" ? false : undefined;
    const word = match(WORD);
    if (word === undefined || !Object.hasOwn(WORDS, word)) throw new NotALiteral();
    return WORDS[word];
  };

  try {
    return value(0);
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }
}
