import { z } from "zod";

import * as field from "../shared/fields.ts";
import type { MediaContent, MediaKind } from "./message-types.ts";

/** Fields of both vendors: the Cloud API says `filename`, Whapi `file_name`. */
const Media = z.object({
  id: field.label,
  mime_type: field.label,
  sha256: field.label,
  url: field.label,
  link: field.label,
  caption: field.words,
  filename: field.label,
  file_name: field.label,
  file_size: field.number,
  seconds: field.number,
  voice: field.flag,
  animated: field.flag,
});

// What Whapi writes for a moment, until it has the file (facts section 13).
const PLACEHOLDER_IDS = new Set(["media_init"]);

export function readMedia(kind: MediaKind, value: unknown, isVoice = false): MediaContent {
  const media = Media.parse(value);
  return {
    type: "media",
    media: kind,
    mediaId: media.id !== null && PLACEHOLDER_IDS.has(media.id) ? null : media.id,
    mimeType: media.mime_type?.split(";")[0]?.trim().toLowerCase() || null,
    sha256: media.sha256,
    url: media.url ?? media.link,
    caption: media.caption,
    filename: media.filename ?? media.file_name,
    sizeBytes: media.file_size,
    seconds: media.seconds,
    voice: isVoice || media.voice,
    animated: media.animated,
  };
}
