import { PlanSyncInput, type SyncPlanView } from "@nexusone/contracts/inventory";
import type { SyncSchedule } from "@nexusone/contracts/inventory-terms";
import { countFollowed, sumRecentRuns } from "@nexusone/db/queries/inventory-runs";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import { readMerchant } from "../transaction.ts";
import { pointsForSync } from "./keep-points-back.ts";

const RUNS_A_WEEK: Record<SyncSchedule, number> = { hourly: 168, daily: 7, weekly: 1, off: 0 };
/** From the most frequent on. */
const BY_FREQUENCY: readonly SyncSchedule[] = ["hourly", "daily", "weekly"];
const RUNS_MEASURED = 5;

/**
 * What a schedule costs in the supplier's points: by what the last runs were really charged for a product, else by the most that
 * reading one can cost. A run that does not fit into a day goes on the next, so a weekly one has its week.
 */
export async function planSync(ctx: ServiceContext, rawInput: z.input<typeof PlanSyncInput>): Promise<SyncPlanView> {
  authorize(ctx, "catalog:read");
  const { schedule } = PlanSyncInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const [products, recent, budget] = [
      await countFollowed(tx),
      await sumRecentRuns(tx, RUNS_MEASURED),
      await supplierOf(ctx).budget?.(ctx, tx),
    ];
    const measured = recent.products > 0;
    const perProduct = measured ? recent.points / recent.products : (budget?.mostPerReading ?? 0);
    const perRun = Math.ceil(products * perProduct);
    const perDay = (one: SyncSchedule): number => Math.ceil((perRun * RUNS_A_WEEK[one]) / 7);
    const allowed = budget ? pointsForSync(budget) : null;
    const fits = (one: SyncSchedule): boolean => allowed === null || perDay(one) <= allowed.perDay;
    return {
      schedule,
      products,
      pointsPerProduct: Math.round(perProduct * 100),
      measured,
      pointsPerRun: perRun,
      pointsPerDay: perDay(schedule),
      pointsForSync: allowed?.perDay ?? null,
      pointsLeftToday: allowed?.left ?? null,
      fits: fits(schedule),
      suggested: BY_FREQUENCY.find(fits) ?? "off",
    };
  });
}
