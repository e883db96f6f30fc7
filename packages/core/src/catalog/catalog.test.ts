import { sql } from "drizzle-orm";
import { expectAllIndexed } from "@nexusone/testing/explain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withMerchant } from "@nexusone/db/with-merchant";
import { listProductRows, countProducts } from "@nexusone/db/queries/catalog-list";
import { searchProductIds } from "@nexusone/db/queries/catalog-search";
import type { ProductListItem } from "@nexusone/contracts/catalog";
import type { ServiceContext } from "../context.ts";
import { asRole, importOne, openShop, type Shop } from "../imports/shop.fixture.ts";
import { inMerchantTx } from "../transaction.ts";
import { createCategory } from "./create-category.ts";
import { getProduct } from "./get-product.ts";
import { listFacets } from "./list-facets.ts";
import { listProductHistory } from "./list-product-history.ts";
import { listProducts } from "./list-products.ts";
import { at, seed, write } from "./products.fixture.ts";
import { updateProduct } from "./update-product.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const names = (items: ProductListItem[]) => items.map((item) => item.name);

const nowhere = "00000000-0000-4000-8000-000000000001";
/** A place in the middle of 4,000 seeded products, per order. */
const middle = {
  newest: new Date(at.getTime() + 2_000_000).toISOString(),
  name: "bulk 2",
  price_asc: 2_000,
  price_desc: 2_000,
  margin_asc: 2_000,
  margin_desc: 2_000,
};
async function everyPage(ctx: ServiceContext, input: Parameters<typeof listProducts>[1]) {
  const items: ProductListItem[] = [];
  let cursor: string | null | undefined;
  do {
    const page: Awaited<ReturnType<typeof listProducts>> = await listProducts(ctx, {
      ...input,
      limit: 2,
      ...(cursor && { cursor }),
    });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

describe("catalogue list", () => {
  it("[CAT-14] [CAT-21] sorts and pages every order without losing or repeating a product, unknown margins last", async () => {
    const { ctx } = await shop.merchant();
    await write(ctx, [
      seed("Delta", { price: 300, margin: 100 }),
      seed("alpha", { price: 300, margin: null }),
      seed("Charlie", { price: 100, margin: 900 }),
      seed("bravo", { price: 200, margin: 500 }),
      seed("Echo", { price: 200, margin: null }),
    ]);
    expect(names(await everyPage(ctx, { sort: "newest" }))).toEqual(["Echo", "bravo", "Charlie", "alpha", "Delta"]);
    expect(names(await everyPage(ctx, { sort: "name" }))).toEqual(["alpha", "bravo", "Charlie", "Delta", "Echo"]);
    expect((await everyPage(ctx, { sort: "price_asc" })).map((item) => item.minPriceMinor)).toEqual([
      100, 200, 200, 300, 300,
    ]);
    expect((await everyPage(ctx, { sort: "price_desc" })).map((item) => item.minPriceMinor)).toEqual([
      300, 300, 200, 200, 100,
    ]);
    expect(names(await everyPage(ctx, { sort: "margin_desc" })).slice(0, 3)).toEqual(["Charlie", "bravo", "Delta"]);
    expect(names(await everyPage(ctx, { sort: "margin_asc" })).slice(0, 3)).toEqual(["Delta", "bravo", "Charlie"]);
    expect(new Set(names(await everyPage(ctx, { sort: "margin_asc" }))).size).toBe(5);
  });

  it("[CAT-21] filters by status, category, tag and stock, and tells unknown stock from none", async () => {
    const { ctx } = await shop.merchant();
    const category = await createCategory(ctx, { name: "Lamps" });
    expect((await createCategory(ctx, { name: "LAMPS" })).id).toBe(category.id);
    await write(ctx, [
      seed("A", { categoryId: category.id, tags: ["red", "big"], stock: 0 }),
      seed("B", { tags: ["red"], stock: null }),
      seed("C", { stock: 3 }),
    ]);
    const of = async (input: Parameters<typeof listProducts>[1]) => names((await listProducts(ctx, input)).items);
    expect(await of({ categoryId: category.id })).toEqual(["A"]);
    expect(await of({ tag: "red" })).toEqual(["B", "A"]);
    expect(await of({ stock: "in" })).toEqual(["C"]);
    expect(await of({ stock: "out" })).toEqual(["A"]);
    expect(await of({ stock: "unknown" })).toEqual(["B"]);
    expect(await of({ status: "archived" })).toEqual([]);
    expect((await listProducts(ctx, { tag: "red", limit: 1 })).total).toBe(2);
    expect(await listFacets(ctx)).toEqual({
      categories: [{ id: category.id, name: "Lamps", productCount: 1 }],
      tags: ["big", "red"],
      suppliers: ctx.platform.suppliers.map(({ id, name }) => ({ id, name })),
    });
  });

  it("[CAT-21] finds words by their beginning, without case and accents, in any order, and nothing for nothing", async () => {
    const { ctx } = await shop.merchant();
    await write(ctx, [seed("Théière en Céramique 1.2L"), seed("Wireless Charger, 15W"), seed("Wireless Headset")]);
    const of = async (q: string) => names((await listProducts(ctx, { q, sort: "name" })).items);
    expect(await of("theiere")).toEqual(["Théière en Céramique 1.2L"]);
    expect(await of("CÉRAM thé")).toEqual(["Théière en Céramique 1.2L"]);
    expect(await of("wirel")).toEqual(["Wireless Charger, 15W", "Wireless Headset"]);
    expect(await of("charger wireless")).toEqual(["Wireless Charger, 15W"]);
    expect(await of("wireless kettle")).toEqual([]);
    for (const hostile of ["'", "!&|", "a' | 'b", "%", "\\", "':*", "{}", '"', "\0"])
      expect(await of(hostile)).toEqual([]);
  });

  it("[AUT-07] [CAT-21] the search crosses no merchant, with the same last digits or with none bound", async () => {
    const a = await shop.merchant();
    // Lexemes carry six digits of the merchant: this one shares them.
    const b = await shop.merchant({ id: `00000000-0000-4000-8000-000000${a.merchantId.slice(-6)}` });
    await write(a.ctx, [seed("Unique Zebra")]);
    await write(b.ctx, [seed("Unique Zebra of B")]);
    expect(names((await listProducts(a.ctx, { q: "zebra" })).items)).toEqual(["Unique Zebra"]);
    expect(names((await listProducts(b.ctx, { q: "zebra" })).items)).toEqual(["Unique Zebra of B"]);
    const direct = (merchantId: string) =>
      withMerchant(
        shop.database.db,
        { merchantId },
        async (tx) => (await tx.execute(sql`select system.search_products('{zebra}'::text[], 10) as id`)).rows.length,
      );
    expect(await direct(a.merchantId)).toBe(1);
    expect(await direct("00000000-0000-4000-8000-0000000000ff")).toBe(0);
    const client = await shop.database.db.pool.connect();
    expect((await client.query("select system.search_products('{zebra}'::text[], 10)")).rows).toEqual([]);
    client.release();
  });

  it("[CAT-21] answers a page by a fixed number of statements", async () => {
    const { ctx } = await shop.merchant();
    const count = async () => {
      let statements = 0;
      await inMerchantTx(ctx, async (tx) => {
        const query = tx.scope.query.bind(tx.scope);
        tx.scope.query = (input, values) => {
          statements += 1;
          return query(input, values);
        };
        await listProducts({ ...ctx, tx }, { limit: 100 });
      });
      return statements;
    };
    await write(ctx, [seed("one")]);
    const few = await count();
    await write(
      ctx,
      Array.from({ length: 60 }, (_, n) => seed(`more ${n}`)),
    );
    expect(await count()).toBe(few);
  });

  it("[CAT-21] reads a page's worth of rows, not the catalogue, for lists and searches", async () => {
    const [a, b] = [await shop.merchant(), await shop.merchant()];
    for (const { ctx } of [a, b])
      await inMerchantTx(ctx, async (tx) => {
        await tx.execute(sql`
          insert into products (name, name_lower, status, currency, min_price_minor, max_price_minor, min_margin_bps, variant_count, imported_at, search_text)
          select 'Bulk ' || n, 'bulk ' || n, 'active', 'EUR', n, n, n % 5000, 1, ${at.toISOString()}::timestamptz + n * interval '1 second', 'bulk word' || n
          from generate_series(1, 4000) n`);
      });
    await shop.database.sql`analyze products`;
    await inMerchantTx(a.ctx, async (tx) => {
      for (const sort of ["newest", "name", "price_asc", "price_desc", "margin_asc", "margin_desc"] as const) {
        const looked = await expectAllIndexed(tx, async () => {
          const ids = await searchProductIds(tx, ["word3999*"], 2_000);
          for (const filter of [{}, { status: "active" as const }, { ids }])
            await listProductRows(tx, { filter, sort, limit: 50, after: { value: middle[sort], id: nowhere } });
        });
        expect(looked).toBeGreaterThan(2);
      }
      expect(await countProducts(tx, {})).toBeNull();
      expect(await countProducts(tx, { ids: await searchProductIds(tx, ["word399*"], 2_000) })).toBe(11);
    });
  });
});

describe("changes to a product", () => {
  const imported = async () => {
    const { ctx } = await shop.merchant();
    const { pid } = await shop.sandbox.control.products.find("color");
    const row = await importOne(ctx, pid);
    return { ctx, id: row.productId!, before: await getProduct(ctx, { id: row.productId! }) };
  };

  it("[CAT-15] changes what is named, counts the version up, cleans the text and finds it by its new name", async () => {
    const { ctx, id } = await imported();
    const category = await createCategory(ctx, { name: "Home" });
    const after = await updateProduct(ctx, {
      id,
      version: 1,
      name: "Quokka lamp",
      descriptionHtml: '<p onclick="x()">Hi<script>alert(1)</script></p>',
      status: "inactive",
      categoryId: category.id,
      tags: ["a", "a", "b"],
    });
    expect(after).toMatchObject({
      name: "Quokka lamp",
      descriptionHtml: "<p>Hi</p>",
      status: "inactive",
      category: { name: "Home" },
      tags: ["a", "b"],
      version: 2,
    });
    expect((await listProducts(ctx, { q: "quokka" })).items.map((item) => item.id)).toEqual([id]);
    expect((await updateProduct(ctx, { id, categoryId: null })).category).toBeNull();
    expect((await updateProduct(ctx, { id })).version).toBe(3);
  });

  it("[CAT-15] refuses an edit of an older state, and of ten at once on one version lets one through", async () => {
    const { ctx, id } = await imported();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => updateProduct(ctx, { id, version: 1, name: `Name ${n}` })),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ reason: "catalog.stale" });
    expect((await getProduct(ctx, { id })).version).toBe(2);
  });

  it("[CAT-11] [CAT-15] a typed price leaves the rule, a new rule takes every variant back", async () => {
    const { ctx, id, before } = await imported();
    const [first, second] = before.variants;
    const typed = await updateProduct(ctx, { id, prices: [{ variantId: first!.id, priceMinor: 99_999 }] });
    expect(typed.variants[0]).toMatchObject({ priceMinor: 99_999, priceRule: null });
    expect(typed.variants[1]).toMatchObject({ priceMinor: second!.priceMinor });
    expect(typed).toMatchObject({ maxPriceMinor: 99_999 });
    const ruled = await updateProduct(ctx, { id, priceRule: { kind: "multiplier", factor: "3", of: "landed" } });
    for (const variant of ruled.variants) {
      expect(variant.priceRule).toMatchObject({ factor: "3" });
      expect(Math.abs(variant.priceMinor - variant.margin!.landedMinor * 3)).toBeLessThanOrEqual(1);
    }
    expect(ruled.maxPriceMinor).toBe(Math.max(...ruled.variants.map((variant) => variant.priceMinor)));
    const back = await updateProduct(ctx, { id, priceRule: null });
    expect(back.priceRule).toBeNull();
    expect(back.variants.map((variant) => variant.priceMinor)).toEqual(
      before.variants.map((variant) => variant.priceMinor),
    );
  });

  it("[CAT-15] refuses a typed price under the floor margin, unknown categories, products and roles", async () => {
    const { ctx, id, before } = await imported();
    await expect(
      updateProduct(ctx, { id, prices: [{ variantId: before.variants[0]!.id, priceMinor: 1 }] }),
    ).rejects.toMatchObject({ reason: "catalog.price_below_floor", details: { floor: "10" } });
    await expect(updateProduct(ctx, { id, categoryId: nowhere })).rejects.toMatchObject({
      reason: "catalog.category_not_found",
    });
    await expect(updateProduct(ctx, { id: nowhere, name: "x" })).rejects.toMatchObject({
      reason: "catalog.product_not_found",
    });
    await expect(updateProduct(asRole(ctx, "support"), { id, name: "x" })).rejects.toMatchObject({
      reason: "request.forbidden",
    });
    const other = await shop.merchant();
    await expect(updateProduct(other.ctx, { id, name: "x" })).rejects.toMatchObject({
      reason: "catalog.product_not_found",
    });
    expect((await getProduct(ctx, { id })).version).toBe(1);
  });

  it("[CAT-15] [DAT-03] keeps the history with who did what, for this merchant's eyes", async () => {
    const { ctx, id } = await imported();
    await updateProduct(ctx, { id, name: "Renamed" });
    const first = await listProductHistory(ctx, { id, limit: 1 });
    expect(first.items[0]).toMatchObject({
      type: "product.updated",
      payload: { fields: ["name"], after: { name: "Renamed" } },
    });
    expect(first.items[0]!.actor.label).toMatch(/^User /);
    const second = await listProductHistory(ctx, { id, limit: 1, cursor: first.nextCursor! });
    expect(second).toMatchObject({ nextCursor: null, items: [{ type: "product.imported" }] });
    const other = await shop.merchant();
    expect((await listProductHistory(other.ctx, { id })).items).toEqual([]);
  });
});
