import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { hintProducts, sweepHints } from "./follow-hints.ts";
import { listRuns } from "./list-runs.ts";
import { listLevels } from "./list-levels.ts";
import { startSync } from "./start-sync.ts";
import { openStockroom, type Stockroom } from "./stockroom.fixture.ts";
import { sweepSyncs } from "./sweep-syncs.ts";

let room: Stockroom;
beforeAll(async () => {
  room = await openStockroom();
});
afterAll(() => room.close());
afterEach(() => room.restore());

const hint = (ctx: ServiceContext, ...ids: string[]) => inMerchantTx(ctx, (tx) => hintProducts(tx, ctx, ids));
const newest = async (ctx: ServiceContext) => (await listRuns(ctx)).items[0];
const asked = async (pid: string): Promise<number> => {
  const calls = await room.shop.sandbox.control.requests.list({ vendor: "cj-api", path: "/product/query" });
  return calls.filter(({ query }) => query["pid"] === pid).length;
};

it("[INV-02] [INV-14] a hundred hints about a product are one reading, and it is read every five minutes at most", async () => {
  const { ctx, id, pid } = await room.stocked();
  room.later();
  const before = await asked(pid);
  for (let nth = 0; nth < 100; nth += 1) await hint(ctx, id);
  await sweepHints(room.shop.platform);
  expect(await newest(ctx), "more may be said about it").toBeUndefined();
  room.later(2_000);
  await sweepHints(room.shop.platform);
  expect(await room.work(ctx, (await newest(ctx))!.id)).toMatchObject({ trigger: "message", state: "done", total: 1 });
  expect(await asked(pid)).toBe(before + 1);
  await hint(ctx, id);
  room.later(4 * MINUTE_MS);
  await sweepHints(room.shop.platform);
  expect((await listRuns(ctx)).items).toHaveLength(1);
  room.later(MINUTE_MS);
  await sweepHints(room.shop.platform);
  expect(await room.work(ctx, (await newest(ctx))!.id)).toMatchObject({ trigger: "message", seen: 1 });
  expect(await asked(pid)).toBe(before + 2);
});

it("[INV-02] a hinted product is read ahead of everything else in the sync under way", async () => {
  const { ctx, id } = await room.stocked();
  const others = [await room.imported(ctx), await room.imported(ctx)];
  room.later();
  const { id: run } = await startSync(ctx);
  const order = async () =>
    (
      await room.shop.database.sql<{ id: string }[]>`
        select product_id as id from inventory_tracking where run_id = ${run} order by rank`
    ).map((row) => row.id);
  const last = (await order()).at(-1)!;
  await hint(ctx, last);
  room.later(2_000);
  await sweepHints(room.shop.platform);
  expect((await order())[0]).toBe(last);
  expect(new Set(await order())).toEqual(new Set([id, ...others.map((one) => one.id)]));
  expect(await room.work(ctx, run)).toMatchObject({ trigger: "manual", state: "done", total: 3, seen: 3 });
});

it("[INV-02] what changes while it is being read is read again in the same run", async () => {
  const { ctx, id, pid, before } = await room.stocked();
  room.later();
  const first = await asked(pid);
  const { id: run } = await startSync(ctx);
  const { control } = room.shop.sandbox;
  await control.faults.add({
    match: { vendor: "cj-api", path: "/product/query" },
    kind: "slow",
    delayMs: 1_500,
    times: 1,
  });
  const working = room.work(ctx, run);
  await expect.poll(async () => (await control.faults.list()).length, { timeout: 20_000 }).toBe(0);
  await hint(ctx, id);
  await room.shop.database.sql`update inventory_hints set due_at = 'epoch' where product_id = ${id}`;
  await sweepHints(room.shop.platform);
  await room.reprices(before, 1.3);
  expect(await working).toMatchObject({ state: "done", total: 1, seen: 1 });
  expect(await asked(pid)).toBe(first + 2);
  expect(Number((await room.product(ctx, id)).minCostUsd)).toBeCloseTo(Number(before.minCostUsd) * 1.3, 1);
});

it("[INV-09] [INV-13] a run that only follows messages holds up neither the schedule nor a person", async () => {
  const { ctx, id } = await room.stocked();
  const other = await room.imported(ctx);
  // From its first look on the shop has a schedule.
  await sweepSyncs(room.shop.platform);
  room.later();
  await hint(ctx, id);
  room.later(2_000);
  await sweepHints(room.shop.platform);
  expect(await newest(ctx)).toMatchObject({ trigger: "message", total: 1 });
  const started = await startSync(ctx);
  expect(started).toMatchObject({ started: true, trigger: "manual", total: 2 });
  expect(await room.work(ctx, started.id)).toMatchObject({ state: "done", seen: 2 });
  await hint(ctx, other.id);
  room.later(25 * HOUR_MS);
  await sweepHints(room.shop.platform);
  await sweepSyncs(room.shop.platform);
  expect(await newest(ctx)).toMatchObject({ trigger: "schedule", total: 2 });
});

it("[INV-10] a product of the environment that is not connected is put off by itself, and the others are read", async () => {
  const { ctx, id } = await room.stocked();
  const other = await room.imported(ctx);
  await room.shop.database.sql`update supplier_links set environment = 'live' where product_id = ${other.id}`;
  expect(await room.sync(ctx)).toMatchObject({ state: "done", total: 2, seen: 2, failed: 1 });
  expect((await listLevels(ctx, { show: "failing" })).items).toMatchObject([
    { productId: other.id, problem: { reason: "supplier.other_environment" } },
  ]);
  expect((await room.product(ctx, id)).origin).toMatchObject({
    lastReadAt: room.shop.platform.clock.now().toISOString(),
  });
});
