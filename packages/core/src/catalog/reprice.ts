import { costBasis, type Costed } from "@nexusone/contracts/cost-basis";
import { guardPrice, type GuardedPrice, type GuardRails, type PriceBounds } from "@nexusone/contracts/guard-rails";
import type { PricingTerms } from "@nexusone/contracts/margin";
import { priceByRule, type PriceRule } from "@nexusone/contracts/price-rule";
import type { VariantPrice, VariantRow } from "@nexusone/db/queries/catalog-product";
import { isBelowFloor, priceVariant } from "../pricing/price-variant.ts";

export type Repricing = {
  readonly rule: PriceRule;
  readonly terms: PricingTerms;
  readonly rails: GuardRails;
  readonly bounds: PriceBounds;
  /**
   * Which variants the rule prices: all (it was set anew, typed prices go), those whose price it made before, or just the
   * named ones.
   */
  readonly byRule: "all" | "ruled" | ReadonlySet<string>;
  /** By variant id. */
  readonly typed: ReadonlyMap<string, number>;
  /** Takes what the guard rails kept back. */
  readonly acceptHeld: boolean;
};

export type RepriceRefusal =
  | { readonly unpriced: string }
  | { readonly costless: string }
  | { readonly belowFloor: string }
  | { readonly outside: string };

/** New prices of a product's variants and the product's summary; or the variant that makes it impossible. Pure. */
export function reprice(variants: readonly VariantRow[], options: Repricing) {
  const prices: VariantPrice[] = [];
  for (const variant of variants) {
    const result = priceOf(variant, options);
    if (!("priceMinor" in result)) return result;
    const basis = costBasis(variant, options.terms);
    const priced = basis ? priceVariant(basis, options.rule, basis.terms, result.priceMinor) : UNKNOWN;
    if (options.typed.has(variant.id) && isBelowFloor(priced.margin, options.rails.floorMarginBps))
      return { belowFloor: variant.id };
    prices.push({
      id: variant.id,
      ...result,
      landedMinor: priced.landedMinor,
      profitMinor: priced.margin?.profitMinor ?? null,
      marginBps: priced.margin?.percentOfPriceBps ?? null,
    });
  }
  return { prices, ...summaryOf(prices.map((price, nth) => ({ ...variants[nth]!, ...price }))) }; // one each
}

const UNKNOWN = { landedMinor: null, margin: null };

type Price = Pick<VariantPrice, "priceMinor" | "priceFromRule" | "heldPriceMinor" | "heldBy">;

function priceOf(variant: VariantRow, options: Repricing): Price | RepriceRefusal {
  const free = { heldPriceMinor: null, heldBy: null };
  const { byRule, bounds } = options;
  const typed = options.typed.get(variant.id);
  if (typed !== undefined) {
    const inside = typed >= (bounds.minMinor ?? 0) && typed <= (bounds.maxMinor ?? Infinity);
    return inside ? { priceMinor: typed, priceFromRule: false, ...free } : { outside: variant.id };
  }
  if (options.acceptHeld && variant.heldPriceMinor !== null)
    return { priceMinor: variant.heldPriceMinor, priceFromRule: true, ...free };
  const ruled = byRule === "all" || (byRule === "ruled" ? variant.priceFromRule : byRule.has(variant.id));
  if (!ruled) {
    const { priceMinor, priceFromRule, heldPriceMinor, heldBy } = variant;
    return { priceMinor, priceFromRule, heldPriceMinor, heldBy };
  }
  const guarded = priceByGuardedRule(variant, variant.priceMinor, options);
  if (!guarded) return variant.costUsd === null ? { costless: variant.id } : { unpriced: variant.id };
  const { priceMinor, held } = guarded;
  return { priceMinor, priceFromRule: true, heldPriceMinor: held?.priceMinor ?? null, heldBy: held?.by ?? null };
}

/** By rule, between the rails; undefined when the rule needs a quote there is none of. Pure. */
export function priceByGuardedRule(
  variant: Costed,
  currentMinor: number | null,
  { rule, terms, rails, bounds }: Pick<Repricing, "rule" | "terms" | "rails" | "bounds">,
): GuardedPrice | undefined {
  const input = costBasis(variant, terms);
  if (!input) return undefined;
  const wantedMinor = priceByRule(rule, input);
  if (wantedMinor === undefined) return undefined;
  return guardPrice({ ...input, currentMinor, wantedMinor, ending: rule.ending }, rails, bounds);
}

/** The product's copies of its variants' numbers, by which lists sort: of what is on sale, or of all when nothing is. */
export function summaryOf(variants: readonly Pick<VariantRow, "priceMinor" | "marginBps" | "offSaleAt">[]) {
  const onSale = variants.filter(({ offSaleAt }) => offSaleAt === null);
  const counted = onSale.length > 0 ? onSale : variants;
  const minors = counted.map((variant) => variant.priceMinor);
  const margins = counted.flatMap((variant) => (variant.marginBps === null ? [] : [variant.marginBps]));
  return {
    minPriceMinor: Math.min(...minors),
    maxPriceMinor: Math.max(...minors),
    minMarginBps: margins.length > 0 ? Math.min(...margins) : null,
  };
}
