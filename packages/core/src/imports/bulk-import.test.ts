import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { commitImport } from "./commit-import.ts";
import { getImport } from "./get-import.ts";
import { importProductsJob } from "./import-products-job.ts";
import { listImports } from "./list-imports.ts";
import { previewImport } from "./preview-import.ts";
import { booksOf, importOne, openShop, type Shop } from "./shop.fixture.ts";
import { sweepImports } from "./sweep-imports.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
afterEach(() => shop.sandbox.control.faults.clear());

const pids = (from: number, count: number) =>
  Promise.all(
    Array.from(
      { length: count },
      async (_, nth) => (await shop.sandbox.control.products.find("single", from + nth)).pid,
    ),
  );
const previewOf = async (ctx: ServiceContext, from: number, count: number) =>
  previewImport(ctx, { items: (await pids(from, count)).map((ref) => ({ ref })) });
const run = (ctx: ServiceContext, previewId: string, platform = shop.platform) =>
  importProductsJob.handle(platform, { merchantId: ctx.merchantId, previewId });

describe("import of many products", () => {
  it("[CAT-08] [EXT-03] queues the rows with their credits held and a job in the same transaction, then the job imports them", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 100 });
    const preview = await previewOf(ctx, 0, 4);
    const jobsBefore = shop.platform.enqueued.length;
    const queued = await commitImport(ctx, { previewId: preview.id });
    expect(queued).toMatchObject({ state: "running", counts: { queued: 4 }, creditsCharged: 0 });
    expect(shop.platform.enqueued.slice(jobsBefore)).toEqual([
      { name: "product-import", payload: { merchantId: ctx.merchantId, previewId: preview.id } },
    ]);
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 100, reserved: 12, products: 0 });
    await run(ctx, preview.id);
    expect(await getImport(ctx, { id: preview.id })).toMatchObject({
      state: "done",
      counts: { imported: 4 },
      creditsCharged: 12,
    });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 88, reserved: 0, products: 4 });
  });

  it("[CAT-08] the job is safe to repeat and to run three times at once", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 100 });
    const preview = await previewOf(ctx, 4, 5);
    await commitImport(ctx, { previewId: preview.id });
    await Promise.all([1, 2, 3].map(() => run(ctx, preview.id)));
    await run(ctx, preview.id);
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 85, reserved: 0, products: 5 });
    const actor = await shop.database
      .sql`select distinct actor_kind as kind from events where merchant_id = ${merchantId} and type = 'product.imported'`;
    expect(actor.map((row) => row["kind"])).toEqual(["job"]);
  });

  it("[CAT-08] partial success: each failed row says why and frees its credits", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 100, productCap: 4 });
    const preview = await previewOf(ctx, 10, 4);
    await commitImport(ctx, { previewId: preview.id });
    const existing = await importOne(ctx, preview.rows[1]!.externalId!);
    await run(ctx, preview.id);
    const done = await getImport(ctx, { id: preview.id });
    expect(done.rows.map((row) => row.reason)).toEqual([null, "catalog.already_imported", null, null]);
    expect(done.rows[1]!.reasonDetails["productId"]).toBe(existing.productId);
    const more = await previewOf(ctx, 14, 2);
    expect(more.rows.map((row) => row.reason)).toEqual(["import.plan_limit", "import.plan_limit"]);
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 88, reserved: 0, products: 4 });
  });

  it("[CAT-08] [CAT-10] [PLN-01] of rows written together the refused ones say why, all others are imported", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 100, productCap: 30 });
    const preview = await previewOf(ctx, 0, 30);
    await commitImport(ctx, { previewId: preview.id });
    const [first, last] = [preview.rows[4]!.externalId!, preview.rows[28]!.externalId!];
    const existing = [await importOne(ctx, first), await importOne(ctx, last)].map((row) => row.productId);
    // One place less than rows that could go in.
    await shop.database
      .sql`update merchant_plans set product_cap = product_count + 27 where merchant_id = ${merchantId}`;
    const progress: number[] = [];
    await importProductsJob.handle(
      shop.platform,
      { merchantId: ctx.merchantId, previewId: preview.id },
      {
        attempt: 1,
        signal: new AbortController().signal,
        goOn: () => undefined,
        progress: (done) => void progress.push(done),
      },
    );
    expect(progress.length).toBeGreaterThanOrEqual(10);
    expect(progress.at(-1)).toBe(30);
    const { rows, counts } = await getImport(ctx, { id: preview.id });
    expect(counts).toMatchObject({ queued: 0, imported: 27, failed: 3 });
    const failed = rows.filter((row) => row.state === "failed");
    const duplicates = failed.filter((row) => row.reason === "catalog.already_imported");
    expect(duplicates.map((row) => [row.externalId, row.reasonDetails["productId"]])).toEqual([
      [first, existing[0]],
      [last, existing[1]],
    ]);
    expect(failed.filter((row) => row.reason === "import.plan_limit")).toHaveLength(1);
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 100 - 3 * 29, reserved: 0, products: 29 });
  });

  it("[CAT-08] [CAT-10] previews of the same products in opposite order, at once: each product once, none stuck", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 400 });
    const refs = (await pids(0, 40)).map((ref) => ({ ref, categoryName: `Category ${ref.length % 2} ${ref.at(-1)}` }));
    const previews = [
      await previewImport(ctx, { items: refs }),
      await previewImport(ctx, { items: refs.toReversed() }),
      await previewImport(ctx, { items: refs }),
    ];
    for (const { id } of previews) await commitImport(ctx, { previewId: id });
    await Promise.all(previews.map(({ id }) => run(ctx, id)));
    const done = await Promise.all(previews.map(({ id }) => getImport(ctx, { id })));
    expect(done.map((view) => view.counts.queued)).toEqual([0, 0, 0]);
    expect(done.reduce((sum, view) => sum + view.counts.imported, 0)).toBe(40);
    const reasons = done.flatMap((view) => view.rows.flatMap((row) => row.reason ?? []));
    expect(new Set(reasons)).toEqual(new Set(["catalog.already_imported"]));
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 400 - 120, reserved: 0, products: 40 });
  });

  it("[PLN-05] rows beyond the credits are refused when queued, the rest proceeds", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 9 });
    const first = await previewOf(ctx, 16, 3);
    const second = await previewOf(ctx, 19, 2);
    await commitImport(ctx, { previewId: first.id });
    const refused = await commitImport(ctx, { previewId: second.id });
    expect(refused).toMatchObject({ state: "done", counts: { failed: 2 } });
    expect(new Set(refused.rows.map((row) => row.reason))).toEqual(new Set(["import.credits_missing"]));
    await run(ctx, first.id);
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 0, reserved: 0, products: 3 });
  });

  it("[CAT-08] a row left out by the merchant stays out", async () => {
    const { ctx } = await shop.merchant();
    const preview = await previewOf(ctx, 21, 3);
    await commitImport(ctx, { previewId: preview.id, edits: [{ rowId: preview.rows[1]!.id, include: false }] });
    await run(ctx, preview.id);
    const done = await getImport(ctx, { id: preview.id });
    expect(done.rows.map((row) => row.externalId)).toEqual([preview.rows[0]!.externalId, preview.rows[2]!.externalId]);
    expect((await listImports(ctx, { limit: 1 })).nextCursor).not.toBeNull();
  });

  it("[CAT-08] when CJ is silent for an old plan the job fails to be tried again, and finishes later", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const late = shop.process();
    const mine = { ...ctx, platform: late };
    const preview = await previewOf(mine, 24, 2);
    await commitImport(mine, { previewId: preview.id });
    late.clock.advance(15 * MINUTE_MS);
    await shop.sandbox.control.faults.add({ match: { vendor: "cj-api" }, kind: "status", status: 503 });
    await expect(run(mine, preview.id, late)).rejects.toMatchObject({ reason: "cj.unavailable" });
    expect(await getImport(mine, { id: preview.id })).toMatchObject({ state: "running", counts: { queued: 2 } });
    await shop.sandbox.control.faults.clear();
    await run(mine, preview.id, late);
    expect(await booksOf(shop, merchantId)).toMatchObject({ reserved: 0, products: 2 });
  });

  it("[CAT-08] the sweeper deletes expired previews, keeps the one a job works on, and revives a lost job", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const late = shop.process();
    const mine = { ...ctx, platform: late };
    const [left, queued] = [await previewOf(mine, 26, 2), await previewOf(mine, 28, 2)];
    await commitImport(mine, { previewId: queued.id });
    late.clock.advance(40 * MINUTE_MS);
    await shop.database.sql`alter table credit_reservations disable trigger user`;
    await shop.database
      .sql`update credit_reservations set updated_at = now() - interval '2 hours' where merchant_id = ${merchantId}`;
    await shop.database.sql`alter table credit_reservations enable trigger user`;
    late.enqueued.length = 0;
    await sweepImports(late);
    const kept = await shop.database.sql`select id from import_previews where merchant_id = ${merchantId}`;
    expect(kept.map((row) => row["id"])).toEqual([queued.id]);
    expect(left.id).not.toBe(queued.id);
    expect(late.enqueued).toContainEqual({ name: "product-import", payload: { merchantId, previewId: queued.id } });
    await run(mine, queued.id, late);
    expect(await booksOf(shop, merchantId)).toMatchObject({ reserved: 0, products: 2 });
    await sweepImports(late);
    expect(await commitImport(mine, { previewId: queued.id })).toMatchObject({
      state: "done",
      counts: { imported: 2 },
    });
  });
});
