import { randomBytes } from "node:crypto";
import sharp from "sharp";

/** A picture nobody else has: noise of this size. */
export const noise = (width = 32, height = width) =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } });

export const base64 = (bytes: Buffer): string => bytes.toString("base64");
