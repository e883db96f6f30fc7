import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getProduct } from "../catalog/get-product.ts";
import { listProducts } from "../catalog/list-products.ts";
import { commitImport } from "./commit-import.ts";
import { previewImport } from "./preview-import.ts";
import { openShop, type Shop } from "./shop.fixture.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

describe("import of one product", () => {
  it("[CAT-05] [CAT-09] [EXT-02] [PLN-06] writes product, variants, stock, images, log and credits as previewed", async () => {
    const { ctx } = await shop.merchant({ credits: 100 });
    const product = await shop.sandbox.control.products.find("color-size");
    const preview = await previewImport(ctx, { items: [{ ref: product.pid, categoryName: "Lamps", tags: ["new"] }] });
    expect(preview.rows[0]).toMatchObject({ status: "ok", reason: null, externalId: product.pid });
    const start = performance.now();
    const done = await commitImport(ctx, { previewId: preview.id });
    console.log("commit ms", performance.now() - start);
    expect(done).toMatchObject({ state: "done", creditsCharged: 3, counts: { imported: 1 } });
    const view = await getProduct(ctx, { id: done.rows[0]!.productId! });
    console.log(JSON.stringify(view).slice(0, 1500));
    const list = await listProducts(ctx, { q: product.name.slice(0, 6) });
    expect(list.items).toHaveLength(1);
    expect(list.total).toBe(1);
  });
});
