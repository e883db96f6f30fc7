import type { PreviewBulkEditInput } from "@nexusone/contracts/bulk-edits";
import { ProductId } from "@nexusone/contracts/ids";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { createCategory } from "../catalog/create-category.ts";
import { createProduct } from "../catalog/create-product.ts";
import { getProduct } from "../catalog/get-product.ts";
import { listProducts } from "../catalog/list-products.ts";
import { seed, write } from "../catalog/products.fixture.ts";
import { updateProduct } from "../catalog/update-product.ts";
import type { ServiceContext } from "../context.ts";
import { asRole, openShop, type Shop } from "../imports/shop.fixture.ts";
import { bulkEditJob } from "./bulk-edit-job.ts";
import { commitBulkEdit, undoBulkEdit } from "./commit-bulk-edit.ts";
import { getBulkEdit, listBulkEditRows } from "./get-bulk-edit.ts";
import { previewBulkEdit } from "./preview-bulk-edit.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

type Ask = z.input<typeof PreviewBulkEditInput>;
const work = (ctx: ServiceContext, editId: string) =>
  bulkEditJob.handle(ctx.platform, { merchantId: ctx.merchantId, editId });
async function plan(ctx: ServiceContext, ask: Ask) {
  const { id } = await previewBulkEdit(ctx, ask);
  await work(ctx, id);
  return getBulkEdit(ctx, { id });
}
async function carryOut(ctx: ServiceContext, id: string) {
  await commitBulkEdit(ctx, { id });
  await work(ctx, id);
  return getBulkEdit(ctx, { id });
}
async function undo(ctx: ServiceContext, id: string) {
  await undoBulkEdit(ctx, { id });
  await work(ctx, id);
  return getBulkEdit(ctx, { id });
}
async function stocked(...products: Parameters<typeof seed>[]) {
  const { ctx } = await shop.merchant();
  const ids = await write(
    ctx,
    products.map((one) => seed(...one)),
  );
  return { ctx, ids: ids.map((id) => ProductId.parse(id)) };
}
/** Everything a bulk edit may write, as the database has it; `updated_at` and the version only rise. */
const rowsOf = async ({ merchantId }: ServiceContext) => {
  const { sql } = shop.database;
  const products = await sql`
    select to_jsonb(p) - 'updated_at' - 'version' as row from products p where merchant_id = ${merchantId} order by id`;
  const variants = await sql`
    select to_jsonb(v) - 'updated_at' as row from product_variants v where merchant_id = ${merchantId} order by id`;
  const tags = await sql`
    select product_id, tag from product_tags where merchant_id = ${merchantId} order by product_id, tag`;
  return { products, variants, tags };
};

describe("a change of many products", () => {
  it("[CAT-21] changes nothing before it is confirmed, then exactly what was shown, and undo restores every row", async () => {
    const { ctx, ids } = await stocked(
      ["Red lamp", { price: 2_000, tags: ["old", "both"] }],
      ["Blue lamp", { price: 3_000, tags: ["both"] }],
      ["Green lamp", { price: 4_000 }],
    );
    await updateProduct(ctx, {
      id: ids[0]!,
      prices: [{ variantId: await firstVariant(ctx, ids[0]!), priceMinor: 2_500 }],
    });
    const category = await createCategory(ctx, { name: "Lamps" });
    const before = await rowsOf(ctx);
    const change = {
      status: "inactive",
      categoryId: category.id,
      addTags: ["new"],
      removeTags: ["old"],
      pricePercentBps: 1_000,
    } satisfies Ask["change"];
    const ready = await plan(ctx, { selection: { ids }, change });
    expect(ready).toMatchObject({ state: "ready", total: 3, counts: { planned: 3, excluded: 0 } });
    expect(await rowsOf(ctx)).toEqual(before);

    const { items } = await listBulkEditRows(ctx, { id: ready.id });
    const done = await carryOut(ctx, ready.id);
    expect(done).toMatchObject({ state: "done", counts: { changed: 3, skipped: 0 } });
    for (const { productId, after } of items) {
      const product = await getProduct(ctx, { id: productId });
      expect({ ...product, category: product.category?.name }).toMatchObject({
        status: after!.status,
        category: "Lamps",
        tags: after!.tags,
        minPriceMinor: after!.minPriceMinor,
        maxPriceMinor: after!.maxPriceMinor,
      });
      expect(product.variants[0]).toMatchObject({ priceMinor: after!.minPriceMinor, priceRule: null });
    }
    expect(items.map(({ after }) => after!.minPriceMinor)).toEqual([2_750, 3_300, 4_400]);
    expect((await listProducts(ctx, { q: "new lamp" })).items).toHaveLength(3);
    // Asked again, nothing more happens.
    expect(await carryOut(ctx, ready.id)).toMatchObject({ state: "done", counts: { changed: 3 } });

    expect(await undo(ctx, ready.id)).toMatchObject({ state: "undone", counts: { restored: 3, kept: 0 } });
    expect(await rowsOf(ctx)).toEqual(before);
    expect(await undo(ctx, ready.id)).toMatchObject({ counts: { restored: 3 } });
  });

  it("[CAT-11] [CAT-21] leaves out what a price rule would bring under the floor, and what is like that already", async () => {
    const { ctx, ids } = await stocked(
      ["Dear", { price: 2_000 }],
      ["Unquoted", { margin: null }],
      ["Tagged", { tags: ["x"] }],
    );
    const cheap = { kind: "fixed", addMinor: 1, of: "landed" } as const;
    const below = await plan(ctx, { selection: { ids: [ids[0]!] }, change: { pricePercentBps: -9_000 } });
    expect(below.reasons).toEqual([{ reason: "catalog.price_below_floor", count: 1 }]);
    const ruled = await plan(ctx, { selection: { ids: [ids[1]!] }, change: { priceRule: cheap } });
    expect(ruled.reasons).toEqual([{ reason: "import.price_needs_quote", count: 1 }]);
    const same = await plan(ctx, { selection: { ids: [ids[2]!] }, change: { addTags: ["x"], status: "active" } });
    expect(same.reasons).toEqual([{ reason: "catalog.bulk_unchanged", count: 1 }]);
    const { items } = await listBulkEditRows(ctx, { id: same.id, excluded: true });
    expect(items).toMatchObject([{ name: "Tagged", state: "excluded", after: null }]);
    expect(await carryOut(ctx, same.id)).toMatchObject({ state: "done", counts: { excluded: 1, changed: 0 } });
  });

  it("[CAT-21] skips what was edited or removed after the preview, and an undo keeps what was edited after the change", async () => {
    const { ctx, ids } = await stocked(["A"], ["B"], ["C"]);
    const ready = await plan(ctx, { selection: { ids }, change: { status: "archived" } });
    await updateProduct(ctx, { id: ids[0]!, name: "A, renamed" });
    await shop.database.sql`delete from products where id = ${ids[1]!}`;
    const done = await carryOut(ctx, ready.id);
    expect(done.counts).toMatchObject({ changed: 1, skipped: 2 });
    expect(new Set(done.reasons.map(({ reason }) => reason))).toEqual(
      new Set(["catalog.stale", "catalog.product_not_found"]),
    );
    expect((await getProduct(ctx, { id: ids[0]! })).status).toBe("active");
    await updateProduct(ctx, { id: ids[2]!, name: "C, renamed" });
    const undone = await undo(ctx, ready.id);
    expect(undone.counts).toMatchObject({ restored: 0, kept: 1 });
    expect(await getProduct(ctx, { id: ids[2]! })).toMatchObject({ status: "archived", name: "C, renamed" });
  });

  it("[CAT-21] takes all that a filter matches, in batches, and two runs of its job at once do nothing twice", async () => {
    const { ctx } = await shop.merchant();
    await write(
      ctx,
      Array.from({ length: 450 }, (_, nth) => seed(`Bulk ${nth}`, { price: 1_000 + (nth % 2) * 1_000 })),
    );
    const { id } = await previewBulkEdit(ctx, {
      selection: { filters: { minPriceMinor: 2_000 } },
      change: { status: "inactive" },
    });
    await expect(commitBulkEdit(ctx, { id })).rejects.toMatchObject({ reason: "catalog.bulk_not_ready" });
    await Promise.all([work(ctx, id), work(ctx, id)]);
    expect(await getBulkEdit(ctx, { id })).toMatchObject({ state: "ready", total: 225, counts: { planned: 225 } });
    await commitBulkEdit(ctx, { id });
    await Promise.all([work(ctx, id), work(ctx, id)]);
    expect((await getBulkEdit(ctx, { id })).counts).toMatchObject({ changed: 225, skipped: 0 });
    expect((await listProducts(ctx, { status: "inactive" })).total).toBe(225);
    const [events] = await shop.database.sql`
      select count(*)::integer as n from events where merchant_id = ${ctx.merchantId} and type = 'product.updated'`;
    expect(events!["n"]).toBe(225);
  });

  it("[CAT-21] [CAT-19] a product is found by its brand after a change as before it", async () => {
    const { ctx } = await shop.merchant();
    const variants = [{ label: "50 ml", priceMinor: 1_200, stock: 3 }];
    const { id } = await createProduct(ctx, { name: "Hand cream", brand: "Karethic", variants });
    const ready = await plan(ctx, { selection: { ids: [id] }, change: { addTags: ["shea"] } });
    await carryOut(ctx, ready.id);
    for (const q of ["karethic", "shea"]) expect((await listProducts(ctx, { q })).items).toHaveLength(1);
  });

  it("[CAT-21] a preview ends after half an hour, an undo after a day, and neither is anybody else's", async () => {
    const { ctx, ids } = await stocked(["A"]);
    const ask = { selection: { ids }, change: { addTags: ["t"] } };
    const ready = await plan(ctx, ask);
    await expect(undoBulkEdit(ctx, { id: ready.id })).rejects.toMatchObject({ reason: "catalog.bulk_cannot_undo" });
    const other = await shop.merchant();
    for (const verb of [getBulkEdit, listBulkEditRows, commitBulkEdit, undoBulkEdit])
      await expect(verb(other.ctx, { id: ready.id })).rejects.toMatchObject({ reason: "preview.not_found" });
    expect(await plan(other.ctx, ask)).toMatchObject({ counts: { planned: 0 } });
    await expect(previewBulkEdit(asRole(ctx, "support"), ask)).rejects.toMatchObject({ reason: "request.forbidden" });
    const nowhere = { ...ask, change: { categoryId: "00000000-0000-4000-8000-000000000001" } } as Ask;
    await expect(previewBulkEdit(ctx, nowhere)).rejects.toMatchObject({ reason: "catalog.category_not_found" });

    const second = await plan(ctx, ask);
    await carryOut(ctx, second.id);
    const { clock } = shop.platform;
    clock.advance(31 * 60_000);
    await expect(commitBulkEdit(ctx, { id: ready.id })).rejects.toMatchObject({ reason: "preview.expired" });
    clock.advance(24 * 3_600_000);
    await expect(undoBulkEdit(ctx, { id: second.id })).rejects.toMatchObject({ reason: "catalog.bulk_cannot_undo" });
    await plan(ctx, ask);
    await expect(getBulkEdit(ctx, { id: second.id })).rejects.toMatchObject({ reason: "preview.not_found" });
  });
});

const firstVariant = async (ctx: ServiceContext, id: string) =>
  (await getProduct(ctx, { id: ProductId.parse(id) })).variants[0]!.id;
