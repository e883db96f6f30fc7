import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { updateProduct } from "../catalog/update-product.ts";
import { DAY_MS } from "../clock.ts";
import { commitImport } from "./commit-import.ts";
import { getImport } from "./get-import.ts";
import { importProductsJob } from "./import-products-job.ts";
import { previewImport } from "./preview-import.ts";
import { asRole, booksOf, openShop, type Shop } from "./shop.fixture.ts";
import { undoBatch } from "./undo-batch.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

async function committed(ctx: ServiceContext, count: number, platform = shop.platform) {
  const found = Array.from({ length: count }, (_, nth) => shop.sandbox.control.products.find("single", nth));
  const refs = (await Promise.all(found)).map(({ pid }) => pid);
  const settings = { categoryName: "Made by it", tags: ["fresh"] };
  const preview = await previewImport({ ...ctx, platform }, { items: refs.map((ref) => ({ ref, ...settings })) });
  await commitImport({ ...ctx, platform }, { previewId: preview.id });
  return preview.id;
}
const run = (ctx: ServiceContext, previewId: string, platform = shop.platform) =>
  importProductsJob.handle(platform, { merchantId: ctx.merchantId, previewId });

/** Grow only, or say what happened: business history, books, work, and what CJ answered. */
const GROWING =
  /^(events?|event_|audit_|credit_entries|credit_reservations|usage_|operations|import_|cj_|freight_quotes|api_|analytics)/;
/** Every row of every other table of the merchant, by table; columns that count or date changes left out. */
async function contents(merchantId: string): Promise<Record<string, unknown[]>> {
  const { sql } = shop.database;
  const tables = await sql`select c.table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where table_schema = 'public' and column_name = 'merchant_id' and table_type = 'BASE TABLE' order by 1`;
  const all: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    if (GROWING.test(name)) continue;
    const rows = await sql`select to_jsonb(t) - 'updated_at' - 'version' as row from ${sql(name)} t
      where merchant_id = ${merchantId} order by (to_jsonb(t) - 'updated_at')::text`;
    all[name] = rows.map((row) => row["row"]);
  }
  return all;
}

describe("undo of a whole import", () => {
  it("[CAT-09] [PLN-06] of 100 products leaves every table as it was before, and a second one refunds nothing", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 400 });
    const before = await contents(merchantId);
    const id = await committed(ctx, 100);
    await run(ctx, id);
    expect((await contents(merchantId))["products"]).toHaveLength(100);
    expect(await undoBatch(ctx, { id })).toEqual({ undone: 100, credits: 300, edited: [], refused: [] });
    const after = await contents(merchantId);
    expect(Object.keys(before).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))).toEqual(
      [],
    );
    expect(await undoBatch(ctx, { id })).toEqual({ undone: 0, credits: 0, edited: [], refused: [] });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 400, reserved: 0, products: 0 });
    expect((await getImport(ctx, { id })).counts).toMatchObject({ undone: 100, imported: 0 });
  });

  it("[CAT-09] names what was edited since and leaves it, until it is told to", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 100 });
    const id = await committed(ctx, 5);
    await run(ctx, id);
    const edited = (await getImport(ctx, { id })).rows[2]!;
    await updateProduct(ctx, { id: edited.productId!, name: "My own name" });
    const asked = await undoBatch(ctx, { id });
    expect(asked).toMatchObject({ undone: 4, credits: 12, refused: [] });
    expect(asked.edited.map((row) => row.id)).toEqual([edited.id]);
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 97, products: 1 });
    expect(await undoBatch(ctx, { id, force: true })).toMatchObject({ undone: 1, credits: 3, edited: [] });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 100, products: 0 });
  });

  it("[CAT-09] of an import that still runs drops what waits; five at once, beside the job, refund once", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 200 });
    const id = await committed(ctx, 25);
    await Promise.all([run(ctx, id), ...Array.from({ length: 5 }, () => undoBatch(ctx, { id }))]);
    await undoBatch(ctx, { id });
    const { counts } = await getImport(ctx, { id });
    expect(counts).toMatchObject({ queued: 0, imported: 0 });
    expect(counts.undone + counts.failed).toBe(25);
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 200, reserved: 0, products: 0 });
  });

  it("[CAT-09] is over after seven days, for strangers, and for those who may not import", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 100 });
    const late = shop.process();
    const id = await committed(ctx, 2, late);
    await run(ctx, id, late);
    const other = await shop.merchant();
    await expect(undoBatch(other.ctx, { id })).rejects.toMatchObject({ reason: "preview.not_found" });
    await expect(undoBatch(asRole(ctx, "support"), { id })).rejects.toMatchObject({ reason: "request.forbidden" });
    late.clock.advance(7 * DAY_MS);
    const refused = await undoBatch({ ...ctx, platform: late }, { id });
    expect(refused).toMatchObject({ undone: 0, refused: [{ cause: "expired" }, { cause: "expired" }] });
    expect(await booksOf(shop, merchantId)).toMatchObject({ products: 2 });
  });
});
