import { DisputeClocks, DisputesInput, OpenDisputeInput, SettleDisputeInput } from "@nexusone/contracts/disputes";
import { listDisputeClocks, openDispute, settleDispute } from "@nexusone/core/disputes/disputes";
import { merchantProcedure, router } from "../trpc.ts";

const ID = "0198c0de-7a11-7000-8000-000000000001";

export const disputesRouter = router({
  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/orders/{orderId}/disputes",
        summary: "When delays of an order can be disputed at its suppliers, the evidence, and the disputes there were",
        permission: "orders:read",
      },
    })
    .input(DisputesInput)
    .output(DisputeClocks)
    .query(({ ctx, input }) => listDisputeClocks(ctx.service, input)),

  open: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/disputes",
        status: 201,
        summary: "Note that a dispute was opened at a supplier; nothing is sent there",
        permission: "orders:manage",
        example: { supplierOrderId: ID, reference: "D-2026-118", note: "No movement since 12 March." },
      },
    })
    .input(OpenDisputeInput)
    .output(DisputeClocks)
    .mutation(({ ctx, input }) => openDispute(ctx.service, input)),

  settle: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/disputes/{id}/outcome",
        summary: "Note what came of a dispute: refunded with its amount, reissued or refused",
        permission: "payments:manage",
        example: { outcome: "refunded", refundUsdMinor: 1_240 },
      },
    })
    .input(SettleDisputeInput)
    .output(DisputeClocks)
    .mutation(({ ctx, input }) => settleDispute(ctx.service, input)),
});
