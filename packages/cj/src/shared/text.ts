/** Trimmed text, or null for "", null, undefined and everything that is neither text nor number. */
export function text(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" ? value.trim() || null : null;
}

/**
 * A list of texts that CJ writes as a real array, as JSON inside a string, or as one plain text (Q3).
 * Empty elements, which CJ likes to put first, and repetitions are dropped (Q4).
 */
export function textList(value: unknown): string[] {
  const found = listOf(value)
    .map(text)
    .filter((entry) => entry !== null);
  return [...new Set(found)];
}

/** The elements of an array or of JSON inside a string; anything else is one element. Never throws. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string" || !value.trimStart().startsWith("["))
    return value === null || value === undefined ? [] : [value];
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    // Text that only looks like a list ("[New] Lamp") stands for itself.
    return [value];
  }
}

/** The value as a bag of unknown fields; an empty bag for anything but an object. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A whole number of things, 0 included; null when CJ did not say. Reads 12, "12" and "12.0". */
export function count(value: unknown): number | null {
  if (typeof value !== "number" && typeof value !== "string") return null;
  const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
  return Number.isFinite(number) ? Math.max(0, Math.trunc(number)) : null;
}
