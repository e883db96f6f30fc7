import { randomUUID } from "node:crypto";
import { createStaffedMerchant, type TestPlatform } from "@nexusone/testing/contexts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listCategoryMappings, setCategoryMapping } from "../catalog/category-mappings.ts";
import { compareWithSupplier } from "../catalog/compare-with-supplier.ts";
import { estimateMargins } from "../catalog/estimate-margins.ts";
import { getProduct } from "../catalog/get-product.ts";
import { listFacets } from "../catalog/list-facets.ts";
import { refreshProduct } from "../catalog/refresh-product.ts";
import { cjSupplier } from "../cj/cj-supplier.ts";
import type { ServiceContext } from "../context.ts";
import { commitImport } from "../imports/commit-import.ts";
import { completeDraft } from "../imports/complete-draft.ts";
import { createDraft } from "../imports/create-draft.ts";
import { getPreview } from "../imports/get-preview.ts";
import { importProductsJob } from "../imports/import-products-job.ts";
import { listDrafts } from "../imports/list-drafts.ts";
import { previewImport } from "../imports/preview-import.ts";
import { readPreviewJob } from "../imports/read-preview-job.ts";
import { booksOf, importOne, openShop, type Shop } from "../imports/shop.fixture.ts";
import { startPreview } from "../imports/start-preview.ts";
import { undoBatch } from "../imports/undo-batch.ts";
import { undoImport } from "../imports/undo-import.ts";
import { BAZAAR, carpet, openBazaar } from "./bazaar.fixture.ts";

const CARPETS = Array.from({ length: 30 }, (_, nth) => carpet(String(100 + nth)));
let shop: Shop;
let bazaar: ReturnType<typeof openBazaar>;
let platform: TestPlatform;
beforeAll(async () => {
  shop = await openShop();
  bazaar = openBazaar(CARPETS);
  platform = shop.process({ suppliers: [cjSupplier, bazaar.supplier] });
});
afterAll(() => shop.close());

/** A merchant who has no account at CJ. */
async function merchant() {
  const { ctx, merchant: made } = await createStaffedMerchant(platform, "owner", { isDemo: true });
  return { ctx, merchantId: made.id };
}
const onBazaar = (ctx: ServiceContext): ServiceContext => ({ ...ctx, platform });
const address = (externalId: string) => `https://bazaar.example/item/${externalId}`;

it("[CAT-22] previews a pasted address of any supplier, and imports it with everything around", async () => {
  const { ctx, merchantId } = await merchant();
  const preview = await previewImport(ctx, { items: [{ ref: `${address("100")}?variant=100-L` }] });
  expect(preview.rows[0]).toMatchObject({ status: "ok", externalId: "100", name: "Carpet 100" });
  expect(preview.rows[0]?.variants).toMatchObject([
    { label: "S", costUsd: "20.00", freight: { usd: "3.00", origin: "MA", carrier: "Camel", banded: true } },
    { label: "L", costUsd: "30.00", freight: { usd: "3.00", banded: false } },
  ]);
  expect(preview.cost).toEqual({ credits: 3, cjPoints: 0 });
  expect(bazaar.calls).toContain("quote 100-L MA FR");

  const done = await commitImport(ctx, { previewId: preview.id });
  expect(done.rows).toMatchObject([{ state: "imported", credits: 3 }]);
  const product = await getProduct(ctx, { id: done.rows[0]!.productId! });
  expect(product).toMatchObject({
    supplier: { id: BAZAAR, environment: "live", externalId: "100" },
    origin: { supplierUrl: address("100"), supplierName: "Weavers", categoryPath: ["Home", "Carpets"] },
    descriptionHtml: "<p>Wool</p>",
    stock: 14,
  });
  expect((await listFacets(ctx)).suppliers).toEqual([
    { id: cjSupplier.id, name: cjSupplier.name },
    { id: BAZAAR, name: bazaar.supplier.name },
  ]);
  expect((await booksOf(shop, merchantId)).products).toBe(1);
  // Its quotes are reused like anybody's.
  const asked = bazaar.calls.length;
  await undoImport(ctx, { importLogId: done.rows[0]!.id });
  await previewImport(ctx, { items: [{ ref: "100", supplier: BAZAAR }] });
  expect(bazaar.calls.slice(asked).filter((call) => call.startsWith("quote") && !call.includes("100-S"))).toEqual([]);
});

it("[CAT-22] [CAT-10] the same id at two suppliers is two products, each once", async () => {
  const { ctx, merchantId } = await shop.merchant();
  const { pid } = await shop.sandbox.control.products.find("single", 0);
  bazaar.put(carpet(pid));
  const both = onBazaar(ctx);
  const items = [{ ref: pid }, { ref: address(pid) }, { ref: pid, supplier: cjSupplier.id }, { ref: "?" }];
  const preview = await previewImport(both, { items });
  expect(preview.rows.map((row) => row.reason ?? row.status)).toEqual([
    "ok",
    "ok",
    "import.duplicate_in_request",
    "import.url_unknown",
  ]);
  await commitImport(both, { previewId: preview.id });
  await importProductsJob.handle(platform, { merchantId: ctx.merchantId, previewId: preview.id });
  const links = await shop.database.sql`
    select l.supplier, l.external_id, p.name from supplier_links l
    join products p on p.merchant_id = l.merchant_id and p.id = l.product_id
    where l.merchant_id = ${merchantId} order by l.supplier`;
  expect(links).toMatchObject([
    { supplier: BAZAAR, external_id: pid, name: `Carpet ${pid}` },
    { supplier: "cj", external_id: pid, name: preview.rows[0]?.name },
  ]);
  const [atBazaar, atCj] = [
    await compareWithSupplier(both, { supplier: BAZAAR, externalId: pid }),
    await compareWithSupplier(both, { externalId: pid }),
  ];
  expect(atBazaar.now.minCostUsd).toBe("20.00");
  expect(atBazaar.productId).not.toBe(atCj.productId);
  for (const ref of [pid, address(pid)])
    expect((await previewImport(both, { items: [{ ref }] })).rows[0]?.reason).toBe("catalog.already_imported");
});

it("[CAT-22] a long import of several suppliers is read by the job, gives places to the first rows, and is undone whole", async () => {
  const { ctx, merchantId } = await shop.merchant({ credits: 30 });
  const both = onBazaar(ctx);
  const before = await booksOf(shop, merchantId);
  const items = await Promise.all(
    Array.from({ length: 12 }, async (_, nth) => ({
      ref:
        nth % 2 === 0 ? address(String(110 + nth)) : (await shop.sandbox.control.products.find("single", 20 + nth)).pid,
    })),
  );
  const started = await startPreview(both, { key: randomUUID(), items });
  await readPreviewJob.handle(platform, { merchantId: ctx.merchantId, previewId: started.id });
  const preview = await getPreview(both, { id: started.id });
  expect(preview.rows.map((row) => row.reason ?? row.status)).toEqual([
    ...Array.from({ length: 10 }, () => "ok"),
    ...Array.from({ length: 2 }, () => "import.credits_missing"),
  ]);
  await commitImport(both, { previewId: started.id });
  await importProductsJob.handle(platform, { merchantId: ctx.merchantId, previewId: started.id });
  expect((await booksOf(shop, merchantId)).products).toBe(10);
  expect(await undoBatch(both, { id: started.id })).toMatchObject({ undone: 10, credits: 30, refused: [] });
  expect(await booksOf(shop, merchantId)).toEqual(before);
});

it("[CAT-22] compares and refreshes by what that supplier says, and answers from its last reading while it is silent", async () => {
  const { ctx } = await merchant();
  const { productId } = await importOne(ctx, address("102"));
  const dearer = carpet("102", { name: "Carpet, hand-made" });
  bazaar.put({ ...dearer, variants: dearer.variants.map((one) => ({ ...one, costUsd: "40.00" })) });
  const ask = () => compareWithSupplier(ctx, { supplier: BAZAAR, externalId: "102" });
  const compared = await ask();
  expect(compared).toMatchObject({ before: { minCostUsd: "20.00" }, now: { minCostUsd: "40.00" }, fromCache: false });
  expect(compared.changes.map(({ field }) => field)).toContain("name");
  bazaar.silence(true);
  expect(await ask()).toMatchObject({ now: { minCostUsd: "20.00" }, fromCache: true });
  await expect(refreshProduct(ctx, { id: productId! as never })).rejects.toMatchObject({
    reason: "supplier.unavailable",
  });
  await expect(previewImport(ctx, { items: [{ ref: address("103") }] })).rejects.toMatchObject({
    reason: "supplier.unavailable",
  });
  bazaar.silence(false);
  expect(await refreshProduct(ctx, { id: productId! as never })).toMatchObject({
    name: "Carpet, hand-made",
    minCostUsd: "40.00",
  });
  bazaar.drop("102");
  expect(await refreshProduct(ctx, { id: productId! as never })).toMatchObject({ origin: { offSale: true } });
});

it("[CAT-22] [CAT-04] keeps mappings of categories and margins in advance for each supplier apart", async () => {
  const { ctx } = await merchant();
  await setCategoryMapping(ctx, { supplier: BAZAAR, path: ["Home"], categoryName: "Rugs" });
  expect((await listCategoryMappings(ctx)).items).toEqual([]);
  expect((await listCategoryMappings(ctx, { supplier: BAZAAR })).items).toHaveLength(1);
  expect((await previewImport(ctx, { items: [{ ref: address("104") }] })).rows[0]?.categoryName).toBe("Rugs");

  const items = [{ externalId: "104", minUsd: "20.00", maxUsd: "30.00" }];
  expect((await estimateMargins(ctx, { supplier: BAZAAR, items })).items[0]?.estimate).not.toBeNull();
  expect((await estimateMargins(ctx, { items })).items[0]?.estimate).toBeNull();
});

it("[CAT-22] a supplier without freight quotes sells by rules that need none", async () => {
  const bare = openBazaar([carpet("1")], { freight: false });
  const without = shop.process({ suppliers: [bare.supplier] });
  const { ctx } = await createStaffedMerchant(without, "owner", { isDemo: true });
  const priceRule = { kind: "multiplier", factor: "2", of: "cost" } as const;
  const preview = await previewImport(ctx, { items: [{ ref: "1", priceRule }] });
  expect(preview.rows[0]).toMatchObject({ status: "ok", variants: [{ freight: null, margin: null }, {}] });
  expect(preview.rows[0]?.variants[0]?.priceMinor).toBeGreaterThan(0);
  expect(bare.calls).toEqual(["read 1"]);
});

it("[CAT-22] [EXT-10] a page read while its supplier was silent is completed by that supplier", async () => {
  const { ctx, merchantId } = await merchant();
  const reading = {
    pid: "105",
    name: "Carpet",
    url: address("105"),
    imageUrl: null,
    minUsd: null,
    maxUsd: null,
    variants: [],
  };
  await expect(createDraft(ctx, { reading: { ...reading, url: address("106") } })).rejects.toMatchObject({
    reason: "import.url_unknown",
  });
  // No page at all would be no link.
  await expect(createDraft(ctx, { reading: { ...reading, url: "105" } })).rejects.toMatchObject({
    reason: "import.url_unknown",
  });
  const draft = await createDraft(ctx, { reading });
  await completeDraft.handle(platform, { merchantId, draftId: draft.id });
  expect(await listDrafts(ctx)).toMatchObject([{ state: "completed", externalId: "105" }]);
});

it("[CAT-22] a supplier this installation does not have is refused by name, its products stay", async () => {
  const { ctx } = await merchant();
  const { productId } = await importOne(ctx, address("107"));
  const gone: ServiceContext = { ...ctx, platform: shop.platform };
  const named = { ref: "107", supplier: BAZAAR };
  expect((await previewImport(gone, { items: [named] })).rows[0]).toMatchObject({
    status: "excluded",
    reason: "supplier.unknown",
    reasonDetails: { supplier: BAZAAR },
  });
  await expect(refreshProduct(gone, { id: productId! as never })).rejects.toMatchObject({ reason: "supplier.unknown" });
  expect(await getProduct(gone, { id: productId! as never })).toMatchObject({ supplier: { id: BAZAAR } });
});

it("[CAT-22] the database takes any supplier's name and nothing that is none", async () => {
  const { ctx, merchantId } = await merchant();
  await importOne(ctx, address("108"));
  const rename = (name: string) =>
    shop.database.sql`update supplier_links set supplier = ${name} where merchant_id = ${merchantId}`;
  await rename("a_third_one2");
  await expect(rename("No Name")).rejects.toThrow("supplier_links_supplier_check");
});
