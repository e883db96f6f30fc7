import type { ProductRow } from "@nexusone/db/queries/catalog-product";
import { findMedia } from "@nexusone/db/queries/media";
import type { OutgoingMessage } from "@nexusone/whatsapp/rules";
import { mediaLink, originalName } from "../media/links.ts";
import type { Talk } from "./talk.ts";

/**
 * A product's picture, fetched by WhatsApp from a signed address of ours. A message of its own, so that one that cannot be fetched
 * takes nothing else with it; none where we have no copy of a kind that WhatsApp shows.
 */
export async function pictureFor(
  { ctx, tx }: Talk,
  { imageMediaId }: Pick<ProductRow, "imageMediaId">,
): Promise<OutgoingMessage[]> {
  const media = imageMediaId === null ? undefined : await findMedia(tx, imageMediaId);
  if (!media || (media.mime !== "image/jpeg" && media.mime !== "image/png")) return [];
  const { merchantId, platform } = ctx;
  const link = mediaLink(platform, { merchantId, mediaId: media.id, file: originalName(media.mime) });
  return [{ type: "media", media: "image", source: { link } }];
}
