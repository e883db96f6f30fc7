import fc from "fast-check";

/** Strings that have broken programs before: SQL, HTML, templates, paths, broken Unicode, numbers that are none. */
export const NASTY_STRINGS = [
  "",
  " ",
  "'; drop table products; --",
  "' or 1=1 --",
  "%' escape '",
  "\\",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "{{7*7}}${7*7}",
  "../../../../etc/passwd",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\u202e\u0007\u001b[31m",
  "𝕳𝖊𝖑𝖑𝖔 🧨".repeat(50),
  "__proto__",
  "constructor",
  "toString",
  "NaN",
  "Infinity",
  "-0",
  "1e309",
  "9223372036854775808",
  "2026-02-30T25:61:00Z",
  "00000000-0000-0000-0000-000000000000",
  "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
  "x".repeat(5_000),
  "eyJiZWZvcmVJZCI6IiJ9",
  Buffer.from(JSON.stringify({ sort: "name", value: "\u0000", id: "00000000-0000-7000-8000-000000000000" })).toString(
    "base64url",
  ),
  Buffer.from(JSON.stringify({ at: "not a date", id: "x" })).toString("base64url"),
  Buffer.from(
    JSON.stringify({ at: "+275760-09-13T00:00:00.001Z", id: "00000000-0000-7000-8000-000000000000" }),
  ).toString("base64url"),
];

/** What text and jsonb refuse: alone, and within what is text otherwise. */
export const UNSTORABLE = ["\u0000", "a\u0000b", "\ud800", "cut \ud83e"] as const;

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value };
  return value;
};

export const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...NASTY_STRINGS),
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e21,
    Number.NEGATIVE_INFINITY,
    2 ** 53 + 2,
    2 ** 31,
    [],
    {},
    [[]],
    [null],
  ),
  fc.constantFrom<unknown>(
    deep(200),
    Array.from({ length: 600 }, () => 1),
    { length: 1 },
  ),
  fc.jsonValue({ maxDepth: 3, stringUnit: "binary" }),
);

/** `base` with one to three of its parts, at any depth, replaced by something nasty, or with a key added. */
export const spoiled = (base: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(
      fc.record({
        at: fc.nat(),
        value: nasty,
        key: fc.constantFrom("__proto__", "constructor", "merchantId", "merchant_id", "limit", "cursor", "id"),
      }),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((changes) => {
      let value = structuredClone(base);
      for (const change of changes) {
        const places = placesIn(value);
        const place = places[change.at % (places.length + 1)];
        // Cloned, since the values are shared by all runs; defined, since assigning `__proto__` adds no key.
        const part = structuredClone(change.value);
        if (place) Object.defineProperty(place.parent, place.key, { ...OWN, value: part });
        else if (typeof value === "object" && value !== null)
          Object.defineProperty(value, change.key, { ...OWN, value: part });
        else value = part;
      }
      return value;
    });

const OWN = { enumerable: true, configurable: true, writable: true } as const;

export type Place = { readonly parent: Record<string, unknown>; readonly key: string };
export const placesIn = (value: unknown): Place[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.keys(value).flatMap((key) => {
        const parent = value as Record<string, unknown>;
        return [{ parent, key }, ...placesIn(parent[key])];
      });
