import { OK, type Range } from "@nexusone/contracts/analytics-terms";
import { addAnalytics, selectHours, selectSums, type NewAnalytics } from "@nexusone/db/queries/analytics";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { expectIndexed } from "@nexusone/testing/explain";
import { createMember, createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createMerchant } from "@nexusone/testing/merchants";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { catchUp } from "../events/consume-events.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { countFeatures } from "./count-features.ts";
import { getCreditUse } from "./get-credit-use.ts";
import { getIntegrations } from "./get-integrations.ts";
import { emptyHistogram } from "./histogram.ts";
import { getUsage } from "./get-usage.ts";
import { listHours } from "./list-hours.ts";
import { startUsageCounter, type Counted } from "./usage-counter.ts";
import { getUsageSettings, saveUsageSettings } from "./usage-settings.ts";
import { windowOf } from "./window.ts";

let test: TestDatabase;
let platform: ReturnType<typeof createTestPlatform>;
beforeAll(async () => {
  test = await createTestDatabase();
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

/** Counts as a process does, at the given moment. */
async function count(ctx: ServiceContext, calls: readonly Partial<Counted>[], at = platform.clock.now()) {
  const counter = startUsageCounter({ ...platform, clock: { now: () => at } });
  for (const one of calls)
    counter.count({
      merchantId: ctx.merchantId,
      area: "admin",
      operation: "catalog.listProducts",
      outcome: OK,
      ms: 8,
      ...one,
    });
  await counter.stop();
}
const times = (n: number, one: Partial<Counted> = {}) => Array.from({ length: n }, () => one);

describe("use of the interfaces", () => {
  it("[ANA-02] [ANA-04] says calls, rates, times and reasons by operation", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const api = { area: "api", operation: "imports.preview" } as const;
    await count(ctx, [
      ...times(90, { ms: 20 }),
      ...times(5, { ms: 400 }),
      ...times(3, { outcome: "request.invalid", ms: 1 }),
      ...times(2, { outcome: "request.internal", ms: 900 }),
      ...times(4, { ...api, ms: 30 }),
      ...times(1, { ...api, outcome: "cj.unavailable", ms: 70 }),
      ...times(7, { area: "vendor", operation: "cj product/query", ms: 300 }),
      ...times(1, { area: "job", operation: "product-import", outcome: "cj.unavailable", ms: 2_000 }),
    ]);
    const usage = await getUsage(ctx, { range: "24h" });
    expect(usage.requests).toMatchObject({ calls: 105, failed: 6, faults: 3, maxMs: 900 });
    const listed = usage.operations.find(({ area }) => area === "admin");
    expect(listed).toMatchObject({ operation: "catalog.listProducts", calls: 100, failed: 5, faults: 2, maxMs: 900 });
    expect(listed?.averageMs).toBeCloseTo((90 * 20 + 5 * 400 + 3 + 2 * 900) / 100, 1);
    // 93 were faster than 25 ms: the 95th lies among those of 400 ms, in the bucket from 200 to 500.
    expect(listed?.p95Ms).toBeGreaterThan(200);
    expect(listed?.p95Ms).toBeLessThanOrEqual(500);
    expect(usage.areas.find(({ area }) => area === "vendor")).toMatchObject({ calls: 7, failed: 0, averageMs: 300 });
    expect(usage.failures.map(({ area, operation, reason, count: n }) => [area, operation, reason, n])).toEqual([
      ["admin", "catalog.listProducts", "request.invalid", 3],
      ["admin", "catalog.listProducts", "request.internal", 2],
      ["api", "imports.preview", "cj.unavailable", 1],
      ["job", "product-import", "cj.unavailable", 1],
    ]);
    expect(usage.series).toHaveLength(24);
    expect(usage.series.at(-1)).toEqual({ at: "2026-03-02T09:00:00.000Z", calls: 105, failed: 6 });
    expect(usage.series.slice(0, -1).every(({ calls }) => calls === 0)).toBe(true);
  });

  it("[ANA-02] says nothing where nothing was called", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const usage = await getUsage(ctx, {});
    expect(usage.requests).toEqual({ calls: 0, failed: 0, faults: 0, averageMs: null, p95Ms: null, maxMs: null });
    expect(usage).toMatchObject({ range: "7d", operations: [], failures: [] });
    expect(usage.series).toHaveLength(7);
  });

  it("[ANA-02] counts days as the shop's zone has them, and nothing from before the range", async () => {
    const merchant = await createMerchant(test.db, { timezone: "Pacific/Auckland" });
    const { ctx } = await createMember(platform, merchant.id, "owner");
    // It is 22:00 there; the day began at 11:00 UTC of the day before.
    await count(ctx, times(1), new Date("2026-03-01T11:30:00Z"));
    await count(ctx, times(10), new Date("2026-03-01T10:30:00Z"));
    await count(ctx, times(100), new Date("2026-02-23T11:00:00Z"));
    await count(ctx, times(1_000), new Date("2026-02-23T10:30:00Z"));
    const { series, requests, from, timezone } = await getUsage(ctx, { range: "7d" });
    expect(timezone).toBe("Pacific/Auckland");
    expect(from).toBe("2026-02-23T11:00:00.000Z");
    expect(series.map(({ calls }) => calls)).toEqual([100, 0, 0, 0, 0, 10, 1]);
    expect(requests.calls).toBe(111);
  });

  it("[ANA-02] every range ends within 90 days, and there is no other", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const { from, series } = await getUsage(ctx, { range: "90d" });
    expect(series).toHaveLength(90);
    expect(platform.clock.now().getTime() - Date.parse(from)).toBeLessThanOrEqual(90 * DAY_MS);
    await expect(getUsage(ctx, { range: "365d" as Range })).rejects.toThrow(/range/);
  });

  it("[ANA-02] lists the hours behind a figure, page by page", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    for (let hour = 0; hour < 5; hour += 1)
      await count(ctx, times(hour + 1), addMs(platform.clock.now(), -hour * HOUR_MS));
    await count(ctx, times(3, { operation: "catalog.getProduct" }));
    const of = { area: "admin", operation: "catalog.listProducts", range: "24h" } as const;
    const first = await listHours(ctx, { ...of, limit: 3 });
    const second = await listHours(ctx, { ...of, limit: 3, cursor: first.nextCursor ?? "none" });
    expect([...first.items, ...second.items].map(({ calls }) => calls)).toEqual([1, 2, 3, 4, 5]);
    expect(second.nextCursor).toBeNull();
    expect(first.items[0]).toMatchObject({ outcome: OK, hour: "2026-03-02T09:00:00.000Z", averageMs: 8, maxMs: 8 });
  });

  it("[ANA-01] [DAT-02] reads its range by index, whatever came before it", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const row = (hour: number, operation: string): NewAnalytics => ({
      merchantId: ctx.merchantId,
      userId: null,
      hour: new Date(Math.floor(platform.clock.now().getTime() / HOUR_MS - hour) * HOUR_MS).toISOString(),
      area: "admin",
      operation,
      outcome: OK,
      calls: 1,
      totalMs: 1,
      maxMs: 1,
      histogram: emptyHistogram().with(0, 1),
    });
    const hours = Array.from({ length: 2_000 }, (_, nth) => nth);
    const names = ["a.b", "c.d", "e.f"];
    await inMerchantTx(ctx, (tx) =>
      addAnalytics(
        tx,
        hours.flatMap((hour) => names.map((name) => row(hour, name))),
      ),
    );
    await test.sql`analyze integration_analytics`;
    await readMerchant(ctx, async (tx) => {
      const window = await windowOf(tx, ctx, "24h");
      await expectIndexed(tx, selectSums(tx, window));
      const long = await windowOf(tx, ctx, "90d");
      await expectIndexed(tx, selectHours(tx, { window: long, area: "admin", operation: "a.b", limit: 50 }));
    });
  });

  it("[ANA-01] is refused to a role without the right", async () => {
    const { ctx } = await createStaffedMerchant(platform, "support");
    for (const ask of [() => getUsage(ctx), () => getCreditUse(ctx), () => getIntegrations(ctx)])
      await expect(ask()).rejects.toMatchObject({ reason: "request.forbidden" });
  });
});

describe("features", () => {
  it("[ANA-04] are counted once per event, with what failed and why, however often it is read", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    await inMerchantTx(ctx, async (tx) => {
      for (let nth = 0; nth < 3; nth += 1)
        await recordEvent(tx, ctx, "import.failed", {
          externalId: "1",
          reason: nth === 0 ? "cj.unavailable" : "import.product_removed",
          importLogId: randomUUID(),
        });
      await recordEvent(tx, ctx, "extension.paired", { sessionId: randomUUID() });
      await recordEvent(tx, ctx, "operation.failed", {
        operationId: randomUUID(),
        queue: "product-import",
        kind: "product-import",
        reason: "cj.unavailable",
      });
    });
    await dispatchEvents(test.db);
    await Promise.all([1, 2, 3].map(() => catchUp(platform, countFeatures, ctx.merchantId)));
    const { features, failures, requests } = await getUsage(ctx, { range: "24h" });
    const found = features.filter(({ count: n }) => n > 0).map(({ feature, count: n, failed }) => [feature, n, failed]);
    expect(found).toEqual([
      ["import", 3, 3],
      ["background", 1, 1],
      ["extension", 1, 0],
    ]);
    expect(features.find(({ feature }) => feature === "team")).toEqual({
      feature: "team",
      count: 0,
      failed: 0,
      lastAt: null,
    });
    expect(failures.map(({ operation, reason, count: n }) => `${operation} ${reason} ${n}`).toSorted()).toEqual([
      "background cj.unavailable 1",
      "import cj.unavailable 1",
      "import import.product_removed 2",
    ]);
    // What got done is no call.
    expect(requests.calls).toBe(0);
  });
});

describe("settings", () => {
  it("[ANA-01] are each person's own, in each shop, and every role has them", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const colleague = await createMember(platform, ctx.merchantId, "support");
    expect(await getUsageSettings(ctx)).toEqual({
      defaultRange: "7d",
      pinned: ["calls", "errorRate", "availability", "credits"],
      countMyUse: true,
    });
    await saveUsageSettings(ctx, { defaultRange: "30d", pinned: ["failures", "p95"] });
    await saveUsageSettings(ctx, { countMyUse: false });
    expect(await getUsageSettings(ctx)).toEqual({
      defaultRange: "30d",
      pinned: ["failures", "p95"],
      countMyUse: false,
    });
    expect((await getUsageSettings(colleague.ctx)).countMyUse).toBe(true);
    await expect(saveUsageSettings(ctx, { pinned: ["p95", "p95"] })).rejects.toThrow(/twice/);
  });
});
