import type { MediaView, ProductMediaView } from "@nexusone/contracts/media";
import type { MediaRow } from "@nexusone/db/queries/media";
import type { GalleryRow } from "@nexusone/db/queries/product-media";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { linksExpireAt, mediaLink, mediaLinks, SMALL_FILES } from "./links.ts";

/** How long a file that nothing shows is kept: whoever took it off a product by mistake has until then. */
export const UNUSED_KEPT_MS = DAY_MS;

export function toMediaView({ platform }: ServiceContext, row: MediaRow, usedBy: number): MediaView {
  const { id, originalName: name, mime: mimeType, width, height, variants, ownerId } = row;
  const view = {
    ...{ id, name, mimeType, width, height, variants, ownerId, usedBy },
    bytes: variants.original.bytes,
    links: mediaLinks(platform, row),
    linksExpireAt: linksExpireAt().toISOString(),
    copied: row.sourceUrl !== null,
    removedAfter: row.unusedSince && usedBy === 0 ? addMs(row.unusedSince, UNUSED_KEPT_MS).toISOString() : null,
    createdAt: row.createdAt.toISOString(),
  };
  return view as unknown as MediaView; // ids come from our own uuid columns
}

export function toProductMediaView({ platform, merchantId }: ServiceContext, row: GalleryRow): ProductMediaView {
  const { id, mediaId, sourceUrl, alt, reason, reasonDetails, width, height } = row;
  const link = (file: string) => (mediaId ? mediaLink(platform, { merchantId, mediaId, file }) : (sourceUrl ?? ""));
  const view = {
    ...{ id, mediaId, sourceUrl, alt, reason, reasonDetails, width, height },
    state: mediaId ? "ready" : reason ? "failed" : "waiting",
    url: link(SMALL_FILES.medium),
    thumbnailUrl: link(SMALL_FILES.thumbnail),
  };
  return view as unknown as ProductMediaView; // ids come from our own uuid columns
}
