import { RetryMediaInput, type ProductGallery } from "@nexusone/contracts/media";
import { lockProduct } from "@nexusone/db/queries/catalog-product";
import { listGallery, reopenProductMedia } from "@nexusone/db/queries/product-media";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { queueMediaProcessing } from "./copy-pictures-job.ts";
import { galleryOf } from "./edit-gallery.ts";

/** Tries again to copy the pictures of a product that failed; background work can be followed. @throws `catalog.product_not_found` */
export async function retryMedia(
  ctx: ServiceContext,
  rawInput: z.input<typeof RetryMediaInput>,
): Promise<ProductGallery> {
  authorize(ctx, "catalog:edit");
  const { productId } = RetryMediaInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    if (!(await lockProduct(tx, productId))) throw new DomainError("catalog.product_not_found", { productId });
    if ((await reopenProductMedia(tx, productId)) > 0)
      await queueMediaProcessing(tx, ctx, [productId], {
        interactive: true,
        operation: { by: ctx, subject: { kind: "product", id: productId } },
      });
    return galleryOf(ctx, productId, await listGallery(tx, productId));
  });
}
