import { INERT_TYPES } from "@nexusone/contracts/chat-file-terms";
import type { ChatFileView } from "@nexusone/contracts/chat-files";
import type { ChatFileRow } from "@nexusone/db/queries/chat-files";
import { keyOf, signedKey, SMALL_FILES } from "../media/links.ts";
import type { Platform } from "../platform.ts";

export const CHAT_FILES_PATH = "/api/chat-files";
export const ORIGINAL = "original.bin";
export const PREVIEW = SMALL_FILES.medium;

type Named = Pick<ChatFileRow, "merchantId" | "id">;
export const originalKey = ({ merchantId, id }: Named): string => keyOf({ merchantId, mediaId: id, file: ORIGINAL });
export const previewKey = ({ merchantId, id }: Named): string => keyOf({ merchantId, mediaId: id, file: PREVIEW });

export const isInert = (mime: string | null): boolean => INERT_TYPES.some((type) => type === mime);

/** Paths of this server: what people send each other goes through no network that delivers pictures. */
export function chatFileLinks(
  { keyring }: Pick<Platform, "keyring">,
  { merchantId, id, state, mime, previewBytes }: ChatFileRow,
): ChatFileView["links"] {
  if (state !== "ready") return null;
  const link = (file: string) => `${CHAT_FILES_PATH}/${signedKey(keyring, { merchantId, mediaId: id, file })}`;
  const original = link(ORIGINAL);
  return {
    preview: previewBytes === null ? null : link(PREVIEW),
    inline: isInert(mime) ? original : null,
    download: `${original}&download=1`,
  };
}
