import { BULK_EDIT_MOST } from "@nexusone/contracts/bulk-edits";
import {
  findBulkEdit,
  insertBulkRows,
  readForBulk,
  updateBulkEdit,
  type BulkEditRecord,
} from "@nexusone/db/queries/bulk-edits";
import { listProductRows, type ProductKey } from "@nexusone/db/queries/catalog-list";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { findHits } from "../catalog/find-hits.ts";
import { keyOf } from "../catalog/list-products.ts";
import { toFilter } from "../catalog/to-filter.ts";
import { pricingContext, readPricing } from "../merchants/pricing-context.ts";
import { inMerchantTx } from "../transaction.ts";
import { planRow } from "./plan-row.ts";

const TOGETHER = 200;

/** Plans the next products of a bulk edit that is being read. True while there may be more. */
export async function readBatch(ctx: ServiceContext, editId: string): Promise<boolean> {
  return inMerchantTx(ctx, async (tx) => {
    // Locked: two runs of the job take turns instead of planning the same products.
    const edit = await findBulkEdit(tx, editId, "update");
    if (edit?.state !== "reading") return false;
    const pricing = await readPricing(tx);
    const { ids, total, readTo, more } = await nextProducts(tx, edit);
    const parts = await readForBulk(tx, ids);
    await insertBulkRows(
      tx,
      editId,
      parts.map((one, nth) => {
        const planned = planRow(one, edit.change, pricing, ctx.locale);
        return {
          position: edit.total + nth,
          productId: one.product.id,
          version: one.product.version,
          before: planned.before,
          after: planned.after,
          state: planned.after ? ("planned" as const) : ("excluded" as const),
          ...(planned.after === null && { reason: planned.reason, reasonDetails: planned.details }),
        };
      }),
    );
    await updateBulkEdit(tx, editId, { total, readTo, ...(more ? {} : { state: "ready" }) });
    return more;
  });
}

/** The ids that come next, and how far the selection is read with them. */
async function nextProducts(tx: MerchantTx, { selection, total, readTo }: BulkEditRecord) {
  if ("ids" in selection) {
    const ids = selection.ids.slice(total, total + TOGETHER);
    return { ids, total: total + ids.length, readTo: null, more: total + ids.length < selection.ids.length };
  }
  const [hits, context] = await Promise.all([findHits(tx, selection.filters.q, BULK_EDIT_MOST), pricingContext(tx)]);
  const filter = toFilter(selection.filters, hits, context);
  const limit = Math.min(TOGETHER, BULK_EDIT_MOST - total);
  const rows = await listProductRows(tx, { filter, sort: "newest", after: readTo ?? undefined, limit });
  const last = rows.at(-1);
  const end: ProductKey | null = last ? keyOf(last, "newest") : readTo;
  const reached = total + rows.length;
  return {
    ids: rows.map(({ id }) => id),
    total: reached,
    readTo: end && { value: end.value, id: end.id },
    more: rows.length === TOGETHER && reached < BULK_EDIT_MOST,
  };
}
