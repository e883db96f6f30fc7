import { sql } from "drizzle-orm";
import type { SupplierId } from "@nexusone/contracts/ids";
import type { Environment } from "@nexusone/contracts/cj";
import type { DutyRule } from "@nexusone/contracts/margin";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import type { FreightSnapshot } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type NewImportedVariant = {
  readonly position: number;
  readonly externalId: string;
  readonly sku: string | null;
  readonly label: string;
  readonly options: readonly string[];
  readonly costUsd: string;
  readonly priceMinor: number;
  readonly priceFromRule: boolean;
  readonly freight: FreightSnapshot | null;
  readonly duty: DutyRule;
  readonly landedMinor: number | null;
  readonly profitMinor: number | null;
  readonly marginBps: number | null;
  readonly weightGrams: number | null;
  readonly imageUrl: string | null;
  readonly stockKnown: boolean;
  readonly stock: readonly {
    readonly country: string;
    readonly total: number;
    readonly cjOwned: number | null;
    readonly factory: number | null;
    readonly verified: boolean | null;
  }[];
};

export type NewImportedProduct = {
  readonly name: string;
  readonly descriptionHtml: string;
  readonly categoryId: string | null;
  readonly currency: string;
  readonly optionNames: readonly string[];
  readonly priceRule: PriceRule;
  readonly images: readonly string[];
  readonly tags: readonly string[];
  readonly searchText: string;
  readonly variants: readonly NewImportedVariant[];
  readonly link: {
    readonly supplier: SupplierId;
    readonly environment: Environment;
    readonly externalId: string;
    readonly url: string;
    readonly supplierName: string | null;
    readonly categoryPath: readonly string[];
  };
  /** The preview row whose snapshot holds the supplier's own words; null when there are none to keep. */
  readonly rawOf: string | null;
  readonly readAt: Date;
  readonly importedAt: Date;
};

/**
 * Writes products, supplier links, variants, stock, images, tags and the supplier's own words in one statement: one round
 * trip whatever their number, and a constant text that the server keeps prepared.
 * @returns product ids by external id. One that is missing exists already; then what was written must not stay: roll the
 * transaction (or savepoint) back.
 */
export async function writeImportedProducts(
  tx: MerchantTx,
  products: readonly NewImportedProduct[],
): Promise<Map<string, string>> {
  // Ids are drawn first, so that every row knows its parent. Links go in one order for all: two transactions with the same
  // products wait for each other and cannot deadlock.
  const { rows } = await tx.execute<{ externalId: string; id: string }>(sql`
    with product as materialized (
      select uuidv7() as id, p.* from jsonb_to_recordset(${JSON.stringify(products.map(withSummary))}::jsonb) as p(
        name text, "descriptionHtml" text, "categoryId" uuid, currency text, "optionNames" text[], "priceRule" jsonb,
        images text[], tags text[], "searchText" text, variants jsonb, link jsonb, "rawOf" uuid, "readAt" timestamptz,
        "importedAt" timestamptz, "minPriceMinor" bigint, "maxPriceMinor" bigint, "stockTotal" integer, "minMarginBps" integer)
    ), variant as materialized (
      select uuidv7() as id, product.id as product_id, product."readAt", v.*
      from product, jsonb_to_recordset(product.variants) as v(position integer, "externalId" text, sku text, label text,
        options text[], "costUsd" text, "priceMinor" bigint, "priceFromRule" boolean, freight jsonb, duty jsonb,
        "landedMinor" bigint, "profitMinor" bigint, "marginBps" integer, "weightGrams" integer, "imageUrl" text,
        "stockKnown" boolean, stock jsonb)
    ), products_in as (
      insert into products (id, name, name_lower, description_html, status, category_id, currency, option_names, price_rule,
        image_url, min_price_minor, max_price_minor, stock_total, min_margin_bps, variant_count, imported_at, origin, search_text)
      select id, name, lower(name), "descriptionHtml", 'active', "categoryId", currency, "optionNames", "priceRule",
        images[1], "minPriceMinor", "maxPriceMinor", "stockTotal", "minMarginBps", jsonb_array_length(variants), "importedAt",
        link->>'supplier', "searchText"
      from product
    ), link as (
      insert into supplier_links (product_id, supplier, environment, external_id, url, supplier_name, category_path, last_read_at)
      select product.id, l.supplier, l.environment, l."externalId", l.url, l."supplierName", l."categoryPath", product."readAt"
      from product, jsonb_to_record(product.link) as l(supplier text, environment text, "externalId" text, url text,
        "supplierName" text, "categoryPath" text[])
      order by l."externalId"
      on conflict (merchant_id, supplier, external_id) do nothing
      returning product_id, external_id
    ), variants_in as (
      insert into product_variants (id, product_id, position, external_id, sku, label, options, cost_usd, price_minor,
        price_from_rule, freight, duty, landed_minor, profit_minor, margin_bps, weight_grams, image_url, stock_known)
      select id, product_id, position, "externalId", sku, label, options, "costUsd", "priceMinor", "priceFromRule", freight, duty,
        "landedMinor", "profitMinor", "marginBps", "weightGrams", "imageUrl", "stockKnown"
      from variant
    ), stock as (
      insert into variant_stock (variant_id, country, total, cj_owned, factory, verified, read_at)
      select variant.id, s.country, s.total, s."cjOwned", s.factory, s.verified, variant."readAt"
      from variant, jsonb_to_recordset(variant.stock) as s(country text, total integer, "cjOwned" integer, factory integer,
        verified boolean)
    ), image as (
      insert into product_media (product_id, position, source_url)
      select product.id, i.position - 1, i.url from product, unnest(product.images) with ordinality as i(url, position)
    ), tag as (
      insert into product_tags (product_id, tag)
      select product.id, t.tag from product, unnest(product.tags) as t(tag)
    ), snapshot as (
      insert into supplier_snapshots (product_id, raw, reading, read_at)
      select product.id, r.raw, r.reading, product."readAt" from product cross join lateral (
        -- One row by its key for each product, whatever the planner believes of the table: "offset 0" keeps it apart.
        select snapshot->'product'->'raw' as raw, (snapshot->'product') - 'raw' as reading from import_preview_rows where id = product."rawOf" offset 0) r
    )
    select external_id as "externalId", product_id as id from link`);
  return new Map(rows.map((row) => [row.externalId, row.id]));
}

/** The product with the copies of its variants' numbers that lists sort and filter by. */
function withSummary(product: NewImportedProduct) {
  const { variants } = product;
  const prices = variants.map((variant) => variant.priceMinor);
  const margins = variants.flatMap((variant) => (variant.marginBps === null ? [] : [variant.marginBps]));
  const units = variants
    .flatMap((variant) => variant.stock.map((row) => row.total))
    .reduce((sum, total) => sum + total, 0);
  return {
    ...product,
    minPriceMinor: Math.min(...prices),
    maxPriceMinor: Math.max(...prices),
    minMarginBps: margins.length > 0 ? Math.min(...margins) : null,
    stockTotal: variants.some((variant) => variant.stockKnown) ? Math.min(2_000_000_000, units) : null,
  };
}
