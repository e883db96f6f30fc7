import type { PriceRule } from "@nexusone/contracts/price-rule";
import type { PricingTerms } from "@nexusone/contracts/margin";
import { IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { asPriceRule } from "@nexusone/contracts/pricing";
import { isReasonCode, type ReasonCode, type ReasonDetails } from "@nexusone/contracts/reasons";
import type { PlannedRow } from "./planned-row.ts";
import type { Room } from "./preview-import.ts";
import { productView, type PreviewRowShape } from "./row-view.ts";
import type { StoredRow } from "./snapshot.ts";

export type AllottedRow = {
  readonly view: Omit<PreviewRowShape, "id">;
  readonly stored: StoredRow | null;
};

/**
 * Turns rows that were read into the plan: prices them, and gives the plan's places and the credits to the first rows that
 * can be sold; the rest are left out with the limit they met. Pure.
 */
export function allot(
  rows: readonly PlannedRow[],
  context: {
    readonly pricing: { readonly terms: PricingTerms; readonly rule: PriceRule; readonly floorMarginBps: number };
    readonly room: Room;
    readonly country: string;
  },
): AllottedRow[] {
  let products = context.room.products ?? Infinity;
  let credits = context.room.credits;
  return rows.map((row) => {
    const { item, product } = row;
    const plan = {
      ...context.pricing,
      rule: item.priceRule ? asPriceRule(item.priceRule) : context.pricing.rule,
      prices: item.prices ?? {},
    };
    const shown = product && productView(product, plan);
    let reason: ReasonCode | null = row.reason ?? knownReason(shown?.reason ?? null);
    let details: ReasonDetails = reason === "import.no_route" ? { country: context.country } : row.details;
    if (reason === null && products < 1) {
      reason = "import.plan_limit";
      details = { limit: context.room.limit, count: context.room.count };
    } else if (reason === null && credits < IMPORT_CREDITS) {
      reason = "import.credits_missing";
      details = { needed: IMPORT_CREDITS, available: credits };
    } else if (reason === null) {
      products -= 1;
      credits -= IMPORT_CREDITS;
    }
    return {
      stored: product && { product, plan },
      view: {
        ref: item.ref,
        externalId: row.externalId,
        name: shown?.name ?? null,
        imageUrl: shown?.imageUrl ?? null,
        status: reason === null ? "ok" : "excluded",
        reason,
        reasonDetails: details,
        existingProductId: row.existingProductId as PreviewRowShape["existingProductId"], // our own uuid
        priceRule: plan.rule as PreviewRowShape["priceRule"],
        categoryName: item.categoryName ?? null,
        tags: item.tags ?? [],
        belowFloor: shown?.belowFloor ?? false,
        optionNames: shown?.optionNames ?? [],
        variants: shown?.variants ?? [],
      },
    };
  });
}

const knownReason = (reason: string | null): ReasonCode | null => (isReasonCode(reason) ? reason : null);
