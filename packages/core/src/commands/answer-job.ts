import { z } from "zod";
import { failpoint } from "../failpoints.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import { inMerchantTx } from "../transaction.ts";
import { answerMessage } from "./answer-message.ts";

const NOBODY = { userId: null, name: "", extensionSessionId: null };

/** Answers one message of a customer by itself: the answer, the order that it may make, and that it was answered are one transaction. */
export const answerChatJob = defineJob({
  name: "answer-chat",
  payload: jobPayload({ messageId: z.uuid() }),
  attempts: 5,
  handle: async (platform, { merchantId, messageId }) => {
    const ctx = jobContext(platform, merchantId, "answer-chat", NOBODY);
    await inMerchantTx(ctx, async (tx) => {
      await answerMessage({ ...ctx, tx }, messageId);
      failpoint("chat.answer.before_commit");
    });
  },
});
