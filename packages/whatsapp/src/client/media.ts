import { createHash } from "node:crypto";

import type { DownloadedMedia, DownloadOptions, FetchedMedia } from "./port.ts";
import type { Call, Transport, WriteChunk } from "./transport.ts";

/** WhatsApp carries up to 100 MB (facts section 7). */
export const MAX_MEDIA_BYTES = 100 * 1024 * 1024;

type Announced = { readonly mimeType: string | null; readonly digests: readonly (string | null)[] };

/** Hands a file on piece by piece, and then says whether it was the one that was announced: not empty, and of the digests given. */
export async function passOn(
  transport: Transport,
  call: Pick<Call, "path" | "maxBytes">,
  write: WriteChunk,
  { mimeType, digests }: Announced,
): Promise<FetchedMedia> {
  const operation = "media.download";
  const digest = createHash("sha256");
  let sizeBytes = 0;
  const into: WriteChunk = (chunk) => {
    digest.update(chunk);
    sizeBytes += chunk.byteLength;
    return write(chunk);
  };
  const { headers } = await transport.exchange({ ...call, operation, media: true, into });
  if (sizeBytes === 0) throw transport.fail({ operation }, "media_failed", { details: "an empty file" });
  const sum = digest.digest();
  const [hex, base64] = [sum.toString("hex"), sum.toString("base64")];
  const announced = digests.filter((one) => one !== null);
  // Webhooks write base64, the API hex.
  if (announced.some((one) => one.toLowerCase() !== hex && one !== base64))
    throw transport.fail({ operation }, "media_failed", { details: "another file than announced" });
  return { mimeType: mimeType ?? headers.get("content-type") ?? "application/octet-stream", sizeBytes, sha256: hex };
}

type Fetch = (mediaId: string, write: WriteChunk, options?: DownloadOptions) => Promise<FetchedMedia>;

/** The same, held whole. */
export const heldWhole =
  (fetchMedia: Fetch) =>
  async (mediaId: string, options?: DownloadOptions): Promise<DownloadedMedia> => {
    const chunks: Uint8Array[] = [];
    const fetched = await fetchMedia(mediaId, (chunk) => void chunks.push(chunk), options);
    return { ...fetched, bytes: new Uint8Array(Buffer.concat(chunks)) };
  };
