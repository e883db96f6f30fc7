import {
  NoticeInput,
  NoticeList,
  NoticePreview,
  NoticeSettings,
  NoticeView,
  OrderNoticesInput,
  PreviewNoticeInput,
  SaveNoticeSettingsInput,
} from "@nexusone/contracts/customer-notices";
import { listNotices, resendNotice } from "@nexusone/core/customer-notices/list-notices";
import { previewNotice } from "@nexusone/core/customer-notices/preview";
import { getNoticeSettings, saveNoticeSettings } from "@nexusone/core/customer-notices/settings";
import { merchantProcedure, router } from "../trpc.ts";

export const customerNoticesRouter = router({
  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/dropshipping/orders/{order_id}/notices",
        summary: "What the customer of an order was told, and what not and why",
        permission: "orders:read",
      },
    })
    .input(OrderNoticesInput)
    .output(NoticeList)
    .query(({ ctx, input }) => listNotices(ctx.service, input)),

  resend: merchantProcedure
    .input(NoticeInput)
    .output(NoticeView)
    .mutation(({ ctx, input }) => resendNotice(ctx.service, input)),

  getSettings: merchantProcedure.output(NoticeSettings).query(({ ctx }) => getNoticeSettings(ctx.service)),

  saveSettings: merchantProcedure
    .input(SaveNoticeSettingsInput)
    .output(NoticeSettings)
    .mutation(({ ctx, input }) => saveNoticeSettings(ctx.service, input)),

  preview: merchantProcedure
    .input(PreviewNoticeInput)
    .output(NoticePreview)
    .query(({ ctx, input }) => previewNotice(ctx.service, input)),
});
