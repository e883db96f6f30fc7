import type { PreviewOrderBatchInput } from "@nexusone/contracts/order-batches";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { commitOrderBatch } from "./commit-order-batch.ts";
import { getOrderBatch } from "./get-order-batch.ts";
import { orderBatchJob } from "./order-batch-job.ts";
import { previewOrderBatch } from "./preview-order-batch.ts";

/** Does what is next of a batch. */
export const work = (ctx: ServiceContext, batchId: string) =>
  orderBatchJob.handle(ctx.platform, { merchantId: ctx.merchantId, batchId });

/** The stored preview, read to its end. */
export async function plan(ctx: ServiceContext, ask: z.input<typeof PreviewOrderBatchInput>) {
  const { id } = await previewOrderBatch(ctx, ask);
  await work(ctx, id);
  return getOrderBatch(ctx, { id });
}

/** Carries it out to its end. */
export async function carryOut(ctx: ServiceContext, id: string) {
  await commitOrderBatch(ctx, { id });
  await work(ctx, id);
  return getOrderBatch(ctx, { id });
}
