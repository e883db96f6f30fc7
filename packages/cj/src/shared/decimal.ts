/** Lowest and highest price of a product in US dollars, exact decimal text ("8.13"). Equal for a single price. */
export type CjPriceRange = { minUsd: string; maxUsd: string };

/** Lowest and highest of something measured, in the unit the field's name says. */
export type CjRange = { min: number; max: number };

const PLAIN = /^\d{1,15}(?:\.\d{1,12})?$/;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.\d{1,12})?$/;
const CURRENCY = /^(?:US\s?)?\$\s*|^USD\s*/i;
// "8.13 -- 8.62", "1.20-3.50", "$11.02-33.53", "210-260": at least one digit on both sides of the dash.
const RANGE = /^(.*\d)\s*(?:--?|[–—~])\s*([^-–—~]*\d)$/;

/**
 * Decimal text in one form: no sign, at least two and no more decimals than needed ("2.4" and 2.4 give "2.40").
 * Null for anything that is not a plain non-negative amount, so that no price becomes NaN or 0 by accident.
 */
export function decimalText(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = String(value).trim().replace(CURRENCY, "");
  if (!PLAIN.test(text) && !THOUSANDS.test(text)) return null;
  const [whole = "0", fraction = ""] = text.replaceAll(",", "").split(".");
  return `${whole.replace(/^0+(?=\d)/, "")}.${fraction.replace(/0+$/, "").padEnd(2, "0")}`;
}

/** A selling price: decimal text above zero. CJ sells nothing for 0, so 0 means "not set" and gives null. */
export function priceText(value: unknown): string | null {
  const text = decimalText(value);
  return text && /[1-9]/.test(text) ? text : null;
}

/** Reads 58.09, "11.85", "8.13 -- 8.62", "1.20-3.50" and "$11.02-33.53" (Q1); null when there is no price. */
export function priceRange(value: unknown): CjPriceRange | null {
  const [low, high] = ends(value).map(priceText);
  if (!low) return null;
  if (high === undefined) return { minUsd: low, maxUsd: low };
  if (high === null) return null;
  return Number(low) <= Number(high) ? { minUsd: low, maxUsd: high } : { minUsd: high, maxUsd: low };
}

/** The span of several prices; null when none is known. */
export function priceSpan(prices: readonly (string | null)[]): CjPriceRange | null {
  const known = prices.filter((price) => price !== null).sort((a, b) => Number(a) - Number(b));
  const low = known[0];
  const high = known.at(-1);
  return low && high ? { minUsd: low, maxUsd: high } : null;
}

/** A measure above zero as one value or a range: 92, "115.00", "320.0-355.0" (Q5). 0 means unknown and gives null. */
export function measureRange(value: unknown): CjRange | null {
  const found = ends(value).map((end) => Number(decimalText(end) ?? 0));
  if (found.length === 0 || found.some((number) => number <= 0)) return null;
  return { min: Math.min(...found), max: Math.max(...found) };
}

function ends(value: unknown): unknown[] {
  if (typeof value !== "string") return [value];
  const text = value.trim();
  const parts = text.length > 80 ? null : RANGE.exec(text);
  return parts ? [parts[1], parts[2]] : [text];
}
