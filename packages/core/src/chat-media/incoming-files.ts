import { MAX_CHAT_FILE_BYTES } from "@nexusone/contracts/chat-file-terms";
import { insertIncomingFiles } from "@nexusone/db/queries/chat-files";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { MediaContent } from "@nexusone/whatsapp/webhook";
import type { ServiceContext } from "../context.ts";
import { fetchChatFileJob } from "./fetch-job.ts";
import { labelOf } from "./file-name.ts";

export type WithFile = {
  readonly messageId: string;
  readonly channelId: string;
  readonly content: MediaContent;
  readonly receivedAt: Date;
};

/** Rows for the files of messages that have just been written, in their transaction, and jobs that fetch them at once. */
export async function keepIncomingFiles(tx: MerchantTx, ctx: ServiceContext, some: readonly WithFile[]): Promise<void> {
  const made = await insertIncomingFiles(
    tx,
    some.map(({ messageId, channelId, receivedAt, content }) => ({
      messageId,
      channelId,
      receivedAt,
      vendorId: content.mediaId,
      announcedDigest: content.sha256,
      kind: content.media,
      voice: content.voice,
      mime: content.mimeType,
      name: labelOf(content.filename ?? ""),
      seconds: content.seconds === null ? null : Math.round(content.seconds),
      ...stateOf(content),
    })),
  );
  const { platform, merchantId } = ctx;
  const waiting = made.filter(({ state }) => state === "waiting").map(({ id }) => ({ merchantId, fileId: id }));
  if (waiting.length > 0) await platform.jobs.enqueueMany(tx, merchantId, fetchChatFileJob, waiting);
}

/** Without an id nobody can ask for it, and what is larger than WhatsApp carries does not come. */
function stateOf({ mediaId, sizeBytes }: MediaContent) {
  const isLost = mediaId === null || (sizeBytes ?? 0) > MAX_CHAT_FILE_BYTES;
  return isLost
    ? ({ state: "gone", reason: "chat_files.gone" } as const)
    : ({ state: "waiting", reason: null } as const);
}
