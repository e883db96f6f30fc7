import type { ReasonCode } from "@nexusone/contracts/reasons";
import type { ChatFileRow } from "@nexusone/db/queries/chat-files";
import { lockConversation } from "@nexusone/db/queries/conversation-changes";
import {
  beginCall,
  changeMessage,
  findMessageInFlight,
  lockNextMessage,
  type ConversationRow,
  type MessageRow,
} from "@nexusone/db/queries/sending";
import { isOfCampaign } from "@nexusone/db/queries/campaign-recipients";
import { findChannel, updateChannel, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import { takeBurst, takeSlotWithinTx } from "@nexusone/db/rate-slots";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { WhatsAppFailure, type Recipient, type WhatsAppClient } from "@nexusone/whatsapp/client";
import { PAIR_PACE } from "@nexusone/whatsapp/rules";
import { findFileToSend, uploadToVendor, withVendorId, type FileToSend } from "../chat-media/sent-file.ts";
import { addMs, MINUTE_MS } from "../clock.ts";
import { giveBack } from "../campaigns/move.ts";
import type { ServiceContext } from "../context.ts";
import { sleep } from "../deadline.ts";
import { isDomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import type { JobRun } from "../jobs/define-job.ts";
import { inMerchantTx } from "../transaction.ts";
import { clientOf } from "../whatsapp/client-of.ts";
import { capabilitiesOf, sendGuard, waitsFor } from "./guard.ts";
import { bodyOf, numberBucket, type Later } from "./line.ts";
import { askedOf } from "./purpose.ts";
import { endMessage, settleSend, settleUpload, type Attempt } from "./settle.ts";

/** Who has not answered after so long has died: whether the message went out is then unknown, if they had begun to call. */
const SENDING_MS = 2 * MINUTE_MS;
/** Of what a number may exchange in a second we use so much: what comes in counts too. */
const SHARE = 0.75;
/** Where the vendor names no limit. */
const USUAL_PER_SECOND = 2;
/** Longest wait for the number's turn between asking the guard and the call. */
const TURN_MS = 3_000;
/** Somewhat slower than allowed, counted at our end: the way to the vendor is not always equally long. */
const PAIR = { everyMs: PAIR_PACE.everyMs + 100, burst: PAIR_PACE.burst, burstMs: PAIR_PACE.everyMs - 1_000 };

const pairBucket = (conversationId: string): string => `whatsapp:pair:${conversationId}`;

type Claimed = {
  readonly message: MessageRow;
  readonly conversation: ConversationRow;
  readonly channel: ChannelRow;
  readonly client: WhatsAppClient;
  readonly turnMs: number;
  /** When it is given up. */
  readonly heldUntil: Date;
  readonly file: FileToSend | undefined;
};
type Upload = Pick<Claimed, "message" | "channel" | "client"> & { readonly file: ChatFileRow };
/** `next`: that one is settled, look again. `over`: nothing to do, or somebody else does it. */
type Claim =
  | { readonly do: "send"; readonly claimed: Claimed }
  /** The vendor has not got its file yet. */
  | { readonly do: "upload"; readonly upload: Upload }
  | { readonly do: "wait"; readonly later: Later }
  | { readonly do: "next" }
  | { readonly do: "over" };

/**
 * Sends what waits in a conversation, in order and one at a time whoever else is at it: before each call the row says `sending`, and
 * nobody sends beside it. A process that dies in the call leaves it so, and nobody repeats what may have arrived; one that dies while
 * it waits for the number's turn has not called, and the message goes back into the line.
 * @returns when to come back for the rest; undefined when there is none.
 */
export async function sendConversation(
  ctx: ServiceContext,
  conversationId: string,
  run?: JobRun,
): Promise<Later | undefined> {
  for (;;) {
    run?.goOn();
    const claim = await inMerchantTx(ctx, (tx) => claimNext(tx, ctx, conversationId));
    if (claim.do === "over") return undefined;
    if (claim.do === "wait") return claim.later;
    if (claim.do === "next") continue;
    if (claim.do === "upload") {
      const later = await uploadFirst(ctx, claim.upload);
      if (later) return later;
      continue;
    }
    const { message, channel, turnMs } = claim.claimed;
    if (turnMs > 0 && !(await hasItsTurn(ctx, claim.claimed))) continue;
    failpoint("message.send.before_call");
    const attempt = await callVendor(ctx, claim.claimed);
    failpoint("message.send.after_call");
    const later = await settleSend(ctx, { message, channel, attempt });
    if (later) return later;
  }
}

/** Waits for the number's turn. @returns whether the message is still ours then: whoever slept too long must not call. */
async function hasItsTurn(ctx: ServiceContext, { message, turnMs, heldUntil }: Claimed): Promise<boolean> {
  await sleep(turnMs);
  const at = ctx.platform.clock.now();
  return inMerchantTx(ctx, (tx) => beginCall(tx, { id: message.id, heldUntil, at }));
}

/** The first of the line, ready to be sent. The guard is asked in this very transaction. */
async function claimNext(tx: MerchantTx, ctx: ServiceContext, conversationId: string): Promise<Claim> {
  const now = ctx.platform.clock.now();
  const conversation = await lockConversation(tx, conversationId);
  if (!conversation) return { do: "over" };
  const inFlight = await findMessageInFlight(tx, conversationId);
  if (inFlight && (inFlight.dueAt ?? now) > now) return { do: "over" };
  if (inFlight) await takeFromDead(tx, ctx, inFlight, now);
  const message = await lockNextMessage(tx, conversationId);
  if (!message) return { do: "over" };
  const wait = (waitMs: number): Claim => ({
    do: "wait",
    later: { conversationId, priority: message.priority ?? "normal", waitMs },
  });
  if (message.dueAt && message.dueAt > now) return wait(message.dueAt.getTime() - now.getTime());
  const channel = await findChannel(tx, conversation.channelId);
  if (!channel) return { do: "over" };
  if (waitsFor(channel, now)) return park(tx, message);
  if (channel.pausedReason !== null) await updateChannel(tx, channel.id, { pausedReason: null, pausedUntil: null });

  const reserved = message.priority === "campaign" && (await isOfCampaign(tx, message.id));
  const { reason } = await sendGuard(tx, ctx, conversation, { ...askedOf(message), reserved });
  if (reason !== null) {
    // Not the person's affair: their turn comes again.
    if (reserved && (await giveBack(tx, ctx, message.id, reason))) return { do: "next" };
    await endMessage(tx, ctx, message, { state: "failed", reason: reason as ReasonCode }); // the guard's own codes
    return { do: "next" };
  }
  const client = clientOf(ctx, channel);
  const file = await findFileToSend(tx, ctx, message, channel);
  if (file && file.vendorId === undefined)
    return { do: "upload", upload: { message, channel, client, file: file.file } };
  // Late, because everybody who sends over this number waits here until the transaction ends.
  const turnMs = await takeSlotWithinTx(tx, numberBucket(channel.id), spacingOf(channel), TURN_MS);
  if (turnMs === undefined) return wait(TURN_MS);
  const pairMs = await takeBurst(tx, pairBucket(conversationId), PAIR);
  if (pairMs > 0) {
    await changeMessage(tx, message.id, { dueAt: addMs(now, pairMs) });
    return wait(pairMs);
  }
  const heldUntil = addMs(now, SENDING_MS);
  const awaitsTurn = turnMs > 0;
  const called = { awaitsTurn, calledAt: awaitsTurn ? null : now };
  const sending = { state: "sending", attempts: message.attempts + 1, dueAt: heldUntil, ...called } as const;
  await changeMessage(tx, message.id, sending);
  const held = { ...message, ...sending };
  return { do: "send", claimed: { message: held, conversation, channel, client, turnMs, heldUntil, file } };
}

/** Of a process that died, or sleeps: it may have called, unless it noted that it waits for its turn; then it finds that it lost it. */
async function takeFromDead(tx: MerchantTx, ctx: ServiceContext, message: MessageRow, now: Date): Promise<void> {
  if (message.awaitsTurn)
    await changeMessage(tx, message.id, {
      state: "queued",
      dueAt: now,
      attempts: message.attempts - 1,
      awaitsTurn: false,
    });
  else await endMessage(tx, ctx, message, { state: "unknown", reason: "messages.unknown_outcome" });
}

/** The line stands while its first message's file goes up: nothing of it has left, so it may be tried again. @returns when to come back */
async function uploadFirst(
  ctx: ServiceContext,
  { message, channel, client, file }: Upload,
): Promise<Later | undefined> {
  try {
    await uploadToVendor(ctx, client, channel, file);
    return undefined;
  } catch (error) {
    if (error instanceof WhatsAppFailure) return settleUpload(ctx, { message, channel, failure: error });
    // A store of files that does not answer: the job comes back.
    if (!isDomainError(error) || error.reason !== "chat_files.not_found") throw error;
    await inMerchantTx(ctx, (tx) => endMessage(tx, ctx, message, { state: "failed", reason: "chat_files.not_found" }));
    return undefined;
  }
}

/** Waits until the number works again: whoever makes it work, or the sweep, takes it up. */
async function park(tx: MerchantTx, message: MessageRow): Promise<Claim> {
  const reason = "sending.waits_for_channel";
  if (message.reason !== reason) await changeMessage(tx, message.id, { reason });
  return { do: "over" };
}

const spacingOf = (channel: ChannelRow): number =>
  Math.ceil(1_000 / ((capabilitiesOf(channel).messagesPerSecond ?? USUAL_PER_SECOND) * SHARE));

/** The call, and what came of it. Never throws: whatever we do not understand may have happened. */
async function callVendor(ctx: ServiceContext, { message, conversation, client, file }: Claimed): Promise<Attempt> {
  const { recipientPhone, recipientUserId } = conversation;
  const to: Recipient = recipientPhone === null ? { userId: recipientUserId ?? "" } : { phone: recipientPhone }; // the guard saw one
  const { quotedExternalId } = message;
  try {
    const receipt = await client.send(to, file ? withVendorId(bodyOf(message), file) : bodyOf(message), {
      callbackData: message.id,
      ...(quotedExternalId !== null && { quotedId: quotedExternalId }),
    });
    return { receipt };
  } catch (error) {
    if (error instanceof WhatsAppFailure) return { failure: error };
    ctx.platform.log.error({ err: error, messageId: message.id }, "a message could not be sent as it should");
    return { failure: undefined };
  }
}
