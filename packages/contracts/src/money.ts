import { add, compare, div, floor, fraction, mul, round, sub, ZERO, type Fraction } from "./fraction.ts";
import { numberFormat } from "./formats.ts";

/**
 * Money is an integer of minor units plus its ISO currency with that currency's own exponent.
 * Minor units travel as JavaScript safe integers (90 million million), the database keeps bigint.
 * No zod here: the extension's content script carries this file.
 */
export type Money = { readonly minor: number; readonly currency: string };

/** ISO 4217 minor-unit exponents that differ from 2, as text because it is the shortest. Source: ISO 4217 list one, 2026-01. */
const WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" ");
const THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND".split(" ");

export function currencyExponent(currency: string): number {
  if (WITHOUT_DECIMALS.includes(currency)) return 0;
  return THREE_DECIMALS.includes(currency) ? 3 : 2;
}

export const minorPerUnit = (currency: string): Fraction => ({ n: 10n ** BigInt(currencyExponent(currency)), d: 1n });

/** "12.40" in EUR is 1240 minor units. Undefined for text that is no amount or has more decimals than the currency. */
export function parseAmount(text: string, currency: string): number | undefined {
  const normal = text
    .trim()
    .replace(/[\s\u00a0\u202f]/g, "")
    .replace(",", ".");
  if (!/^-?\d{1,12}(?:\.\d+)?$/.test(normal)) return undefined;
  const exact = mul(fraction(normal), minorPerUnit(currency));
  return exact.n % exact.d === 0n ? Number(exact.n / exact.d) : undefined;
}

/** Plain decimal text for form fields and CSV: 1240 EUR is "12.40", 1240 XOF is "1240". */
export function amountText(minor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return exponent === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Amount with its currency in the reader's language. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const exponent = currencyExponent(currency);
  const format = numberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  // A decimal string keeps every digit where a double would not; the cast is what Intl.NumberFormat v3 accepts at run time.
  return format.format(amountText(minor, currency) as unknown as number);
}

/** Basis points as text: 3582 is "35.82 %" in English, "35,82 %" in French. */
export function formatPercent(valueBps: number, locale: string, digits = 1): string {
  return numberFormat(locale, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(valueBps / 10_000);
}

/** Converts exact decimal USD (or any currency's major units) into minor units of `currency`; half away from zero. */
export const convertToMinor = (decimal: string, rate: string, currency: string): number =>
  round(mul(mul(fraction(decimal), fraction(rate)), minorPerUnit(currency)));

/**
 * Splits minor units by weights so that the parts always sum to the whole: each part is its floor, and what is left goes one
 * by one to the largest remainders (first of equals first). Weights are non-negative and not all zero.
 */
export function splitMinor(total: number, weights: readonly (number | Fraction)[]): number[] {
  const shares = weights.map((weight) => (typeof weight === "number" ? fraction(weight) : weight));
  const sum = shares.reduce(add, ZERO);
  if (sum.n <= 0n || shares.some((share) => share.n < 0n))
    throw new RangeError("weights must be non-negative and not all zero");
  const exact = shares.map((share) => mul(fraction(total), div(share, sum)));
  return distribute(total, exact);
}

/** Rounds exact parts to integers whose sum is `total`. The parts must sum to `total` within the number of parts. */
export function distribute(total: number, exact: readonly Fraction[]): number[] {
  const floors = exact.map(floor);
  let left = total - floors.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((part, index) => ({ index, rest: sub(part, fraction(floors[index] ?? 0)) }))
    .sort((a, b) => compare(b.rest, a.rest) || a.index - b.index);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    floors[index] = (floors[index] ?? 0) + 1;
    left -= 1;
  }
  return floors;
}
