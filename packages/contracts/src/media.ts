import { z } from "zod";
import { MediaId, MerchantId, ProductId, ProductMediaId } from "./ids.ts";
import { MAX_MEDIA_BYTES, MAX_PRODUCT_MEDIA, MEDIA_TYPE_NAMES } from "./media-terms.ts";
import { Instant, page, PageInput } from "./paging.ts";

const Stored = z.object({ width: z.number().int(), height: z.number().int(), bytes: z.number().int() });
/** Signed addresses that open without a sign-in until they expire: the same for half a day, so that browsers keep what they point at. */
export const MediaLinks = z.object({ thumbnail: z.string(), medium: z.string(), original: z.string() });
export type MediaLinks = z.infer<typeof MediaLinks>;

export const MediaView = z.object({
  id: MediaId,
  name: z.string(),
  mimeType: z.enum(MEDIA_TYPE_NAMES),
  /** Of the original. */
  bytes: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  variants: z.object({ thumbnail: Stored, medium: Stored, original: Stored }),
  links: MediaLinks,
  linksExpireAt: Instant,
  ownerId: z.uuid().nullable(),
  /** Copied from a supplier rather than uploaded. */
  copied: z.boolean(),
  /** How many products show it. */
  usedBy: z.number().int(),
  /** When it is removed because nothing uses it; null while something does. */
  removedAfter: Instant.nullable(),
  createdAt: Instant,
});
export type MediaView = z.infer<typeof MediaView>;
export const MediaDetail = MediaView.extend({ products: z.array(z.object({ id: ProductId, name: z.string() })) });
export const MediaPage = page(MediaView);
export const ListMediaInput = PageInput.extend({ unused: z.boolean().optional() });
export const MediaInput = z.object({ mediaId: MediaId });

export const UploadMediaInput = z.object({
  /** The file in base64. */
  fileData: z
    .string()
    .min(1)
    .max(Math.ceil(MAX_MEDIA_BYTES / 3) * 4 + 64 * 1024),
  fileName: z.string().trim().min(1).max(255),
  /** What the sender takes it for; the content decides. */
  mimeType: z.string().max(120).optional(),
  /** When given, it must be the merchant the call is for. */
  merchantId: MerchantId.optional(),
});
export const DeleteMediaInput = MediaInput.extend({
  /** Also takes it off the products that show it. */
  detach: z.boolean().default(false),
});

/** A product's picture: ours once it is copied, the supplier's address until then, and why when it cannot be. */
export const ProductMediaView = z.object({
  id: ProductMediaId,
  mediaId: MediaId.nullable(),
  state: z.enum(["waiting", "ready", "failed"]),
  reason: z.string().nullable(),
  reasonDetails: z.record(z.string(), z.union([z.string(), z.number()])),
  url: z.string(),
  thumbnailUrl: z.string(),
  sourceUrl: z.string().nullable(),
  alt: z.string(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
});
export type ProductMediaView = z.infer<typeof ProductMediaView>;
export const ProductGallery = z.object({ productId: ProductId, media: z.array(ProductMediaView) });
export type ProductGallery = z.infer<typeof ProductGallery>;

const Alt = z.string().trim().max(300);
export const AttachMediaInput = z
  .object({
    productId: ProductId,
    mediaId: MediaId.optional(),
    /** Instead of a file: a public https address that is copied by a job. */
    sourceUrl: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .optional(),
    /** 0 is the main picture; last when absent. */
    position: z.number().int().min(0).max(MAX_PRODUCT_MEDIA).optional(),
    alt: Alt.optional(),
  })
  .refine(({ mediaId, sourceUrl }) => (mediaId === undefined) !== (sourceUrl === undefined), {
    error: "name mediaId or sourceUrl",
  });
export const DetachMediaInput = z.object({
  productId: ProductId,
  ids: z.array(ProductMediaId).min(1).max(MAX_PRODUCT_MEDIA),
});
/** All pictures of the product, in their new order: one that is missing is refused as stale. */
export const ReorderMediaInput = DetachMediaInput;
export const DescribeMediaInput = z.object({ productId: ProductId, id: ProductMediaId, alt: Alt });
export const RetryMediaInput = z.object({ productId: ProductId });

export const MediaUsageView = z.object({
  files: z.number().int(),
  /** All sizes of all files. */
  bytes: z.number().int(),
  unusedFiles: z.number().int(),
  unusedBytes: z.number().int(),
  /** What chats have, of customers and ours. */
  chatFiles: z.number().int(),
  chatBytes: z.number().int(),
  /** Of pictures and of files that the shop sends; null is unlimited. */
  limitBytes: z.number().int().nullable(),
});
export type MediaUsageView = z.infer<typeof MediaUsageView>;
