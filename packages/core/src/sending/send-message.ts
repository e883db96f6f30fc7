import type { ContactPurpose } from "@nexusone/contracts/contact-terms";
import type { SendPriority } from "@nexusone/contracts/conversation-terms";
import { isReasonCode } from "@nexusone/contracts/reasons";
import { SendMessageInput, type OutgoingContent, type OutgoingView } from "@nexusone/contracts/sending";
import { lockConversation, updateConversationRow } from "@nexusone/db/queries/conversation-changes";
import { findMessage, type ConversationRow, type MessageRow } from "@nexusone/db/queries/sending";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { OutgoingMessage } from "@nexusone/whatsapp/rules";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorUserId, type ServiceContext } from "../context.ts";
import { messageWithFile } from "../chat-media/sent-file.ts";
import { recordChange } from "../conversations/record-change.ts";
import { claimAnswer } from "../conversations/take-conversation.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { contentRefusal } from "./content.ts";
import { sendGuard } from "./guard.ts";
import { queueMessage } from "./queue-message.ts";
import { viewOutgoing } from "./views.ts";

/**
 * A person's message to a customer: refused at once when it could not leave now, else queued ahead of whatever nobody waits for.
 * @throws `conversations.not_found`, `conversations.taken`, `sending.message_not_found` (quoted or reacted to), `chat_files.not_found`, what `contentRefusal` and `sendGuard` say.
 */
export async function sendMessage(
  ctx: ServiceContext,
  rawInput: z.input<typeof SendMessageInput>,
): Promise<OutgoingView> {
  authorize(ctx, "conversations:reply");
  const { conversationId, message, quotedMessageId } = SendMessageInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const conversation = await lockConversation(tx, conversationId);
    if (!conversation) throw new DomainError("conversations.not_found");
    const outgoing = await outgoingOf(tx, conversation, message);
    return viewOutgoing(
      await answer(tx, ctx, { conversation, message: outgoing, quotedMessageId, ...fileIn(message) }),
    );
  });
}

const fileIn = (message: OutgoingContent) => (message.type === "file" ? { fileId: message.fileId } : {});

export type Answer = {
  readonly conversation: ConversationRow;
  readonly message: OutgoingMessage;
  /** Of a template. */
  readonly text?: string;
  readonly quotedMessageId?: string | undefined;
  readonly priority?: SendPriority;
  /** Where the message does not say itself what it is about. */
  readonly purpose?: ContactPurpose;
  readonly repeatOf?: string;
  /** Of ours, that it carries. */
  readonly fileId?: string;
};

/** Queues what somebody wants said, unless the guard knows that it could not leave. The conversation is locked by the caller. */
export async function answer(tx: MerchantTx, ctx: ServiceContext, given: Answer): Promise<MessageRow> {
  const { conversation, message, quotedMessageId, priority = "now", purpose, repeatOf, text, fileId } = given;
  const quoted = quotedMessageId === undefined ? null : await externalIdOf(tx, conversation, quotedMessageId);
  const wrong = contentRefusal(message);
  if (wrong) throw new DomainError(wrong.reason, wrong.details);
  const { reason, details } = await sendGuard(tx, ctx, conversation, { message, ...(purpose && { purpose }) });
  if (isReasonCode(reason)) throw new DomainError(reason, details);
  const isAnswer = message.type !== "reaction" && ctx.actor.kind === "user";
  // Of two who would answer at once the second learns that the first does.
  if (isAnswer) await claimAnswer(tx, ctx, conversation.id, { as: "human" });
  const row = await queueMessage(tx, ctx, {
    conversationId: conversation.id,
    message,
    author: "human",
    authorUserId: actorUserId(ctx.actor),
    priority,
    quotedExternalId: quoted,
    ...(text !== undefined && { text }),
    ...(repeatOf !== undefined && { repeatOf }),
    ...(fileId !== undefined && { fileId }),
  });
  if (isAnswer) await customersTurn(tx, ctx, conversation);
  return row;
}

/** It is the customer's turn now, however the conversation stood. */
async function customersTurn(tx: MerchantTx, ctx: ServiceContext, { id, state }: ConversationRow): Promise<void> {
  if (state === "waiting") return;
  const reopened = state === "closed" ? { startedAt: ctx.platform.clock.now(), endedAt: null } : {};
  await updateConversationRow(tx, id, { state: "waiting", snoozedUntil: null, ...reopened });
  await recordChange(tx, ctx, id, ["state"]);
}

/** What WhatsApp is to be sent: our ids of messages become its own. */
async function outgoingOf(
  tx: MerchantTx,
  conversation: ConversationRow,
  message: OutgoingContent,
): Promise<OutgoingMessage> {
  if (message.type === "file") return messageWithFile(tx, message);
  if (message.type !== "reaction") return plain(message);
  return { ...message, messageId: await externalIdOf(tx, conversation, message.messageId) };
}

type Loose<T> = { [K in keyof T]: T[K] | undefined };
/** The same message, in which an absent field is absent. */
export const plain = (message: Loose<Exclude<OutgoingContent, { type: "reaction" | "file" }>>): OutgoingMessage =>
  JSON.parse(JSON.stringify(message)) as OutgoingMessage; // of the contract's shape, which is that of the rules

/** @throws `sending.message_not_found`, also for one that WhatsApp has no id of. */
async function externalIdOf(tx: MerchantTx, conversation: ConversationRow, messageId: string): Promise<string> {
  const message = await findMessage(tx, messageId);
  if (message?.conversationId !== conversation.id || message.externalId === null)
    throw new DomainError("sending.message_not_found");
  return message.externalId;
}
