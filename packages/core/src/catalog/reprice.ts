import type { PricingTerms } from "@nexusone/contracts/margin";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import type { VariantPrice, VariantRow } from "@nexusone/db/queries/catalog-product";
import { isBelowFloor, priceVariant } from "../pricing/price-variant.ts";

export type Repricing = {
  readonly rule: PriceRule;
  readonly terms: PricingTerms;
  readonly floorMarginBps: number;
  /** True when the rule was set anew: it takes back variants whose price was typed before. */
  readonly everyVariant: boolean;
  /** By variant id. */
  readonly typed: ReadonlyMap<string, number>;
};

/** New prices of a product's variants and the product's summary; or the variant that makes it impossible. Pure. */
export function reprice(variants: readonly VariantRow[], options: Repricing) {
  const prices: VariantPrice[] = [];
  for (const variant of variants) {
    const wanted = options.typed.get(variant.id);
    const byRule = options.everyVariant || variant.priceFromRule;
    const priced = priceVariant(
      { costUsd: variant.costUsd, freightUsd: variant.freight?.usd ?? null },
      options.rule,
      options.terms,
      wanted ?? (byRule ? undefined : variant.priceMinor),
    );
    if (priced.priceMinor === null) return { unpriced: variant.id };
    if (wanted !== undefined && isBelowFloor(priced.margin, options.floorMarginBps)) return { belowFloor: variant.id };
    prices.push({
      id: variant.id,
      priceMinor: priced.priceMinor,
      priceFromRule: wanted === undefined && byRule,
      landedMinor: priced.landedMinor,
      profitMinor: priced.margin?.profitMinor ?? null,
      marginBps: priced.margin?.percentOfPriceBps ?? null,
    });
  }
  const minors = prices.map((price) => price.priceMinor);
  const margins = prices.flatMap((price) => (price.marginBps === null ? [] : [price.marginBps]));
  return {
    prices,
    minPriceMinor: Math.min(...minors),
    maxPriceMinor: Math.max(...minors),
    minMarginBps: margins.length > 0 ? Math.min(...margins) : null,
  };
}
