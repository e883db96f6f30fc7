import {
  MAX_MEDIA_PIXELS,
  MEDIA_QUALITY,
  MEDIA_SIZES,
  type MediaType,
  type MediaVariant,
} from "@nexusone/contracts/media-terms";
import sharp, { type Sharp } from "sharp";
import { DomainError } from "../errors.ts";
import { imageTypeOf } from "./image-type.ts";

export type ReadImage = {
  readonly type: MediaType;
  readonly width: number;
  readonly height: number;
  readonly variants: Record<MediaVariant, { readonly bytes: Buffer; readonly width: number; readonly height: number }>;
};

const TIMEOUT_SECONDS = 20;
/** One picture at a time on one thread each: interactive calls share the processor. */
sharp.concurrency(1);
sharp.cache(false);

/**
 * Reads a picture by its content and makes the small sizes: upright, sRGB, without metadata, the first frame of a moving one.
 * @throws `media.type_refused`, `media.too_many_pixels` {megapixels}, `media.unreadable`
 */
export async function readImage(original: Buffer): Promise<ReadImage> {
  const type = imageTypeOf(original);
  if (!type) throw new DomainError("media.type_refused");
  const open = (): Sharp =>
    sharp(original, { limitInputPixels: MAX_MEDIA_PIXELS, failOn: "error", sequentialRead: true }).timeout({
      seconds: TIMEOUT_SECONDS,
    });
  const { width, height } = await sizeOf(original);
  try {
    const small = (picture: Sharp) => picture.webp({ quality: MEDIA_QUALITY }).toBuffer({ resolveWithObject: true });
    const side = MEDIA_SIZES.medium;
    const medium = await small(
      open().autoOrient().toColourspace("srgb").resize(side, side, { fit: "inside", withoutEnlargement: true }),
    );
    const thumbnail = await small(
      open().autoOrient().toColourspace("srgb").resize(MEDIA_SIZES.thumbnail, MEDIA_SIZES.thumbnail, { fit: "cover" }),
    );
    const made = ({ data, info }: Awaited<ReturnType<typeof small>>) => ({
      bytes: data,
      width: info.width,
      height: info.height,
    });
    return {
      type,
      width,
      height,
      variants: {
        thumbnail: made(thumbnail),
        medium: made(medium),
        original: { bytes: original, width, height },
      },
    };
  } catch (error) {
    throw new DomainError("media.unreadable", {}, error);
  }
}

/** As people see it, after turning; read from the header alone. */
async function sizeOf(original: Buffer): Promise<{ width: number; height: number }> {
  const header = await sharp(original, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => Promise.reject(new DomainError("media.unreadable", {}, error)));
  const { width, height } = header.autoOrient;
  if (width * height > MAX_MEDIA_PIXELS)
    throw new DomainError("media.too_many_pixels", { megapixels: MAX_MEDIA_PIXELS / 1_000_000 });
  return { width, height };
}
