import { ListProductsInput, type ProductListItem } from "@nexusone/contracts/catalog";
import { asPricingTerms } from "@nexusone/contracts/pricing";
import {
  countProducts,
  listCategoriesOf,
  listLinksOf,
  listProductFigures,
  listProductRows,
  listTagsOf,
  type ProductHead,
  type ProductKey,
  type ProductSort,
} from "@nexusone/db/queries/catalog-list";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { pricingContext } from "../merchants/pricing-context.ts";
import { readMerchant } from "../transaction.ts";
import { cutPage, decodeCursor } from "./cursor.ts";
import { toListItem } from "./list-item.ts";
import { searchWords } from "./search-text.ts";

export type ProductsPageView = { items: ProductListItem[]; nextCursor: string | null; total: number | null };

const MAX_WORDS = 8;
const Key = z.object({ sort: z.string(), value: z.union([z.string(), z.number(), z.null()]), id: z.uuid() });

/**
 * The catalogue by filter, words and order, a page at a time: the same handful of queries whatever the page holds. Every word
 * must begin a word of name, SKU, supplier id or tags.
 */
export async function listProducts(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListProductsInput> = {},
): Promise<ProductsPageView> {
  authorize(ctx, "catalog:read");
  const { q, sort, limit, cursor, ...rest } = ListProductsInput.parse(rawInput);
  const words = q === undefined ? undefined : searchWords(q).slice(0, MAX_WORDS);
  // A question without a single letter or digit finds nothing, rather than everything.
  if (q && words?.length === 0) return { items: [], nextCursor: null, total: 0 };
  const key = decodeCursor(Key, cursor);
  const after: ProductKey | undefined = key?.sort === sort ? key : undefined;
  const filter = { words, ...rest };

  return readMerchant(ctx, async (tx) => {
    const [rows, total, pricing] = await Promise.all([
      listProductRows(tx, { filter, sort, after, limit: limit + 1 }),
      countProducts(tx, filter),
      pricingContext(tx),
    ]);
    const page = cutPage(rows, limit, (row) => keyOf(row, sort));
    const ids = page.items.map((row) => row.id);
    const categoryIds = [...new Set(page.items.flatMap((row) => row.categoryId ?? []))];
    const [figures, tags, links, categories] = await Promise.all([
      listProductFigures(tx, ids),
      listTagsOf(tx, ids),
      listLinksOf(tx, ids),
      listCategoriesOf(tx, categoryIds),
    ]);
    return {
      ...page,
      total,
      items: page.items.map((product) =>
        toListItem(
          {
            product,
            category: categories.get(product.categoryId ?? "") ?? null,
            link: links.get(product.id) ?? null,
            tags: tags.get(product.id) ?? [],
            figures: figures.get(product.id),
          },
          asPricingTerms(pricing.terms),
          pricing.floorMarginBps,
        ),
      ),
    };
  });
}

function keyOf(product: ProductHead, sort: ProductSort): ProductKey & { sort: ProductSort } {
  const values = {
    newest: product.importedAt.toISOString(),
    name: product.nameLower,
    price_asc: product.minPriceMinor,
    price_desc: product.minPriceMinor,
    margin_asc: product.minMarginBps,
    margin_desc: product.minMarginBps,
  };
  return { sort, value: values[sort], id: product.id };
}
