/**
 * Vendor text as Postgres can keep it: no NUL character and no half of a surrogate pair, which text and jsonb refuse.
 */
export const plainText = (value: string): string => value.replaceAll("\0", "").toWellFormed();

/** The same for every text inside a JSON value. */
export function plainJson(value: unknown): unknown {
  if (typeof value === "string") return plainText(value);
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [plainText(key), plainJson(entry)]));
  return value;
}
