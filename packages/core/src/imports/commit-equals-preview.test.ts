import fc from "fast-check";
import type { ImportItem, ImportPreview, PreviewRow, RowEdit } from "@nexusone/contracts/imports";
import { IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { z } from "zod";
import { getProduct } from "../catalog/get-product.ts";
import type { ServiceContext } from "../context.ts";
import { commitImport } from "./commit-import.ts";
import { editPreview } from "./edit-preview.ts";
import { getImport } from "./get-import.ts";
import { getPreviewRow } from "./get-preview-row.ts";
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
const asking = fc.array(
  fc.record({
    product: fc.nat({ max: 6 }),
    priceRule: fc.option(rule, { nil: undefined }),
    categoryName: fc.option(fc.constantFrom("Lamps", "Mode d'été"), { nil: undefined }),
    tags: fc.option(fc.uniqueArray(fc.constantFrom("new", "gift", "été"), { maxLength: 3 }), { nil: undefined }),
    leaveOut: fc.boolean(),
    /** What is changed on it in the preview, before its commit. */
    edit: fc.option(
      fc.record(
        {
          priceRule: rule,
          categoryName: fc.constantFrom("Garden", null),
          addTags: fc.uniqueArray(fc.constantFrom("late", "gift"), { minLength: 1 }),
          removeTags: fc.uniqueArray(fc.constantFrom("new", "gift", "été"), { minLength: 1 }),
          include: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    ),
    /** What is changed on it by the commit itself. */
    atCommit: fc.option(
      fc.record(
        {
          priceRule: rule,
          categoryName: fc.constantFrom("Lamps", "Last"),
          tags: fc.uniqueArray(fc.constant("last"), { maxLength: 1 }),
        },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    ),
  }),
  { minLength: 1, maxLength: 5 },
);

type Row = z.output<typeof PreviewRow>;
type AtCommit = Omit<z.input<typeof RowEdit>, "rowId" | "include">;
type Asked = (typeof asking extends fc.Arbitrary<infer T> ? T : never)[number];
/** What a preview row promises, and what the catalogue holds afterwards, in the same words. */
const promised = (row: Row, edit: AtCommit = {}) => ({
  name: row.name,
  category: edit.categoryName ?? row.categoryName,
  tags: (edit.tags ?? row.tags).toSorted(),
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

const itemOf = ({ product, priceRule, categoryName, tags }: Asked): z.input<typeof ImportItem> => {
  return { ref: pool[product]!, priceRule, categoryName, tags }; // as many as the pool has
};

/** The rows as they are shown after each was changed. */
async function edited(ctx: ServiceContext, { id, rows }: ImportPreview, asked: readonly Asked[]): Promise<Row[]> {
  for (const [nth, row] of rows.entries()) {
    const change = asked[nth]!.edit;
    if (change && Object.keys(change).length > 0) await editPreview(ctx, { id, rowIds: [row.id], change });
  }
  return Promise.all(rows.map((row) => getPreviewRow(ctx, { rowId: row.id })));
}

/** What a preview of its own says of the product with the rule the commit brings; the shown row without one. */
async function expected(ctx: ServiceContext, shown: Row, { atCommit }: Asked): Promise<Row> {
  if (!atCommit?.priceRule) return shown;
  const { rows } = await previewImport(ctx, { items: [{ ref: shown.ref, priceRule: atCommit.priceRule }] });
  const { variants, status, reason } = rows[0]!; // of its one item
  return { ...shown, variants, status, reason };
}

it("[CAT-09] [CAT-11] a commit makes exactly what its preview showed, for any products, rules, categories, tags and changes of them", async () => {
  const { ctx, merchantId } = await shop.merchant({ credits: 1_000 });
  const seen = { imported: 0, changed: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(asking, async (asked) => {
      const preview = await previewImport(ctx, { items: asked.map(itemOf) });
      const rows = await edited(ctx, preview, asked);
      const edits = rows.map((row, nth) => ({
        rowId: row.id,
        include: !asked[nth]!.leaveOut,
        ...asked[nth]!.atCommit,
      }));
      const wanted = [];
      for (const [nth, row] of rows.entries()) {
        const one = asked[nth]!;
        if (row.status === "ok" && !one.leaveOut) wanted.push({ one, row: await expected(ctx, row, one) });
      }
      const made = wanted.filter(({ row }) => row.reason === null);
      const { balance } = await booksOf(shop, merchantId);
      await commitImport(ctx, { previewId: preview.id, edits });
      await importProductsJob.handle(shop.platform, { merchantId: ctx.merchantId, previewId: preview.id });
      const done = await getImport(ctx, { id: preview.id });
      expect(done.rows.map(({ rowId, state, reason }) => [rowId, state, reason])).toEqual(
        wanted.map(({ row }) => [row.id, row.reason === null ? "imported" : "failed", row.reason]),
      );
      for (const [nth, { row, one }] of wanted.entries())
        if (row.reason === null)
          expect(await held(ctx, done.rows[nth]!.productId!)).toEqual(promised(row, one.atCommit));
      expect(await booksOf(shop, merchantId)).toMatchObject({
        balance: balance - made.length * IMPORT_CREDITS,
        products: made.length,
      });
      seen.imported += made.length;
      seen.refused += wanted.length - made.length;
      seen.changed += made.filter(({ one }) => one.edit?.priceRule ?? one.atCommit?.priceRule).length;
      if (made.length === 0) return;
      expect(await undoBatch(ctx, { id: preview.id, force: false })).toMatchObject({ undone: made.length });
      expect(await booksOf(shop, merchantId)).toMatchObject({ balance, products: 0 });
    }),
    { numRuns: 40 },
  );
  expect(seen.imported).toBeGreaterThan(10);
  expect(seen.changed).toBeGreaterThan(5);
}, 180_000);
