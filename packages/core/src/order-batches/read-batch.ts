import { ORDER_BATCH_MOST } from "@nexusone/contracts/order-batch-terms";
import {
  findOrderBatch,
  insertOrderBatchRows,
  readForBatch,
  updateOrderBatch,
  type OrderBatchRecord,
} from "@nexusone/db/queries/order-batches";
import { listOrderRows } from "@nexusone/db/queries/orders-list";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { readPricing } from "../merchants/pricing-context.ts";
import { inMerchantTx } from "../transaction.ts";
import { planAct } from "./plan-act.ts";

const TOGETHER = 100;

/** Plans the act for the next orders of a batch that is being read. True while there may be more. */
export async function readBatch(ctx: ServiceContext, batchId: string): Promise<boolean> {
  return inMerchantTx(ctx, async (tx) => {
    // Locked: two runs of the job take turns instead of planning the same orders.
    const batch = await findOrderBatch(tx, batchId, "update");
    if (batch?.state !== "reading") return false;
    const { terms } = await readPricing(tx);
    const { ids, total, readTo, more } = await nextOrders(tx, batch);
    const facts = await readForBatch(tx, ids);
    await insertOrderBatchRows(
      tx,
      batchId,
      facts.map((one, nth) => {
        const { refusal, digest, costMinor, pays } = planAct(ctx, one, batch.act, terms);
        return {
          position: batch.total + nth,
          orderId: one.order.id,
          state: refusal ? ("excluded" as const) : ("planned" as const),
          ...(refusal && { reason: refusal.reason, details: refusal.details }),
          digest,
          currency: one.order.currency,
          totalMinor: one.order.totalMinor,
          costMinor,
          pays,
        };
      }),
    );
    await updateOrderBatch(tx, batchId, { total, readTo, ...(more ? {} : { state: "ready" }) });
    return more;
  });
}

/** The ids that come next, and how far the selection is read with them. */
async function nextOrders(tx: MerchantTx, { selection, total, readTo }: OrderBatchRecord) {
  if ("ids" in selection) {
    const ids = selection.ids.slice(total, total + TOGETHER);
    return { ids, total: total + ids.length, readTo: null, more: total + ids.length < selection.ids.length };
  }
  const limit = Math.min(TOGETHER, ORDER_BATCH_MOST - total);
  const after = readTo ? { at: new Date(readTo.at), id: readTo.id } : undefined;
  const rows = await listOrderRows(tx, { ...selection.filters, limit, after });
  const ids = rows.slice(0, limit).map(({ order }) => order);
  const last = ids.at(-1);
  return {
    ids: ids.map(({ id }) => id),
    total: total + ids.length,
    readTo: last ? { at: last.placedAt.toISOString(), id: last.id } : readTo,
    more: rows.length > limit && total + ids.length < ORDER_BATCH_MOST,
  };
}
