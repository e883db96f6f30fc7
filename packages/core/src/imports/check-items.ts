import { asPriceRule, asPricingTerms } from "@nexusone/contracts/pricing";
import type { ImportItem } from "@nexusone/contracts/imports";
import type { PricingContext } from "@nexusone/contracts/merchants";
import { ENTITLEMENTS } from "@nexusone/contracts/plans";
import { findImportState, type ImportState } from "@nexusone/db/queries/imports-state";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { pricingContext } from "../merchants/pricing-context.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import { readMerchant } from "../transaction.ts";
import type { Destination } from "./freight-question.ts";
import { findImportedRefs } from "./imported-refs.ts";
import { openRow, type PlannedRow } from "./planned-row.ts";
import { resolveRefs } from "./resolve-refs.ts";

type Item = z.output<typeof ImportItem>;

/**
 * What can be said of an import before a supplier is asked: who may, for which destination, at which prices, and which of the items
 * name nothing, the same product twice or one that is in the catalogue.
 * @throws `import.bulk_not_in_plan`, and why the merchant cannot use a supplier that is named, such as `cj.not_connected`.
 */
export async function checkItems(ctx: ServiceContext, items: readonly Item[]) {
  authorize(ctx, "catalog:import");
  if (items.length > 1) authorize(ctx, "catalog:import_bulk");

  const start = await readMerchant(ctx, async (tx) => {
    const state = await findImportState(tx);
    if (!state) throw new DomainError("request.merchant_forbidden");
    if (items.length > 1 && !ENTITLEMENTS[state.plan].bulkImport) throw new DomainError("import.bulk_not_in_plan");
    const refs = resolveRefs(ctx.platform, items);
    for (const supplier of new Set(refs.flatMap((ref) => ref.supplier ?? [])))
      await supplierOf(ctx, supplier).environmentOf(tx);
    const pricing = await pricingContext(tx);
    return { state, pricing, refs, imported: await findImportedRefs(tx, refs) };
  });

  const rows = items.map((item, position): PlannedRow => {
    const { supplier, externalId, vid, reason, details } = start.refs[position]!; // one per item
    const existing = start.imported.of({ supplier, externalId });
    const row = openRow({ position, item, supplier, externalId, vid });
    if (reason) return { ...row, reason, details };
    if (existing)
      return {
        ...row,
        reason: "catalog.already_imported",
        details: { productId: existing },
        existingProductId: existing,
      };
    return row;
  });
  return { state: start.state, pricing: start.pricing, rows };
}

export const destinationOf = (state: ImportState): Destination => ({
  country: state.destinationCountry,
  zip: state.destinationZip,
  maxDays: state.carrierMaxDays,
});

/** What rows are priced with. */
export const termsOf = (pricing: PricingContext) => ({
  terms: asPricingTerms(pricing.terms),
  rule: asPriceRule(pricing.defaultPriceRule),
  floorMarginBps: pricing.floorMarginBps,
});
