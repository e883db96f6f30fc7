/** What leaves to other programs speaks snake_case, our own code camelCase. Keys that are ids (digits, UUIDs) have no letters to change and stay. */
const toSnake = (key: string): string => key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
const toCamel = (key: string): string => key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const looksLikeId = (key: string): boolean => /^[0-9A-F-]{8,}$/i.test(key) && /\d/.test(key);

const renameKey = (key: string, change: (key: string) => string): string => (looksLikeId(key) ? key : change(key));

function rename(value: unknown, change: (key: string) => string, depth = 0): unknown {
  if (depth > 40) return value;
  if (Array.isArray(value)) return value.map((item) => rename(item, change, depth + 1));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [renameKey(key, change), rename(item, change, depth + 1)]),
  );
}

/** What one field of ours is called there. */
export const snakeName = (key: string): string => renameKey(key, toSnake);
export const snakeKeys = (value: unknown): unknown => rename(value, toSnake);
export const camelKeys = (value: unknown): unknown => rename(value, toCamel);
