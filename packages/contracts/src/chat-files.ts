import { z } from "zod";
import { CHAT_FILE_STATES } from "./chat-file-terms.ts";
import { MessageId } from "./ids.ts";
import { MediaId } from "./ids.ts";
import { MEDIA_KINDS } from "./sending-terms.ts";

/** A file of a chat, as screens show it. Its links open for 12 to 24 hours without a sign-in, while the file is ready. */
export const ChatFileView = z.object({
  id: z.uuid(),
  state: z.enum(CHAT_FILE_STATES),
  /** Of the registry: why it failed or is gone, or why it is still waited for. */
  reason: z.string().nullable(),
  reasonDetails: z.record(z.string(), z.union([z.string(), z.number()])),
  kind: z.enum(MEDIA_KINDS),
  voice: z.boolean(),
  /** What it is by its content; while it is fetched what WhatsApp announced. */
  mimeType: z.string().nullable(),
  name: z.string(),
  bytes: z.number().int().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  seconds: z.number().int().nullable(),
  links: z
    .object({
      /** A smaller WebP without metadata; null where there is none. */
      preview: z.string().nullable(),
      /** Shown in its place by a browser; null for what is only downloaded. */
      inline: z.string().nullable(),
      download: z.string(),
    })
    .nullable(),
});
export type ChatFileView = z.output<typeof ChatFileView>;

export const ChatFileOfInput = z.object({ messageId: MessageId });
export const AttachPictureInput = z.object({ mediaId: MediaId });
