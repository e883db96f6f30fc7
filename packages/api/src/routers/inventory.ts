import {
  AlertsPage,
  ApprovalsPage,
  DecideApprovalsInput,
  DecidedView,
  DismissAlertsInput,
  Dismissed,
  InventoryFigures,
  InventorySettingsView,
  LevelsPage,
  LevelView,
  ListLevelsInput,
  PlanSyncInput,
  SaveInventorySettingsInput,
  SetLowStockInput,
  StartSyncInput,
  SyncPlanView,
  SyncRunsPage,
  SyncStarted,
} from "@nexusone/contracts/inventory";
import { PageInput } from "@nexusone/contracts/paging";
import { dismissAlerts, listAlerts, setLowStock } from "@nexusone/core/inventory/alerts";
import { decideApprovals, listApprovals } from "@nexusone/core/inventory/approvals";
import { listLevels } from "@nexusone/core/inventory/list-levels";
import { getInventory, listRuns } from "@nexusone/core/inventory/list-runs";
import { planSync } from "@nexusone/core/inventory/plan-sync";
import { getInventorySettings, saveInventorySettings } from "@nexusone/core/inventory/settings";
import { startSync } from "@nexusone/core/inventory/start-sync";
import { merchantProcedure, router } from "../trpc.ts";

export const inventoryRouter = router({
  get: merchantProcedure.output(InventoryFigures).query(({ ctx }) => getInventory(ctx.service)),

  startSync: merchantProcedure
    .meta({
      heavy: true,
      rest: {
        method: "POST",
        path: "/api/inventory/sync",
        also: ["POST /functions/inventory-sync", "POST /functions/cj-inventory-sync", "POST /functions/sync-inventory"],
        summary: "Read stock and cost from suppliers now, of everything or of some products",
        permission: "catalog:import",
        example: {},
      },
    })
    .input(StartSyncInput)
    .output(SyncStarted)
    .mutation(({ ctx, input }) => startSync(ctx.service, input)),

  planSync: merchantProcedure
    .input(PlanSyncInput)
    .output(SyncPlanView)
    .query(({ ctx, input }) => planSync(ctx.service, input)),

  listRuns: merchantProcedure
    .input(PageInput)
    .output(SyncRunsPage)
    .query(({ ctx, input }) => listRuns(ctx.service, input)),

  listLevels: merchantProcedure
    .input(ListLevelsInput)
    .output(LevelsPage)
    .query(({ ctx, input }) => listLevels(ctx.service, input)),

  setLowStock: merchantProcedure
    .input(SetLowStockInput)
    .output(LevelView.pick({ productId: true, lowStockAt: true, ownThreshold: true }))
    .mutation(({ ctx, input }) => setLowStock(ctx.service, input)),

  listAlerts: merchantProcedure
    .input(PageInput)
    .output(AlertsPage)
    .query(({ ctx, input }) => listAlerts(ctx.service, input)),

  dismissAlerts: merchantProcedure
    .input(DismissAlertsInput)
    .output(Dismissed)
    .mutation(({ ctx, input }) => dismissAlerts(ctx.service, input)),

  listApprovals: merchantProcedure
    .input(PageInput)
    .output(ApprovalsPage)
    .query(({ ctx, input }) => listApprovals(ctx.service, input)),

  decideApprovals: merchantProcedure
    .input(DecideApprovalsInput)
    .output(DecidedView)
    .mutation(({ ctx, input }) => decideApprovals(ctx.service, input)),

  getSettings: merchantProcedure.output(InventorySettingsView).query(({ ctx }) => getInventorySettings(ctx.service)),

  saveSettings: merchantProcedure
    .input(SaveInventorySettingsInput)
    .output(InventorySettingsView)
    .mutation(({ ctx, input }) => saveInventorySettings(ctx.service, input)),
});
