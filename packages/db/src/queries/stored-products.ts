import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { products, productTags, productVariants, supplierLinks, variantStock } from "../schema/catalog.ts";
import { productMedia } from "../schema/media.ts";
import type { MerchantTx } from "../with-merchant.ts";

/** Products as a reading of their supplier is merged into them, in no order; those without a supplier have no link. */
export async function listStoredProducts(tx: MerchantTx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const wanted = [...ids];
  const [heads, variants, stock, pictures, tags] = await Promise.all([
    tx
      .select({ product: products, link: supplierLinks })
      .from(products)
      .leftJoin(
        supplierLinks,
        and(eq(supplierLinks.merchantId, products.merchantId), eq(supplierLinks.productId, products.id)),
      )
      .where(inArray(products.id, wanted)),
    tx
      .select()
      .from(productVariants)
      .where(inArray(productVariants.productId, wanted))
      .orderBy(asc(productVariants.position)),
    tx
      .select({ productId: productVariants.productId, row: variantStock })
      .from(productVariants)
      .innerJoin(
        variantStock,
        and(eq(variantStock.merchantId, productVariants.merchantId), eq(variantStock.variantId, productVariants.id)),
      )
      .where(inArray(productVariants.productId, wanted))
      .orderBy(asc(variantStock.country)),
    tx
      .select({ productId: productMedia.productId, url: productMedia.sourceUrl })
      .from(productMedia)
      .where(inArray(productMedia.productId, wanted))
      .orderBy(asc(productMedia.position), asc(productMedia.id)),
    tx
      .select({ productId: productTags.productId, tag: productTags.tag })
      .from(productTags)
      .where(inArray(productTags.productId, wanted))
      .orderBy(asc(productTags.tag)),
  ]);
  const of = {
    variants: Map.groupBy(variants, ({ productId }) => productId),
    stock: Map.groupBy(stock, ({ productId }) => productId),
    pictures: Map.groupBy(pictures, ({ productId }) => productId),
    tags: Map.groupBy(tags, ({ productId }) => productId),
  };
  return heads.map(({ product, link }) => ({
    product,
    link,
    variants: of.variants.get(product.id) ?? [],
    stock: (of.stock.get(product.id) ?? []).map(({ row }) => row),
    /** Addresses of its pictures at their source, in order. */
    imageSources: (of.pictures.get(product.id) ?? []).flatMap(({ url }) => url ?? []),
    tags: (of.tags.get(product.id) ?? []).map(({ tag }) => tag),
  }));
}
export type StoredProduct = Awaited<ReturnType<typeof listStoredProducts>>[number];

/** Variants of these products that their supplier has an id for. */
export async function listVariantRefs(tx: MerchantTx, productIds: readonly string[]) {
  return tx
    .select({ productId: productVariants.productId, externalId: sql<string>`${productVariants.externalId}` })
    .from(productVariants)
    .where(and(inArray(productVariants.productId, [...productIds]), isNotNull(productVariants.externalId)));
}
