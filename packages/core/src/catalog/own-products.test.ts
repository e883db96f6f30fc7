import { plausibleBarcode } from "@nexusone/contracts/own-products";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bulkEditJob } from "../bulk-edits/bulk-edit-job.ts";
import { commitBulkEdit } from "../bulk-edits/commit-bulk-edit.ts";
import { previewBulkEdit } from "../bulk-edits/preview-bulk-edit.ts";
import type { ServiceContext } from "../context.ts";
import { asRole, booksOf, importOne, openShop, type Shop } from "../imports/shop.fixture.ts";
import { listImports } from "../imports/list-imports.ts";
import { createProduct } from "./create-product.ts";
import { deleteProduct } from "./delete-product.ts";
import { getProduct } from "./get-product.ts";
import { listProductHistory } from "./list-product-history.ts";
import { listProducts } from "./list-products.ts";
import { seed, write } from "./products.fixture.ts";
import { updateProduct } from "./update-product.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const nowhere = "00000000-0000-4000-8000-000000000001";
const syrup = (over: Partial<Parameters<typeof createProduct>[1]> = {}) => ({
  name: "Cough syrup",
  brand: "Sanofi",
  ingredients: "Honey, thyme",
  expiresOn: "2027-05-31",
  tags: ["syrup"],
  variants: [{ label: "125 ml", sku: "SYR-125", priceMinor: 1_290, costMinor: 600, stock: 12 }],
  ...over,
});
const made = (ctx: ServiceContext, over: Parameters<typeof syrup>[0] = {}) => createProduct(ctx, syrup(over));

describe("a product of the merchant's own", () => {
  it("[CAT-17] [CAT-19] has what a package says, its own cost, price and stock, and a margin without any supplier", async () => {
    const { ctx, merchantId } = await shop.merchant({ currency: "EUR", vatRateBps: 2_000 });
    const product = await made(ctx, { description: "Soothes.\n\nThree times <a day & night" });
    expect(product).toMatchObject({
      brand: "Sanofi",
      barcode: null,
      ingredients: "Honey, thyme",
      expiresOn: "2027-05-31",
      descriptionHtml: "<p>Soothes.</p><p>Three times &lt;a day &amp; night</p>",
      supplier: null,
      origin: null,
      ownedFields: [],
      minCostUsd: null,
      minCostMinor: 600,
      stock: 12,
      available: true,
      variants: [{ label: "125 ml", costUsd: null, costMinor: 600, priceMinor: 1_290, byHand: true }],
    });
    // 12.90 less a sixth of VAT and 6.00 of cost; the shop's fees are none here.
    expect(product.variants[0]!.margin).toMatchObject({ landedMinor: 600, dutyIncluded: true });
    expect(product.variants[0]!.margin!.parts).toMatchObject({ cost: 600, freight: 0, duty: 0 });
    const listed = await listProducts(ctx, { q: "sanofi" });
    expect(listed.items).toMatchObject([{ id: product.id, minCostMinor: 600, margin: product.margin }]);
    expect(await booksOf(shop, merchantId)).toMatchObject({ products: 1 });
    expect((await listProductHistory(ctx, { id: product.id })).items.map(({ type }) => type)).toEqual([
      "product.created",
    ]);
  });

  it("[CAT-17] without a cost there is no margin, and no rule prices it", async () => {
    const { ctx } = await shop.merchant();
    const product = await made(ctx, { variants: [{ priceMinor: 900 }] });
    expect(product).toMatchObject({ stock: null, available: null, margin: null, variants: [{ label: "Default" }] });
    await expect(
      updateProduct(ctx, { id: product.id, priceRule: { kind: "multiplier", factor: "2", of: "cost" } }),
    ).rejects.toMatchObject({ reason: "catalog.cost_unknown" });
  });

  it("[CAT-17] a rule may price it from the merchant's own cost, and follows it", async () => {
    const { ctx } = await shop.merchant();
    const { id, variants } = await made(ctx);
    const ruled = await updateProduct(ctx, { id, priceRule: { kind: "multiplier", factor: "3", of: "landed" } });
    expect(ruled.variants[0]).toMatchObject({ priceMinor: 1_800, byHand: false });
    const dearer = await updateProduct(ctx, { id, variants: [{ variantId: variants[0]!.id, costMinor: 800 }] });
    expect(dearer.variants[0]).toMatchObject({ priceMinor: 2_400, costMinor: 800 });
  });

  it("[CAT-15] [CAT-19] is edited: package, stock, names; unknown is not zero", async () => {
    const { ctx } = await shop.merchant();
    const { id, variants } = await made(ctx);
    const variantId = variants[0]!.id;
    const edited = await updateProduct(ctx, {
      id,
      brand: "",
      expiresOn: null,
      variants: [{ variantId, stock: 0, label: "250 ml", active: false }],
    });
    expect(edited).toMatchObject({ brand: null, expiresOn: null, ingredients: "Honey, thyme", stock: 0 });
    expect(edited.variants[0]).toMatchObject({ label: "250 ml", active: false, sku: "SYR-125", costMinor: 600 });
    const unknown = await updateProduct(ctx, { id, variants: [{ variantId, stock: null }] });
    expect(unknown).toMatchObject({ stock: null, available: null });
    await expect(updateProduct(ctx, { id, variants: [{ variantId: nowhere, stock: 1 }] })).rejects.toMatchObject({
      reason: "catalog.variant_not_found",
    });
  });

  it("[CAT-15] [CAT-21] is found by brand and barcode until they are taken away", async () => {
    const { ctx } = await shop.merchant();
    const { id } = await made(ctx, { barcode: "3400930000120" });
    const found = async (q: string) => (await listProducts(ctx, { q })).items.length;
    await updateProduct(ctx, { id, name: "Honey syrup" });
    expect([await found("sanofi"), await found("3400930000120")]).toEqual([1, 1]);
    await updateProduct(ctx, { id, brand: null });
    expect([await found("sanofi"), await found("3400930000120")]).toEqual([0, 1]);
    await updateProduct(ctx, { id, barcode: "" });
    expect([await found("3400930000120"), await found("honey")]).toEqual([0, 1]);
  });

  it("[CAT-21] is told apart from what a supplier sends", async () => {
    const { ctx } = await shop.merchant();
    await write(ctx, [seed("From CJ")]);
    await made(ctx);
    const of = async (origin: "cj" | "own") => (await listProducts(ctx, { origin })).items.map(({ name }) => name);
    expect([await of("cj"), await of("own")]).toEqual([["From CJ"], ["Cough syrup"]]);
  });

  it("[CAT-19] gets further variants, with their prices, margins, stock and words", async () => {
    const { ctx } = await shop.merchant();
    const { id, version } = await made(ctx);
    const addVariants = [
      { label: "250 ml", sku: "SYR-250", priceMinor: 2_100, costMinor: 1_000, stock: 5 },
      { label: "Sample", priceMinor: 300 },
    ];
    const grown = await updateProduct(ctx, { id, version, addVariants });
    expect(grown.variants).toMatchObject([
      { label: "125 ml", priceMinor: 1_290 },
      {
        label: "250 ml",
        sku: "SYR-250",
        priceMinor: 2_100,
        byHand: true,
        margin: { landedMinor: 1_000 },
        active: true,
      },
      { label: "Sample", sku: null, costMinor: null, margin: null, stock: null },
    ]);
    expect(grown).toMatchObject({ minPriceMinor: 300, maxPriceMinor: 2_100, stock: 17, variantCount: 3 });
    expect((await listProducts(ctx, { q: "SYR-250" })).items.map((item) => item.id)).toEqual([id]);
    // The state it was decided on is the state it is added to.
    await expect(updateProduct(ctx, { id, version, addVariants })).rejects.toMatchObject({ reason: "catalog.stale" });
  });

  it("[CAT-19] a barcode is one product's in a shop, and a GTIN's check digit must be right", async () => {
    const { ctx } = await shop.merchant();
    const first = await made(ctx, { barcode: "3400930000120" });
    await expect(made(ctx, { barcode: "3400930000120" })).rejects.toMatchObject({
      reason: "catalog.barcode_taken",
      details: { productId: first.id },
    });
    await expect(made(ctx, { barcode: "3400930000121" })).rejects.toMatchObject({ reason: "catalog.barcode_invalid" });
    const second = await made(ctx, { barcode: "SHELF-7" });
    await expect(updateProduct(ctx, { id: second.id, barcode: "3400930000120" })).rejects.toMatchObject({
      reason: "catalog.barcode_taken",
    });
    expect((await updateProduct(ctx, { id: first.id, barcode: "3400930000120" })).barcode).toBe("3400930000120");
    const twice = await Promise.allSettled([made(ctx, { barcode: "96385074" }), made(ctx, { barcode: "96385074" })]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { ctx: other } = await shop.merchant();
    expect((await made(other, { barcode: "3400930000120" })).barcode).toBe("3400930000120");
    expect(["036000291452", "4006381333931", "10614141000415", "12345"].map(plausibleBarcode)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(plausibleBarcode("036000291453")).toBe(false);
  });

  it("[CAT-12] [PLN-01] counts in the plan: the eleventh of the Free plan is refused and leaves nothing", async () => {
    const { ctx, merchantId } = await shop.merchant({ plan: "free" });
    for (let nth = 0; nth < 10; nth++) await made(ctx);
    await expect(made(ctx, { barcode: "LAST" })).rejects.toMatchObject({ reason: "import.plan_limit" });
    expect(await booksOf(shop, merchantId)).toMatchObject({ products: 10 });
  });

  it("[CAT-17] only who may edit creates, in a category of this shop", async () => {
    const { ctx } = await shop.merchant();
    await expect(made(asRole(ctx, "support"))).rejects.toMatchObject({ reason: "request.forbidden" });
    await expect(made(ctx, { categoryId: nowhere })).rejects.toMatchObject({ reason: "catalog.category_not_found" });
  });

  it("[CAT-15] what the supplier decides stays the supplier's, the switch of a variant is the merchant's", async () => {
    const { ctx } = await shop.merchant();
    const { productId } = await importOne(ctx, (await shop.sandbox.control.products.find("color-size", 60)).pid);
    const { id, variants } = await getProduct(ctx, { id: productId! });
    const variantId = variants[0]!.id;
    await expect(updateProduct(ctx, { id, variants: [{ variantId, costMinor: 1 }] })).rejects.toMatchObject({
      reason: "catalog.supplier_decides",
    });
    expect((await updateProduct(ctx, { id, variants: [{ variantId, active: false }] })).variants[0]!.active).toBe(
      false,
    );
  });
});

describe("deleting a product", () => {
  it("[CAT-18] archives it, once, and it can be brought back", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const { id } = await made(ctx);
    expect(await deleteProduct(ctx, { id })).toEqual({ id, outcome: "archived" });
    expect(await deleteProduct(ctx, { id })).toEqual({ id, outcome: "archived" });
    expect((await listProducts(ctx, { status: "archived" })).items.map((item) => item.id)).toEqual([id]);
    expect((await getProduct(ctx, { id })).version).toBe(2);
    expect(await booksOf(shop, merchantId)).toMatchObject({ products: 1 });
    expect((await updateProduct(ctx, { id, status: "active" })).status).toBe("active");
  });

  it("[CAT-18] [PLN-01] what is archived, alone or with others, keeps its place in the plan until it is removed for good", async () => {
    const { ctx, merchantId } = await shop.merchant({ plan: "free", productCap: 2 });
    const [first, second] = [await made(ctx), await made(ctx)];
    await deleteProduct(ctx, { id: first.id });
    const { id } = await previewBulkEdit(ctx, { selection: { ids: [second.id] }, change: { status: "archived" } });
    const work = { merchantId: ctx.merchantId, editId: id };
    await bulkEditJob.handle(ctx.platform, work);
    await commitBulkEdit(ctx, { id });
    await bulkEditJob.handle(ctx.platform, work);
    expect((await listProducts(ctx, { status: "archived" })).items).toHaveLength(2);
    expect(await booksOf(shop, merchantId)).toMatchObject({ products: 2, counted: 2 });
    await expect(made(ctx)).rejects.toMatchObject({ reason: "import.plan_limit" });
    await deleteProduct(ctx, { id: first.id, permanent: true });
    await made(ctx);
    expect(await booksOf(shop, merchantId)).toMatchObject({ products: 2, counted: 2 });
  });

  it("[CAT-18] [CAT-20] removes it for good with its place in the plan, and keeps the log of its import", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const { productId } = await importOne(ctx, (await shop.sandbox.control.products.find("single", 70)).pid);
    const id = productId!;
    expect(await deleteProduct(ctx, { id, permanent: true })).toEqual({ id, outcome: "removed" });
    expect(await booksOf(shop, merchantId)).toMatchObject({ products: 0 });
    await expect(getProduct(ctx, { id })).rejects.toMatchObject({ reason: "catalog.product_not_found" });
    await expect(deleteProduct(ctx, { id, permanent: true })).rejects.toMatchObject({
      reason: "catalog.product_not_found",
    });
    expect((await listImports(ctx, {})).items).toMatchObject([{ productId: id, state: "imported" }]);
    expect((await listProductHistory(ctx, { id })).items[0]).toMatchObject({ type: "product.removed" });
  });

  it("[CAT-18] never removes what another row holds on to as sold", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const { id } = await made(ctx);
    await shop.database.sql`create table sold_for_test (merchant_id uuid, product_id uuid,
      foreign key (merchant_id, product_id) references products (merchant_id, id))`;
    await shop.database.sql`insert into sold_for_test values (${merchantId}, ${id})`;
    await expect(deleteProduct(ctx, { id, permanent: true })).rejects.toMatchObject({ reason: "catalog.was_sold" });
    await shop.database.sql`drop table sold_for_test`;
    expect(await booksOf(shop, merchantId)).toMatchObject({ products: 1 });
  });

  it("[CAT-18] is for those who may delete, in their own shop", async () => {
    const { ctx } = await shop.merchant();
    const { id } = await made(ctx);
    await expect(deleteProduct(asRole(ctx, "support"), { id })).rejects.toMatchObject({ reason: "request.forbidden" });
    const { ctx: other } = await shop.merchant();
    await expect(deleteProduct(other, { id })).rejects.toMatchObject({ reason: "catalog.product_not_found" });
  });
});
