import { and, getTableColumns, inArray, or, sql } from "drizzle-orm";
import type { HeldNewsKind } from "@nexusone/contracts/conversation-terms";
import { conversations, heldNews, type messageReactions, messages } from "../schema/conversations.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ConversationRow = typeof conversations.$inferSelect;
export type ChatMessageRow = Omit<typeof messages.$inferSelect, "search">;
export type HeldRow = typeof heldNews.$inferSelect;

/** One person at one number. */
export type Pair = { readonly channelId: string; readonly contactId: string };
export type Opening = Pair & {
  readonly recipientPhone: string | null;
  readonly recipientUserId: string | null;
  readonly at: Date;
  /** Of one that is begun now: whose turn it is. */
  readonly state?: "open" | "waiting";
};

/** The conversations of these pairs, locked in one order for all; those that were missing are begun. */
export async function openConversations(tx: MerchantTx, openings: readonly Opening[]): Promise<ConversationRow[]> {
  if (openings.length === 0) return [];
  await tx.execute(sql`
    insert into conversations (channel_id, contact_id, state, handler, started_at, last_message_at, recipient_phone, recipient_user_id)
    select r."channelId", r."contactId", coalesce(r.state, 'open'), 'none', r.at, r.at, r."recipientPhone", r."recipientUserId"
    from jsonb_to_recordset(${JSON.stringify(openings)}::jsonb) as r("channelId" uuid, "contactId" uuid, at timestamptz,
      "recipientPhone" text, "recipientUserId" text, state text)
    order by r."channelId", r."contactId"
    on conflict (merchant_id, channel_id, contact_id) do nothing`);
  const keys = openings.map(({ channelId, contactId }) => sql`(${channelId}::uuid, ${contactId}::uuid)`);
  return tx
    .select()
    .from(conversations)
    .where(sql`(${conversations.channelId}, ${conversations.contactId}) in (${sql.join(keys, sql`, `)})`)
    .orderBy(conversations.id)
    .for("update");
}

export type NewChatMessage = Pick<
  typeof messages.$inferSelect,
  | "conversationId"
  | "channelId"
  | "direction"
  | "author"
  | "externalId"
  | "kind"
  | "content"
  | "body"
  | "quotedExternalId"
  | "state"
  | "at"
  | "receivedAt"
  | "historic"
  | "senderDigests"
>;

/** @returns those that were not here yet, by the vendor's id within their number. */
export async function insertChatMessages(
  tx: MerchantTx,
  rows: readonly NewChatMessage[],
): Promise<{ id: string; channelId: string; externalId: string }[]> {
  if (rows.length === 0) return [];
  const { rows: inserted } = await tx.execute<{ id: string; channelId: string; externalId: string }>(sql`
    insert into messages (conversation_id, channel_id, direction, author, external_id, kind, content, body, quoted_external_id, state,
      at, received_at, historic, sender_digests)
    select r."conversationId", r."channelId", r.direction, r.author, r."externalId", r.kind, r.content, r.body, r."quotedExternalId",
      r.state, r.at, r."receivedAt", r.historic, r."senderDigests"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("conversationId" uuid, "channelId" uuid, direction text, author text,
      "externalId" text, kind text, content text, body jsonb, "quotedExternalId" text, state text, at timestamptz,
      "receivedAt" timestamptz, historic boolean, "senderDigests" text[])
    on conflict (merchant_id, channel_id, external_id) do nothing
    returning id, channel_id as "channelId", external_id as "externalId"`);
  return inserted;
}

/** What new messages do to their conversation. */
export type ConversationNews = {
  readonly id: string;
  readonly at: Date;
  /** The customer's own time of the newest message of theirs that opens the window. */
  readonly inboundAt: Date | null;
  /** Messages that somebody has to look at; they open whatever is closed. */
  readonly unread: number;
  /** The shop answered on its own telephone. */
  readonly answered: boolean;
  readonly entryAt: Date | null;
  readonly recipientPhone: string | null;
  readonly recipientUserId: string | null;
};

export async function followInConversations(tx: MerchantTx, news: readonly ConversationNews[]): Promise<void> {
  if (news.length === 0) return;
  await tx.execute(sql`
    update conversations c set
      last_message_at = greatest(c.last_message_at, r.at),
      last_inbound_at = greatest(c.last_inbound_at, r."inboundAt"),
      unread = case when r.answered then r.unread else c.unread + r.unread end,
      state = case when r.unread > 0 then 'open' else c.state end,
      snoozed_until = case when r.unread > 0 then null else c.snoozed_until end,
      started_at = case when r.unread > 0 and c.state = 'closed' then r.at else c.started_at end,
      ended_at = case when r.unread > 0 then null else c.ended_at end,
      entry_at = coalesce(r."entryAt", c.entry_at),
      recipient_phone = case when r.at >= c.last_message_at then coalesce(r."recipientPhone", c.recipient_phone)
        else coalesce(c.recipient_phone, r."recipientPhone") end,
      recipient_user_id = case when r.at >= c.last_message_at then coalesce(r."recipientUserId", c.recipient_user_id)
        else coalesce(c.recipient_user_id, r."recipientUserId") end
    from jsonb_to_recordset(${JSON.stringify(news)}::jsonb) as r(id uuid, at timestamptz, "inboundAt" timestamptz, unread integer,
      answered boolean, "entryAt" timestamptz, "recipientPhone" text, "recipientUserId" text)
    where c.id = r.id`);
}

const { search: _search, ...columns } = getTableColumns(messages);
/** A message without its search words. */
export const CHAT_MESSAGE = columns;

export type MessageName = { readonly channelId: string; readonly externalId: string };

/** By the vendor's ids, and by our own ids as the vendor gave them back; locked in one order for all. */
export async function lockNamedMessages(
  tx: MerchantTx,
  names: readonly MessageName[],
  ids: readonly string[],
): Promise<ChatMessageRow[]> {
  if (names.length === 0 && ids.length === 0) return [];
  const keys = names.map(({ channelId, externalId }) => sql`(${channelId}::uuid, ${externalId})`);
  return tx
    .select(CHAT_MESSAGE)
    .from(messages)
    .where(
      or(
        keys.length > 0
          ? sql`(${messages.channelId}, ${messages.externalId}) in (${sql.join(keys, sql`, `)})`
          : undefined,
        ids.length > 0 ? inArray(messages.id, [...ids]) : undefined,
      ),
    )
    .orderBy(messages.id)
    .for("update");
}

export type MessageChange = Pick<
  ChatMessageRow,
  "id" | "externalId" | "state" | "reason" | "delivery" | "body" | "content" | "editedAt" | "revokedAt"
>;

export async function updateChatMessages(tx: MerchantTx, rows: readonly MessageChange[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    update messages m set external_id = r."externalId", state = r.state, reason = r.reason, delivery = r.delivery, body = r.body,
      content = r.content, edited_at = r."editedAt", revoked_at = r."revokedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "externalId" text, state text, reason text, delivery jsonb,
      body jsonb, content text, "editedAt" timestamptz, "revokedAt" timestamptz)
    where m.id = r.id`);
}

export type ReactionChange = Pick<typeof messageReactions.$inferSelect, "messageId" | "direction" | "emoji" | "at">;

/** The newest of each side holds; one taken away stays as "", so that an older one that comes late does not return. */
export async function upsertReactions(tx: MerchantTx, rows: readonly ReactionChange[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into message_reactions as old (message_id, direction, emoji, at)
    select r."messageId", r.direction, r.emoji, r.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("messageId" uuid, direction text, emoji text, at timestamptz)
    on conflict (merchant_id, message_id, direction) do update set emoji = excluded.emoji, at = excluded.at
    where old.at <= excluded.at`);
}

export type NewHeld = {
  readonly channelId: string;
  readonly externalId: string;
  readonly callbackData: string | null;
  readonly kind: HeldNewsKind;
  readonly item: Record<string, unknown>;
  readonly receivedAt: Date;
};
export async function insertHeldNews(tx: MerchantTx, rows: readonly NewHeld[]): Promise<void> {
  if (rows.length > 0) await tx.insert(heldNews).values([...rows]);
}

/** Takes what waited for these messages, oldest first. */
export async function takeHeldNews(
  tx: MerchantTx,
  of: readonly { readonly id: string; readonly channelId: string; readonly externalId: string }[],
): Promise<HeldRow[]> {
  if (of.length === 0) return [];
  const taken = await tx
    .delete(heldNews)
    .where(
      or(
        sql`(${heldNews.channelId}, ${heldNews.externalId}) in (${sql.join(
          of.map(({ channelId, externalId }) => sql`(${channelId}::uuid, ${externalId})`),
          sql`, `,
        )})`,
        and(
          inArray(heldNews.channelId, [...new Set(of.map(({ channelId }) => channelId))]),
          inArray(
            heldNews.callbackData,
            of.map(({ id }) => id),
          ),
        ),
      ),
    )
    .returning();
  return taken.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
