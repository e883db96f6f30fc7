import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { updateProduct } from "../catalog/update-product.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../clock.ts";
import { asRole } from "../imports/shop.fixture.ts";
import { listEvents } from "./events.fixture.ts";
import { listLevels } from "./list-levels.ts";
import { listRuns } from "./list-runs.ts";
import { startSync } from "./start-sync.ts";
import { openStockroom, type Stockroom } from "./stockroom.fixture.ts";
import { sweepSyncs } from "./sweep-syncs.ts";

let room: Stockroom;
beforeAll(async () => {
  room = await openStockroom();
});
afterAll(() => room.close());
afterEach(() => room.restore());

describe("a sync", () => {
  it("[INV-02] [INV-03] [INV-04] [INV-12] writes stock, cost, price and the time of reading, and is on record", async () => {
    const { ctx, id, before } = await room.stocked();
    await room.reprices(before, 1.1);
    await room.stocks(before, 40);
    const run = await room.sync(ctx);
    expect(run).toMatchObject({ state: "done", trigger: "manual", total: 1, seen: 1, changed: 1, failed: 0 });
    expect(run.points).toBeGreaterThanOrEqual(10);
    const after = await room.product(ctx, id);
    expect(after).toMatchObject({ stock: 40, available: true, status: "active" });
    expect(after.minPriceMinor).toBeGreaterThan(before.minPriceMinor);
    expect(Math.abs(after.margin!.percentOfPriceBps - before.margin!.percentOfPriceBps)).toBeLessThan(600);
    expect(Date.parse(after.origin!.lastReadAt)).toBe(room.shop.platform.clock.now().getTime());
  });

  it("[INV-14] writes only what changed: without news no version, no event, no row touched", async () => {
    const { ctx, merchantId, id, before } = await room.stocked();
    const rows = () => room.shop.database.sql`
      select xmin::text, id from product_variants where merchant_id = ${merchantId}
      union all select xmin::text, id from products where merchant_id = ${merchantId}
      union all select xmin::text, s.id from variant_stock s where merchant_id = ${merchantId} order by 2`;
    await room.sync(ctx);
    const touchedBefore = await rows();
    expect(await room.sync(ctx)).toMatchObject({ state: "done", seen: 1, changed: 0 });
    expect(await rows()).toEqual(touchedBefore);
    expect((await room.product(ctx, id)).version).toBe(before.version);
    expect(await listEvents(ctx, "product.updated")).toEqual([]);
  });

  it("[INV-14] the same reading again is looked at further once somebody edited, or wants to be asked about something else", async () => {
    const { ctx, id, before } = await room.stocked();
    await room.reprices(before, 1.2);
    await room.sync(ctx);
    const followed = await room.product(ctx, id);
    expect(followed.minPriceMinor).toBeGreaterThan(before.minPriceMinor);
    await updateProduct(ctx, { id, priceRule: { kind: "multiplier", factor: "5", of: "cost" } });
    await updateProduct(ctx, { id, priceRule: null });
    await room.shop.database.sql`update product_variants set cost_usd = '0.01' where product_id = ${id}`;
    expect(await room.sync(ctx)).toMatchObject({ changed: 1 });
    expect((await room.product(ctx, id)).minCostUsd).toBe(followed.minCostUsd);
    await room.shop.database.sql`update product_variants set cost_usd = '0.01' where product_id = ${id}`;
    expect(await room.sync(ctx), "nobody changed anything by a verb").toMatchObject({ changed: 0 });
    await room.policy(ctx, { variantNew: "notify" });
    expect(await room.sync(ctx)).toMatchObject({ changed: 1 });
  });

  it("[INV-14] stock that hardly moves is written, and told nobody", async () => {
    const { ctx, id, before } = await room.stocked();
    await room.stocks(before, 1_000);
    await room.sync(ctx);
    const { version } = await room.product(ctx, id);
    await room.stocks(before, 960);
    await room.sync(ctx);
    expect(await room.product(ctx, id)).toMatchObject({ stock: 960, version });
  });

  it("[INV-01] [INV-13] one is under way at a time, and asking again answers with that one", async () => {
    const { ctx } = await room.stocked();
    const first = await startSync(ctx);
    expect(await startSync(ctx)).toMatchObject({ id: first.id, started: false });
    expect(first.started).toBe(true);
    await room.work(ctx, first.id);
    expect((await startSync(ctx)).id).not.toBe(first.id);
  });

  it("[INV-13] is for those who may import, and for what has a supplier", async () => {
    const { ctx } = await room.shop.merchant();
    await expect(startSync(ctx)).rejects.toMatchObject({ reason: "inventory.nothing_to_sync" });
    await expect(startSync(asRole(ctx, "support"))).rejects.toMatchObject({ reason: "request.forbidden" });
    expect((await listRuns(ctx)).items).toEqual([]);
  });

  it("[INV-10] what is for sale and earns best comes first", async () => {
    const { ctx, id } = await room.stocked();
    const others = [await room.imported(ctx), await room.imported(ctx)];
    await room.shop.database.sql`update products set min_margin_bps = 9000 where id = ${others[1]!.id}`;
    await room.shop.database.sql`update products set min_margin_bps = 100 where id = ${others[0]!.id}`;
    await updateProduct(ctx, { id, status: "inactive" });
    const { id: run } = await startSync(ctx);
    const order = await room.shop.database
      .sql`select product_id from inventory_tracking where run_id = ${run} order by rank`;
    expect(order.map((row) => row["product_id"])).toEqual([others[1]!.id, others[0]!.id, id]);
    await room.work(ctx, run);
  });
});

describe("when CJ does not answer", () => {
  it("[INV-10] [INV-11] the run waits, says why and until when, keeps the last good data, and goes on by itself", async () => {
    const { ctx, id, before } = await room.stocked();
    await room.silence();
    const waiting = await room.sync(ctx);
    expect(waiting).toMatchObject({ state: "waiting", reason: "cj.unavailable", seen: 0 });
    expect(Date.parse(waiting.resumesAt!)).toBeGreaterThan(room.shop.platform.clock.now().getTime());
    expect(await room.product(ctx, id)).toMatchObject({
      stock: before.stock,
      origin: { lastReadAt: before.origin!.lastReadAt },
    });
    expect(await room.work(ctx, waiting.id), "not before its time").toMatchObject({ state: "waiting" });
    await room.shop.sandbox.control.faults.clear();
    room.later(30 * MINUTE_MS);
    await sweepSyncs(room.shop.platform);
    expect(await room.work(ctx, waiting.id)).toMatchObject({ state: "done", seen: 1, failed: 0 });
  });

  it("[INV-10] pauses double up to half an hour; the last ones are put off with a time of their own", async () => {
    const { ctx, id } = await room.stocked();
    await room.silence();
    const { id: run } = await startSync(ctx);
    const pauses: number[] = [];
    for (let nthTry = 0; nthTry < 3; nthTry += 1) {
      const { resumesAt, state } = await room.work(ctx, run);
      expect(state).toBe("waiting");
      const pause = Date.parse(resumesAt!) - room.shop.platform.clock.now().getTime();
      pauses.push(pause / MINUTE_MS);
      room.later(pause);
    }
    expect(pauses).toEqual([1, 2, 4]);
    expect(await room.work(ctx, run)).toMatchObject({ state: "done", seen: 1, failed: 1 });
    const [level] = (await listLevels(ctx, { show: "failing" })).items;
    expect(level).toMatchObject({ productId: id, problem: { reason: "cj.unavailable", failures: 1 } });
    await room.shop.sandbox.control.faults.clear();
    room.later(HOUR_MS);
    expect(await room.sync(ctx)).toMatchObject({ failed: 0 });
    expect((await listLevels(ctx, { show: "failing" })).items).toEqual([]);
  });

  it("[INV-09] without points the run sleeps until they are back, spends none before, and keeps a share for people", async () => {
    const { ctx, merchantId } = await room.stocked();
    await room.shop.database
      .sql`update cj_connections set points_used = points_per_day - points_per_day / 10 - 15, points_day = ${room.shop.platform.clock.now().toISOString().slice(0, 10)} where merchant_id = ${merchantId}`;
    const { id } = await startSync(ctx);
    const waiting = await room.work(ctx, id);
    expect(waiting).toMatchObject({ state: "waiting", reason: "inventory.points_kept", points: 0 });
    const midnight = new Date(Math.ceil(room.shop.platform.clock.now().getTime() / DAY_MS) * DAY_MS).toISOString();
    expect(waiting.resumesAt).toBe(midnight);
    room.later(Date.parse(midnight) - room.shop.platform.clock.now().getTime());
    await room.shop.sandbox.control.clock.set(room.shop.platform.clock.now().toISOString());
    await sweepSyncs(room.shop.platform);
    expect(await room.work(ctx, id)).toMatchObject({ state: "done", seen: 1 });
  });

  it("[INV-09] points for some of the products read these, and the others wait for the next day", async () => {
    const { ctx, merchantId } = await room.stocked();
    await room.imported(ctx);
    await room.imported(ctx);
    // Ten for a reading, which may take twenty: two are covered, the third only by what is kept for people.
    await room.shop.database
      .sql`update cj_connections set points_used = points_per_day - points_per_day / 10 - 35, points_day = ${room.shop.platform.clock.now().toISOString().slice(0, 10)} where merchant_id = ${merchantId}`;
    const { id } = await startSync(ctx);
    expect(await room.work(ctx, id)).toMatchObject({
      ...{ state: "waiting", reason: "inventory.points_kept" },
      ...{ seen: 2, points: 20 },
    });
  });

  it("[INV-10] [INV-11] what CJ said before it fell silent is written, and the run goes on with the others", async () => {
    const { ctx } = await room.stocked();
    for (let nth = 0; nth < 11; nth += 1) await room.imported(ctx);
    let asked = 0;
    const { cj } = ctx.platform;
    const silent: typeof fetch = async (input, init) =>
      String(input).includes("/product/query") && ++asked > 10 ? new Response("", { status: 503 }) : fetch(input, init);
    const then = { ...ctx, platform: { ...ctx.platform, cj: { ...cj, fetch: silent } } };
    const waiting = await room.sync(then);
    expect(waiting).toMatchObject({ state: "waiting", reason: "cj.unavailable", seen: 10, failed: 0, total: 12 });
    room.later(30 * MINUTE_MS);
    await sweepSyncs(room.shop.platform);
    expect(await room.work(ctx, waiting.id)).toMatchObject({ state: "done", seen: 12, failed: 0 });
  });

  it("[INV-02] a run without a CJ account ends and says so", async () => {
    const { ctx, merchantId } = await room.stocked();
    await room.shop.database.sql`delete from cj_connections where merchant_id = ${merchantId}`;
    const { id } = await startSync(ctx);
    expect(await room.work(ctx, id)).toMatchObject({ state: "failed", reason: "cj.not_connected", seen: 0 });
  });
});

it("[INV-10] one product that cannot be written is put off with its reason, and the others go on", async () => {
  const { ctx, id, before } = await room.stocked();
  const other = await room.imported(ctx);
  for (const one of [before, other.before]) await room.reprices(one, 1.2);
  await room.shop.database.sql.unsafe(
    `alter table product_variants add constraint unwritable check (product_id <> '${id}' or price_minor < 0) not valid`,
  );
  const run = await room
    .sync(ctx)
    .finally(() => room.shop.database.sql.unsafe("alter table product_variants drop constraint unwritable"));
  expect(run).toMatchObject({ state: "done", seen: 2, failed: 1, changed: 1 });
  expect((await listLevels(ctx, { show: "failing" })).items).toMatchObject([
    { productId: id, problem: { reason: "job.failed", failures: 1 } },
  ]);
});
