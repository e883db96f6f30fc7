// No schemas here: tables and screens carry this file.

/**
 * `waiting`: to be fetched from WhatsApp. `storing`: somebody uploads it here. `failed`: it may be tried again. `gone`: WhatsApp has
 * it no longer. `removing`: nobody may have it any more, its bytes go, then its row.
 */
export const CHAT_FILE_STATES = ["waiting", "storing", "ready", "failed", "gone", "removing"] as const;
export type ChatFileState = (typeof CHAT_FILE_STATES)[number];

const KB = 1024;
const MB = 1024 * KB;

/** What WhatsApp takes of each kind (facts section 7). The two kinds of stickers apart, a kind has one limit. */
export const CHAT_FILE_LIMITS = {
  image: { types: ["image/jpeg", "image/png"], maxBytes: 5 * MB },
  video: { types: ["video/mp4", "video/3gpp"], maxBytes: 16 * MB },
  audio: { types: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"], maxBytes: 16 * MB },
  document: {
    types: [
      "application/pdf",
      "text/plain",
      "application/msword",
      "application/vnd.ms-excel",
      "application/vnd.ms-powerpoint",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ],
    maxBytes: 100 * MB,
  },
} as const;
export type SendableKind = keyof typeof CHAT_FILE_LIMITS;
/** What is read of a file at most, in and out. */
export const MAX_CHAT_FILE_BYTES = 100 * MB;
/** A picture that is larger or of another type is made anew as JPEG when it has at most so many bytes. */
export const MAX_PICTURE_BYTES = 15 * MB;

/** What a browser may show in its place: nothing in it can run. Everything else is downloaded. */
export const INERT_TYPES = [
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/avif",
  "audio/ogg",
  "audio/mpeg",
  "audio/mp4",
  "audio/aac",
  "audio/amr",
  "video/mp4",
  "video/3gpp",
] as const;
