import { sql } from "drizzle-orm";
import type { SupplierId } from "@nexusone/contracts/catalog";
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
 * Writes product, supplier link, variants, stock, images, tags and the supplier's own words in one statement: one round
 * trip whatever the number of variants, and a constant text that the server keeps prepared.
 * @returns the product's id; undefined when the merchant has this supplier product already. Then the half-written product
 * must not stay: roll the transaction (or savepoint) back.
 */
export async function writeImportedProduct(tx: MerchantTx, product: NewImportedProduct): Promise<string | undefined> {
  const { variants, link } = product;
  const prices = variants.map((variant) => variant.priceMinor);
  const margins = variants.flatMap((variant) => (variant.marginBps === null ? [] : [variant.marginBps]));
  const stocks = variants.flatMap((variant) =>
    variant.stock.map((row) => ({ position: variant.position, ...row, cj_owned: row.cjOwned })),
  );
  const stockTotal = variants.some((variant) => variant.stockKnown)
    ? Math.min(
        2_000_000_000,
        stocks.reduce((sum, row) => sum + row.total, 0),
      )
    : null;
  const readAt = product.readAt.toISOString();
  const importedAt = product.importedAt.toISOString();
  const { rows } = await tx.execute(sql`
    with product as (
      insert into products (name, name_lower, description_html, status, category_id, currency, option_names, price_rule,
        image_url, min_price_minor, max_price_minor, stock_total, min_margin_bps, variant_count, imported_at, search_text)
      values (${product.name}, lower(${product.name}), ${product.descriptionHtml}, 'active', ${product.categoryId}::uuid,
        ${product.currency}, ${pgArray(product.optionNames)}::text[], ${JSON.stringify(product.priceRule)}::jsonb,
        ${product.images[0] ?? null}::text, ${Math.min(...prices)}::bigint, ${Math.max(...prices)}::bigint, ${stockTotal}::integer,
        ${margins.length > 0 ? Math.min(...margins) : null}::integer, ${variants.length}::integer, ${importedAt}::timestamptz,
        ${product.searchText})
      returning id
    ), link as (
      insert into supplier_links (product_id, supplier, environment, external_id, url, supplier_name, category_path, last_read_at)
      select id, ${link.supplier}, ${link.environment}, ${link.externalId}, ${link.url}, ${link.supplierName}::text,
        ${pgArray(link.categoryPath)}::text[], ${readAt}::timestamptz from product
      on conflict (merchant_id, supplier, external_id) do nothing
      returning product_id
    ), variant as (
      insert into product_variants (product_id, position, external_id, sku, label, options, cost_usd, price_minor, price_from_rule,
        freight, duty, landed_minor, profit_minor, margin_bps, weight_grams, image_url, stock_known)
      select product.id, v.position, v."externalId", v.sku, v.label, v.options, v."costUsd", v."priceMinor", v."priceFromRule",
        v.freight, v.duty, v."landedMinor", v."profitMinor", v."marginBps", v."weightGrams", v."imageUrl", v."stockKnown"
      from product, jsonb_to_recordset(${JSON.stringify(variants)}::jsonb) as v(position integer, "externalId" text, sku text,
        label text, options text[], "costUsd" text, "priceMinor" bigint, "priceFromRule" boolean, freight jsonb, duty jsonb,
        "landedMinor" bigint, "profitMinor" bigint, "marginBps" integer, "weightGrams" integer, "imageUrl" text, "stockKnown" boolean)
      returning id, position
    ), stock as (
      insert into variant_stock (variant_id, country, total, cj_owned, factory, verified, read_at)
      select variant.id, s.country, s.total, s.cj_owned, s.factory, s.verified, ${readAt}::timestamptz
      from variant join jsonb_to_recordset(${JSON.stringify(stocks)}::jsonb) as s(position integer, country text, total integer,
        cj_owned integer, factory integer, verified boolean) on s.position = variant.position
    ), image as (
      insert into product_images (product_id, position, source_url)
      select product.id, i.position, i.url
      from product, unnest(${pgArray(product.images)}::text[]) with ordinality as i(url, position)
    ), tag as (
      insert into product_tags (product_id, tag)
      select product.id, t.tag from product, unnest(${pgArray(product.tags)}::text[]) as t(tag)
    ), snapshot as (
      insert into supplier_snapshots (product_id, raw, read_at)
      select product.id, r.snapshot->'product'->'raw', ${readAt}::timestamptz
      from product join import_preview_rows r on r.id = ${product.rawOf}::uuid
    )
    select product_id as id from link`);
  return rows[0]?.["id"] as string | undefined;
}

/** Postgres array text of plain strings; node-postgres would send a bare array parameter of drizzle's `sql` as a list. */
export function pgArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`).join(",")}}`;
}
