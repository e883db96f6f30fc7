import { listConversationsToSend, listWaitingConversations } from "@nexusone/db/queries/sending";
import { merchantsWithMessagesToSend } from "@nexusone/db/system/sending";
import { withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import { addMs, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import type { Platform } from "../platform.ts";
import type { Later, Line } from "./line.ts";
import { sendConversation } from "./send-conversation.ts";

const NOBODY = { userId: null, name: "", extensionSessionId: null };
/** A number may have 80 messages a second, each of which is a call of some tenths of one. */
const AT_ONCE = 16;

/** Sends what waits in a conversation, one after the other. */
export const sendMessagesJob = defineJob({
  name: "send-messages",
  queue: "message_sending",
  payload: jobPayload({ conversationId: z.uuid() }),
  attempts: 5,
  atOnce: AT_ONCE,
  handle: async (platform, { merchantId, conversationId }, run) => {
    const ctx = jobContext(platform, merchantId, "send-messages", NOBODY);
    const later = await sendConversation(ctx, conversationId, run);
    if (later !== undefined) await withMerchant(platform.db, { merchantId }, (tx) => sendLater(tx, ctx, later));
  },
});

type Owner = Pick<ServiceContext, "platform" | "merchantId">;

/** In the transaction that puts a message into each of these lines; all of one hurry. */
export const sendAllSoon = (
  tx: MerchantTx,
  { platform, merchantId }: Owner,
  conversationIds: readonly string[],
  priority: Line["priority"],
): Promise<void> =>
  platform.jobs.enqueueMany(
    tx,
    merchantId,
    sendMessagesJob,
    conversationIds.map((conversationId) => ({ merchantId, conversationId })),
    { interactive: priority === "now", background: priority === "campaign" },
  );

const sendLater = (tx: MerchantTx, { platform, merchantId }: Owner, later: Later): Promise<void> => {
  const { conversationId, priority, waitMs } = later;
  return platform.jobs.enqueue(
    tx,
    merchantId,
    sendMessagesJob,
    { merchantId, conversationId },
    {
      key: `later ${conversationId}`,
      startAfter: new Date(Date.now() + waitMs),
      interactive: priority === "now",
      background: priority === "campaign",
    },
  );
};

const MERCHANTS_AT_ONCE = 200;
const CONVERSATIONS_AT_ONCE = 200;

/** What waits at a number that works again is sent. What is more than can be said at once the sweep finds. */
export async function sendWaiting(tx: MerchantTx, owner: Owner, channelId: string): Promise<void> {
  await takeUp(tx, owner, await listWaitingConversations(tx, channelId, CONVERSATIONS_AT_ONCE));
}

/** Takes up what was put off, left by the dead, or has waited for a number. Sends nothing itself. */
export async function sweepMessages(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  // Whatever is younger has a job of its own that only waits for its turn.
  const due = { now, waitingSince: addMs(now, -MINUTE_MS) };
  for (const merchantId of await merchantsWithMessagesToSend(platform.db, due, MERCHANTS_AT_ONCE))
    await withMerchant(platform.db, { merchantId }, async (tx) =>
      takeUp(tx, { platform, merchantId }, await listConversationsToSend(tx, due, CONVERSATIONS_AT_ONCE)),
    );
}

async function takeUp(tx: MerchantTx, { platform, merchantId }: Owner, conversations: readonly string[]) {
  for (const conversationId of conversations)
    await platform.jobs.enqueue(
      tx,
      merchantId,
      sendMessagesJob,
      { merchantId, conversationId },
      { key: `sweep ${conversationId}` },
    );
}
