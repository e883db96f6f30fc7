import type { BulkChange } from "@nexusone/contracts/bulk-edits";
import { withoutSteps } from "@nexusone/contracts/guard-rails";
import { asPriceRule } from "@nexusone/contracts/pricing";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import type { BulkParts, ProductState } from "@nexusone/db/queries/bulk-edits";
import { boundsOf, floorText } from "../catalog/edit-prices.ts";
import { reprice } from "../catalog/reprice.ts";
import type { Pricing } from "../merchants/pricing-context.ts";

export type PlannedRow =
  | { readonly before: ProductState; readonly after: ProductState }
  | {
      readonly before: ProductState;
      readonly after: null;
      readonly reason: ReasonCode;
      readonly details: Record<string, string | number>;
    };

/** What a bulk edit makes of one product, or why it is left out. Nothing is written. Pure. */
export function planRow(parts: BulkParts, change: BulkChange, pricing: Pricing, locale: string): PlannedRow {
  const { product, variants, tags } = parts;
  const before: ProductState = {
    status: product.status,
    categoryId: product.categoryId,
    priceRule: product.priceRule,
    minPriceMinor: product.minPriceMinor,
    maxPriceMinor: product.maxPriceMinor,
    minMarginBps: product.minMarginBps,
    editedAt: product.editedAt?.toISOString() ?? null,
    searchText: product.searchText,
    tags,
    variants: change.priceRule === undefined && change.pricePercentBps === undefined ? null : variants.map(priceOf),
  };
  const leftOut = (reason: ReasonCode, details = {}): PlannedRow => ({ before, after: null, reason, details });
  const prices = pricesOf(parts, change, pricing);
  if ("belowFloor" in prices)
    return leftOut("catalog.price_below_floor", { floor: floorText(pricing.rails.floorMarginBps, locale) });
  if ("outside" in prices) return leftOut("catalog.price_out_of_bounds");
  if ("unpriced" in prices) return leftOut("import.price_needs_quote");
  const removed = new Set(change.removeTags);
  const kept = tags.filter((tag) => !removed.has(tag));
  const after: ProductState = {
    ...before,
    ...prices,
    status: change.status ?? before.status,
    categoryId: change.categoryId === undefined ? before.categoryId : change.categoryId,
    tags: [...new Set([...kept, ...(change.addTags ?? [])])].sort((a, b) => (a < b ? -1 : 1)),
  };
  if (JSON.stringify(after) === JSON.stringify({ ...before, tags: [...tags].sort((a, b) => (a < b ? -1 : 1)) }))
    return leftOut("catalog.bulk_unchanged");
  return { before, after };
}

type Variant = BulkParts["variants"][number];
const priceOf = ({
  id,
  priceMinor,
  priceFromRule,
  heldPriceMinor,
  heldBy,
  landedMinor,
  profitMinor,
  marginBps,
}: Variant) => ({
  id,
  priceMinor,
  priceFromRule,
  heldPriceMinor,
  heldBy,
  landedMinor,
  profitMinor,
  marginBps,
});

function pricesOf({ product, variants }: BulkParts, { priceRule, pricePercentBps }: BulkChange, pricing: Pricing) {
  if (priceRule === undefined && pricePercentBps === undefined) return {};
  const rule = (priceRule === undefined ? product.priceRule : priceRule) ?? null;
  const share = BigInt(10_000 + (pricePercentBps ?? 0));
  const typed = (variant: Variant): [string, number] => [
    variant.id,
    Number((BigInt(variant.priceMinor) * share + 5_000n) / 10_000n),
  ];
  const result = reprice(variants, {
    rule: rule ? asPriceRule(rule) : pricing.defaultRule,
    terms: pricing.terms,
    // Somebody decides: prices may move as far as they want, but not past typed bounds nor under the floor.
    rails: withoutSteps(pricing.rails),
    bounds: boundsOf(product),
    byRule: priceRule === undefined ? new Set<string>() : "all",
    typed: new Map(pricePercentBps === undefined ? [] : variants.map(typed)),
    acceptHeld: false,
  });
  if (!("prices" in result)) return result;
  // A rule that the floor overrules would not do what was asked.
  const held = result.prices.find(({ heldBy }) => heldBy === "floor");
  if (held) return { belowFloor: held.id };
  const { prices, ...summary } = result;
  return { ...summary, priceRule: rule, variants: prices.map((price) => priceOf({ ...variants[0]!, ...price })) };
}
