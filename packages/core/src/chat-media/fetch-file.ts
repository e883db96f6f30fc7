import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { MAX_CHAT_FILE_BYTES } from "@nexusone/contracts/chat-file-terms";
import { changeChatFile, findChatFile, listShowingMessages, type ChatFileRow } from "@nexusone/db/queries/chat-files";
import { findChannel } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { isMediaGone, WhatsAppFailure, type FetchedMedia, type WhatsAppClient } from "@nexusone/whatsapp/client";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvents } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { clientOf } from "../whatsapp/client-of.ts";
import { failureReason } from "../whatsapp/failure-reason.ts";
import { keepFile, type FileFacts } from "./keep-file.ts";
import { originalKey, previewKey } from "./links.ts";
import { withScratch } from "./scratch.ts";

/**
 * Fetches a waiting file from WhatsApp and keeps it. Safe to repeat: whoever comes second writes the same bytes under the same keys.
 * @throws `chat_files.gone`, `chat_files.damaged`, `media.storage_unavailable`, and what `failureReason` makes of the vendor's failure
 */
export async function fetchChatFile(ctx: ServiceContext, fileId: string): Promise<void> {
  const found = await readMerchant(ctx, async (tx) => {
    const file = await findChatFile(tx, fileId);
    const channel = file?.channelId ? await findChannel(tx, file.channelId) : undefined;
    return file && channel && file.state === "waiting" && file.vendorId !== null
      ? { file, channel, vendorId: file.vendorId }
      : undefined;
  });
  if (!found) return;
  const { file, channel, vendorId } = found;
  const client = clientOf(ctx, channel);
  await withScratch(ctx.platform, async (path) => {
    const { sha256 } = await download(client, vendorId, path, file.announcedDigest);
    const facts = await keepFile(ctx, file, path, { mime: file.mime, name: file.name });
    failpoint("chat_file.fetch.after_bytes");
    await settle(ctx, file, facts, sha256);
  });
}

async function download(
  client: WhatsAppClient,
  vendorId: string,
  path: string,
  sha256: string | null,
): Promise<FetchedMedia> {
  const target = createWriteStream(path, { mode: 0o600 });
  const ended = finished(target);
  // Looked at below; a failure of the disk must not end the process meanwhile.
  ended.catch(() => undefined);
  try {
    const write = async (chunk: Uint8Array): Promise<void> => {
      if (!target.write(chunk)) await Promise.race([once(target, "drain"), ended]);
    };
    const fetched = await client.fetchMedia(vendorId, write, { maxBytes: MAX_CHAT_FILE_BYTES, sha256 });
    target.end();
    await ended;
    return fetched;
  } catch (error) {
    target.destroy();
    if (!(error instanceof WhatsAppFailure)) throw error;
    if (isMediaGone(error)) throw new DomainError("chat_files.gone", {}, error);
    const reason = error.kind === "media_failed" ? "chat_files.damaged" : failureReason(error.kind);
    throw new DomainError(reason, {}, error);
  }
}

async function settle(ctx: ServiceContext, file: ChatFileRow, facts: FileFacts, contentHash: string): Promise<void> {
  const isWanted = await inMerchantTx(ctx, async (tx) => {
    const ready = {
      ...facts,
      seconds: facts.seconds ?? file.seconds,
      contentHash,
      state: "ready",
      reason: null,
      reasonDetails: {},
    } as const;
    if (await changeChatFile(tx, file.id, ["waiting"], ready)) {
      await tellOfFile(tx, ctx, file.id);
      return true;
    }
    return (await findChatFile(tx, file.id))?.state === "ready";
  });
  // Taken back by its sender, or forgotten, while it was being fetched.
  if (!isWanted) await ctx.platform.media.storage.remove([originalKey(file), previewKey(file)]);
}

/** Whoever looks at the conversation sees what became of the file. */
export async function tellOfFile(tx: MerchantTx, ctx: ServiceContext, fileId: string): Promise<void> {
  const shown = await listShowingMessages(tx, fileId);
  await recordEvents(
    tx,
    ctx,
    "message.changed",
    shown.map(({ messageId, conversationId }) => ({
      payload: { messageId, conversationId, what: "file" as const },
      subject: { kind: "conversation", id: conversationId } as const,
    })),
  );
}
