import { DeleteMediaInput } from "@nexusone/contracts/media";
import { lockProducts, updateProductRow } from "@nexusone/db/queries/catalog-product";
import { countUses, giveUpMedia, lockMedia, type MediaRow } from "@nexusone/db/queries/media";
import { detachEverywhere, listProductsShowing, syncMainPictures } from "@nexusone/db/queries/product-media";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { removeFiles } from "./store-image.ts";

/**
 * Deletes a file for good: by who added it, or by owners and admins (AUT-08). While products show it only with `detach`.
 * @throws `media.not_found`, `media.not_yours`, `media.in_use` {count}
 */
export async function deleteMedia(ctx: ServiceContext, rawInput: z.input<typeof DeleteMediaInput>): Promise<void> {
  authorize(ctx, "catalog:edit");
  const { mediaId, detach } = DeleteMediaInput.parse(rawInput);
  const row = await inMerchantTx(ctx, async (tx) => {
    // Products first, as everybody does who changes their pictures.
    const shown = await listProductsShowing(tx, mediaId);
    const products = detach ? await lockProducts(tx, shown) : [];
    const media = await lockMedia(tx, mediaId);
    if (!media) throw new DomainError("media.not_found");
    if (!mayDelete(ctx, media)) throw new DomainError("media.not_yours");
    const uses = (await countUses(tx, [mediaId])).get(mediaId) ?? 0;
    // More than were locked: somebody has just shown it on another one.
    if (uses > products.length) throw new DomainError("media.in_use", { count: uses });
    const productIds = products.map(({ id }) => id);
    await detachEverywhere(tx, mediaId);
    await syncMainPictures(tx, productIds);
    for (const { id, version } of products)
      await updateProductRow(tx, id, { version: version + 1, editedAt: ctx.platform.clock.now() });
    await giveUpMedia(tx, mediaId);
    await recordEvent(
      tx,
      ctx,
      "media.deleted",
      { mediaId, products: productIds.length },
      { kind: "media", id: mediaId },
    );
    return media;
  });
  await removeFiles(ctx, [row]);
}

function mayDelete({ actor }: ServiceContext, { ownerId }: MediaRow): boolean {
  if (actor.kind === "job" || actor.kind === "system") return true;
  return ownerId === actorUserId(actor) || actor.role === "owner" || actor.role === "admin";
}
