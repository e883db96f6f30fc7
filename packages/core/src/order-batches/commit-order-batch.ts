import { OrderBatchInput, type OrderBatchView } from "@nexusone/contracts/order-batches";
import { findOrderBatch, updateOrderBatch } from "@nexusone/db/queries/order-batches";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { orderBatchJob } from "./order-batch-job.ts";
import { orderBatchViewOf } from "./order-batch-view.ts";

/**
 * Carries a preview out, exactly as stored, by a job, one order after the other; an order that has changed meanwhile is refused
 * with the reason and the others go on. Safe to repeat: a second call tells how far it is.
 * @throws `preview.not_found`, `preview.not_ready` while it is read, `preview.expired`.
 */
export async function commitOrderBatch(
  ctx: ServiceContext,
  rawInput: z.input<typeof OrderBatchInput>,
): Promise<OrderBatchView> {
  authorize(ctx, "orders:manage");
  const { id } = OrderBatchInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const batch = await findOrderBatch(tx, id, "update");
    if (!batch) throw new DomainError("preview.not_found");
    if (batch.act === "pay") authorize(ctx, "orders:pay");
    if (batch.state === "reading") throw new DomainError("preview.not_ready");
    if (batch.state === "ready") {
      if (batch.expiresAt < ctx.platform.clock.now()) throw new DomainError("preview.expired");
      await updateOrderBatch(tx, id, { state: "running" });
      await ctx.platform.jobs.enqueue(
        tx,
        ctx.merchantId,
        orderBatchJob,
        { merchantId: ctx.merchantId, batchId: id },
        { interactive: true, operation: { by: ctx, subject: { kind: "order_batch", id } } },
      );
    }
    return orderBatchViewOf(tx, id);
  });
}
