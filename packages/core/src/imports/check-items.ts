import { asPriceRule, asPricingTerms } from "@nexusone/contracts/pricing";
import type { ImportItem } from "@nexusone/contracts/imports";
import type { PricingContext } from "@nexusone/contracts/merchants";
import { ENTITLEMENTS } from "@nexusone/contracts/plans";
import { findCjConnection } from "@nexusone/db/queries/cj-connections";
import { findImported, findImportState, type ImportState } from "@nexusone/db/queries/imports-state";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { pricingContext } from "../merchants/pricing-context.ts";
import { readMerchant } from "../transaction.ts";
import type { PlannedRow } from "./planned-row.ts";
import { shopUrlOf, type Destination } from "./read-product.ts";
import { resolveRefs } from "./resolve-refs.ts";

type Item = z.output<typeof ImportItem>;

/**
 * What can be said of an import before CJ is asked: who may, for which destination, at which prices, and which of the items
 * name nothing, the same product twice or one that is in the catalogue.
 * @throws `import.bulk_not_in_plan`, `cj.not_connected`.
 */
export async function checkItems(ctx: ServiceContext, items: readonly Item[]) {
  authorize(ctx, "catalog:import");
  if (items.length > 1) authorize(ctx, "catalog:import_bulk");

  const start = await readMerchant(ctx, async (tx) => {
    const state = await findImportState(tx);
    if (!state) throw new DomainError("request.merchant_forbidden");
    if (items.length > 1 && !ENTITLEMENTS[state.plan].bulkImport) throw new DomainError("import.bulk_not_in_plan");
    const connection = await findCjConnection(tx);
    if (!connection) throw new DomainError("cj.not_connected");
    const pricing = await pricingContext(tx);
    const refs = resolveRefs(
      items.map((item) => item.ref),
      [new URL(shopUrlOf(ctx, connection.environment)).host],
    );
    const ids = refs.flatMap((ref) => (ref.externalId === null ? [] : [ref.externalId]));
    return { state, pricing, refs, imported: await findImported(tx, "cj", ids) };
  });

  const rows = items.map((item, position): PlannedRow => {
    const { externalId, vid, reason } = start.refs[position]!; // one per item
    const existing = externalId === null ? undefined : start.imported.get(externalId);
    const row: PlannedRow = {
      position,
      item,
      externalId,
      vid,
      reason: null,
      details: {},
      existingProductId: null,
      product: null,
    };
    if (reason) return { ...row, reason, details: reason === "import.url_unknown" ? { input: item.ref } : {} };
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
