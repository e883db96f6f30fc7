import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import type { JobRun } from "../jobs/define-job.ts";
import { discardOperation } from "../operations/discard-operation.ts";
import { listOperations } from "../operations/list-operations.ts";
import { commitImport } from "./commit-import.ts";
import { getImport } from "./get-import.ts";
import { importProductsJob } from "./import-products-job.ts";
import { pauseImport } from "./pause-import.ts";
import { previewImport } from "./preview-import.ts";
import { resumeImport } from "./resume-import.ts";
import { asRole, booksOf, importOne, openShop, type Shop } from "./shop.fixture.ts";
import { sweepImports } from "./sweep-imports.ts";
import { undoBatch } from "./undo-batch.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

async function committed(ctx: ServiceContext, count: number, from = 0) {
  const found = Array.from({ length: count }, (_, nth) => shop.sandbox.control.products.find("single", from + nth));
  const items = (await Promise.all(found)).map(({ pid }) => ({ ref: pid }));
  const preview = await previewImport(ctx, { items });
  await commitImport(ctx, { previewId: preview.id });
  return preview.id;
}
const run = (ctx: ServiceContext, previewId: string, attempt?: JobRun, platform = shop.platform) =>
  importProductsJob.handle(platform, { merchantId: ctx.merchantId, previewId }, attempt);
const attempt = (progress: (done: number) => void): JobRun => ({
  attempt: 1,
  signal: new AbortController().signal,
  goOn: () => undefined,
  progress,
});

describe("a paused import", () => {
  it("[CAT-08] begins no row, keeps the credits reserved, survives its process, and lets other imports of the shop go on", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 100 });
    const [held, free] = [await committed(ctx, 5), await committed(ctx, 3, 5)];
    expect(await pauseImport(ctx, { id: held })).toMatchObject({ state: "paused", counts: { queued: 5 } });
    await pauseImport(ctx, { id: held });
    const restarted = shop.process();
    expect(await run(ctx, held, undefined, restarted)).toBe("paused");
    expect(await run(ctx, free, undefined, restarted)).toBe("completed");
    expect(await getImport(ctx, { id: held })).toMatchObject({ state: "paused", counts: { queued: 5, imported: 0 } });
    expect(await getImport(ctx, { id: free })).toMatchObject({ state: "done", counts: { imported: 3 } });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 91, reserved: 15, products: 3 });

    restarted.enqueued.length = 0;
    const mine = { ...ctx, platform: restarted };
    expect(await resumeImport(mine, { id: held })).toMatchObject({ state: "running" });
    await resumeImport(mine, { id: held });
    expect(restarted.enqueued).toEqual([{ name: "product-import", payload: { merchantId, previewId: held } }]);
    await run(ctx, held);
    expect(await getImport(ctx, { id: held })).toMatchObject({ state: "done", counts: { imported: 5 } });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 76, reserved: 0, products: 8 });
    const events = await shop.database.sql`select type from events
      where merchant_id = ${merchantId} and type in ('import.paused', 'import.resumed') order by id`;
    expect(events.map((row) => row["type"])).toEqual(["import.paused", "import.resumed"]);
  });

  it("[CAT-08] [PLN-05] finishes the rows being written and begins no other; every credit is accounted for", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 100 });
    const id = await committed(ctx, 25);
    // Three lanes of three rows stop at the plan's row, which somebody holds.
    const holder = await shop.database.sql.reserve();
    await holder`begin`;
    await holder`select 1 from merchant_plans where merchant_id = ${merchantId} for update`;
    const running = run(ctx, id);
    const waiting = async () =>
      (
        await shop.database.sql`select count(*)::int as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`
      )[0]!["n"] as number;
    while ((await waiting()) < 3) await sleep(20);
    expect(await pauseImport(ctx, { id })).toMatchObject({ state: "paused", counts: { queued: 25 } });
    await holder`rollback`;
    holder.release();
    expect(await running).toBe("paused");
    const { counts } = await getImport(ctx, { id });
    expect(counts).toMatchObject({ imported: 9, queued: 16, failed: 0 });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 100 - 27, reserved: 48, products: 9 });
    await resumeImport(ctx, { id });
    expect(await run(ctx, id)).toBe("completed");
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 25, reserved: 0, products: 25 });
  });

  it("[CAT-08] [PLN-05] paused and resumed ten times beside three jobs: each product once, each credit once", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 200 });
    const id = await committed(ctx, 30);
    const jobs = Array.from({ length: 3 }, () => run(ctx, id));
    for (let nth = 0; nth < 10; nth++) {
      await pauseImport(ctx, { id });
      await resumeImport(ctx, { id });
    }
    await Promise.all(jobs);
    await run(ctx, id);
    expect((await getImport(ctx, { id })).counts).toMatchObject({ queued: 0, imported: 30, failed: 0 });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 110, reserved: 0, products: 30 });
  });

  it("[CAT-08] a pause between two steps stops the job at the next one", async () => {
    const { ctx } = await shop.merchant({ credits: 100 });
    const id = await committed(ctx, 20);
    let asked: Promise<unknown> | undefined;
    const ended = await run(
      ctx,
      id,
      attempt(() => void (asked ??= pauseImport(ctx, { id }))),
    );
    await asked;
    expect(ended).toBe("paused");
    const { state, counts } = await getImport(ctx, { id });
    expect(state).toBe("paused");
    expect(counts.queued).toBeGreaterThan(0);
    expect(counts.imported).toBeGreaterThan(0);
  });

  it("[CAT-08] [JOB-03] is left alone by the sweeper, and can be discarded or undone with its credits", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 100 });
    const late = shop.process();
    const mine = { ...ctx, platform: late };
    const [held, dropped] = [await committed(mine, 4), await committed(mine, 2, 4)];
    for (const id of [held, dropped]) await pauseImport(mine, { id });
    await shop.database.sql`alter table credit_reservations disable trigger user`;
    await shop.database
      .sql`update credit_reservations set updated_at = now() - interval '2 hours' where merchant_id = ${merchantId}`;
    await shop.database.sql`alter table credit_reservations enable trigger user`;
    late.clock.advance(2 * HOUR_MS + MINUTE_MS);
    late.enqueued.length = 0;
    await sweepImports(late);
    expect(late.enqueued).toEqual([]);
    expect(await getImport(mine, { id: held })).toMatchObject({ state: "paused", counts: { queued: 4 } });

    const operations = (await listOperations(mine)).items;
    const { id, queue } = operations.find(({ subject }) => subject?.id === dropped)!;
    await discardOperation(mine, { id, queue });
    expect(await getImport(mine, { id: dropped })).toMatchObject({ state: "done", counts: { failed: 2 } });
    await undoBatch(mine, { id: held });
    expect(await getImport(mine, { id: held })).toMatchObject({ state: "done", counts: { failed: 4 } });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 100, reserved: 0, products: 0 });
  });

  it("[CAT-08] is nothing for strangers, for who may not import, or for what is done or not begun", async () => {
    const { ctx } = await shop.merchant({ credits: 100 });
    const other = await shop.merchant();
    const id = await committed(ctx, 2);
    for (const verb of [pauseImport, resumeImport]) {
      await expect(verb(other.ctx, { id })).rejects.toMatchObject({ reason: "preview.not_found" });
      await expect(verb(asRole(ctx, "support"), { id })).rejects.toMatchObject({ reason: "request.forbidden" });
    }
    await run(ctx, id);
    expect(await pauseImport(ctx, { id })).toMatchObject({ state: "done" });
    const product = await shop.sandbox.control.products.find("single", 9);
    const planned = await previewImport(ctx, { items: [{ ref: product.pid }] });
    expect(await pauseImport(ctx, { id: planned.id })).toMatchObject({ state: "planned", rows: [] });
    expect((await commitImport(ctx, { previewId: planned.id })).counts.imported).toBe(1);
    expect(await importOne(ctx, (await shop.sandbox.control.products.find("single", 10)).pid)).toMatchObject({
      state: "imported",
    });
  });
});
