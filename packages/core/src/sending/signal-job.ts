import { findConversation, findNewestIncoming } from "@nexusone/db/queries/sending";
import { findChannel, updateChannel } from "@nexusone/db/queries/whatsapp-channels";
import { WhatsAppFailure, type Recipient } from "@nexusone/whatsapp/client";
import { z } from "zod";
import { addMs, DAY_MS } from "../clock.ts";
import { DomainError } from "../errors.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import { inMerchantTx } from "../transaction.ts";
import { clientOf } from "../whatsapp/client-of.ts";
import { failureReason } from "../whatsapp/failure-reason.ts";
import { waitsFor } from "./guard.ts";

const NOBODY = { userId: null, name: "", extensionSessionId: null };
/** WhatsApp marks nothing that is older (facts section 6). */
const MARKED_DAYS = 30;
/** Typing is shown for so long; who hears of it later would see somebody type who has answered. */
const TYPING_MS = 25_000;
export const SIGNALS = ["read", "typing"] as const;

/** Small signs that a person sees: that we read what they wrote, that somebody types. Lost ones do no harm. */
export const chatSignalJob = defineJob({
  name: "chat-signal",
  queue: "message_sending",
  payload: jobPayload({ conversationId: z.uuid(), signal: z.enum(SIGNALS), at: z.iso.datetime() }),
  attempts: 2,
  handle: async (platform, { merchantId, conversationId, signal, at }) => {
    const ctx = jobContext(platform, merchantId, "chat-signal", NOBODY);
    const now = platform.clock.now();
    if (signal === "typing" && now.getTime() - Date.parse(at) > TYPING_MS) return;
    const found = await inMerchantTx(ctx, async (tx) => {
      const conversation = await findConversation(tx, conversationId);
      const channel = conversation && (await findChannel(tx, conversation.channelId));
      const message = await findNewestIncoming(tx, conversationId, addMs(now, -MARKED_DAYS * DAY_MS));
      return conversation && channel && message?.externalId
        ? { conversation, channel, id: message.externalId }
        : undefined;
    });
    if (!found || found.channel.state === "disconnected" || waitsFor(found.channel, now)) return;
    const { conversation, channel, id } = found;
    const { recipientPhone, recipientUserId } = conversation;
    const to: Recipient = recipientPhone === null ? { userId: recipientUserId ?? "" } : { phone: recipientPhone };
    try {
      const client = clientOf(ctx, channel);
      await (signal === "read" ? client.markRead(id) : client.showTyping(to, id));
    } catch (error) {
      if (!(error instanceof WhatsAppFailure)) throw error;
      const reason = failureReason(error.kind);
      if (error.kind === "token_dead")
        await inMerchantTx(ctx, (tx) => updateChannel(tx, channel.id, { state: "failing", reason }));
      else if (error.kind === "unavailable" && signal === "read") throw new DomainError(reason, {}, error);
      else platform.log.warn({ err: error, conversationId, signal }, "a sign was not shown");
    }
  },
});
