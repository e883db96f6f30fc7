import { OK } from "@nexusone/contracts/analytics-terms";
import { addAnalytics, pruneAnalytics } from "@nexusone/db/queries/analytics";
import { integrationAnalytics } from "@nexusone/db/schema/analytics";
import { createDatabase, withMerchant, withSystem } from "@nexusone/db/with-merchant";
import { createMember, createStaffedMerchant, createTestPlatform, userContext } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createUser } from "@nexusone/testing/merchants";
import { sql } from "drizzle-orm";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { getPlatformInsight } from "./get-platform-insight.ts";
import { emptyHistogram } from "./histogram.ts";
import { startUsageCounter, type Counted } from "./usage-counter.ts";
import { saveUsageSettings } from "./usage-settings.ts";

let test: TestDatabase;
let platform: ReturnType<typeof createTestPlatform>;
beforeAll(async () => {
  test = await createTestDatabase({ max: 10 });
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

type Row = typeof integrationAnalytics.$inferSelect;
const rowsOf = ({ merchantId }: Pick<ServiceContext, "merchantId">): Promise<Row[]> =>
  withMerchant(test.db, { merchantId }, (tx) => tx.select().from(integrationAnalytics));
const call = (ctx: ServiceContext, more: Partial<Counted> = {}): Counted => ({
  merchantId: ctx.merchantId,
  area: "admin",
  operation: "catalog.listProducts",
  outcome: OK,
  ms: 7,
  ...more,
});

describe("counting", () => {
  it("[ANA-01] [ANA-02] is exact for two processes at once, in one row per operation, outcome and hour", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const other = createDatabase({ url: test.appUrl, max: 3 });
    const counters = [startUsageCounter(platform), startUsageCounter({ ...platform, db: other })];
    const CALLS = 3_000;
    await Promise.all(
      counters.map(async (counter) => {
        for (let nth = 0; nth < CALLS; nth += 1) {
          counter.count(call(ctx, { ms: nth % 100, ...(nth % 10 === 0 && { outcome: "request.invalid" as const }) }));
          if (nth % 300 === 0) await counter.flush();
        }
        await counter.stop();
      }),
    );
    await other.close();
    const rows = await rowsOf(ctx);
    const byOutcome = Object.fromEntries(rows.map((row) => [row.outcome, row]));
    expect(rows).toHaveLength(2);
    expect(byOutcome["request.invalid"]).toMatchObject({ calls: (2 * CALLS) / 10, maxMs: 90 });
    expect(byOutcome["ok"]).toMatchObject({
      calls: (2 * CALLS * 9) / 10,
      maxMs: 99,
      operation: "catalog.listProducts",
      hour: new Date("2026-03-02T09:00:00Z"),
    });
    for (const row of rows) expect(row.histogram.reduce((sum, count) => sum + count, 0)).toBe(row.calls);
    // 0 to 5 ms of every hundred, without 0 which was refused.
    expect(byOutcome["ok"]?.histogram[0]).toBe(((2 * CALLS) / 100) * 5);
    const totalMs = rows.reduce((sum, row) => sum + row.totalMs, 0);
    expect(totalMs).toBe(((2 * CALLS) / 100) * 4_950);
  });

  it("[ANA-01] begins another row with another hour", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    let now = new Date("2026-03-02T09:59:59.999Z");
    const counter = startUsageCounter({ ...platform, clock: { now: () => now } });
    counter.count(call(ctx));
    now = addMs(now, 1);
    counter.count(call(ctx));
    await counter.stop();
    const hours = (await rowsOf(ctx)).map(({ hour, calls }) => [hour.toISOString(), calls]).toSorted();
    expect(hours).toEqual([
      ["2026-03-02T09:00:00.000Z", 1],
      ["2026-03-02T10:00:00.000Z", 1],
    ]);
  });

  it("[ANA-01] writes nothing in the course of a call, and what is left at the stop", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const counter = startUsageCounter(platform);
    counter.count(call(ctx));
    expect(await rowsOf(ctx)).toEqual([]);
    await counter.stop();
    expect(await rowsOf(ctx)).toMatchObject([{ calls: 1 }]);
  });

  it("[ANA-01] keeps what could not be written for the next time", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const db = createDatabase({ url: test.appUrl, max: 2 });
    const counter = startUsageCounter({ ...platform, db });
    const connect = db.pool.connect.bind(db.pool);
    counter.count(call(ctx));
    db.pool.connect = () => Promise.reject(new Error("the database is away"));
    await counter.flush();
    counter.count(call(ctx));
    db.pool.connect = connect;
    await counter.stop();
    await db.close();
    expect(await rowsOf(ctx)).toMatchObject([{ calls: 2, totalMs: 14 }]);
  });

  it("[ANA-01] is not held up by a merchant that is gone", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const counter = startUsageCounter(platform);
    counter.count({ ...call(ctx), merchantId: randomUUID() });
    counter.count(call(ctx));
    await counter.stop();
    expect(await rowsOf(ctx)).toMatchObject([{ calls: 1 }]);
  });
});

describe("people and shops", () => {
  it("[ANA-01] [ANA-04] a person who does not want to be counted is not; programs of the shop and others are", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const colleague = await createMember(platform, ctx.merchantId, "support");
    const elsewhere = await createStaffedMerchant(platform);
    const me = ctx.actor.kind === "user" ? ctx.actor.userId : undefined;
    await saveUsageSettings(ctx, { countMyUse: false });
    const counter = startUsageCounter(platform);
    counter.count(call(ctx, { userId: me }));
    counter.count(call(ctx, { userId: me, area: "extension" }));
    counter.count(call(ctx, { userId: colleague.user.id, ms: 20 }));
    counter.count(call(ctx, { area: "api" }));
    // The choice is about one shop.
    counter.count(call(elsewhere.ctx, { userId: me }));
    await counter.flush();
    const found = async (of: ServiceContext) => (await rowsOf(of)).map(({ area, calls }) => [area, calls]).toSorted();
    expect(await found(ctx)).toEqual([
      ["admin", 1],
      ["api", 1],
    ]);
    expect(await found(elsewhere.ctx)).toEqual([["admin", 1]]);
    await saveUsageSettings(ctx, { countMyUse: true });
    counter.count(call(ctx, { userId: me }));
    await counter.stop();
    expect(await found(ctx)).toEqual([
      ["admin", 2],
      ["api", 1],
    ]);
  });

  it("[ANA-01] no row says who called", async () => {
    const { ctx, user } = await createStaffedMerchant(platform);
    const counter = startUsageCounter(platform);
    counter.count(call(ctx, { userId: user.id }));
    await counter.stop();
    const [row] =
      await test.sql`select to_jsonb(a)::text as row from integration_analytics a where merchant_id = ${ctx.merchantId}`;
    expect(row?.["row"]).toContain("catalog.listProducts");
    expect(row?.["row"]).not.toContain(user.id);
    expect(row?.["row"]).not.toContain(user.name);
  });

  it("[ANA-01] [AUT-06] a shop sees its own rows and nobody else's", async () => {
    const [a, b] = [await createStaffedMerchant(platform), await createStaffedMerchant(platform)];
    const counter = startUsageCounter(platform);
    counter.count(call(a.ctx));
    await counter.stop();
    expect(await rowsOf(a.ctx)).toHaveLength(1);
    expect(await rowsOf(b.ctx)).toEqual([]);
  });
});

describe("slow statements", () => {
  it("[ANA-02] are counted by name for the shop and listed without values for the platform", async () => {
    const slow = createDatabase({ url: test.appUrl, max: 2, slowAfterMs: 40 });
    const { ctx } = await createStaffedMerchant(platform);
    const counter = startUsageCounter({ ...platform, db: slow });
    const planted = `planted-${randomUUID()}`;
    await withMerchant(slow, { merchantId: ctx.merchantId }, async (tx) => {
      await tx.execute(
        sql`select pg_sleep(${0.06}), ${planted}::text, 'literal value' from categories right join (select 1) one on true`,
      );
      // The control: a quick one is none.
      await tx.execute(sql`select ${planted}::text from products`);
    });
    await withSystem(slow, (tx) => tx.execute(sql`select pg_sleep(0.06)`));
    await counter.stop();
    await slow.close();
    const rows = await rowsOf(ctx);
    expect(rows).toMatchObject([
      { area: "query", operation: expect.stringMatching(/^select categories [0-9a-f]{6}$/) },
    ]);
    expect(rows[0]?.maxMs).toBeGreaterThanOrEqual(40);
    const admin = userContext(platform, { id: (await createUser(test.db)).id, isPlatformAdmin: true });
    const { slowStatements } = await getPlatformInsight(admin, { range: "24h" });
    expect(slowStatements.map(({ name, calls }) => `${name.slice(0, -7)}: ${calls}`).toSorted()).toEqual([
      "select categories: 1",
      "select: 1",
    ]);
    expect(slowStatements.find(({ name }) => name.startsWith("select categories"))?.statement).toContain(
      "pg_sleep($1)",
    );
    expect(JSON.stringify([rows, slowStatements])).not.toContain(planted);
    expect(JSON.stringify(slowStatements)).not.toContain("literal value");
  });
});

describe("retention", () => {
  it("[ANA-01] [ANA-02] forgets what is older than asked for and keeps the rest", async () => {
    const { ctx } = await createStaffedMerchant(platform);
    const before = addMs(platform.clock.now(), -92 * DAY_MS);
    const row = (hour: Date) => ({
      merchantId: ctx.merchantId,
      userId: null,
      hour: hour.toISOString(),
      area: "job" as const,
      operation: "import-products",
      outcome: OK,
      calls: 1,
      totalMs: 1,
      maxMs: 1,
      histogram: emptyHistogram().with(0, 1),
    });
    const kept = new Date(Math.ceil(before.getTime() / HOUR_MS) * HOUR_MS);
    await inMerchantTx(ctx, (tx) => addAnalytics(tx, [row(addMs(kept, -HOUR_MS)), row(kept)]));
    await pruneAnalytics(test.db, before);
    expect((await rowsOf(ctx)).map(({ hour }) => hour)).toEqual([kept]);
  });
});
