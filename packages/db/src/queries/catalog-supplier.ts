import { and, desc, eq, sql } from "drizzle-orm";
import type { SupplierId } from "@nexusone/contracts/ids";
import { supplierLinks, supplierSnapshots } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";
import type { ProductRow, SupplierLinkRow, VariantRow } from "./catalog-product.ts";

export async function findProductIdOf(tx: MerchantTx, supplier: SupplierId, externalId: string) {
  const [row] = await tx
    .select({ productId: supplierLinks.productId })
    .from(supplierLinks)
    .where(and(eq(supplierLinks.supplier, supplier), eq(supplierLinks.externalId, externalId)));
  return row?.productId;
}

/** The last reading in our words (`ProductSnapshot` of core); undefined when there is none of that kind. */
export async function findLastReading(tx: MerchantTx, productId: string): Promise<unknown> {
  const [row] = await tx
    .select({ reading: supplierSnapshots.reading })
    .from(supplierSnapshots)
    .where(eq(supplierSnapshots.productId, productId))
    .orderBy(desc(supplierSnapshots.readAt), desc(supplierSnapshots.id))
    .limit(1);
  return row?.reading ?? undefined;
}

/** Keeps readings that say something else than the last one of their product: the table only grows. */
export async function insertReadings(
  tx: MerchantTx,
  rows: readonly { productId: string; raw: unknown; reading: unknown }[],
  readAt: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into supplier_snapshots (product_id, raw, reading, read_at)
    select n."productId", n.raw, n.reading, ${readAt.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n("productId" uuid, raw jsonb, reading jsonb)
    where n.raw is distinct from (
      select s.raw from supplier_snapshots s where s.product_id = n."productId" and s.reading is not null
      order by s.read_at desc, s.id desc limit 1)`);
}

export type LinkReading = Pick<SupplierLinkRow, "productId" | "offSaleAt"> & {
  /** What the supplier says of itself; null when it said nothing. */
  readonly said: Pick<SupplierLinkRow, "url" | "supplierName" | "categoryPath"> | null;
};

/** Notes that these products were read. */
export async function updateReadLinks(tx: MerchantTx, rows: readonly LinkReading[], readAt: Date): Promise<void> {
  if (rows.length === 0) return;
  const flat = rows.map(({ productId, offSaleAt, said }) => ({ productId, offSaleAt, spoke: said !== null, ...said }));
  await tx.execute(sql`
    update supplier_links l set last_read_at = ${readAt.toISOString()}::timestamptz, off_sale_at = r."offSaleAt",
      url = case when r.spoke then r.url else l.url end,
      supplier_name = case when r.spoke then r."supplierName" else l.supplier_name end,
      category_path = case when r.spoke then r."categoryPath" else l.category_path end
    from jsonb_to_recordset(${JSON.stringify(flat)}::jsonb) as r("productId" uuid, "offSaleAt" timestamptz, spoke boolean,
      url text, "supplierName" text, "categoryPath" text[])
    where l.product_id = r."productId"`);
}

/** Makes these the product's pictures, in this order. A picture that stays keeps its row, and with it our copy. */
export async function replaceImages(tx: MerchantTx, productId: string, urls: readonly string[]): Promise<void> {
  const wanted = sql`unnest(${sql.param([...new Set(urls)])}::text[]) with ordinality as w(url, position)`;
  await tx.execute(sql`
    delete from product_media
    where product_id = ${productId} and (source_url is null or source_url not in (select w.url from ${wanted}))`);
  await tx.execute(sql`
    update product_media i set position = w.position - 1 from ${wanted}
    where i.product_id = ${productId} and i.source_url = w.url`);
  await tx.execute(sql`
    insert into product_media (product_id, position, source_url)
    select ${productId}, w.position - 1, w.url from ${wanted}
    where not exists (select 1 from product_media i where i.product_id = ${productId} and i.source_url = w.url)`);
}

/** Somebody wants the prices as they are. */
export async function clearHeldPrices(tx: MerchantTx, productId: string): Promise<void> {
  await tx.execute(sql`
    update product_variants set held_price_minor = null, held_by = null
    where product_id = ${productId}::uuid and held_price_minor is not null`);
}

export type StockOf = {
  readonly variantId: string;
  readonly country: string;
  readonly total: number;
  readonly cjOwned: number | null;
  readonly factory: number | null;
  readonly verified: boolean | null;
};

/** What these variants have from now on, by warehouse country. */
export async function replaceStock(
  tx: MerchantTx,
  variantIds: readonly string[],
  stock: readonly StockOf[],
  readAt: Date,
): Promise<void> {
  if (variantIds.length === 0) return;
  await tx.execute(sql`delete from variant_stock where variant_id = any(${sql.param([...variantIds])}::uuid[])`);
  if (stock.length === 0) return;
  await tx.execute(sql`
    insert into variant_stock (variant_id, country, total, cj_owned, factory, verified, read_at)
    select s."variantId", s.country, s.total, s."cjOwned", s.factory, s.verified, ${readAt.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(stock)}::jsonb) as s("variantId" uuid, country text, total integer,
      "cjOwned" integer, factory integer, verified boolean)`);
}

export type ReadProductColumns = Pick<
  ProductRow,
  | ("id" | "version" | "name" | "nameLower" | "descriptionHtml" | "optionNames" | "stockTotal" | "variantCount")
  | ("minPriceMinor" | "maxPriceMinor" | "minMarginBps" | "searchText" | "saleHeldBy")
>;

/** Rewrites what readings tell of products, in one statement. */
export async function updateReadProducts(tx: MerchantTx, rows: readonly ReadProductColumns[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    update products p set version = r.version, name = r.name, name_lower = r."nameLower", description_html = r."descriptionHtml",
      option_names = r."optionNames", stock_total = r."stockTotal", variant_count = r."variantCount",
      min_price_minor = r."minPriceMinor", max_price_minor = r."maxPriceMinor", min_margin_bps = r."minMarginBps",
      search_text = r."searchText", sale_held_by = r."saleHeldBy"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, version integer, name text, "nameLower" text,
      "descriptionHtml" text, "optionNames" text[], "stockTotal" integer, "variantCount" integer, "minPriceMinor" bigint,
      "maxPriceMinor" bigint, "minMarginBps" integer, "searchText" text, "saleHeldBy" text)
    where p.id = r.id`);
}

export type VariantColumns = Omit<VariantRow, "merchantId" | "id" | "createdAt" | "updatedAt" | "active">;

const COLUMNS = sql.raw(`"productId" uuid, position integer, "externalId" text, sku text, label text, options text[],
  "offSaleAt" timestamptz, "costUsd" text, "costMinor" bigint, "priceMinor" bigint, "priceFromRule" boolean, "heldPriceMinor" bigint, "heldBy" text,
  freight jsonb, duty jsonb, "landedMinor" bigint, "profitMinor" bigint, "marginBps" integer, "weightGrams" integer,
  "imageUrl" text, "stockKnown" boolean`);

/** Rewrites what a reading tells of variants, in one statement; the merchant's own switch stays as it is. */
export async function updateReadVariants(
  tx: MerchantTx,
  rows: readonly (VariantColumns & { id: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    update product_variants v set sku = r.sku, label = r.label, options = r.options, off_sale_at = r."offSaleAt",
      cost_usd = r."costUsd", price_minor = r."priceMinor", held_price_minor = r."heldPriceMinor", held_by = r."heldBy",
      freight = r.freight, duty = r.duty, landed_minor = r."landedMinor", profit_minor = r."profitMinor",
      margin_bps = r."marginBps", weight_grams = r."weightGrams", image_url = r."imageUrl", stock_known = r."stockKnown"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, ${COLUMNS}) where v.id = r.id`);
}

/** Adds variants; their ids in the order given. */
export async function insertVariants(tx: MerchantTx, rows: readonly VariantColumns[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const { rows: written } = await tx.execute<{ id: string }>(sql`
    insert into product_variants (product_id, position, external_id, sku, label, options, off_sale_at, cost_usd, cost_minor, price_minor,
      price_from_rule, held_price_minor, held_by, freight, duty, landed_minor, profit_minor, margin_bps, weight_grams, image_url,
      stock_known)
    select "productId", position, "externalId", sku, label, options, "offSaleAt", "costUsd", "costMinor", "priceMinor", "priceFromRule",
      "heldPriceMinor", "heldBy", freight, duty, "landedMinor", "profitMinor", "marginBps", "weightGrams", "imageUrl", "stockKnown"
    from jsonb_to_recordset(${JSON.stringify(rows.map((row, nth) => ({ ...row, nth })))}::jsonb) as r(${COLUMNS}, nth integer)
    order by nth
    returning id`);
  return written.map((row) => row.id);
}
