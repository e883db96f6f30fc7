import type { ProductFilters } from "@nexusone/contracts/catalog";
import type { PricingContext } from "@nexusone/contracts/merchants";
import type { ProductFilter } from "@nexusone/db/queries/catalog-list";
import type { Hits } from "./find-hits.ts";

/** What was asked for, in the columns it is looked up by. Pure. */
export function toFilter(asked: ProductFilters, hits: Hits, pricing: PricingContext): ProductFilter {
  const { q: _words, belowFloor, importedSince, minMarginBps = -Infinity, maxMarginBps = Infinity, ...same } = asked;
  const floor = floorOfPriceBps(pricing);
  const atLeast = belowFloor === false ? Math.max(minMarginBps, floor) : minMarginBps;
  const atMost = belowFloor === true ? Math.min(maxMarginBps, floor - 1) : maxMarginBps;
  return {
    ...same,
    ids: hits.ids,
    ...(Number.isFinite(atLeast) && { minMarginBps: atLeast }),
    ...(Number.isFinite(atMost) && { maxMarginBps: atMost }),
    // Nothing came in before there were computers, and Postgres knows no year 0.
    ...(importedSince && { importedSince: new Date(Math.max(0, Date.parse(importedSince))) }),
  };
}

/**
 * The floor is a share of the net sale, the stored margin one of the price: the same floor in the latter's measure. Stored margins
 * are whole basis points, so a product within one of them of the floor may be listed on its other side; what a product's own
 * line says is exact.
 */
function floorOfPriceBps({ terms, floorMarginBps }: PricingContext): number {
  const vatBps = terms.pricesIncludeVat ? terms.vatRateBps : 0;
  return Math.ceil((floorMarginBps * 10_000) / (10_000 + vatBps));
}
