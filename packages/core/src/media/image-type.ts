import type { MediaType } from "@nexusone/contracts/media-terms";

/** What a file is by its first bytes; undefined for everything we do not keep, SVG and other documents with scripts included. */
export function imageTypeOf(bytes: Buffer): MediaType | undefined {
  const text = bytes.subarray(0, 16).toString("latin1");
  if (text.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (/^GIF8[79]a/.test(text)) return "image/gif";
  if (/^RIFF[^]{4}WEBP/.test(text)) return "image/webp";
  if (/^[^]{4}ftypavi[fs]/.test(text)) return "image/avif";
  return undefined;
}
