import type { MessageAuthor, SendPriority } from "@nexusone/contracts/conversation-terms";
import { linkMessageFile } from "@nexusone/db/queries/chat-files";
import { lockConversations, noteNewMessages } from "@nexusone/db/queries/conversation-changes";
import { insertMessages, type MessageRow, type NewMessage } from "@nexusone/db/queries/sending";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { OutgoingMessage } from "@nexusone/whatsapp/rules";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvents } from "../events/record-event.ts";
import { wordsOf } from "./content.ts";
import { sendAllSoon } from "./send-job.ts";

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
  const [row] = await queueMessages(tx, ctx, [queued]);
  return row!; // one for each
}

/**
 * The same for one message in each of several conversations, of one hurry, in a few statements.
 * @returns them in that order. @throws `conversations.not_found`.
 */
export async function queueMessages(
  tx: MerchantTx,
  ctx: ServiceContext,
  queued: readonly Queued[],
): Promise<MessageRow[]> {
  const [first] = queued;
  if (!first) return [];
  const ids = queued.map(({ conversationId }) => conversationId);
  const conversations = new Map((await lockConversations(tx, ids)).map((row) => [row.id, row]));
  const now = ctx.platform.clock.now();
  const made = await insertMessages(
    tx,
    queued.map((one) => {
      const conversation = conversations.get(one.conversationId);
      if (!conversation) throw new DomainError("conversations.not_found");
      return newMessage(one, conversation.channelId, now);
    }),
  );
  const byConversation = new Map(made.map((row) => [row.conversationId, row]));
  for (const { fileId, conversationId } of queued)
    if (fileId !== undefined) await linkMessageFile(tx, byConversation.get(conversationId)!.id, fileId); // one for each
  // A reaction is nothing new in the thread.
  const spoken = made.filter(({ kind }) => kind !== "reaction").map(({ conversationId }) => conversationId);
  await noteNewMessages(tx, spoken, now);
  await recordEvents(
    tx,
    ctx,
    "message.status_changed",
    made.map(({ id, conversationId, state }) => ({
      payload: { messageId: id, conversationId, state, reason: null },
      subject: { kind: "conversation", id: conversationId },
    })),
  );
  await sendAllSoon(tx, ctx, ids, first.priority);
  return ids.map((id) => byConversation.get(id)!); // one for each
}

const newMessage = (queued: Queued, channelId: string, now: Date): NewMessage => {
  const { conversationId, message, author, authorUserId, priority, quotedExternalId, repeatOf } = queued;
  return {
    conversationId,
    channelId,
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
  };
};
