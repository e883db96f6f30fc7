import { and, asc, desc, eq, gte, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { conversations, messages } from "../schema/conversations.ts";
import { whatsappChannels } from "../schema/whatsapp.ts";
import type { MerchantTx } from "../with-merchant.ts";
import { CHAT_MESSAGE, type ChatMessageRow, type ConversationRow } from "./chat-inbound.ts";

export type { ConversationRow } from "./chat-inbound.ts";
export type MessageRow = ChatMessageRow;
export type NewMessage = Omit<typeof messages.$inferInsert, "merchantId" | "id" | "createdAt" | "updatedAt">;
type MessageChange = Partial<
  Pick<
    MessageRow,
    "state" | "reason" | "delivery" | "externalId" | "at" | "attempts" | "dueAt" | "calledAt" | "awaitsTurn"
  >
>;

// Written out: a plan for all parameters could not know that they fit the partial index.
const IS_QUEUED = sql`${messages.state} = 'queued'`;
const IS_SENDING = sql`${messages.state} = 'sending'`;
const IS_FIRST = sql`case ${messages.priority} when 'now' then 0 when 'normal' then 1 else 2 end`;

export async function findConversation(tx: MerchantTx, id: string): Promise<ConversationRow | undefined> {
  const [row] = await tx.select().from(conversations).where(eq(conversations.id, id));
  return row;
}

/** The conversation of this person and this number; two who ask at once get the same. */
export async function findOrInsertConversation(
  tx: MerchantTx,
  row: Pick<
    typeof conversations.$inferInsert,
    | "channelId"
    | "contactId"
    | "state"
    | "handler"
    | "startedAt"
    | "lastMessageAt"
    | "recipientPhone"
    | "recipientUserId"
  >,
): Promise<{ readonly conversation: ConversationRow; readonly made: boolean }> {
  const { merchantId, channelId, contactId } = conversations;
  const [made] = await tx
    .insert(conversations)
    .values(row)
    .onConflictDoNothing({ target: [merchantId, channelId, contactId] })
    .returning();
  if (made) return { conversation: made, made: true };
  const [found] = await tx
    .select()
    .from(conversations)
    .where(and(eq(channelId, row.channelId), eq(contactId, row.contactId)));
  return { conversation: found!, made: false }; // what stood in the way of the insert
}

/** Of one person, with whichever number; the newest first. */
export const listConversationsOfContact = (
  tx: MerchantTx,
  contactId: string,
  limit: number,
): Promise<ConversationRow[]> =>
  tx
    .select()
    .from(conversations)
    .where(eq(conversations.contactId, contactId))
    .orderBy(desc(conversations.lastMessageAt), desc(conversations.id))
    .limit(limit);

/** One for each of as many conversations. */
export async function insertMessages(tx: MerchantTx, rows: readonly NewMessage[]): Promise<MessageRow[]> {
  if (rows.length === 0) return [];
  return tx
    .insert(messages)
    .values([...rows])
    .returning(CHAT_MESSAGE);
}

export async function findMessage(tx: MerchantTx, id: string): Promise<MessageRow | undefined> {
  const [row] = await tx.select(CHAT_MESSAGE).from(messages).where(eq(messages.id, id));
  return row;
}

export async function lockMessage(tx: MerchantTx, id: string): Promise<MessageRow | undefined> {
  const [row] = await tx.select(CHAT_MESSAGE).from(messages).where(eq(messages.id, id)).for("update");
  return row;
}

/** What the vendor knows by this id, locked. */
export async function lockMessageByExternalId(
  tx: MerchantTx,
  channelId: string,
  externalId: string,
): Promise<MessageRow | undefined> {
  const [row] = await tx
    .select(CHAT_MESSAGE)
    .from(messages)
    .where(and(eq(messages.channelId, channelId), eq(messages.externalId, externalId)))
    .for("update");
  return row;
}

export async function changeMessage(tx: MerchantTx, id: string, change: MessageChange): Promise<void> {
  await tx.update(messages).set(change).where(eq(messages.id, id));
}

/** The same for all of them. */
export async function updateMessages(tx: MerchantTx, ids: readonly string[], change: MessageChange): Promise<void> {
  await tx
    .update(messages)
    .set(change)
    .where(inArray(messages.id, [...ids]));
}

/** Notes that the vendor is called with it now. @returns false when it is no longer in the hands that hold it until `heldUntil` */
export async function beginCall(
  tx: MerchantTx,
  { id, heldUntil, at }: { readonly id: string; readonly heldUntil: Date; readonly at: Date },
): Promise<boolean> {
  const { rowCount } = await tx
    .update(messages)
    .set({ calledAt: at, awaitsTurn: false })
    .where(and(eq(messages.id, id), IS_SENDING, eq(messages.dueAt, heldUntil), eq(messages.awaitsTurn, true)));
  return rowCount === 1;
}

export async function deleteMessage(tx: MerchantTx, id: string): Promise<void> {
  await tx.delete(messages).where(eq(messages.id, id));
}

export async function hasRepeat(tx: MerchantTx, id: string): Promise<boolean> {
  const [row] = await tx.select({ id: messages.id }).from(messages).where(eq(messages.repeatOf, id)).limit(1);
  return row !== undefined;
}

/** The one of the conversation that is in somebody's hands. */
export async function findMessageInFlight(tx: MerchantTx, conversationId: string): Promise<MessageRow | undefined> {
  const [row] = await tx
    .select(CHAT_MESSAGE)
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), IS_SENDING))
    .limit(1);
  return row;
}

/** The first in the conversation's line, due or not; locked. */
export async function lockNextMessage(tx: MerchantTx, conversationId: string): Promise<MessageRow | undefined> {
  const [row] = await tx
    .select(CHAT_MESSAGE)
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), IS_QUEUED))
    .orderBy(IS_FIRST, asc(messages.id))
    .limit(1)
    .for("update");
  return row;
}

/** Conversations whose messages somebody died sending, or that nobody took since `waitingSince` though their number works. */
export async function listConversationsToSend(
  tx: MerchantTx,
  { now, waitingSince }: { readonly now: Date; readonly waitingSince: Date },
  limit: number,
): Promise<string[]> {
  const open = and(
    sql`${whatsappChannels.state} <> 'failing'`,
    or(isNull(whatsappChannels.pausedReason), lte(whatsappChannels.pausedUntil, now)),
  );
  const rows = await tx
    .selectDistinct({ id: messages.conversationId })
    .from(messages)
    .innerJoin(whatsappChannels, eq(whatsappChannels.id, messages.channelId))
    .where(or(and(IS_SENDING, lte(messages.dueAt, now)), and(IS_QUEUED, lte(messages.dueAt, waitingSince), open)))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Conversations with something in their line at this number. */
export async function listWaitingConversations(tx: MerchantTx, channelId: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: messages.conversationId })
    .from(messages)
    .where(and(eq(messages.channelId, channelId), IS_QUEUED))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/**
 * People whom these numbers have begun to write to since then: with templates, outside their windows; also where no answer tells
 * whether it arrived. Counted up to `most`.
 */
export async function countBegun(
  tx: MerchantTx,
  channelIds: readonly string[],
  since: Date,
  most: number,
): Promise<number> {
  const { rows } = await tx.execute<{ begun: number }>(sql`select count(*)::integer as begun from (
    select distinct m.conversation_id from ${messages} m
    where m.at >= ${since.toISOString()}::timestamptz and m.channel_id = any(${sql.param(`{${channelIds.join(",")}}`)}::uuid[])
      and m.direction = 'out' and m.kind = 'template'
      and m.state in ('sending', 'unknown', 'accepted', 'sent', 'delivered', 'read', 'played')
      and not exists (select from ${messages} i where i.merchant_id = m.merchant_id and i.conversation_id = m.conversation_id
        and i.direction = 'in' and i.at between m.at - interval '24 hours' and m.at)
    limit ${most}) people`);
  return Number(rows[0]?.begun);
}

/** When the first of the people who were begun with within `since` may be followed by another: the oldest of their newest. */
export async function oldestBegun(
  tx: MerchantTx,
  channelIds: readonly string[],
  since: Date,
): Promise<Date | undefined> {
  const { rows } = await tx.execute<{ at: string | null }>(sql`select min(people.at) as at from (
    select max(m.at) as at from ${messages} m
    where m.at >= ${since.toISOString()}::timestamptz and m.channel_id = any(${sql.param(`{${channelIds.join(",")}}`)}::uuid[])
      and m.direction = 'out' and m.kind = 'template'
      and m.state in ('sending', 'unknown', 'accepted', 'sent', 'delivered', 'read', 'played')
    group by m.conversation_id) people`);
  const at = rows[0]?.at;
  return at == null ? undefined : new Date(at);
}

/** The newest of the customer's messages that the vendor has an id for. */
export async function findNewestIncoming(
  tx: MerchantTx,
  conversationId: string,
  since: Date,
): Promise<Pick<MessageRow, "id" | "externalId" | "at"> | undefined> {
  const { id, externalId, at } = messages;
  const [row] = await tx
    .select({ id, externalId, at })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        inArray(messages.direction, ["in"]),
        sql`${messages.externalId} is not null`,
        gte(messages.at, since),
      ),
    )
    .orderBy(desc(messages.at), desc(messages.id))
    .limit(1);
  return row;
}
