/** What a picture may weigh, as uploaded or as a supplier serves it. */
export const MAX_MEDIA_BYTES = 15 * 1024 * 1024;
/** Pixels of a picture once unpacked: beyond it a small file can fill the memory. */
export const MAX_MEDIA_PIXELS = 50_000_000;
/** Pictures of one product. */
export const MAX_PRODUCT_MEDIA = 60;

/** Types that are kept, with the ending of their file. Found by content; what a sender says about it is not believed. */
export const MEDIA_TYPES = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "avif",
} as const;
export type MediaType = keyof typeof MEDIA_TYPES;
export const MEDIA_TYPE_NAMES = Object.keys(MEDIA_TYPES) as [MediaType, ...MediaType[]];

/** MED-05. The thumbnail is cropped to its square, the medium size fits into its own and is never enlarged; both are WebP. */
export const MEDIA_SIZES = { thumbnail: 200, medium: 600 } as const;
export const MEDIA_QUALITY = 85;
export const MEDIA_VARIANTS = ["thumbnail", "medium", "original"] as const;
export type MediaVariant = (typeof MEDIA_VARIANTS)[number];
