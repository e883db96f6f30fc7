import {
  countProducts,
  listProductRows,
  type ProductFilter,
  type ProductSort,
} from "@nexusone/db/queries/catalog-list";
import { listCategories, listTags } from "@nexusone/db/queries/catalog-categories";
import { findNearWords, searchProductIds } from "@nexusone/db/queries/catalog-search";
import { withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { expectAllIndexed } from "@nexusone/testing/explain";
import { afterAll, beforeAll, expect, it } from "vitest";

/** Far more than a page, for the merchant who reads and for another one. */
const MANY = 6_000;
const START = Date.parse("2026-01-01T00:00:00Z");

let test: TestDatabase;
let merchantId: string;
let categoryId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  const platform = createTestPlatform(test.db);
  for (const _ of [0, 1]) {
    merchantId = (await createStaffedMerchant(platform)).merchant.id;
    const [category] = await test.sql<{ id: string }[]>`
      insert into categories (merchant_id, name, name_lower) values (${merchantId}, 'Old', 'old') returning id`;
    categoryId = category!.id;
    // What the filters are about came first, so that a walk from the newest would pass everything else.
    await test.sql`
      with made as (
        insert into products (merchant_id, name, name_lower, status, category_id, currency, min_price_minor, max_price_minor,
          min_margin_bps, stock_total, edited_at, variant_count, imported_at, search_text)
        select ${merchantId}, 'Bulk ' || n, 'bulk ' || n, case when n <= 60 then 'archived' else 'active' end,
          case when n <= 60 then ${categoryId}::uuid end, 'EUR', n, n, n, case when n <= 60 then 0 else 5 end,
          case when n <= 60 then ${new Date(START)}::timestamptz end, 1, ${new Date(START)}::timestamptz + n * interval '1 minute',
          'bulk word' || n
        from generate_series(1, ${MANY}) n returning id, min_price_minor as n)
      insert into product_tags (merchant_id, product_id, tag)
      select ${merchantId}, id, case when n <= 60 then 'old' else 'common' end from made`;
    await test.sql`insert into product_words (merchant_id, term, seen_at)
      select ${merchantId}, translate(md5(n::text), '0123456789', 'ghijklmnop'), ${new Date(START)} from generate_series(1, ${MANY}) n`;
  }
  await test.sql`vacuum analyze`;
}, 60_000);
afterAll(() => test.close());

const indexed = (work: (tx: MerchantTx) => Promise<unknown>, touchAtMost = 200) =>
  withMerchant(test.db, { merchantId }, async (tx) =>
    expect(await expectAllIndexed(tx, () => work(tx), { touchAtMost })).toBeGreaterThan(0),
  );
const day = (nth: number) => new Date(START + nth * 60_000);

const FILTERS: Record<string, ProductFilter> = {
  everything: {},
  "one status": { status: "archived" },
  "one category": { categoryId: "set below" },
  "a category in one status": { categoryId: "set below", status: "archived" },
  "a tag few have": { tag: "old" },
  "a tag most have": { tag: "common" },
  "what is sold out": { stock: "out" },
  "what is in stock": { stock: "in" },
  "what was edited": { edited: true },
  "what was not edited": { edited: false },
  "a narrow price range": { minPriceMinor: 2_000, maxPriceMinor: 2_040 },
  "a wide price range": { minPriceMinor: 100, maxPriceMinor: 5_900 },
  "a narrow margin range": { minMarginBps: 2_000, maxMarginBps: 2_040 },
  "what is below the floor": { maxMarginBps: 40 },
  "what came in lately": { importedSince: day(MANY - 30) },
};
it.each(Object.entries(FILTERS))("[CAT-21] [DAT-02] %s is read by index, newest first", (_what, filter) =>
  indexed((tx) =>
    listProductRows(tx, { filter: filter.categoryId ? { ...filter, categoryId } : filter, sort: "newest", limit: 51 }),
  ),
);

it.each(Object.entries(FILTERS))("[CAT-21] [DAT-02] the count of %s stops at a thousand", (_what, filter) =>
  indexed((tx) => countProducts(tx, filter.categoryId ? { ...filter, categoryId } : filter), 1_100),
);

const MIDDLE = { newest: day(MANY / 2).toISOString(), name: "bulk 3" } as const;
it.each<ProductSort>(["newest", "name", "price_asc", "price_desc", "margin_asc", "margin_desc"])(
  "[CAT-21] [DAT-02] the middle of the catalogue by %s is read by index",
  (sort) =>
    indexed((tx) => {
      const value = sort in MIDDLE ? MIDDLE[sort as keyof typeof MIDDLE] : MANY / 2;
      return listProductRows(tx, { filter: {}, sort, limit: 51, after: { value, id: merchantId } });
    }),
);

it("[CAT-21] [DAT-02] words, near words and what to filter by are read by index", async () => {
  await indexed(async (tx) => {
    const ids = await searchProductIds(tx, ["word3999*"], 2_000);
    expect(ids).toHaveLength(1);
    await listProductRows(tx, { filter: { ids, status: "active" }, sort: "price_asc", limit: 51 });
    await findNearWords(tx, ["nothing"]);
  });
  await indexed((tx) => listTags(tx), 600);
  await indexed((tx) => listCategories(tx), 1_100);
});
