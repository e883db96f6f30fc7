import { asc, gt, sql } from "drizzle-orm";
import { products, productVariants } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";
import type { VariantRow } from "./catalog-product.ts";

/** The next products in the order of their ids, locked until the transaction ends. */
export async function lockProductsAfter(tx: MerchantTx, after: string | undefined, limit: number) {
  return tx
    .select({ id: products.id, minMarginBps: products.minMarginBps })
    .from(products)
    .where(after === undefined ? undefined : gt(products.id, after))
    .orderBy(asc(products.id))
    .limit(limit)
    .for("update");
}

/** Variants of these products in their own order, by product. */
export async function listAllVariants(
  tx: MerchantTx,
  productIds: readonly string[],
): Promise<Map<string, VariantRow[]>> {
  if (productIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(productVariants)
    .where(sql`${productVariants.productId} = any(${sql.param(`{${productIds.join(",")}}`)}::uuid[])`)
    .orderBy(asc(productVariants.productId), asc(productVariants.position));
  return Map.groupBy(rows, (row) => row.productId);
}

/** The products' copies of their least margin, in one statement. */
export async function updateLeastMargins(
  tx: MerchantTx,
  margins: readonly { readonly id: string; readonly minMarginBps: number | null }[],
): Promise<void> {
  if (margins.length === 0) return;
  await tx.execute(sql`
    update products as p set min_margin_bps = m."minMarginBps"
    from jsonb_to_recordset(${JSON.stringify(margins)}::jsonb) as m(id uuid, "minMarginBps" integer)
    where p.id = m.id`);
}
