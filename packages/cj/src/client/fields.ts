import { z } from "zod";

import { decimalText, measureRange, priceRange, priceText } from "../shared/decimal.ts";
import { stockRows } from "../shared/stock.ts";
import type { CjStock } from "../shared/stock.ts";
import { count as readCount, text as readText, textList as readTextList } from "../shared/text.ts";

/**
 * Zod fields for CJ's habits: the same fact is a number here, text there, null or missing elsewhere. Each reads all forms
 * and gives one; only an id makes a row unreadable.
 */
const range = z.object({ min: z.number(), max: z.number() });

/** Digits or UUID as text, whatever CJ sent (Q2). Required. */
export const id = z.preprocess(readText, z.string());
/** Trimmed text; "" counts as missing. */
export const text = z.preprocess(readText, z.string().nullable());
export const textList = z.preprocess(readTextList, z.array(z.string()));
/** Amount as exact decimal text, 0 included. */
export const amount = z.preprocess(decimalText, z.string().nullable());
/** Selling price as exact decimal text; 0 counts as missing. */
export const price = z.preprocess(priceText, z.string().nullable());
export const prices = z.preprocess(priceRange, z.object({ minUsd: z.string(), maxUsd: z.string() }).nullable());
/** Grams or millimetres, one or a range; 0 counts as missing. */
export const measure = z.preprocess(measureRange, range.nullable());
/** The single value of a measure; the larger end of a range, so that freight is not underestimated. */
export const size = z.preprocess((value) => measureRange(value)?.max ?? null, z.number().nullable());
export const count = z.preprocess(readCount, z.number().nullable());
/** 0/1, "0"/"1", true/false, "true"/"false" (Q11). */
export const flag = z.preprocess(readFlag, z.boolean().nullable());
/** An instant with its zone: ISO text, or milliseconds as number or text (Q21). */
export const instant = z.preprocess(readInstant, z.date().nullable());
/** An instant CJ writes without zone and documents as UTC. */
export const utcInstant = z.preprocess(
  (value) => readInstant(value) ?? readInstant(withZone(value)),
  z.date().nullable(),
);
/** "2026-07-17T07:04:04" of a time CJ writes without saying which zone it is in. */
export const localTime = z.preprocess((value) => withZone(value)?.slice(0, -1) ?? null, z.string().nullable());
/** Checked and shaped by stockRows; zod only carries it. */
export const stock = z.preprocess(stockRows, z.custom<CjStock[] | null>());

function readFlag(value: unknown): boolean | null {
  const word = typeof value === "boolean" ? String(value) : readText(value)?.toLowerCase();
  if (word === "1" || word === "true") return true;
  return word === "0" || word === "false" ? false : null;
}

function readInstant(value: unknown): Date | null {
  const word = readText(value);
  if (!word) return null;
  const zoned = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(word);
  const date = /^\d{11,14}$/.test(word) ? new Date(Number(word)) : zoned ? new Date(word) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

function withZone(value: unknown): string | null {
  const parts = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?$/.exec(readText(value) ?? "");
  return parts ? `${parts[1]}T${parts[2]}Z` : null;
}
