import type { JsonSchema } from "./json-schema.ts";

const UUID = "0198c0de-7a11-7000-8000-000000000001";
const INSTANT = "2026-03-02T09:00:00Z";
const DAY = "2027-05-31";
const ADDRESS = "https://example.com/lamp";

/** Words that make an example read like an answer, by the end of the field's name. */
const WORDS: readonly [RegExp, string][] = [
  [/external_id$|pid$/, "1424608189734850560"],
  [/vid$/, "1424608189999091712"],
  [/url$|href$/, "https://example.com/lamp"],
  [/currency$/, "EUR"],
  [/country$|destination$|origin$/, "FR"],
  [/usd$/, "4.20"],
  [/factor$/, "3"],
  [/sku$/, "CJDD100001"],
  [/user_name$|^by$/, "Ada Martin"],
  [/browser$/, "Chrome 140"],
  [/name$|label$/, "Desk lamp"],
  [/tag$/, "lamps"],
  [/html$/, "<p>A lamp.</p>"],
  [/cursor$/, "eyJpZCI6Ii4uLiJ9"],
];

/** A value that the schema admits, with what a caller would send or get rather than every alternative. */
export function exampleOf(schema: JsonSchema, name = ""): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (/reason|revoked|error|failure/.test(name) && isNullable(schema)) return null;
  const [first] = schema.oneOf ?? schema.anyOf ?? schema.allOf ?? [];
  if (first) return exampleOf(first, name);
  const type = typeof schema.type === "string" ? schema.type : schema.type?.find((one) => one !== "null");
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, property]) => [key, exampleOf(property, key)]),
      );
    case "array":
      return schema.items ? [exampleOf(schema.items, name.replace(/s$/, ""))] : [];
    case "string":
      return textFor(schema, name);
    case "integer":
    case "number":
      return Math.min(Math.max(name.endsWith("minor") ? 1_999 : 1, schema.minimum ?? 1), schema.maximum ?? Infinity);
    case "boolean":
      return true;
    default:
      return null;
  }
}

const isNullable = ({ type, anyOf = [] }: JsonSchema): boolean =>
  (Array.isArray(type) && type.includes("null")) || anyOf.some((one) => one.type === "null");

/** Tried where a field wants a form of its own. */
const FORMS = ["0.92", "FR", "EUR", "en", "+33612345678", "1", "0198c0de7a1170008000"];

function textFor({ format, pattern, minLength = 0 }: JsonSchema, name: string): string {
  if (format === "uuid") return UUID;
  if (format === "date-time") return INSTANT;
  if (format === "date") return DAY;
  if (format === "uri") return ADDRESS;
  const word = WORDS.find(([ending]) => ending.test(name))?.[1] ?? "text";
  const form = pattern === undefined ? undefined : new RegExp(pattern, "u");
  if (form && !form.test(word)) return FORMS.find((one) => form.test(one)) ?? word;
  return word.padEnd(minLength, "x");
}
