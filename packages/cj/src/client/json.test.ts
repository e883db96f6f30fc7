import fc from "fast-check";
import { expect, it } from "vitest";

import { parseJson } from "./json.ts";

it("[Q2] keeps the digits that JSON.parse loses", () => {
  expect(JSON.parse('{"id":210823100016290555}').id).toBe(210823100016290560);
  expect(parseJson('{"id":210823100016290555,"n":12,"f":0.1234567890123456789}')).toEqual({
    id: "210823100016290555",
    n: 12,
    f: 0.12345678901234568,
  });
  expect(parseJson("1536993287524069377")).toBe("1536993287524069377");
  expect(parseJson('["a: 1234567890123456789"]')).toEqual(["a: 1234567890123456789"]);
});

it("[Q2] every whole number keeps its digits", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (number) => {
      const parsed = parseJson(`{"a":[${number}]}`) as { a: unknown[] };
      expect(String(parsed.a[0])).toBe(String(number));
    }),
  );
});

it("reads all other JSON as JSON.parse does", () => {
  fc.assert(
    fc.property(fc.json(), (source) => {
      const strip = (value: unknown) =>
        JSON.stringify(value, (_key, entry) =>
          typeof entry === "number" && !Number.isSafeInteger(entry) ? "n" : entry,
        );
      fc.pre(!/\d{16}/.test(source));
      expect(strip(parseJson(source))).toBe(strip(JSON.parse(source)));
    }),
  );
});

it("refuses nesting that cannot be walked instead of running out of stack", () => {
  const deep = (inner: string) => "[".repeat(200_000) + inner + "]".repeat(200_000);
  expect(() => parseJson(deep("12345678901234567890"))).toThrow(SyntaxError);
});
