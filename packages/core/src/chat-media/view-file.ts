import type { ChatFileView } from "@nexusone/contracts/chat-files";
import { listFilesOfMessages, type ChatFileRow } from "@nexusone/db/queries/chat-files";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import type { Platform } from "../platform.ts";
import { chatFileLinks } from "./links.ts";

export function viewChatFile(platform: Pick<Platform, "keyring">, row: ChatFileRow): ChatFileView {
  const { id, state, reason, reasonDetails, kind, voice, name, bytes, width, height, seconds } = row;
  return {
    ...{ id, state, reason, reasonDetails, kind, voice, name, bytes, width, height, seconds },
    mimeType: row.mime,
    links: chatFileLinks(platform, row),
  };
}

/** The files of these messages, by message. */
export async function viewChatFiles(
  tx: MerchantTx,
  { platform }: ServiceContext,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, ChatFileView>> {
  const files = await listFilesOfMessages(tx, messageIds);
  return new Map([...files].map(([messageId, row]) => [messageId, viewChatFile(platform, row)]));
}
