import { hash } from "node:crypto";

import type { DownloadedMedia } from "./port.ts";
import type { Reply, Transport } from "./transport.ts";

/** WhatsApp carries up to 100 MB (facts section 7). */
export const MAX_MEDIA_BYTES = 100 * 1024 * 1024;

/** The file of an answer, if it is the one that was announced: not empty, and of the digests given. */
export function checkedMedia(
  transport: Transport,
  { bytes, headers }: Reply,
  mimeType: string | null,
  digests: readonly (string | null)[],
): DownloadedMedia {
  const call = { operation: "media.download" };
  if (bytes.byteLength === 0) throw transport.fail(call, "media_failed", { details: "an empty file" });
  const hex = hash("sha256", bytes, "hex");
  const base64 = Buffer.from(hex, "hex").toString("base64");
  const announced = digests.filter((digest) => digest !== null);
  // Webhooks write base64, the API hex.
  if (announced.some((digest) => digest.toLowerCase() !== hex && digest !== base64))
    throw transport.fail(call, "media_failed", { details: "another file than announced" });
  const type = mimeType ?? headers.get("content-type") ?? "application/octet-stream";
  return { bytes, mimeType: type, sizeBytes: bytes.byteLength, sha256: hex };
}
