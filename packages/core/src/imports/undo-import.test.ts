import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getProduct } from "../catalog/get-product.ts";
import { updateProduct } from "../catalog/update-product.ts";
import { DAY_MS } from "../clock.ts";
import { listFacets } from "../catalog/list-facets.ts";
import { ordered } from "../orders/orders.fixture.ts";
import { commitImport } from "./commit-import.ts";
import { previewImport } from "./preview-import.ts";
import { asRole, booksOf, importOne, openShop, type Shop } from "./shop.fixture.ts";
import { undoBatch } from "./undo-batch.ts";
import { undoImport } from "./undo-import.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const pid = async (nth: number) => (await shop.sandbox.control.products.find("color", nth)).pid;

describe("undo of an import", () => {
  it("[CAT-09] [PLN-06] takes the product and all around it away and gives place and credits back, once", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 30 });
    const preview = await previewImport(ctx, {
      items: [{ ref: await pid(0), categoryName: "Only here", tags: ["gone"] }],
    });
    const [row] = (await commitImport(ctx, { previewId: preview.id })).rows;
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 27, products: 1 });
    expect(await undoImport(ctx, { importLogId: row!.id })).toMatchObject({ state: "undone", credits: 0 });
    expect(await undoImport(ctx, { importLogId: row!.id })).toMatchObject({ state: "undone" });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 30, reserved: 0, products: 0 });
    expect(await listFacets(ctx)).toMatchObject({ categories: [], tags: [] });
    for (const table of [
      "product_variants",
      "variant_stock",
      "product_media",
      "supplier_links",
      "supplier_snapshots",
    ]) {
      const [left] = await shop.database
        .sql`select count(*)::int as n from ${shop.database.sql(table)} where merchant_id = ${merchantId}`;
      expect(left?.["n"], table).toBe(0);
    }
    expect((await importOne(ctx, await pid(0))).state).toBe("imported");
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 27, products: 1 });
  });

  it("[CAT-09] ten undos at once refund once", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 30 });
    const row = await importOne(ctx, await pid(1));
    await Promise.all(Array.from({ length: 10 }, () => undoImport(ctx, { importLogId: row.id })));
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 30, products: 0 });
  });

  it("[CAT-09] asks before it throws changes away", async () => {
    const { ctx } = await shop.merchant();
    const row = await importOne(ctx, await pid(2));
    await updateProduct(ctx, { id: row.productId!, name: "My own name" });
    await expect(undoImport(ctx, { importLogId: row.id })).rejects.toMatchObject({
      reason: "import.cannot_undo",
      details: { cause: "edited", productId: row.productId },
    });
    expect((await getProduct(ctx, { id: row.productId! })).name).toBe("My own name");
    expect((await undoImport(ctx, { importLogId: row.id, force: true })).state).toBe("undone");
  });

  it("[CAT-09] [ORD-15] refuses what was ordered and names the order, alone and in a batch, forced or not", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 30 });
    const preview = await previewImport(ctx, { items: [{ ref: await pid(5) }] });
    const [row] = (await commitImport(ctx, { previewId: preview.id })).rows;
    const { variants } = await getProduct(ctx, { id: row!.productId! });
    await ordered(ctx, variants[0]!.id, { number: "WEB-77", lines: [{ variantId: variants[0]!.id, quantity: 1 }] });
    for (const force of [false, true])
      await expect(undoImport(ctx, { importLogId: row!.id, force })).rejects.toMatchObject({
        reason: "import.cannot_undo",
        details: { cause: "ordered", order: "WEB-77", why: "order WEB-77 has this product." },
      });
    expect(await undoBatch(ctx, { id: preview.id, force: true })).toMatchObject({
      undone: 0,
      refused: [{ cause: "ordered", order: "WEB-77", row: { productId: row!.productId } }],
    });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 27, products: 1 });
  });

  it("[CAT-09] is over after seven days, for strangers, and for those who may not import", async () => {
    const { ctx } = await shop.merchant();
    const late = shop.process();
    const row = await importOne({ ...ctx, platform: late }, await pid(3));
    await expect(undoImport(asRole(ctx, "support"), { importLogId: row.id })).rejects.toMatchObject({
      reason: "request.forbidden",
    });
    const other = await shop.merchant();
    await expect(undoImport(other.ctx, { importLogId: row.id })).rejects.toMatchObject({ reason: "request.not_found" });
    late.clock.advance(7 * DAY_MS);
    await expect(undoImport({ ...ctx, platform: late }, { importLogId: row.id })).rejects.toMatchObject({
      reason: "import.cannot_undo",
      details: { cause: "expired" },
    });
    expect((await getProduct({ ...ctx, platform: late }, { id: row.productId! })).origin?.undoableUntil).toBeNull();
    expect((await getProduct(ctx, { id: row.productId! })).origin?.undoableUntil).not.toBeNull();
  });

  it("[CAT-09] a failed import has nothing to undo", async () => {
    const { ctx } = await shop.merchant();
    const ref = await pid(4);
    const previews = await Promise.all([1, 2].map(() => previewImport(ctx, { items: [{ ref }] })));
    await commitImport(ctx, { previewId: previews[0]!.id });
    const [failed] = (await commitImport(ctx, { previewId: previews[1]!.id })).rows;
    await expect(undoImport(ctx, { importLogId: failed!.id })).rejects.toMatchObject({
      reason: "import.cannot_undo",
      details: { cause: "not_imported" },
    });
  });
});
