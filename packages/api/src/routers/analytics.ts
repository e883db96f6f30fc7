import { MessageAnalytics, MessageAnalyticsInput } from "@nexusone/contracts/message-analytics";
import {
  CreditUseView,
  HoursPage,
  IntegrationsView,
  ListHoursInput,
  RangeInput,
  SaveUsageSettingsInput,
  UsageSettings,
  UsageView,
} from "@nexusone/contracts/analytics";
import {
  CountedInterest,
  CountInterestInput,
  FulfilmentTimes,
  OneProductAnalytics,
  OneProductAnalyticsInput,
  ProductAnalytics,
  ProductAnalyticsInput,
} from "@nexusone/contracts/product-analytics";
import {
  countInterest,
  getFulfilmentTimes,
  getOneProductAnalytics,
  getProductAnalytics,
} from "@nexusone/core/analytics/product-figures";
import { getCreditUse } from "@nexusone/core/analytics/get-credit-use";
import { getMessageAnalytics } from "@nexusone/core/analytics/get-message-analytics";
import { getIntegrations } from "@nexusone/core/analytics/get-integrations";
import { getUsage } from "@nexusone/core/analytics/get-usage";
import { listHours } from "@nexusone/core/analytics/list-hours";
import { getUsageSettings, saveUsageSettings } from "@nexusone/core/analytics/usage-settings";
import { merchantProcedure, router } from "../trpc.ts";

export const analyticsRouter = router({
  getUsage: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/functions/integration-analytics",
        summary: "Calls by operation, their times and outcomes, failures with reasons, and use by feature",
        permission: "analytics:read",
      },
    })
    .input(RangeInput)
    .output(UsageView)
    .query(({ ctx, input }) => getUsage(ctx.service, input)),

  getCreditUse: merchantProcedure
    .input(RangeInput)
    .output(CreditUseView)
    .query(({ ctx, input }) => getCreditUse(ctx.service, input)),

  getIntegrations: merchantProcedure.output(IntegrationsView).query(({ ctx }) => getIntegrations(ctx.service)),

  listHours: merchantProcedure
    .input(ListHoursInput)
    .output(HoursPage)
    .query(({ ctx, input }) => listHours(ctx.service, input)),

  getProducts: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/product-analytics",
        also: ["GET /functions/product-analytics"],
        summary:
          "Views, clicks, conversions, units and revenue of products, those that brought most first, with turnover",
        permission: "analytics:read",
      },
    })
    .input(ProductAnalyticsInput)
    .output(ProductAnalytics)
    .query(({ ctx, input }) => getProductAnalytics(ctx.service, input)),

  getProduct: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/product-analytics/{productId}",
        summary: "The same of one product, day by day",
        permission: "analytics:read",
      },
    })
    .input(OneProductAnalyticsInput)
    .output(OneProductAnalytics)
    .query(({ ctx, input }) => getOneProductAnalytics(ctx.service, input)),

  countInterest: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/product-analytics",
        summary: "Add what the shop's own site saw of its products: views and clicks; each call counts",
        permission: "catalog:edit",
        example: { items: [{ productId: "0198c0de-7a11-7000-8000-000000000001", kind: "view", count: 3 }] },
      },
    })
    .input(CountInterestInput)
    .output(CountedInterest)
    .mutation(({ ctx, input }) => countInterest(ctx.service, input)),

  getFulfilmentTimes: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/fulfilment-times",
        summary: "How long orders take from confirmed to shipped to delivered: median and nine in ten",
        permission: "analytics:read",
      },
    })
    .input(ProductAnalyticsInput)
    .output(FulfilmentTimes)
    .query(({ ctx, input }) => getFulfilmentTimes(ctx.service, input)),

  getMessages: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/message-analytics",
        summary:
          "Messages over WhatsApp: how many, what became of them, how soon customers were answered, and when they write",
        permission: "analytics:read",
      },
    })
    .input(MessageAnalyticsInput)
    .output(MessageAnalytics)
    .query(({ ctx, input }) => getMessageAnalytics(ctx.service, input)),

  getSettings: merchantProcedure.output(UsageSettings).query(({ ctx }) => getUsageSettings(ctx.service)),

  saveSettings: merchantProcedure
    .input(SaveUsageSettingsInput)
    .output(UsageSettings)
    .mutation(({ ctx, input }) => saveUsageSettings(ctx.service, input)),
});
