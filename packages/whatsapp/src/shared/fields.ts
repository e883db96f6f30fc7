import { z } from "zod";

/** A bag of unknown fields. */
export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as a bag of unknown fields; an empty bag for anything but an object. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Trimmed text, or null for "", null, undefined and everything that is neither text nor number. */
export function text(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" ? value.trim() || null : null;
}

function readNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}

// From here on a number of seconds would be the year 5138: these are milliseconds.
const MILLISECONDS_FROM = 100_000_000_000;

/** Seconds or milliseconds since 1970, as number or text; null for words, nothing and what no clock can show. */
export function instantOf(value: unknown): Date | null {
  const number = readNumber(value);
  if (number === null || number <= 0) return null;
  const date = new Date(number >= MILLISECONDS_FROM ? number : number * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Required: an id as text, whether it came as text or as number. */
export const id = z.preprocess(text, z.string());
/** Optional id, name or label; "" counts as missing. */
export const label = z.preprocess(text, z.string().nullable());
/** What a person wrote, with every space of it; null when there is none. */
export const words = z.preprocess((value) => (typeof value === "string" ? value : null), z.string().nullable());
export const number = z.preprocess(readNumber, z.number().nullable());
export const flag = z.preprocess((value) => value === true || value === "true", z.boolean());
export const instant = z.preprocess(instantOf, z.date().nullable());
/** Required: an array, whose elements are read one by one so that a bad one loses no other. */
export const rows = z.array(z.unknown());
/** An amount as decimal text ("14.9"), never a float. */
export const decimal = z.preprocess((value) => {
  const found = text(value);
  return found !== null && /^-?\d+(?:\.\d+)?$/.test(found) ? found : null;
}, z.string().nullable());

/** Why zod refused, without the values: "id: expected string, received null". */
export function whyOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".") || "value"}: ${issue.message}`).join("; ");
}
