import { readFile } from "node:fs/promises";
import {
  CHAT_FILE_LIMITS,
  MAX_CHAT_FILE_BYTES,
  MAX_PICTURE_BYTES,
  type SendableKind,
} from "@nexusone/contracts/chat-file-terms";
import { MAX_MEDIA_PIXELS, MEDIA_QUALITY } from "@nexusone/contracts/media-terms";
import sharp from "sharp";
import { DomainError } from "../errors.ts";

const KINDS = Object.keys(CHAT_FILE_LIMITS) as SendableKind[];
/** As large as telephones show. Each round that is still too heavy is so much smaller. */
const LONGEST_SIDE = 2_560;
const SMALLER = 0.7;
const ROUNDS = 6;

const MB = 1024 ** 2;
const tooLarge = (kind: SendableKind, maxBytes: number): DomainError =>
  new DomainError("chat_files.too_large", { kind, megabytes: maxBytes / MB });
export const tooLargeForAnything = (): DomainError => tooLarge("document", MAX_CHAT_FILE_BYTES);

/** `content`: the picture as it was made anew. */
export type Fitted = { readonly kind: SendableKind; readonly content?: Buffer };

/**
 * As what a file can be sent, by its content. A picture that WhatsApp would not take, or that says where it was taken, is made
 * anew as JPEG. @throws `chat_files.empty`, `chat_files.too_large` {kind, megabytes}, `chat_files.type_refused`, `media.unreadable`
 */
export async function fitFile(path: string, { mime, bytes }: { mime: string; bytes: number }): Promise<Fitted> {
  if (bytes === 0) throw new DomainError("chat_files.empty");
  if (mime.startsWith("image/")) {
    if (bytes > MAX_PICTURE_BYTES) throw tooLarge("image", MAX_PICTURE_BYTES);
    const content = await pictureFor(await readFile(path), mime);
    return content ? { kind: "image", content } : { kind: "image" };
  }
  const kind = KINDS.find((one) => CHAT_FILE_LIMITS[one].types.some((type) => type === mime));
  if (!kind) throw new DomainError("chat_files.type_refused");
  const { maxBytes } = CHAT_FILE_LIMITS[kind];
  if (bytes > maxBytes) throw tooLarge(kind, maxBytes);
  return { kind };
}

/** Undefined when it can go as it is. */
async function pictureFor(original: Buffer, mime: string): Promise<Buffer | undefined> {
  const { types, maxBytes } = CHAT_FILE_LIMITS.image;
  try {
    const { exif, xmp, depth, space } = await sharp(original, { limitInputPixels: MAX_MEDIA_PIXELS }).metadata();
    const plain = depth === "uchar" && space !== "cmyk" && !exif && !xmp;
    if (plain && original.length <= maxBytes && types.some((type) => type === mime)) return undefined;
    for (let round = 0, side = LONGEST_SIDE; round < ROUNDS; round += 1, side = Math.round(side * SMALLER)) {
      const made = await sharp(original, { limitInputPixels: MAX_MEDIA_PIXELS, failOn: "error" })
        .timeout({ seconds: 20 })
        .autoOrient()
        .flatten({ background: "#fff" })
        .toColourspace("srgb")
        .resize(side, side, { fit: "inside", withoutEnlargement: true })
        .jpeg({ quality: MEDIA_QUALITY })
        .toBuffer();
      if (made.length <= maxBytes) return made;
    }
  } catch (error) {
    throw new DomainError("media.unreadable", {}, error);
  }
  throw tooLarge("image", maxBytes);
}
