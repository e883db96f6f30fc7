// Gate for the slower reviver: a number of 16 digits or more outside text, or inside it, which costs time only.
const LONG_NUMBER = /(^|[:,[\s])-?\d{16,}/;
// An escape that may stand for NUL or for half of a surrogate pair.
const AWKWARD_ESCAPE = /\\u(?:0000|d[89a-f])/i;

/** What the reviver of JSON.parse gets since ES2025; TypeScript 7 does not declare it yet. */
type ReviveSource = { source?: string };

/**
 * JSON.parse that keeps every digit of whole numbers beyond 2^53 by returning them as text (ids of templates are bare
 * numbers, facts section 2), and whose texts any database takes: NUL and lone halves of surrogate pairs become U+FFFD. Throws
 * SyntaxError on bad JSON and on nesting too deep to walk.
 */
export function parseJson(source: string): unknown {
  try {
    const value: unknown = LONG_NUMBER.test(source) ? JSON.parse(source, keepDigits) : JSON.parse(source);
    return AWKWARD_ESCAPE.test(source) ? clean(value) : value;
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxError("JSON is nested too deeply", { cause: error });
    throw error;
  }
}

function keepDigits(_key: string, value: unknown, context?: ReviveSource): unknown {
  const isLong = typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "");
  return isLong ? context?.source : value;
}

function clean(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed().replaceAll("\0", "\u{FFFD}");
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [String(clean(key)), clean(entry)]));
}

/** The same text for the same value in whatever order its keys came; what hashes of events are made over. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(",")}}`;
}
