import type { ProductRow } from "@nexusone/db/queries/catalog-product";
import type { ServiceContext } from "../context.ts";
import { mediaLink, SMALL_FILES } from "../media/links.ts";

/** Our copy, else the supplier's address. */
export const smallPicture = (
  { platform, merchantId }: ServiceContext,
  { imageMediaId, imageUrl }: Pick<ProductRow, "imageMediaId" | "imageUrl">,
): string | null =>
  imageMediaId ? mediaLink(platform, { merchantId, mediaId: imageMediaId, file: SMALL_FILES.thumbnail }) : imageUrl;
