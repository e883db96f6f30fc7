import { sql } from "drizzle-orm";
import { products } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ExportedVariant = {
  readonly productId: string;
  readonly label: string;
  readonly sku: string | null;
  readonly costUsd: string | null;
  /** Of the merchant's own, in the product's currency. */
  readonly costMinor: number | null;
  readonly priceMinor: number;
  readonly marginBps: number | null;
  /** Units in all warehouses; null is unknown. */
  readonly stock: number | null;
};

/** Variants of a page's products with their stock, in the products' own order of variants. */
export async function listExportedVariants(
  tx: MerchantTx,
  productIds: readonly string[],
): Promise<Map<string, ExportedVariant[]>> {
  if (productIds.length === 0) return new Map();
  const { rows } = await tx.execute<ExportedVariant>(sql`
    select v.product_id as "productId", v.label, v.sku, v.cost_usd as "costUsd",
      v.cost_minor::float8 as "costMinor", v.price_minor::float8 as "priceMinor",
      v.margin_bps as "marginBps", case when v.stock_known then stock.units end as stock
    from product_variants v cross join lateral (
      select least(coalesce(sum(s.total), 0), 2000000000)::integer as units from variant_stock s
      where s.merchant_id = v.merchant_id and s.variant_id = v.id) stock
    where v.product_id = any(${sql.param(`{${productIds.join(",")}}`)}::uuid[])
    order by v.product_id, v.position`);
  return Map.groupBy(rows, (row) => row.productId);
}

/** What the packages of a page's products say. */
export async function listPackagesOf(tx: MerchantTx, productIds: readonly string[]) {
  if (productIds.length === 0) return new Map<string, never>();
  const rows = await tx
    .select({ id: products.id, brand: products.brand, barcode: products.barcode })
    .from(products)
    .where(sql`${products.id} = any(${sql.param(`{${productIds.join(",")}}`)}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
