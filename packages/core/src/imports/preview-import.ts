import { asPriceRule, asPricingTerms } from "@nexusone/contracts/pricing";
import { PreviewImportInput, type ImportPreview, type ImportSource } from "@nexusone/contracts/imports";
import { ENTITLEMENTS, IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { findCjConnection } from "@nexusone/db/queries/cj-connections";
import { findImported, findImportState, type ImportState } from "@nexusone/db/queries/imports-state";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { INTERACTIVE_MS } from "../cj/deadline.ts";
import { withCj } from "../cj/gateway.ts";
import { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { pricingContext } from "../merchants/pricing-context.ts";
import { readMerchant } from "../transaction.ts";
import { allot } from "./allot.ts";
import { sourceOf } from "./importer.ts";
import { readRows } from "./read-rows.ts";
import { resolveRefs } from "./resolve-refs.ts";
import { shopUrlOf } from "./read-product.ts";
import { storePreview } from "./store-preview.ts";
import type { PlannedRow } from "./planned-row.ts";

const PER_PRODUCT_MS = 3_000;
const LONGEST_MS = 90_000;
const POINTS_BLOCK = 200;

/**
 * Computes what an import would do and stores it for 30 minutes: rows with cost, freight, landed margin and stock per
 * variant, exclusions with their reason, cost in credits and CJ points. Reads CJ; changes nothing in the catalogue.
 * @throws `import.bulk_not_in_plan`, `cj.not_connected`, `cj.key_rejected`; and for a single product any `cj.*` reason that
 * kept it from being read (several: their rows carry it).
 */
export async function previewImport(
  ctx: ServiceContext,
  rawInput: z.input<typeof PreviewImportInput>,
  source: ImportSource = sourceOf(ctx.actor),
): Promise<ImportPreview> {
  const { items } = PreviewImportInput.parse(rawInput);
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

  const waiting = rows.filter((row) => row.reason === null).length;
  const room = roomOf(start.state);
  const { state, pricing } = start;
  const read =
    waiting === 0
      ? { rows, points: 0 }
      : await withCj(
          ctx,
          async (cj) => ({
            rows: await readRows(ctx, cj, rows, {
              destination: {
                country: state.destinationCountry,
                zip: state.destinationZip,
                maxDays: state.carrierMaxDays,
              },
              // A single product is read even when there is no room for it: its numbers are what the merchant came for.
              room:
                items.length === 1 ? 1 : Math.min(room.products ?? Infinity, Math.floor(room.credits / IMPORT_CREDITS)),
            }),
            points: cj.pointsSpent(),
          }),
          {
            deadlineMs: Math.min(LONGEST_MS, INTERACTIVE_MS + PER_PRODUCT_MS * (waiting - 1)),
            pointsBlock: waiting > 4 ? POINTS_BLOCK : 0,
          },
        );
  failpoint("import.preview.after_read");

  const planned = allot(read.rows, {
    pricing: {
      terms: asPricingTerms(pricing.terms),
      rule: asPriceRule(pricing.defaultPriceRule),
      floorMarginBps: pricing.floorMarginBps,
    },
    room,
    country: state.destinationCountry,
  });
  const preview = await storePreview(ctx, { planned, source, points: read.points, room, pricing });
  failpoint("import.preview.after_store");
  return preview;
}

export type Room = {
  /** Products the plan still takes; null is unlimited. */
  readonly products: number | null;
  readonly limit: number;
  readonly count: number;
  readonly credits: number;
};

const roomOf = (state: ImportState): Room => ({
  products: state.productCap === null ? null : Math.max(0, state.productCap - state.productCount),
  limit: ENTITLEMENTS[state.plan].productLimit ?? state.productCount,
  count: state.productCount,
  credits: state.balance - state.reserved,
});
