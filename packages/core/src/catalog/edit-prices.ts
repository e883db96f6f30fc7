import type { UpdateProductInput } from "@nexusone/contracts/catalog";
import { withoutSteps } from "@nexusone/contracts/guard-rails";
import { formatPercent } from "@nexusone/contracts/money";
import { asPriceRule } from "@nexusone/contracts/pricing";
import { updateVariantPrices, type ProductParts } from "@nexusone/db/queries/catalog-product";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { reprice } from "./reprice.ts";

type Input = z.output<typeof UpdateProductInput>;

/**
 * Carries out what an edit says about prices and returns the product's own columns. A rule that somebody sets may move prices
 * as far as it wants, but not past the typed bounds nor under the floor margin.
 * @throws `catalog.price_below_floor` {floor}, `catalog.price_out_of_bounds`, `import.price_needs_quote`.
 */
export async function editPrices(tx: MerchantTx, ctx: ServiceContext, input: Input, parts: ProductParts) {
  const { priceRule, prices, bounds, pricesToRule, acceptHeld } = input;
  // A cost that was typed moves margins, and the prices that a rule makes of it.
  const costs = input.variants?.some(({ costMinor }) => costMinor !== undefined) ? true : undefined;
  if ([priceRule, prices, bounds, pricesToRule, acceptHeld, costs].every((part) => part === undefined)) return {};
  const { terms, defaultRule, rails } = await readPricing(tx);
  const given = priceRule === undefined ? parts.product.priceRule : priceRule;
  const limits = bounds ?? boundsOf(parts.product);
  const result = reprice(parts.variants, {
    rule: given ? asPriceRule(given) : defaultRule,
    terms,
    rails: withoutSteps(rails),
    bounds: limits,
    byRule: priceRule !== undefined ? "all" : bounds || costs ? "ruled" : new Set<string>(pricesToRule),
    typed: new Map((prices ?? []).map(({ variantId, priceMinor }) => [variantId as string, priceMinor])),
    acceptHeld: acceptHeld ?? false,
  });
  if ("belowFloor" in result)
    throw new DomainError("catalog.price_below_floor", { floor: floorText(rails.floorMarginBps, ctx.locale) });
  if ("outside" in result) throw new DomainError("catalog.price_out_of_bounds");
  if ("costless" in result) throw new DomainError("catalog.cost_unknown");
  if ("unpriced" in result) throw new DomainError("import.price_needs_quote");
  await updateVariantPrices(tx, result.prices);
  return {
    ...(priceRule !== undefined && { priceRule: given ? asPriceRule(given) : null }),
    ...(bounds && { boundMinMinor: bounds.minMinor, boundMaxMinor: bounds.maxMinor }),
    minPriceMinor: result.minPriceMinor,
    maxPriceMinor: result.maxPriceMinor,
    minMarginBps: result.minMarginBps,
  };
}

export const boundsOf = ({ boundMinMinor, boundMaxMinor }: ProductParts["product"]) => ({
  minMinor: boundMinMinor,
  maxMinor: boundMaxMinor,
});

/** "10" or "12.5": the sentence adds the sign. */
export const floorText = (floorBps: number, locale: string): string =>
  formatPercent(floorBps, locale, floorBps % 100 === 0 ? 0 : 1).replace(/\s?%/u, "");
