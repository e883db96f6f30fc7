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
import { getCreditUse } from "@nexusone/core/analytics/get-credit-use";
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

  getSettings: merchantProcedure.output(UsageSettings).query(({ ctx }) => getUsageSettings(ctx.service)),

  saveSettings: merchantProcedure
    .input(SaveUsageSettingsInput)
    .output(UsageSettings)
    .mutation(({ ctx, input }) => saveUsageSettings(ctx.service, input)),
});
