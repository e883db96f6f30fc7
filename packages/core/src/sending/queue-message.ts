import type { MessageAuthor, SendPriority } from "@nexusone/contracts/conversation-terms";
import { linkMessageFile } from "@nexusone/db/queries/chat-files";
import { lockConversation, updateConversationRow } from "@nexusone/db/queries/conversation-changes";
import { insertMessage, type MessageRow } from "@nexusone/db/queries/sending";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { OutgoingMessage } from "@nexusone/whatsapp/rules";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { wordsOf } from "./content.ts";
import { sendSoon } from "./send-job.ts";

export type Queued = {
  readonly conversationId: string;
  readonly message: OutgoingMessage;
  /** What a person reads of it; needed of templates, whose words are not in the message. */
  readonly text?: string;
  readonly author: Exclude<MessageAuthor, "user">;
  readonly authorUserId?: string | null;
  readonly priority: SendPriority;
  /** The vendor's id. */
  readonly quotedExternalId?: string | null;
  readonly repeatOf?: string;
  /** A file of ours, which the source in the message names; it is there, and nobody removes it (`takeChatFile`). */
  readonly fileId?: string;
};

/**
 * Puts a message at the end of its conversation's line, and a job that sends it: every sender goes through here. Whether it may
 * leave is asked when it does; who wants to know before asks `sendGuard`.
 * @throws `conversations.not_found`.
 */
export async function queueMessage(tx: MerchantTx, ctx: ServiceContext, queued: Queued): Promise<MessageRow> {
  const { conversationId, message, author, authorUserId, priority, quotedExternalId, repeatOf } = queued;
  const conversation = await lockConversation(tx, conversationId);
  if (!conversation) throw new DomainError("conversations.not_found");
  const now = ctx.platform.clock.now();
  const row = await insertMessage(tx, {
    conversationId,
    channelId: conversation.channelId,
    direction: "out",
    author,
    authorUserId: authorUserId ?? null,
    kind: message.type,
    content: queued.text ?? wordsOf(message),
    body: message,
    quotedExternalId: quotedExternalId ?? null,
    state: "queued",
    at: now,
    receivedAt: now,
    priority,
    dueAt: now,
    repeatOf: repeatOf ?? null,
  });
  if (queued.fileId !== undefined) await linkMessageFile(tx, row.id, queued.fileId);
  // A reaction is nothing new in the thread.
  if (message.type !== "reaction" && now > conversation.lastMessageAt)
    await updateConversationRow(tx, conversationId, { lastMessageAt: now });
  const changed = { messageId: row.id, conversationId, state: row.state, reason: null };
  await recordEvent(tx, ctx, "message.status_changed", changed, { kind: "conversation", id: conversationId });
  await sendSoon(tx, ctx, { conversationId, priority });
  return row;
}
