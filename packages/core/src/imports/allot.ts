import type { SupplierId } from "@nexusone/contracts/ids";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import type { PricingTerms } from "@nexusone/contracts/margin";
import { IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { asPriceRule } from "@nexusone/contracts/pricing";
import { isReasonCode, type ReasonCode, type ReasonDetails } from "@nexusone/contracts/reasons";
import type { PlannedRow } from "./planned-row.ts";
import type { Room } from "./room.ts";
import { productView, type PreviewRowShape, type StoredView } from "./row-view.ts";
import type { StoredRow } from "./snapshot.ts";

export type AllottedRow = {
  readonly view: StoredView;
  readonly supplier: SupplierId | null;
  readonly stored: StoredRow | null;
};

type Terms = {
  readonly pricing: { readonly terms: PricingTerms; readonly rule: PriceRule; readonly floorMarginBps: number };
  readonly country: string;
};
export type Refusal = { readonly reason: ReasonCode; readonly details: ReasonDetails };

/**
 * Turns rows that were read into the plan: prices them, and gives the plan's places and the credits to the first rows that
 * can be sold; the rest are left out with the limit they met. Pure.
 */
export function allot(rows: readonly PlannedRow[], context: Terms & { readonly room: Room }): AllottedRow[] {
  const takePlace = placesOf(context.room);
  return rows.map((row) => {
    const planned = planRow(row, context);
    const refusal = planned.view.status === "ok" ? takePlace() : null;
    if (!refusal) return planned;
    const { reason, details } = refusal;
    return { ...planned, view: { ...planned.view, status: "excluded", reason, reasonDetails: details } };
  });
}

/** Takes places in the plan with their credits, one a call; what is in the way once there are none. */
export function placesOf(room: Room): () => Refusal | null {
  let products = room.products ?? Infinity;
  let credits = room.credits;
  return (): Refusal | null => {
    if (products < 1) return { reason: "import.plan_limit", details: { limit: room.limit, count: room.count } };
    if (credits < IMPORT_CREDITS)
      return { reason: "import.credits_missing", details: { needed: IMPORT_CREDITS, available: credits } };
    products -= 1;
    credits -= IMPORT_CREDITS;
    return null;
  };
}

/** A row with its prices, whether there is a place for it or not. Pure. */
export function planRow(row: PlannedRow, context: Terms): AllottedRow {
  const { item, product } = row;
  const plan = {
    ...context.pricing,
    rule: item.priceRule ? asPriceRule(item.priceRule) : context.pricing.rule,
    prices: item.prices ?? {},
  };
  const shown = product && productView(product, plan);
  const reason = row.reason ?? knownReason(shown?.reason ?? null);
  return {
    stored: product && { product, plan },
    supplier: row.supplier,
    view: {
      ref: item.ref,
      externalId: row.externalId,
      name: shown?.name ?? null,
      imageUrl: shown?.imageUrl ?? null,
      status: reason === null ? "ok" : "excluded",
      reason,
      reasonDetails: reason === "import.no_route" ? { country: context.country } : row.details,
      existingProductId: row.existingProductId as PreviewRowShape["existingProductId"], // our own uuid
      priceRule: plan.rule as PreviewRowShape["priceRule"],
      categoryName: item.categoryName ?? null,
      tags: item.tags ?? [],
      belowFloor: shown?.belowFloor ?? false,
      optionNames: shown?.optionNames ?? [],
      variants: shown?.variants ?? [],
      numbers: shown?.numbers ?? null,
    },
  };
}

const knownReason = (reason: string | null): ReasonCode | null => (isReasonCode(reason) ? reason : null);
