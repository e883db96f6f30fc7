import { costBasis, type Costed } from "@nexusone/contracts/cost-basis";
import { fraction, mul } from "@nexusone/contracts/fraction";
import { landedMargin, type Margin, type PricingTerms } from "@nexusone/contracts/margin";
import type { VariantRow } from "@nexusone/db/queries/catalog-product";

export type LineMargin = { readonly landedMinor: number; readonly profitMinor: number; readonly marginBps: number };

type Kept = { readonly [K in keyof LineMargin]: LineMargin[K] | null };
/** What was written down of it; null where nobody knew. */
export const leftBy = ({ landedMinor, profitMinor, marginBps }: Kept): LineMargin | null =>
  landedMinor === null || profitMinor === null || marginBps === null ? null : { landedMinor, profitMinor, marginBps };

type Sold = { readonly priceMinor: number; readonly quantity: number };

/**
 * What a line leaves, all its units together. Freight is known for one unit alone, so each is counted as if it went by itself:
 * one parcel costs less, never more. Null without a cost or a quote. Pure.
 */
export function lineMargin(cost: Costed, sold: Sold, terms: PricingTerms): LineMargin | null {
  const margin = wholeMargin(cost, sold, terms);
  return (
    margin && {
      landedMinor: margin.landedMinor,
      profitMinor: margin.profitMinor,
      marginBps: margin.percentOfPriceBps,
    }
  );
}

type Goods = Pick<VariantRow, "id" | "label" | "sku" | "costUsd" | "costMinor" | "freight" | "duty">;

/** What a line that stands for this variant costs and leaves, as it is written down with it. Pure. */
export function lineGoods(variant: Goods, sold: Sold, terms: PricingTerms) {
  const { id, label, sku, costUsd, costMinor, freight } = variant;
  const left: Kept = lineMargin(variant, sold, terms) ?? { landedMinor: null, profitMinor: null, marginBps: null };
  return { variantId: id, label, sku, costUsd, costMinor, freight, ...left };
}

/** What a line leaves, with everything that figure is made of. */
export function wholeMargin(cost: Costed, { priceMinor, quantity }: Sold, terms: PricingTerms): Margin | null {
  const basis = costBasis(cost, terms);
  if (!basis || basis.freightUsd === null) return null;
  return landedMargin({ ...basis, priceMinor, quantity, freightUsd: times(basis.freightUsd, quantity) }) ?? null;
}

/** Exact decimal text of an amount so many times. */
function times(usd: string, quantity: number): string {
  const decimals = usd.split(".")[1]?.length ?? 0;
  const { n, d } = mul(fraction(usd), fraction(quantity));
  const digits = String((n * 10n ** BigInt(decimals)) / d).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
