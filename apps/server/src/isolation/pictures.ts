import { randomBytes } from "node:crypto";
import type { ServiceContext } from "@nexusone/core/context";
import { uploadMedia } from "@nexusone/core/media/upload-media";
import sharp from "sharp";

/** A picture nobody else has. */
export const pictureOf = (): Promise<Buffer> =>
  sharp(randomBytes(16 * 16 * 3), { raw: { width: 16, height: 16, channels: 3 } })
    .png()
    .toBuffer();

/** A file of the shop's, added by them. */
export const newMedia = async ({ ctx }: { readonly ctx: ServiceContext }) =>
  uploadMedia(ctx, { fileData: (await pictureOf()).toString("base64"), fileName: "lamp.png" });
