import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readLiteral } from "./literal.ts";

/** Objects of the reader have no prototype; JSON text compares what they hold. */
const same = (found: unknown, expected: unknown) => expect(JSON.stringify(found)).toBe(JSON.stringify(expected));

/** Whole numbers whose digits a double cannot hold come back as text. */
const longAsText = (_key: string, value: unknown) =>
  typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(String(value)) ? String(value) : value;

describe("literals", () => {
  it("[Q33] random JSON comes back whole, with any space around it and anything after it", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom("", ";", " ; window.x = {a: 1}", "}"),
        fc.constantFrom(undefined, 1),
        (value, after, indent) => {
          fc.pre(typeof value === "object" && value !== null);
          same(readLiteral(JSON.stringify(value, null, indent) + after), JSON.parse(JSON.stringify(value), longAsText));
        },
      ),
    );
  });

  it("[Q33] random texts survive in both kinds of quotes and as escapes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const escaped = [...text]
          .map((char) => (char.length === 1 ? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}` : char))
          .join("");
        const single = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
        expect([readLiteral(`'${single}'`), readLiteral(`"${escaped}"`)]).toEqual([text, text]);
      }),
    );
  });

  it("[Q33] reads what CJ writes and JSON does not know", () => {
    const source = String.raw`{ a:undefined, 'b' : "https:\/\/x.test\u002Fa\x2f{b}", c:[1,,].length }`;
    expect(readLiteral(source)).toBeUndefined();
    same(
      readLiteral(String.raw`{ a:undefined, 'b' : "https:\/\/x.test\u002Fa\x2f{b}", $c_1: [1.5, .5, -2, 1e3,], /* } */ d: !0, e: void 0, // }
      7: '"\'' };`),
      { b: "https://x.test/a/{b}", 7: `"'`, $c_1: [1.5, 0.5, -2, 1000], d: true },
    );
  });

  it("[Q2] [Q33] digits beyond 2^53 stay whole", () => {
    same(readLiteral("{id:2603021418275519600,n:12}"), { id: "2603021418275519600", n: 12 });
  });

  it("[Q33] a brace inside a text ends nothing", () => {
    same(readLiteral('{"a":"}","b":"{{\\"}"}; more'), { a: "}", b: '{{"}' });
  });

  it.each([
    "",
    "{",
    '{"a":',
    '{"a":"x',
    "{a:b}",
    "{a:f()}",
    "{a:1 2}",
    "{a 1}",
    "[1,,2]",
    "{...a}",
    "`x`",
    "{a:`x`}",
    '{"a":"line\nbreak"}',
    "{get a(){}}",
    '{"a":"\\uZZZZ"}',
    "function(){}",
  ])("[Q33] %j is no plain literal", (source) => {
    expect(readLiteral(source)).toBeUndefined();
  });

  it("[EXT-01] a key named __proto__ is a key and nothing else", () => {
    const found = readLiteral('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as object;
    expect(Object.getPrototypeOf(found)).toBeNull();
    expect(Object.keys(found)).toEqual(["__proto__", "constructor"]);
    expect("polluted" in {}).toBe(false);
  });

  it("[EXT-01] nesting and size have an end", () => {
    expect(readLiteral("[".repeat(1_000_000))).toBeUndefined();
    expect(readLiteral(`[${"[],".repeat(200_000)}]`)).toBeUndefined();
    expect(readLiteral(`${"[".repeat(40)}1${"]".repeat(40)}`)).toBeDefined();
  });
});
