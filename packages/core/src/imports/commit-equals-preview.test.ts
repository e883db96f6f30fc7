import fc from "fast-check";
import type { ImportItem, ImportPreview } from "@nexusone/contracts/imports";
import { IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { z } from "zod";
import { getProduct } from "../catalog/get-product.ts";
import type { ServiceContext } from "../context.ts";
import { commitImport } from "./commit-import.ts";
import { getImport } from "./get-import.ts";
import { importProductsJob } from "./import-products-job.ts";
import { previewImport } from "./preview-import.ts";
import { booksOf, openShop, type Shop } from "./shop.fixture.ts";
import { undoBatch } from "./undo-batch.ts";

let shop: Shop;
let pool: string[];
beforeAll(async () => {
  shop = await openShop();
  const kinds = ["single", "color", "color-size", "unpriced-variant", "unknown-stock", "liquid", "removed"] as const;
  pool = await Promise.all(kinds.map(async (kind) => (await shop.sandbox.control.products.find(kind, 3)).pid));
});
afterAll(() => shop.close());

const shared = {
  ending: fc.option(fc.constantFrom({ step: 100, minor: 99 }, { step: 1_000, minor: 995 }), { nil: null }),
  floorMinor: fc.option(fc.integer({ min: 0, max: 5_000 }), { nil: null }),
};
const of = fc.constantFrom("landed" as const, "cost" as const);
const rule = fc.oneof(
  fc.record({ kind: fc.constant("multiplier" as const), factor: fc.constantFrom("1.2", "2.75", "4"), of, ...shared }),
  fc.record({ kind: fc.constant("percent" as const), markupBps: fc.integer({ min: 0, max: 30_000 }), of, ...shared }),
  fc.record({ kind: fc.constant("fixed" as const), addMinor: fc.integer({ min: 0, max: 9_000 }), of, ...shared }),
  fc.record({
    kind: fc.constant("target_margin" as const),
    marginBps: fc.integer({ min: 0, max: 7_000 }),
    ...shared,
  }),
);
const rows = fc.array(
  fc.record({
    product: fc.nat({ max: 6 }),
    priceRule: fc.option(rule, { nil: undefined }),
    categoryName: fc.option(fc.constantFrom("Lamps", "Mode d'été"), { nil: undefined }),
    tags: fc.option(fc.uniqueArray(fc.constantFrom("new", "gift", "été"), { maxLength: 3 }), { nil: undefined }),
    leaveOut: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);

type PreviewRow = ImportPreview["rows"][number];
/** What a preview row promises, and what the catalogue holds afterwards, in the same words. */
const promised = (row: PreviewRow) => ({
  name: row.name,
  category: row.categoryName,
  tags: row.tags.toSorted(),
  optionNames: row.optionNames,
  variants: row.variants
    .filter(({ reason }) => reason === null)
    .map(({ externalId, sku, label, costUsd, priceMinor, freight, margin, stock }) => {
      return { externalId, sku, label, costUsd, priceMinor, freight, margin, stock };
    }),
});
async function held(ctx: ServiceContext, id: Parameters<typeof getProduct>[1]["id"]): Promise<unknown> {
  const product = await getProduct(ctx, { id });
  return {
    name: product.name,
    category: product.category?.name ?? null,
    tags: product.tags.toSorted(),
    optionNames: product.optionNames,
    variants: product.variants.map(({ externalId, sku, label, costUsd, priceMinor, freight, margin, stock }) => {
      return { externalId, sku, label, costUsd, priceMinor, freight, margin, stock };
    }),
  };
}

it("[CAT-09] [CAT-11] a commit makes exactly what its preview showed, for any products, rules, categories and tags", async () => {
  const { ctx, merchantId } = await shop.merchant({ credits: 1_000 });
  let imported = 0;
  await fc.assert(
    fc.asyncProperty(rows, async (asked) => {
      const items = asked.map(({ product, priceRule, categoryName, tags }): z.input<typeof ImportItem> => {
        return { ref: pool[product]!, priceRule, categoryName, tags }; // as many as the pool has
      });
      const preview = await previewImport(ctx, { items });
      const wanted = preview.rows.filter((row, nth) => row.status === "ok" && !asked[nth]!.leaveOut); // a row an item
      const edits = preview.rows.map((row, nth) => ({ rowId: row.id, include: !asked[nth]!.leaveOut }));
      const balance = (await booksOf(shop, merchantId)).balance;
      await commitImport(ctx, { previewId: preview.id, edits });
      await importProductsJob.handle(shop.platform, { merchantId: ctx.merchantId, previewId: preview.id });
      const done = await getImport(ctx, { id: preview.id });
      expect(done.rows.map(({ rowId, state }) => [rowId, state])).toEqual(wanted.map(({ id }) => [id, "imported"]));
      for (const [nth, row] of wanted.entries())
        expect(await held(ctx, done.rows[nth]!.productId!)).toEqual(promised(row));
      expect(await booksOf(shop, merchantId)).toMatchObject({
        balance: balance - wanted.length * IMPORT_CREDITS,
        products: wanted.length,
      });
      imported += wanted.length;
      if (wanted.length === 0) return;
      expect(await undoBatch(ctx, { id: preview.id, force: false })).toMatchObject({ undone: wanted.length });
      expect(await booksOf(shop, merchantId)).toMatchObject({ balance, products: 0 });
    }),
    { numRuns: 40 },
  );
  expect(imported).toBeGreaterThan(20);
}, 120_000);
