import type { ProductGallery } from "@nexusone/contracts/media";
import { listLinksOf } from "@nexusone/db/queries/catalog-list";
import { lockProduct, updateProductRow } from "@nexusone/db/queries/catalog-product";
import { listGallery, placeProductMedia, syncMainPictures, type GalleryRow } from "@nexusone/db/queries/product-media";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { authorize } from "../authorize.ts";
import { ownersAfter } from "../catalog/ownership.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { toProductMediaView } from "./media-view.ts";

/**
 * One change of a product's pictures by the merchant: under the product's lock, as an edit on record. `change` says the new
 * order of the places, or undefined when nothing is to be different. @throws `catalog.product_not_found`
 */
export async function editGallery(
  ctx: ServiceContext,
  productId: string,
  change: (tx: MerchantTx, before: readonly GalleryRow[]) => Promise<readonly string[] | undefined>,
): Promise<ProductGallery> {
  authorize(ctx, "catalog:edit");
  return inMerchantTx(ctx, async (tx) => {
    const product = await lockProduct(tx, productId);
    if (!product) throw new DomainError("catalog.product_not_found", { productId });
    const before = await listGallery(tx, productId);
    const order = await change(tx, before);
    if (!order) return galleryOf(ctx, productId, before);
    await placeProductMedia(tx, order);
    const link = (await listLinksOf(tx, [productId])).get(productId);
    await updateProductRow(tx, productId, {
      version: product.version + 1,
      editedAt: ctx.platform.clock.now(),
      // From here on a refresh leaves them alone, until they are given back.
      ...(link && { ownedFields: ownersAfter(product, { changed: ["images"], givenBack: [] }) }),
    });
    await syncMainPictures(tx, [productId]);
    const after = await listGallery(tx, productId);
    await recordEvent(
      tx,
      ctx,
      "product.updated",
      { productId, fields: ["images"], before: { images: before.length }, after: { images: after.length } },
      { kind: "product", id: productId },
    );
    return galleryOf(ctx, productId, after);
  });
}

export const galleryOf = (ctx: ServiceContext, productId: string, rows: readonly GalleryRow[]): ProductGallery =>
  // The id is of our own uuid column.
  ({ productId, media: rows.map((row) => toProductMediaView(ctx, row)) }) as ProductGallery;
