import { and, asc, desc, eq, exists, gt, gte, isNotNull, isNull, lte, sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Origin, PRODUCT_SORTS, PRODUCT_STATUSES, STOCK_STATES } from "@nexusone/contracts/catalog";
import type { Costed } from "@nexusone/contracts/cost-basis";
import { categories, products, productTags, supplierLinks } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ProductSort = (typeof PRODUCT_SORTS)[number];
export type ProductFilter = {
  /** Nothing but these: the hits of a search. */
  readonly ids?: readonly string[] | undefined;
  readonly status?: (typeof PRODUCT_STATUSES)[number] | undefined;
  readonly categoryId?: string | undefined;
  readonly tag?: string | undefined;
  readonly stock?: (typeof STOCK_STATES)[number] | undefined;
  readonly origin?: Origin | undefined;
  readonly minPriceMinor?: number | undefined;
  readonly maxPriceMinor?: number | undefined;
  readonly minMarginBps?: number | undefined;
  readonly maxMarginBps?: number | undefined;
  readonly importedSince?: Date | undefined;
  readonly edited?: boolean | undefined;
};
/** Where a page ends: the sort column's value (null: products without a margin, which come last) and the id. */
export type ProductKey = { readonly value: string | number | null; readonly id: string };

const COUNT_LIMIT = 1_001;

const SORTS = {
  newest: { column: products.importedAt, descending: true, cast: "timestamptz" },
  name: { column: products.nameLower, descending: false, cast: "text" },
  price_asc: { column: products.minPriceMinor, descending: false, cast: "bigint" },
  price_desc: { column: products.minPriceMinor, descending: true, cast: "bigint" },
  margin_asc: { column: products.minMarginBps, descending: false, cast: "integer" },
  margin_desc: { column: products.minMarginBps, descending: true, cast: "integer" },
} as const;

const isMarginSort = (sort: ProductSort): boolean => sort.startsWith("margin");

function conditions(tx: MerchantTx, filter: ProductFilter): SQL | undefined {
  const { ids, status, categoryId, tag, stock, minPriceMinor, maxPriceMinor, minMarginBps, maxMarginBps } = filter;
  const { importedSince, edited, origin } = filter;
  const { productId, merchantId, tag: tagColumn } = productTags;
  return and(
    // An array, so that the ids are looked up one by one; joined, the planner would read every product.
    ids && sql`${products.id} = any(${sql.param(`{${ids.join(",")}}`)}::uuid[])`,
    status === undefined ? undefined : eq(products.status, status),
    categoryId === undefined ? undefined : eq(products.categoryId, categoryId),
    tag === undefined
      ? undefined
      : exists(
          tx
            .select({ one: sql`1` })
            .from(productTags)
            .where(and(eq(merchantId, products.merchantId), eq(productId, products.id), eq(tagColumn, tag))),
        ),
    stock === undefined ? undefined : eq(products.stockState, stock),
    origin === undefined ? undefined : eq(products.origin, origin),
    minPriceMinor === undefined ? undefined : gte(products.minPriceMinor, minPriceMinor),
    maxPriceMinor === undefined ? undefined : lte(products.minPriceMinor, maxPriceMinor),
    minMarginBps === undefined ? undefined : gte(products.minMarginBps, minMarginBps),
    maxMarginBps === undefined ? undefined : lte(products.minMarginBps, maxMarginBps),
    importedSince === undefined ? undefined : gte(products.importedAt, importedSince),
    edited === undefined ? undefined : eq(products.edited, edited),
  );
}

/** What a line of the list needs; the description and the search columns stay where they are. */
const HEAD = {
  id: products.id,
  name: products.name,
  nameLower: products.nameLower,
  imageUrl: products.imageUrl,
  imageMediaId: products.imageMediaId,
  status: products.status,
  categoryId: products.categoryId,
  currency: products.currency,
  minPriceMinor: products.minPriceMinor,
  maxPriceMinor: products.maxPriceMinor,
  stockTotal: products.stockTotal,
  saleHeldBy: products.saleHeldBy,
  minMarginBps: products.minMarginBps,
  variantCount: products.variantCount,
  importedAt: products.importedAt,
  updatedAt: products.updatedAt,
};

/** Products alone: joined with their category or link the planner may sort the whole catalogue before it cuts the page. */
const pageQuery = (tx: MerchantTx, where: SQL | undefined, order: SQL[], limit: number) =>
  tx
    .select(HEAD)
    .from(products)
    .where(where)
    .orderBy(...order)
    .limit(limit);
export type ProductHead = Awaited<ReturnType<typeof pageQuery>>[number];

/**
 * One keyset page. Products without a margin follow after all others in both margin sorts, by a query of their own: an index
 * walked backwards would put them first.
 */
export async function listProductRows(
  tx: MerchantTx,
  input: { filter: ProductFilter; sort: ProductSort; after?: ProductKey | undefined; limit: number },
): Promise<ProductHead[]> {
  const { sort, after, limit } = input;
  const { column, descending, cast } = SORTS[sort];
  const where = conditions(tx, input.filter);
  const direction = (key: AnyPgColumn): SQL => (descending ? desc(key) : asc(key));
  const compare = sql.raw(descending ? "<" : ">");
  const byMargin = isMarginSort(sort);

  const withValue =
    byMargin && after?.value === null
      ? []
      : await pageQuery(
          tx,
          and(
            where,
            byMargin ? isNotNull(column) : undefined,
            after && sql`(${column}, ${products.id}) ${compare} (${after.value}::${sql.raw(cast)}, ${after.id}::uuid)`,
          ),
          [direction(column), direction(products.id)],
          limit,
        );
  if (!byMargin || withValue.length === limit) return withValue;
  const without = await pageQuery(
    tx,
    and(where, isNull(column), after?.value === null ? gt(products.id, after.id) : undefined),
    [asc(products.id)],
    limit - withValue.length,
  );
  return [...withValue, ...without];
}

/** How many match, exactly up to 1,000; null for more. */
export async function countProducts(tx: MerchantTx, filter: ProductFilter): Promise<number | null> {
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined);
  if (asked.length === 1 && filter.ids) return filter.ids.length >= COUNT_LIMIT ? null : filter.ids.length;
  // A tag alone is counted where tags are: looking every product up would take ten times as long.
  const some = (
    asked.length === 1 && filter.tag !== undefined
      ? tx
          .select({ one: sql`1` })
          .from(productTags)
          .where(eq(productTags.tag, filter.tag))
      : tx
          .select({ one: sql`1` })
          .from(products)
          .where(conditions(tx, filter))
  )
    .limit(COUNT_LIMIT)
    .as("hits");
  const { rows } = await tx.execute(sql`select count(*)::integer as total from ${some}`);
  const total = Number(rows[0]?.["total"]);
  return total >= COUNT_LIMIT ? null : total;
}

export type ProductFigures = {
  readonly minCostUsd: string | null;
  readonly maxCostUsd: string | null;
  readonly minCostMinor: number | null;
  readonly maxCostMinor: number | null;
  /** The least earning variant with what its margin is computed from. */
  readonly least: Costed & { readonly priceMinor: number };
};

/** Costs and the least earning variant of each product of a page, in one query: the one whose margin the product's own column holds. */
export async function listProductFigures(
  tx: MerchantTx,
  productIds: readonly string[],
): Promise<Map<string, ProductFigures>> {
  if (productIds.length === 0) return new Map();
  const { rows } = await tx.execute(sql`
    select product_id as id, min(cost_usd::numeric)::text as "minCostUsd", max(cost_usd::numeric)::text as "maxCostUsd",
      min(cost_minor)::float8 as "minCostMinor", max(cost_minor)::float8 as "maxCostMinor",
      (array_agg(jsonb_build_object('costUsd', cost_usd, 'costMinor', cost_minor, 'priceMinor', price_minor, 'freight', freight)
        order by off_sale_at is not null, margin_bps asc nulls last, position))[1] as least
    from product_variants where product_id = any(${sql.param(`{${productIds.join(",")}}`)}::uuid[])
    group by product_id`);
  return new Map(rows.map((row) => [String(row["id"]), row as unknown as ProductFigures]));
}

/** Supplier links of a page's products, by product. */
export async function listLinksOf(tx: MerchantTx, productIds: readonly string[]) {
  if (productIds.length === 0) return new Map<string, never>();
  const rows = await tx
    .select({
      productId: supplierLinks.productId,
      supplier: supplierLinks.supplier,
      environment: supplierLinks.environment,
      externalId: supplierLinks.externalId,
    })
    .from(supplierLinks)
    .where(sql`${supplierLinks.productId} = any(${sql.param(`{${productIds.join(",")}}`)}::uuid[])`);
  return new Map(rows.map((row) => [row.productId, row]));
}

/** The categories a page's products are in, by id. */
export async function listCategoriesOf(tx: MerchantTx, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>();
  const rows = await tx
    .select({ id: categories.id, name: categories.name })
    .from(categories)
    .where(sql`${categories.id} = any(${sql.param(`{${ids.join(",")}}`)}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function listTagsOf(tx: MerchantTx, productIds: readonly string[]): Promise<Map<string, string[]>> {
  if (productIds.length === 0) return new Map();
  const rows = await tx
    .select({ productId: productTags.productId, tag: productTags.tag })
    .from(productTags)
    .where(sql`${productTags.productId} = any(${sql.param(`{${productIds.join(",")}}`)}::uuid[])`)
    .orderBy(asc(productTags.tag));
  const byProduct = new Map<string, string[]>();
  for (const { productId, tag } of rows) byProduct.set(productId, [...(byProduct.get(productId) ?? []), tag]);
  return byProduct;
}
