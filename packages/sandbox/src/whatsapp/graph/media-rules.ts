import type { MediaKind } from "./content.ts";

const KB = 1_024;
const MB = 1_024 * KB;

/** Types and sizes (facts section 7). A document may be of any type. */
const KINDS: Record<MediaKind, { types: readonly string[] | null; maxBytes: number }> = {
  audio: { types: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"], maxBytes: 16 * MB },
  document: { types: null, maxBytes: 100 * MB },
  image: { types: ["image/jpeg", "image/png"], maxBytes: 5 * MB },
  sticker: { types: ["image/webp"], maxBytes: 500 * KB },
  video: { types: ["video/mp4", "video/3gpp"], maxBytes: 16 * MB },
};
const DOCUMENTS = [
  "text/plain",
  "application/pdf",
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];
export const MAX_MEDIA_BYTES = 100 * MB;

/** `audio/ogg; codecs=opus` is `audio/ogg`. */
export const plainType = (mimeType: string): string => (mimeType.split(";")[0] ?? "").trim().toLowerCase();

/** What is wrong with a file, in Meta's manner; null when nothing is. */
export function mediaProblem(kind: MediaKind, mimeType: string, sizeBytes: number): string | null {
  const { types, maxBytes } = KINDS[kind];
  const type = plainType(mimeType);
  if (sizeBytes === 0) return "The file is empty.";
  if (types && !types.includes(type)) return `Unsupported ${kind} mime type ${type}. Supported: ${types.join(", ")}.`;
  return sizeBytes > maxBytes ? `The ${kind} has ${sizeBytes} bytes; at most ${maxBytes} are allowed.` : null;
}

/** What an upload may be: the kind its type belongs to. */
export function uploadProblem(mimeType: string, sizeBytes: number): string | null {
  const type = plainType(mimeType);
  const kinds: readonly MediaKind[] = ["audio", "image", "sticker", "video"];
  const kind = kinds.find((one) => KINDS[one].types?.includes(type));
  if (kind) return mediaProblem(kind, type, sizeBytes);
  if (DOCUMENTS.includes(type)) return mediaProblem("document", type, sizeBytes);
  return `Param file must be a file with one of the supported types; received file of type '${type}'.`;
}
