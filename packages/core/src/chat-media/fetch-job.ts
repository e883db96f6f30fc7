import { isReasonCode, reasonOf } from "@nexusone/contracts/reasons";
import { changeChatFile } from "@nexusone/db/queries/chat-files";
import { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { isDomainError, type DomainError } from "../errors.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import { MEDIA_QUEUE } from "../media/copy-pictures-job.ts";
import { inMerchantTx } from "../transaction.ts";
import { fetchChatFile, tellOfFile } from "./fetch-file.ts";

const NOBODY = { userId: null, name: "", extensionSessionId: null };
/** About an hour of growing pauses. */
const ATTEMPTS = 14;

/** Fetches a file that came with a message, while WhatsApp still has it. What no repeat can cure stands on the file. */
export const fetchChatFileJob = defineJob({
  name: "fetch-chat-file",
  queue: MEDIA_QUEUE,
  payload: jobPayload({ fileId: z.uuid() }),
  attempts: ATTEMPTS,
  atOnce: 2,
  handle: async (platform, { merchantId, fileId }, run) => {
    const ctx = jobContext(platform, merchantId, "fetch-chat-file", NOBODY);
    try {
      await fetchChatFile(ctx, fileId);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      const last = run === undefined || run.attempt >= ATTEMPTS;
      // What is wrong with the number may be put right while WhatsApp still has the file.
      const mayPass = reasonOf(error.reason).retry || error.reason.startsWith("messages.");
      const waits = mayPass && !last;
      await note(ctx, fileId, error, waits);
      if (waits) throw error;
    }
  },
});

/** Why it is not here yet, or will not be. */
async function note(
  ctx: ServiceContext,
  fileId: string,
  { reason, details }: DomainError,
  waits: boolean,
): Promise<void> {
  if (!isReasonCode(reason)) return;
  const state = waits ? "waiting" : reason === "chat_files.gone" ? "gone" : "failed";
  await inMerchantTx(ctx, async (tx) => {
    const change = { state, reason, reasonDetails: details } as const;
    if (await changeChatFile(tx, fileId, ["waiting"], change)) await tellOfFile(tx, ctx, fileId);
  });
}
