import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getProduct } from "../catalog/get-product.ts";
import { listProducts } from "../catalog/list-products.ts";
import { MINUTE_MS } from "../clock.ts";
import { commitImport } from "./commit-import.ts";
import { getImport } from "./get-import.ts";
import { previewImport } from "./preview-import.ts";
import { asRole, booksOf, importOne, openShop, type Shop } from "./shop.fixture.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const find = (nth: number) => shop.sandbox.control.products.find("color", nth);

describe("import of one product", () => {
  it("[CAT-05] [CAT-09] [CAT-11] [CAT-13] [EXT-02] [PLN-06] writes exactly what the preview showed", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 100 });
    const product = await shop.sandbox.control.products.find("color-size");
    const preview = await previewImport(ctx, {
      items: [{ ref: product.pid, categoryName: "Socks", tags: ["new", "winter"] }],
    });
    expect(preview.cost.credits).toBe(3);
    const [row] = preview.rows;
    const done = await commitImport(ctx, { previewId: preview.id });
    expect(done).toMatchObject({ state: "done", creditsCharged: 3, counts: { imported: 1 } });

    const view = await getProduct(ctx, { id: done.rows[0]!.productId! });
    expect(view).toMatchObject({
      name: product.name,
      tags: ["new", "winter"],
      category: { name: "Socks" },
      version: 1,
    });
    expect(
      view.variants.map(({ externalId, costUsd, priceMinor, margin, freight, stock }) => ({
        externalId,
        costUsd,
        priceMinor,
        margin,
        freight,
        stock,
      })),
    ).toEqual(
      row!.variants.map(({ externalId, costUsd, priceMinor, margin, freight, stock }) => ({
        externalId,
        costUsd,
        priceMinor,
        margin,
        freight,
        stock: stock && [...stock].sort((a, b) => (a.country < b.country ? -1 : 1)),
      })),
    );
    expect(view.origin).toMatchObject({ via: "admin", importedBy: expect.any(String), importLogId: done.rows[0]!.id });
    expect(view.images.length).toBeGreaterThan(1);
    const [kept] = await shop.database
      .sql`select raw->>'pid' as pid from supplier_snapshots where merchant_id = ${merchantId}`;
    expect(kept?.["pid"]).toBe(product.pid);
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 97, reserved: 0, products: 1 });
  });

  it("[CAT-20] [PLN-05] records log, usage, ledger and event once, and a second commit returns the same", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const preview = await previewImport(ctx, { items: [{ ref: (await find(1)).pid }] });
    const first = await commitImport(ctx, { previewId: preview.id });
    expect(await commitImport(ctx, { previewId: preview.id })).toEqual(first);
    expect(await getImport(ctx, { id: preview.id })).toEqual(first);
    const [counts] = await shop.database.sql`
      select (select count(*)::int from import_logs where merchant_id = ${merchantId} and state = 'imported') as logs,
        (select sum(count)::int from usage_counters where merchant_id = ${merchantId} and feature = 'import') as usage,
        (select count(*)::int from credit_entries where merchant_id = ${merchantId} and kind = 'import') as entries,
        (select count(*)::int from events where merchant_id = ${merchantId} and type = 'product.imported') as events`;
    expect(counts).toMatchObject({ logs: 1, usage: 1, entries: 1, events: 1 });
  });

  it("[CAT-10] refuses a product the merchant has, naming it, and charges nothing", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 50 });
    const { pid } = await find(2);
    const both = await Promise.all([1, 2].map(() => previewImport(ctx, { items: [{ ref: pid }] })));
    const first = await commitImport(ctx, { previewId: both[0]!.id });
    const second = await commitImport(ctx, { previewId: both[1]!.id });
    const { productId } = first.rows[0]!;
    expect(second.rows[0]).toMatchObject({ state: "failed", reason: "catalog.already_imported", credits: 0 });
    expect(second.rows[0]!.reasonDetails["productId"]).toBe(productId);
    const preview = await previewImport(ctx, { items: [{ ref: pid }] });
    expect(preview.rows[0]).toMatchObject({
      status: "excluded",
      reason: "catalog.already_imported",
      existingProductId: productId,
    });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 47, products: 1 });
  });

  it("[CAT-10] 50 concurrent imports of one product make one product and one charge", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 500 });
    const { pid } = await find(3);
    const previews = await Promise.all(Array.from({ length: 50 }, () => previewImport(ctx, { items: [{ ref: pid }] })));
    const results = await Promise.all(previews.map(({ id }) => commitImport(ctx, { previewId: id })));
    const rows = results.map((result) => result.rows[0]!);
    expect(rows.filter((row) => row.state === "imported")).toHaveLength(1);
    expect(new Set(rows.filter((row) => row.state === "failed").map((row) => row.reason))).toEqual(
      new Set(["catalog.already_imported"]),
    );
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 497, reserved: 0, products: 1 });
  });

  it("[CAT-05] 20 concurrent commits of one preview carry it out once", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 100 });
    const preview = await previewImport(ctx, { items: [{ ref: (await find(4)).pid }] });
    const results = await Promise.all(Array.from({ length: 20 }, () => commitImport(ctx, { previewId: preview.id })));
    expect(new Set(results.map((result) => result.rows[0]!.productId)).size).toBe(1);
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 97, products: 1 });
  });

  it("[CAT-12] [PLN-01] 20 parallel imports of a Free merchant at 9 of 10 let exactly one in", async () => {
    const { ctx, merchantId } = await shop.merchant({ plan: "free", credits: 500 });
    for (let nth = 0; nth < 9; nth += 1) expect((await importOne(ctx, (await find(nth)).pid)).state).toBe("imported");
    const pids = await Promise.all(Array.from({ length: 20 }, async (_, nth) => (await find(20 + nth)).pid));
    const previews = await Promise.all(pids.map((ref) => previewImport(ctx, { items: [{ ref }] })));
    const results = await Promise.all(previews.map(({ id }) => commitImport(ctx, { previewId: id })));
    const states = results.map((result) => result.rows[0]!);
    expect(states.filter((row) => row.state === "imported")).toHaveLength(1);
    expect(states.filter((row) => row.reason === "import.plan_limit")).toHaveLength(19);
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 500 - 30, reserved: 0, products: 10 });
    const preview = await previewImport(ctx, { items: [{ ref: (await find(50)).pid }] });
    expect(preview).toMatchObject({
      productsLeft: 0,
      rows: [{ status: "excluded", reason: "import.plan_limit", reasonDetails: { limit: 10, count: 10 } }],
    });
    expect(preview.rows[0]!.variants.length).toBeGreaterThan(0);
  });

  it("[PLN-05] without credits nothing is imported and the preview says so", async () => {
    const { ctx, merchantId } = await shop.merchant({ credits: 4 });
    const previews = await Promise.all(
      [5, 6].map(async (nth) => previewImport(ctx, { items: [{ ref: (await find(nth)).pid }] })),
    );
    const rows = [];
    for (const { id } of previews) rows.push((await commitImport(ctx, { previewId: id })).rows[0]);
    expect(rows).toMatchObject([{ state: "imported" }, { state: "failed", reason: "import.credits_missing" }]);
    expect((await previewImport(ctx, { items: [{ ref: (await find(7)).pid }] })).rows[0]).toMatchObject({
      reason: "import.credits_missing",
      reasonDetails: { needed: 3, available: 1 },
    });
    expect(await booksOf(shop, merchantId)).toMatchObject({ balance: 1, reserved: 0, products: 1 });
  });

  it("[AUT-07] [CAT-05] another merchant imports the same product and each sees only its own", async () => {
    const [a, b] = [await shop.merchant(), await shop.merchant()];
    const { pid } = await find(8);
    const [ours, theirs] = [await importOne(a.ctx, pid), await importOne(b.ctx, pid)];
    expect(ours.productId).not.toBe(theirs.productId);
    expect((await listProducts(a.ctx)).items.map((item) => item.id)).toEqual([ours.productId]);
    await expect(getProduct(b.ctx, { id: ours.productId! })).rejects.toMatchObject({
      reason: "catalog.product_not_found",
    });
    const preview = await previewImport(a.ctx, { items: [{ ref: (await find(9)).pid }] });
    await expect(commitImport(b.ctx, { previewId: preview.id })).rejects.toMatchObject({ reason: "preview.not_found" });
    expect((await commitImport(a.ctx, { previewId: preview.id })).counts.imported).toBe(1);
  });

  it("[AUT-05] is refused to support staff, at preview and at commit", async () => {
    const { ctx } = await shop.merchant();
    const { pid } = await find(10);
    const preview = await previewImport(ctx, { items: [{ ref: pid }] });
    const support = asRole(ctx, "support");
    await expect(previewImport(support, { items: [{ ref: pid }] })).rejects.toMatchObject({
      reason: "request.forbidden",
    });
    await expect(commitImport(support, { previewId: preview.id })).rejects.toMatchObject({
      reason: "request.forbidden",
    });
    expect((await commitImport(asRole(ctx, "product_editor"), { previewId: preview.id })).counts.imported).toBe(1);
  });

  it("[CAT-11] carries out the merchant's edits: typed price, rule, category and tags", async () => {
    const { ctx } = await shop.merchant();
    const preview = await previewImport(ctx, { items: [{ ref: (await find(11)).pid, tags: ["old"] }] });
    const [row] = preview.rows;
    const [first, second] = row!.variants;
    const done = await commitImport(ctx, {
      previewId: preview.id,
      edits: [
        {
          rowId: row!.id,
          priceRule: { kind: "fixed", addMinor: 1000, of: "landed", ending: { step: 100, minor: 99 } },
          prices: { [first!.externalId]: 12_345 },
          tags: ["mine"],
          categoryName: "Kept",
        },
      ],
    });
    const view = await getProduct(ctx, { id: done.rows[0]!.productId! });
    expect(view).toMatchObject({ tags: ["mine"], category: { name: "Kept" }, maxPriceMinor: 12_345 });
    expect(view.variants[0]).toMatchObject({ priceMinor: 12_345, priceRule: null });
    expect(view.variants[1]!.priceMinor % 100).toBe(99);
    expect(view.variants[1]!.priceMinor).toBeGreaterThanOrEqual(second!.landedMinor! + 1000);
  });

  it("[CAT-05] refuses a preview older than 30 minutes and imports nothing", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const late = shop.process();
    const preview = await previewImport({ ...ctx, platform: late }, { items: [{ ref: (await find(12)).pid }] });
    late.clock.advance(31 * MINUTE_MS);
    await expect(commitImport({ ...ctx, platform: late }, { previewId: preview.id })).rejects.toMatchObject({
      reason: "preview.expired",
    });
    expect((await booksOf(shop, merchantId)).products).toBe(0);
  });

  it("[CAT-05] refuses a row whose landed cost rose over 2 % in a later reading, and lets a fall pass", async () => {
    const { ctx, merchantId } = await shop.merchant();
    const { products } = shop.sandbox.control;
    const product = await find(13);
    const variant = product.variants[0]!;
    const preview = await previewImport(ctx, { items: [{ ref: product.pid }] });
    await products.setPrice(variant.vid, variant.priceUsd! * 2 + 5);
    await previewImport(ctx, { items: [{ ref: product.pid }] });
    const moved = await commitImport(ctx, { previewId: preview.id });
    expect(moved.rows[0]).toMatchObject({ state: "failed", reason: "preview.moved", credits: 0 });

    const cheap = await previewImport(ctx, { items: [{ ref: product.pid }] });
    await products.setPrice(variant.vid, 0.5);
    await previewImport(ctx, { items: [{ ref: product.pid }] });
    expect((await commitImport(ctx, { previewId: cheap.id })).rows[0]!.state).toBe("imported");
    expect((await booksOf(shop, merchantId)).products).toBe(1);
    await products.restore(product.pid);
  });

  it("[CAT-05] reads the product again when the plan is older than ten minutes, and only then", async () => {
    const { ctx } = await shop.merchant();
    const later = shop.process();
    const product = await find(14);
    const mine = { ...ctx, platform: later };
    const [young, old] = [
      await previewImport(mine, { items: [{ ref: product.pid }] }),
      await previewImport(mine, { items: [{ ref: product.pid }] }),
    ];
    const reads = async () => (await shop.sandbox.control.requests.list({ vendor: "cj-api" })).length;
    const before = await reads();
    const variant = product.variants[0]!;
    later.clock.advance(11 * MINUTE_MS);
    await shop.sandbox.control.products.setPrice(variant.vid, variant.priceUsd! * 3 + 5);
    const done = await commitImport(mine, { previewId: old.id });
    expect(done.rows[0]).toMatchObject({ state: "failed", reason: "preview.moved" });
    expect(await reads()).toBe(before + 1);
    await shop.sandbox.control.products.restore(product.pid);
    expect((await commitImport(mine, { previewId: young.id })).rows[0]!.state).toBe("imported");
  });
});
