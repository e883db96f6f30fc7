import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../clock.ts";
import { listRuns } from "./list-runs.ts";
import { planSync } from "./plan-sync.ts";
import { getInventorySettings, saveInventorySettings } from "./settings.ts";
import { openStockroom, type Stockroom } from "./stockroom.fixture.ts";
import { sweepSyncs } from "./sweep-syncs.ts";

let room: Stockroom;
beforeAll(async () => {
  room = await openStockroom();
});
afterAll(() => room.close());
afterEach(() => room.restore());

describe("the schedule", () => {
  it("[INV-09] is daily at a quiet hour of the shop's own zone, until the merchant says otherwise", async () => {
    const { ctx } = await room.shop.merchant({ timezone: "Pacific/Auckland" });
    const settings = await getInventorySettings(ctx);
    expect(settings).toMatchObject({ schedule: "daily", timezone: "Pacific/Auckland", lowStockAt: 5 });
    const hour = new Date(settings.nextRunAt!).toLocaleString("en-GB", {
      timeZone: "Pacific/Auckland",
      hour: "2-digit",
    });
    expect(["02", "03", "04"]).toContain(hour);
    expect((await saveInventorySettings(ctx, { schedule: "off" })).nextRunAt).toBeNull();
  });

  it.each([
    ["hourly", HOUR_MS],
    ["daily", DAY_MS],
    ["weekly", 7 * DAY_MS],
  ] as const)("[INV-09] %s runs once when it is due, and not again before the next time", async (schedule, every) => {
    const { ctx } = await room.stocked();
    const { nextRunAt } = await saveInventorySettings(ctx, { schedule });
    const wait = Date.parse(nextRunAt!) - room.shop.platform.clock.now().getTime();
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(every);
    await sweepSyncs(room.shop.platform);
    expect((await listRuns(ctx)).items).toEqual([]);
    room.later(wait);
    await Promise.all([sweepSyncs(room.shop.platform), sweepSyncs(room.shop.platform)]);
    const { items } = await listRuns(ctx);
    expect(items).toMatchObject([{ trigger: "schedule", state: "running" }]);
    await room.work(ctx, items[0]!.id);
    await sweepSyncs(room.shop.platform);
    expect((await listRuns(ctx)).items).toHaveLength(1);
    expect(Date.parse((await getInventorySettings(ctx)).nextRunAt!)).toBe(Date.parse(nextRunAt!) + every);
  });

  it("[INV-09] the planner counts the calls a sync really makes, and says what fits", async () => {
    const { ctx, merchantId } = await room.stocked();
    expect(await planSync(ctx, { schedule: "daily" })).toMatchObject({
      products: 1,
      measured: false,
      pointsPerRun: 20,
    });
    const run = await room.sync(ctx);
    const plan = await planSync(ctx, { schedule: "hourly" });
    expect(plan).toMatchObject({ measured: true, pointsPerProduct: run.points * 100, pointsPerRun: run.points });
    expect(plan.pointsPerDay).toBe(run.points * 24);
    expect(plan).toMatchObject({ fits: true, suggested: "hourly" });
    await room.shop.database.sql`update cj_connections set points_per_day = 20 where merchant_id = ${merchantId}`;
    expect(await planSync(ctx, { schedule: "hourly" })).toMatchObject({
      fits: false,
      suggested: "daily",
      pointsForSync: 18,
    });
  });
});
