import { sql } from "drizzle-orm";
import type { ProductFilters, ProductListItem } from "@nexusone/contracts/catalog";
import { listSearchTexts } from "@nexusone/db/queries/catalog-search";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { forgetProductWordsBefore } from "@nexusone/db/system/search";
import { withMerchant } from "@nexusone/db/with-merchant";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { catchUp } from "../events/consume-events.ts";
import { recordEvents } from "../events/record-event.ts";
import { importOne, openShop, type Shop } from "../imports/shop.fixture.ts";
import { updateSettings } from "../merchants/settings.ts";
import { inMerchantTx } from "../transaction.ts";
import { learnWords } from "./learn-words.ts";
import { recomputeMarginsJob } from "./recompute-margins.ts";
import { getProduct } from "./get-product.ts";
import { listProducts } from "./list-products.ts";
import { at, seed, write } from "./products.fixture.ts";
import { updateProduct } from "./update-product.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const names = (items: ProductListItem[]) => items.map((item) => item.name);

/** What the consumer hears of products that came in. */
async function learn(ctx: ServiceContext, ids: readonly (string | undefined)[]): Promise<void> {
  await inMerchantTx(ctx, (tx) =>
    recordEvents(
      tx,
      ctx,
      "product.updated",
      ids.map((id) => ({
        payload: { productId: id!, fields: ["name"], before: {}, after: {} },
        subject: { kind: "product" as const, id: id! },
      })),
    ),
  );
  await dispatchEvents(shop.database.db);
  await catchUp(ctx.platform, learnWords, ctx.merchantId);
}
const stock = async (...products: Parameters<typeof seed>[]) => {
  const { ctx } = await shop.merchant();
  const ids = await write(
    ctx,
    products.map((one) => seed(...one)),
  );
  await learn(ctx, ids);
  return { ctx, ids };
};

describe("words that are nearly right", () => {
  it("[CAT-21] finds near words when nothing is written so, and says which word it took for which", async () => {
    const { ctx } = await stock(["Théière en céramique"], ["Wireless charger"], ["Garden lamp"]);
    const ask = async (q: string) => {
      const { items, near } = await listProducts(ctx, { q });
      return { found: names(items), near };
    };
    expect(await ask("ceramiqe")).toEqual({
      found: ["Théière en céramique"],
      near: [{ word: "ceramiqe", instead: ["ceramique"] }],
    });
    // Two letters swapped in a short word, and only the wrong word of two is replaced.
    expect(await ask("lmap garden")).toEqual({ found: ["Garden lamp"], near: [{ word: "lmap", instead: ["lamp"] }] });
    expect(await ask("wirelss chargr")).toMatchObject({ found: ["Wireless charger"] });
    // What is found as written stands as it is, and what looks like nothing finds nothing.
    expect(await ask("lam")).toEqual({ found: ["Garden lamp"], near: [] });
    expect(await ask("garden wireless")).toEqual({ found: [], near: [] });
    expect(await ask("xyzzy")).toEqual({ found: [], near: [] });
    for (const hostile of ["'''", "lmap'", "a|b", "|||", "lmap | 'x'"])
      expect((await ask(hostile)).found.length).toBeLessThan(2);
  });

  it("[CAT-21] learns no article numbers, and learns a new name with the edit that brings it", async () => {
    const { ctx } = await shop.merchant();
    const { pid } = await shop.sandbox.control.products.find("single", 3);
    const { productId } = await importOne(ctx, pid);
    await updateProduct(ctx, { id: productId!, name: "Quokka lantern 4000" });
    await dispatchEvents(shop.database.db);
    await catchUp(ctx.platform, learnWords, ctx.merchantId);
    expect((await listProducts(ctx, { q: "quoka" })).near).toEqual([{ word: "quoka", instead: ["quokka"] }]);
    const known = await shop.database.sql`select term from product_words where merchant_id = ${ctx.merchantId}`;
    expect(known.map(({ term }) => term)).toContain("lantern");
    expect(known.filter(({ term }) => /\d/.test(String(term)))).toEqual([]);
  });

  it("[AUT-07] [CAT-21] knows no word of another merchant, with the same last digits or with none bound", async () => {
    const { ctx: a } = await stock(["Unique zebra"]);
    const b = await shop.merchant({ id: `00000000-0000-4000-8000-000000${a.merchantId.slice(-6)}` });
    expect((await listProducts(a, { q: "zebrra" })).near).toHaveLength(1);
    expect(await listProducts(b.ctx, { q: "zebrra" })).toMatchObject({ items: [], near: [] });
    const near = sql`select * from system.near_product_words('{zebrra}'::text[], 5)`;
    const of = (merchantId: string) =>
      withMerchant(shop.database.db, { merchantId }, async (tx) => (await tx.execute(near)).rows.length);
    expect([await of(a.merchantId), await of(b.merchantId)]).toEqual([1, 0]);
    const client = await shop.database.db.pool.connect();
    expect((await client.query("select * from system.near_product_words('{zebrra}'::text[], 5)")).rows).toEqual([]);
    client.release();
  });

  it("[CAT-21] forgets a word a month after its last product, and none that is in use", async () => {
    const { ctx, ids } = await stock(["Ephemeral gadget"], ["Lasting gadget"]);
    await withMerchant(shop.database.db, ctx, (tx) => tx.execute(sql`delete from products where id = ${ids[0]}::uuid`));
    const later = new Date(ctx.platform.clock.now().getTime() + 1);
    const forget = () => forgetProductWordsBefore(shop.database.db, { seenBefore: later, now: later, limit: 100_000 });
    expect(await forget()).toBeGreaterThan(0);
    const left = await shop.database.sql`
      select term from product_words where merchant_id = ${ctx.merchantId} order by term`;
    expect(left.map(({ term }) => term)).toEqual(["gadget", "lasting"]);
    expect(await forget()).toBe(0);
    await withMerchant(shop.database.db, ctx, async (tx) =>
      expect(await listSearchTexts(tx, [ids[1]!])).toEqual(["lasting gadget"]),
    );
  });
});

describe("words of very many products", () => {
  it("[CAT-21] shows the newest thousand and says so; what is rare is found wherever it is, beside what is not", async () => {
    const { ctx, merchantId } = await shop.merchant();
    await shop.database.sql`
      insert into products (merchant_id, name, name_lower, status, currency, min_price_minor, max_price_minor, variant_count, imported_at, search_text)
      select ${merchantId}, 'Bulk ' || n, 'bulk ' || n, case when n <= 3 then 'archived' else 'active' end, 'EUR', n, n, 1,
        ${at}::timestamptz + n * interval '1 second', 'bulk lamp sku' || n || case when n % 500 = 0 then ' zebra' else '' end
      from generate_series(1, 2500) n`;
    const ask = async (q: string, more: ProductFilters = {}) => {
      const { items, total, newestHits } = await listProducts(ctx, { q, ...more });
      return { first: items[0]?.name, found: items.length, total, newestHits };
    };
    for (const q of ["lamp", "lam", "sku", "s", "bulk sku"])
      expect(await ask(q), q).toEqual({ first: "Bulk 2500", found: 50, total: null, newestHits: 1_000 });
    // Filters are about the newest of them: the oldest three are not among these, and the answer says why.
    expect(await ask("lamp", { status: "archived" })).toMatchObject({ found: 0, newestHits: 1_000 });
    for (const q of ["zebra", "zebra sku", "sku zeb", "lamp zebra"])
      expect(await ask(q), q).toEqual({ first: "Bulk 2500", found: 5, total: 5, newestHits: null });
    expect(await ask("sku7")).toMatchObject({ first: "Bulk 799", total: 111 });
    expect(await ask("bulk sku77")).toMatchObject({ first: "Bulk 779", total: 11 });
    // Whole where it can be: what begins so is looked at only when nothing is written so.
    expect(await ask("sku77 bulk")).toMatchObject({ first: "Bulk 77", total: 1 });
    expect(await ask("zeb bulk")).toMatchObject({ first: "Bulk 2500", total: 5 });
  });
});

describe("pages of hits", () => {
  it("[CAT-21] follow each other whole in every order, also when the last one shown is removed before the next page", async () => {
    const { ctx } = await stock(...Array.from({ length: 7 }, (_, nth) => [`Paged kite ${nth}`] as [string]));
    await shop.database.sql`
      update products set imported_at = ${at}::timestamptz + right(name, 1)::integer * interval '1 hour' where merchant_id = ${ctx.merchantId}`;
    const walk = async (input: Parameters<typeof listProducts>[1], between: (last: string) => Promise<void>) => {
      const found: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await listProducts(ctx, { q: "kite", limit: 2, ...input, ...(cursor && { cursor }) });
        found.push(...names(page.items).map((name) => name.slice(-1)));
        if (!page.nextCursor) return found.join("");
        cursor = page.nextCursor;
        await between(page.items.at(-1)!.id);
      }
    };
    const nothing = async () => {};
    expect(await walk({ sort: "newest" }, nothing)).toBe("6543210");
    expect(await walk({ sort: "name" }, nothing)).toBe("0123456");
    expect(await walk({ sort: "newest", status: "active" }, nothing)).toBe("6543210");
    const remove = (id: string) =>
      withMerchant(shop.database.db, ctx, async (tx) => {
        await tx.execute(sql`delete from products where id = ${id}::uuid`);
      });
    expect(await walk({ sort: "newest" }, remove)).toBe("6543210");
    expect(await walk({ sort: "newest" }, nothing)).toBe("6420");
  });
});

describe("filters", () => {
  it("[CAT-21] [UIX-01] narrows by price, margin, the floor, the day it came in and whether it was edited", async () => {
    const { ctx, ids } = await stock(
      ["Cheap", { price: 500, margin: 100 }],
      ["Middle", { price: 1_500, margin: 2_000 }],
      ["Dear", { price: 9_000, margin: 5_000 }],
      ["Unquoted", { price: 2_000, margin: null }],
    );
    const of = async (asked: ProductFilters) => {
      const { items, total } = await listProducts(ctx, { ...asked, sort: "name" });
      expect(total).toBe(items.length);
      return names(items);
    };
    expect(await of({ minPriceMinor: 500, maxPriceMinor: 1_500 })).toEqual(["Cheap", "Middle"]);
    expect(await of({ minPriceMinor: 2_001 })).toEqual(["Dear"]);
    expect(await of({ minMarginBps: 2_000 })).toEqual(["Dear", "Middle"]);
    expect(await of({ maxMarginBps: 2_000 })).toEqual(["Cheap", "Middle"]);
    expect(await of({ importedSince: at.toISOString() })).toHaveLength(4);
    expect(await of({ importedSince: "2030-01-01T00:00:00Z" })).toEqual([]);
    expect(await of({ edited: true })).toEqual([]);
    await updateProduct(ctx, { id: ids[1]!, name: "Middle, renamed" });
    expect(await of({ edited: true })).toEqual(["Middle, renamed"]);
    expect(await of({ edited: false })).toEqual(["Cheap", "Dear", "Unquoted"]);
    expect(await of({ edited: true, maxPriceMinor: 1_000 })).toEqual([]);
    expect(await of({ q: "middle", minPriceMinor: 1_000 })).toEqual(["Middle, renamed"]);
  });

  it("[CAT-21] below the floor means what the list shows in red, with VAT in the price and without", async () => {
    for (const vat of [0, 2_000]) {
      const { ctx } = await shop.merchant();
      await shop.database.sql`
        update merchants set vat_rate_bps = ${vat}, prices_include_vat = true, floor_margin_bps = 0 where id = ${ctx.merchantId}`;
      const prices = Array.from({ length: 12 }, (_, nth) => 800 + nth * 130);
      const ids = await write(
        ctx,
        prices.map((price) => seed(`P${price}`, { price })),
      );
      // Margins as an edit stores them: of today's terms. No edit goes under the floor; the floor is raised afterwards.
      for (const [nth, id] of ids.entries()) {
        const { variants } = await getProduct(ctx, { id: id! });
        const priceMinor = Math.round((700 + nth * 60) * (1 + vat / 10_000));
        await updateProduct(ctx, { id: id!, prices: [{ variantId: variants[0]!.id, priceMinor }] });
      }
      await shop.database.sql`update merchants set floor_margin_bps = 3_000 where id = ${ctx.merchantId}`;
      const { items } = await listProducts(ctx, { limit: 100 });
      const red = items.filter(({ margin }) => margin?.belowFloor).map(({ id }) => id);
      expect(red.length).toBeGreaterThan(1);
      expect(red.length).toBeLessThan(11);
      const ask = async (belowFloor: boolean) =>
        new Set((await listProducts(ctx, { belowFloor, limit: 100 })).items.map(({ id }) => id));
      expect(await ask(true)).toEqual(new Set(red));
      expect((await ask(false)).size).toBe(12 - red.length);
    }
  });

  it("[CAT-21] margins follow when the terms they were computed with change, in the list, its filters and its order", async () => {
    const { ctx } = await shop.merchant();
    const ids = await write(
      ctx,
      [900, 1_100, 1_400, 2_000].map((price) => seed(`P${price}`, { price, margin: 9_999 })),
    );
    await updateSettings(ctx, { vatRateBps: 1_000, pricesIncludeVat: true, feeFixedMinor: 20, floorMarginBps: 4_000 });
    await recomputeMarginsJob.handle(ctx.platform, { merchantId: ctx.merchantId });
    const { items } = await listProducts(ctx, { sort: "margin_asc" });
    expect(items.map(({ id }) => id)).toEqual(ids);
    const red = items.filter(({ margin }) => margin?.belowFloor).map(({ id }) => id);
    expect(red.length).toBeGreaterThan(0);
    expect(red.length).toBeLessThan(4);
    expect((await listProducts(ctx, { belowFloor: true, sort: "margin_asc" })).items.map(({ id }) => id)).toEqual(red);
    const [cheapest] = items;
    const stored = await shop.database.sql`select min_margin_bps as bps from products where id = ${cheapest!.id}`;
    expect(stored[0]?.["bps"]).toBe(cheapest?.margin?.percentOfPriceBps);
    // Not an edit: who has the product open can still save it.
    expect((await getProduct(ctx, { id: ids[0]! })).version).toBe(1);
    const queued = () => shop.platform.enqueued.filter(({ name }) => name === recomputeMarginsJob.name).length;
    const before = queued();
    await updateSettings(ctx, { floorMarginBps: 4_500, name: "Other" });
    expect(queued()).toBe(before);
    await updateSettings(ctx, { fxRate: "0.5" });
    expect(queued()).toBe(before + 1);
  });
});
