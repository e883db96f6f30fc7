import { AttachMediaInput, type ProductGallery } from "@nexusone/contracts/media";
import { MAX_PRODUCT_MEDIA } from "@nexusone/contracts/media-terms";
import { lockMedia, setMediaUse } from "@nexusone/db/queries/media";
import { insertProductMedia } from "@nexusone/db/queries/product-media";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { queueMediaProcessing } from "./copy-pictures-job.ts";
import { editGallery } from "./edit-gallery.ts";

/**
 * Shows a file, or what lies at a public address, among a product's pictures. What is there already changes nothing.
 * @throws `catalog.product_not_found`, `media.not_found`, `media.gallery_full` {limit}, `media.source_refused`
 */
export async function attachMedia(
  ctx: ServiceContext,
  rawInput: z.input<typeof AttachMediaInput>,
): Promise<ProductGallery> {
  authorize(ctx, "catalog:edit");
  const { productId, mediaId = null, sourceUrl = null, position, alt = "" } = AttachMediaInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) =>
    editGallery({ ...ctx, tx }, productId, async (_tx, before) => {
      if (sourceUrl && !mayAsk(ctx, new URL(sourceUrl))) throw new DomainError("media.source_refused");
      const same = before.find((row) => (mediaId ? row.mediaId === mediaId : row.sourceUrl === sourceUrl));
      if (same) return undefined;
      if (before.length >= MAX_PRODUCT_MEDIA) throw new DomainError("media.gallery_full", { limit: MAX_PRODUCT_MEDIA });
      if (mediaId) {
        if (!(await lockMedia(tx, mediaId))) throw new DomainError("media.not_found");
        await setMediaUse(tx, mediaId, null);
      }
      const id = await insertProductMedia(tx, { productId, position: before.length, mediaId, sourceUrl, alt });
      if (sourceUrl) await queueMediaProcessing(tx, ctx, [productId], { interactive: true });
      return before.map((row) => row.id).toSpliced(position ?? before.length, 0, id);
    }),
  );
}

/** Told at once rather than by the job, which checks it again with what the name resolves to. */
const mayAsk = ({ platform }: ServiceContext, url: URL): boolean =>
  url.protocol === "https:" || (platform.outgoing?.trustedOrigins?.includes(url.origin) ?? false);
