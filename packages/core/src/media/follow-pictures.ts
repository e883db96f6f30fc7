import { replaceImages } from "@nexusone/db/queries/catalog-supplier";
import { syncMainPictures } from "@nexusone/db/queries/product-media";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { queueMediaProcessing } from "./copy-pictures-job.ts";

/** A product shows what its supplier shows: new pictures are copied, those that stay keep our copy. In the caller's transaction. */
export async function followPictures(
  tx: MerchantTx,
  ctx: ServiceContext,
  productId: string,
  sources: readonly string[],
): Promise<void> {
  await replaceImages(tx, productId, sources);
  await syncMainPictures(tx, [productId]);
  await queueMediaProcessing(tx, ctx, [productId]);
}
