import { createWriteStream, openAsBlob } from "node:fs";
import { pipeline } from "node:stream/promises";
import { findFileOfMessage, noteUpload, takeChatFile, type ChatFileRow } from "@nexusone/db/queries/chat-files";
import type { MessageRow } from "@nexusone/db/queries/sending";
import type { ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { WhatsAppClient } from "@nexusone/whatsapp/client";
import type { OutgoingMedia, OutgoingMessage } from "@nexusone/whatsapp/rules";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx } from "../transaction.ts";
import { originalKey } from "./links.ts";
import { withScratch } from "./scratch.ts";

/** A vendor keeps an upload for 30 days; a message may wait in its line for a while. */
const UPLOAD_LIVES_MS = 28 * DAY_MS;

/** A message that carries a file of ours. Its source is our id, for which the vendor's stands in when it leaves. */
export async function messageWithFile(
  tx: MerchantTx,
  { fileId, caption }: { readonly fileId: string; readonly caption?: string | undefined },
): Promise<OutgoingMedia> {
  const file = await takeChatFile(tx, fileId);
  if (!file) throw new DomainError("chat_files.not_found");
  return {
    type: "media",
    media: file.kind,
    source: { id: file.id },
    ...(caption && { caption }),
    ...(file.kind === "document" && { filename: file.name || "document" }),
    ...(file.voice && { voice: true }),
  };
}

/** What is to be uploaded before a message can leave; `vendorId` when the number has it already. */
export type FileToSend = { readonly file: ChatFileRow; readonly vendorId: string | undefined };

export async function findFileToSend(
  tx: MerchantTx,
  ctx: ServiceContext,
  { id, kind }: Pick<MessageRow, "id" | "kind">,
  { id: channelId }: Pick<ChannelRow, "id">,
): Promise<FileToSend | undefined> {
  if (kind === "text" || kind === "reaction") return undefined;
  const file = await findFileOfMessage(tx, id);
  const upload = file?.uploads[channelId];
  const isLive = upload !== undefined && new Date(upload.until) > ctx.platform.clock.now();
  return file && { file, vendorId: isLive ? upload.id : undefined };
}

/** The message with the vendor's id of its file. */
export const withVendorId = (message: OutgoingMessage, { file, vendorId }: FileToSend): OutgoingMessage =>
  JSON.parse(JSON.stringify(message), (key, value: unknown) =>
    key === "source" && (value as { id?: unknown } | null)?.id === file.id ? { id: vendorId } : value,
  ) as OutgoingMessage; // the same shape, one id exchanged

/**
 * Gives the vendor the file, read from disk as it is sent, and keeps its id for this number. Two at once upload it twice, which does
 * no harm. @throws `WhatsAppFailure`, `chat_files.not_found`, `media.storage_unavailable`
 */
export async function uploadToVendor(
  ctx: ServiceContext,
  client: WhatsAppClient,
  { id: channelId }: Pick<ChannelRow, "id">,
  file: ChatFileRow,
): Promise<void> {
  const { platform } = ctx;
  const unavailable = (error: unknown) => Promise.reject(new DomainError("media.storage_unavailable", {}, error));
  const stored = await platform.media.storage.read(originalKey(file)).catch(unavailable);
  if (!stored) throw new DomainError("chat_files.not_found");
  const mimeType = file.mime ?? "application/octet-stream";
  const { mediaId } = await withScratch(platform, async (path) => {
    await pipeline(stored.content, createWriteStream(path, { mode: 0o600 })).catch(unavailable);
    const bytes = await openAsBlob(path, { type: mimeType });
    return client.uploadMedia({ bytes, mimeType, filename: file.name || file.kind });
  });
  failpoint("chat_file.send.after_upload");
  const until = addMs(platform.clock.now(), UPLOAD_LIVES_MS).toISOString();
  await inMerchantTx(ctx, (tx) => noteUpload(tx, file.id, channelId, { id: mediaId, until }));
}

/** The file of a message that is sent once more; it is uploaded anew, since the vendor may have lost it. @throws `chat_files.not_found` */
export async function fileForRepeat(tx: MerchantTx, message: MessageRow): Promise<string | undefined> {
  const file = await findFileOfMessage(tx, message.id);
  if (!file) return undefined;
  if (!(await takeChatFile(tx, file.id))) throw new DomainError("chat_files.not_found");
  await noteUpload(tx, file.id, message.channelId, null);
  return file.id;
}
