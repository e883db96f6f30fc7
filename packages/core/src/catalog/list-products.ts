import { ListProductsInput, type ProductsPage } from "@nexusone/contracts/catalog";
import { asPricingTerms } from "@nexusone/contracts/pricing";
import {
  countProducts,
  listCategoriesOf,
  listLinksOf,
  listProductFigures,
  listProductRows,
  listTagsOf,
  type ProductFilter,
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
import { findHits, LISTED_HITS } from "./find-hits.ts";
import { toListItem } from "./list-item.ts";
import { toFilter } from "./to-filter.ts";

const Key = z.object({ sort: z.string(), value: z.union([z.string(), z.number(), z.null()]), id: z.uuid() });

/**
 * The catalogue by filter, words and order, a page at a time: the same handful of queries whatever the page holds. Every word
 * must occur in name, SKU, supplier id or tags, the last may be a beginning; when nothing has them all, beginnings and then near
 * words are tried, the latter named in `near`. Filters and order apply to the newest thousand hits: `newestHits` says so.
 */
export async function listProducts(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListProductsInput> = {},
): Promise<z.output<typeof ProductsPage>> {
  authorize(ctx, "catalog:read");
  const { sort, limit, cursor, ...asked } = ListProductsInput.parse(rawInput);
  const key = decodeCursor(Key, cursor);
  const after: ProductKey | undefined = key?.sort === sort ? key : undefined;

  return readMerchant(ctx, async (tx) => {
    const [hits, pricing] = await Promise.all([findHits(tx, asked.q, LISTED_HITS), pricingContext(tx)]);
    const filter = toFilter(asked, hits, pricing);
    const ids = sort === "newest" ? hitsOfPage(filter, after?.id, limit) : filter.ids;
    const [rows, total] = await Promise.all([
      listProductRows(tx, { filter: { ...filter, ids }, sort, after, limit: limit + 1 }),
      countProducts(tx, filter),
    ]);
    const page = cutPage(rows, limit, (row) => keyOf(row, sort));
    const listed = page.items.map((row) => row.id);
    const categoryIds = [...new Set(page.items.flatMap((row) => row.categoryId ?? []))];
    const [figures, tags, links, categories] = await Promise.all([
      listProductFigures(tx, listed),
      listTagsOf(tx, listed),
      listLinksOf(tx, listed),
      listCategoriesOf(tx, categoryIds),
    ]);
    return {
      ...page,
      total,
      near: hits.near,
      newestHits: hits.cut ? LISTED_HITS - 1 : null,
      items: page.items.map((product) =>
        toListItem(
          ctx,
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

/**
 * The hits that a page of the newest can hold: they come newest first, so without another filter nobody needs to look at those
 * before and behind it. Twice as many as fit, because products may go meanwhile. Pure.
 */
function hitsOfPage({ ids, ...others }: ProductFilter, afterId: string | undefined, limit: number) {
  if (!ids || Object.values(others).some((value) => value !== undefined)) return ids;
  const at = afterId === undefined ? -1 : ids.indexOf(afterId);
  // The product that the page before ended with is gone: any of them may be next.
  return afterId !== undefined && at === -1 ? ids : ids.slice(at + 1, at + 1 + 2 * (limit + 1));
}

/** Where a page that ends with this product ends. Pure. */
export function keyOf(product: ProductHead, sort: ProductSort): ProductKey & { sort: ProductSort } {
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
