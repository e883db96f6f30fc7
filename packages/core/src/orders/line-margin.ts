import { costBasis, type Costed } from "@nexusone/contracts/cost-basis";
import { fraction, mul } from "@nexusone/contracts/fraction";
import { landedMargin, type PricingTerms } from "@nexusone/contracts/margin";

export type LineMargin = { readonly landedMinor: number; readonly profitMinor: number; readonly marginBps: number };

/**
 * What a line leaves, all its units together. Freight is known for one unit alone, so each is counted as if it went by itself:
 * one parcel costs less, never more. Null without a cost or a quote. Pure.
 */
export function lineMargin(
  cost: Costed,
  { priceMinor, quantity }: { readonly priceMinor: number; readonly quantity: number },
  terms: PricingTerms,
): LineMargin | null {
  const basis = costBasis(cost, terms);
  if (!basis || basis.freightUsd === null) return null;
  const margin = landedMargin({ ...basis, priceMinor, quantity, freightUsd: times(basis.freightUsd, quantity) });
  return margin
    ? { landedMinor: margin.landedMinor, profitMinor: margin.profitMinor, marginBps: margin.percentOfPriceBps }
    : null;
}

/** Exact decimal text of an amount so many times. */
function times(usd: string, quantity: number): string {
  const decimals = usd.split(".")[1]?.length ?? 0;
  const { n, d } = mul(fraction(usd), fraction(quantity));
  const digits = String((n * 10n ** BigInt(decimals)) / d).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
