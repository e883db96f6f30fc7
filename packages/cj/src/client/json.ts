// Gate for the slower reviver: a number of 16 digits or more outside text, or inside it, which costs time only.
const LONG_NUMBER = /(^|[:,[\s])-?\d{16,}/;

/** What the reviver of JSON.parse gets since ES2025; TypeScript 7 does not declare it yet. */
type ReviveSource = { source?: string };

/**
 * JSON.parse that keeps every digit of whole numbers beyond 2^53 by returning them as text: CJ sends order and comment
 * ids as bare numbers (Q2). So an id may be a number or a text; readers accept both. Throws SyntaxError on bad JSON and on
 * nesting too deep to walk.
 */
export function parseJson(source: string): unknown {
  const revive = (_key: string, value: unknown, context?: ReviveSource): unknown =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "")
      ? context?.source
      : value;
  try {
    return LONG_NUMBER.test(source) ? JSON.parse(source, revive) : JSON.parse(source);
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxError("JSON is nested too deeply", { cause: error });
    throw error;
  }
}
