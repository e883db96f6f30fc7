import {
  DismissedReorders,
  DismissReordersInput,
  ListReordersInput,
  OrderReorderInput,
  ReceiveReorderInput,
  ReorderOutlook,
  ReorderSettings,
  ReordersPage,
  ReorderView,
  SaveReorderSettingsInput,
} from "@nexusone/contracts/reorder";
import { lookForReorders } from "@nexusone/core/reorder/look";
import { dismissReorders, listReorders, orderReorder, receiveReorder } from "@nexusone/core/reorder/reorders";
import { getReorderOutlook, saveReorderSettings } from "@nexusone/core/reorder/settings";
import { z } from "zod";
import { merchantProcedure, router } from "../trpc.ts";

export const reorderRouter = router({
  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/inventory/reorder-recommendations",
        also: ["GET /functions/reorder-recommendations"],
        summary: "What should be ordered for stock, with its arithmetic; what runs out first comes first",
        permission: "catalog:read",
        example: {},
      },
    })
    .input(ListReordersInput)
    .output(ReordersPage)
    .query(({ ctx, input }) => listReorders(ctx.service, input)),

  look: merchantProcedure
    .meta({ heavy: true })
    .output(z.object({ suggested: z.number().int() }))
    .mutation(({ ctx }) => lookForReorders(ctx.service)),

  order: merchantProcedure
    .input(OrderReorderInput)
    .output(ReorderView)
    .mutation(({ ctx, input }) => orderReorder(ctx.service, input)),

  receive: merchantProcedure
    .input(ReceiveReorderInput)
    .output(ReorderView)
    .mutation(({ ctx, input }) => receiveReorder(ctx.service, input)),

  dismiss: merchantProcedure
    .input(DismissReordersInput)
    .output(DismissedReorders)
    .mutation(({ ctx, input }) => dismissReorders(ctx.service, input)),

  getOutlook: merchantProcedure.output(ReorderOutlook).query(({ ctx }) => getReorderOutlook(ctx.service)),

  saveSettings: merchantProcedure
    .input(SaveReorderSettingsInput)
    .output(ReorderSettings)
    .mutation(({ ctx, input }) => saveReorderSettings(ctx.service, input)),
});
