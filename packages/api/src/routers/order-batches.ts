import {
  OrderBatchInput,
  OrderBatchRows,
  OrderBatchRowsInput,
  OrderBatchView,
  PreviewOrderBatchInput,
} from "@nexusone/contracts/order-batches";
import { commitOrderBatch } from "@nexusone/core/order-batches/commit-order-batch";
import { getOrderBatch, listOrdersOfBatch } from "@nexusone/core/order-batches/get-order-batch";
import { previewOrderBatch } from "@nexusone/core/order-batches/preview-order-batch";
import { merchantProcedure, router } from "../trpc.ts";

export const orderBatchesRouter = router({
  preview: merchantProcedure
    .meta({ heavy: true })
    .input(PreviewOrderBatchInput)
    .output(OrderBatchView)
    .mutation(({ ctx, input }) => previewOrderBatch(ctx.service, input)),

  get: merchantProcedure
    .input(OrderBatchInput)
    .output(OrderBatchView)
    .query(({ ctx, input }) => getOrderBatch(ctx.service, input)),

  listRows: merchantProcedure
    .input(OrderBatchRowsInput)
    .output(OrderBatchRows)
    .query(({ ctx, input }) => listOrdersOfBatch(ctx.service, input)),

  commit: merchantProcedure
    .meta({ heavy: true })
    .input(OrderBatchInput)
    .output(OrderBatchView)
    .mutation(({ ctx, input }) => commitOrderBatch(ctx.service, input)),
});
