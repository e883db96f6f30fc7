import { PreviewOrderBatchInput, type OrderBatchView } from "@nexusone/contracts/order-batches";
import { deletePastOrderBatches, insertOrderBatch } from "@nexusone/db/queries/order-batches";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { newPlan } from "../new-plan.ts";
import { inMerchantTx } from "../transaction.ts";
import { orderBatchJob } from "./order-batch-job.ts";
import { orderBatchViewOf } from "./order-batch-view.ts";

const KEPT_MS = 7 * DAY_MS;

/**
 * Begins a plan of one act on many orders, valid for 30 minutes: a job reads the chosen ones and stores for each whether the act
 * can be done, why not, and what it moves. No order is changed. Of more than 10,000 the newest are taken. `pay` is for who may pay.
 */
export async function previewOrderBatch(
  ctx: ServiceContext,
  rawInput: z.input<typeof PreviewOrderBatchInput>,
): Promise<OrderBatchView> {
  authorize(ctx, "orders:manage");
  const { selection, act, note, carrier } = PreviewOrderBatchInput.parse(rawInput);
  if (act === "pay") authorize(ctx, "orders:pay");
  const now = ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    await deletePastOrderBatches(tx, now, addMs(now, -KEPT_MS));
    const { id } = await insertOrderBatch(tx, {
      ...newPlan(ctx, selection),
      act,
      note,
      carrier,
    });
    await ctx.platform.jobs.enqueue(
      tx,
      ctx.merchantId,
      orderBatchJob,
      { merchantId: ctx.merchantId, batchId: id },
      { interactive: true },
    );
    return orderBatchViewOf(tx, id);
  });
}
