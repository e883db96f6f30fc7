import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { categories, products, productTags, productVariants, supplierLinks, variantStock } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";
import { listGallery } from "./product-media.ts";

export type ProductRow = typeof products.$inferSelect;
export type VariantRow = typeof productVariants.$inferSelect;
export type VariantStockRow = typeof variantStock.$inferSelect;
export type SupplierLinkRow = typeof supplierLinks.$inferSelect;

/** A product with everything around it. The queries travel together on the pipelined connection. */
export async function findProductParts(tx: MerchantTx, id: string) {
  const [heads, variants, stock, gallery, tags] = await Promise.all([
    tx
      .select({ product: products, category: { id: categories.id, name: categories.name }, link: supplierLinks })
      .from(products)
      .leftJoin(categories, and(eq(categories.merchantId, products.merchantId), eq(categories.id, products.categoryId)))
      .leftJoin(
        supplierLinks,
        and(eq(supplierLinks.merchantId, products.merchantId), eq(supplierLinks.productId, products.id)),
      )
      .where(eq(products.id, id)),
    listVariants(tx, id),
    tx
      .select({ stock: variantStock })
      .from(productVariants)
      .innerJoin(
        variantStock,
        and(eq(variantStock.merchantId, productVariants.merchantId), eq(variantStock.variantId, productVariants.id)),
      )
      .where(eq(productVariants.productId, id))
      .orderBy(asc(variantStock.country)),
    listGallery(tx, id),
    tx
      .select({ tag: productTags.tag })
      .from(productTags)
      .where(eq(productTags.productId, id))
      .orderBy(asc(productTags.tag)),
  ]);
  const [head] = heads;
  return (
    head && {
      ...head,
      variants,
      stock: stock.map((row) => row.stock),
      gallery,
      tags: tags.map((row) => row.tag),
    }
  );
}
export type ProductParts = NonNullable<Awaited<ReturnType<typeof findProductParts>>>;

export const listVariants = (tx: MerchantTx, productId: string): Promise<VariantRow[]> =>
  tx
    .select()
    .from(productVariants)
    .where(eq(productVariants.productId, productId))
    .orderBy(asc(productVariants.position));

/** The product, locked until the transaction ends. */
export async function lockProduct(tx: MerchantTx, id: string): Promise<ProductRow | undefined> {
  const [row] = await tx.select().from(products).where(eq(products.id, id)).for("update");
  return row;
}

/** These products in the order of their ids, locked until the transaction ends. */
export async function lockProducts(tx: MerchantTx, ids: readonly string[]): Promise<ProductRow[]> {
  if (ids.length === 0) return [];
  return tx
    .select()
    .from(products)
    .where(inArray(products.id, [...ids]))
    .orderBy(asc(products.id))
    .for("update");
}

export async function updateProductRow(
  tx: MerchantTx,
  id: string,
  change: Partial<Omit<typeof products.$inferInsert, "merchantId" | "id">>,
): Promise<void> {
  await tx.update(products).set(change).where(eq(products.id, id));
}

export type VariantPrice = Pick<
  VariantRow,
  "id" | "priceMinor" | "priceFromRule" | "heldPriceMinor" | "heldBy" | "landedMinor" | "profitMinor" | "marginBps"
>;

/** New prices of any number of variants in one statement. */
export async function updateVariantPrices(tx: MerchantTx, prices: readonly VariantPrice[]): Promise<void> {
  if (prices.length === 0) return;
  await tx.execute(sql`
    update product_variants as v
    set price_minor = p."priceMinor", price_from_rule = p."priceFromRule", held_price_minor = p."heldPriceMinor",
      held_by = p."heldBy", landed_minor = p."landedMinor", profit_minor = p."profitMinor", margin_bps = p."marginBps"
    from jsonb_to_recordset(${JSON.stringify(prices)}::jsonb) as p(id uuid, "priceMinor" bigint, "priceFromRule" boolean,
      "heldPriceMinor" bigint, "heldBy" text, "landedMinor" bigint, "profitMinor" bigint, "marginBps" integer)
    where v.id = p.id`);
}

export async function replaceTags(tx: MerchantTx, productId: string, tags: readonly string[]): Promise<void> {
  await tx.delete(productTags).where(eq(productTags.productId, productId));
  if (tags.length > 0) await tx.insert(productTags).values(tags.map((tag) => ({ productId, tag })));
}

export async function listTagsOfProduct(tx: MerchantTx, productId: string): Promise<string[]> {
  const rows = await tx
    .select({ tag: productTags.tag })
    .from(productTags)
    .where(eq(productTags.productId, productId))
    .orderBy(asc(productTags.tag));
  return rows.map((row) => row.tag);
}

/** Removes a product; variants, stock, pictures, tags, link and snapshots go with it. */
export async function deleteProduct(tx: MerchantTx, id: string): Promise<boolean> {
  const { rowCount } = await tx.delete(products).where(eq(products.id, id));
  return rowCount === 1;
}
