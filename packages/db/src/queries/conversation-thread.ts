import { and, asc, desc, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { contacts } from "../schema/contacts.ts";
import { conversationNotes, conversations, messageReactions, messages } from "../schema/conversations.ts";
import type { MerchantTx } from "../with-merchant.ts";

/** By which identifiers it came, and when its sending was called, concerns nobody who reads it. */
export type ThreadMessageRow = Omit<
  typeof messages.$inferSelect,
  "search" | "calledAt" | "awaitsTurn" | "senderDigests"
>;
export type NoteRow = typeof conversationNotes.$inferSelect;
/** Where a page begins: strictly beyond this place, or with it too. */
export type ThreadKey = { readonly at: Date; readonly id: string; readonly inclusive?: boolean };
export type ThreadDirection = "older" | "newer";

const MESSAGE = {
  merchantId: messages.merchantId,
  id: messages.id,
  conversationId: messages.conversationId,
  channelId: messages.channelId,
  direction: messages.direction,
  author: messages.author,
  authorUserId: messages.authorUserId,
  externalId: messages.externalId,
  kind: messages.kind,
  content: messages.content,
  body: messages.body,
  quotedExternalId: messages.quotedExternalId,
  state: messages.state,
  reason: messages.reason,
  delivery: messages.delivery,
  at: messages.at,
  receivedAt: messages.receivedAt,
  editedAt: messages.editedAt,
  revokedAt: messages.revokedAt,
  historic: messages.historic,
  priority: messages.priority,
  attempts: messages.attempts,
  dueAt: messages.dueAt,
  repeatOf: messages.repeatOf,
  createdAt: messages.createdAt,
  updatedAt: messages.updatedAt,
};

/** Our own reactions stand on the messages that they are about; one that failed says so. */
const IS_SHOWN = sql`(${messages.kind} <> 'reaction' or ${messages.state} in ('failed', 'unknown'))`;

type Window = {
  readonly conversationId: string;
  readonly from: ThreadKey | undefined;
  readonly direction: ThreadDirection;
  readonly limit: number;
};

function beyond(at: PgColumn, id: PgColumn, { from, direction }: Window): SQL | undefined {
  if (!from) return undefined;
  const sign = `${direction === "older" ? "<" : ">"}${from.inclusive === true ? "=" : ""}`;
  return sql`(${at}, ${id}) ${sql.raw(sign)} (${from.at.toISOString()}::timestamptz, ${from.id}::uuid)`;
}

/** Messages of a thread from a place on, the nearest to it first. */
export async function listThreadMessages(tx: MerchantTx, window: Window): Promise<ThreadMessageRow[]> {
  const order = window.direction === "older" ? desc : asc;
  return tx
    .select(MESSAGE)
    .from(messages)
    .where(and(eq(messages.conversationId, window.conversationId), beyond(messages.at, messages.id, window), IS_SHOWN))
    .orderBy(order(messages.at), order(messages.id))
    .limit(window.limit);
}

/** The same of notes. */
export async function listThreadNotes(tx: MerchantTx, window: Window): Promise<NoteRow[]> {
  const { at, id, conversationId } = conversationNotes;
  const order = window.direction === "older" ? desc : asc;
  return tx
    .select()
    .from(conversationNotes)
    .where(and(eq(conversationId, window.conversationId), beyond(at, id, window)))
    .orderBy(order(at), order(id))
    .limit(window.limit);
}

export async function findThreadMessage(
  tx: MerchantTx,
  { conversationId, id }: { readonly conversationId: string; readonly id: string },
): Promise<ThreadMessageRow | undefined> {
  const [row] = await tx
    .select(MESSAGE)
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), eq(messages.id, id)));
  return row;
}

/** The quoted ones, by the vendor's ids within a number. */
export async function listQuoted(tx: MerchantTx, channelId: string, externalIds: readonly string[]) {
  if (externalIds.length === 0) return [];
  return tx
    .select({
      id: messages.id,
      externalId: messages.externalId,
      conversationId: messages.conversationId,
      direction: messages.direction,
      kind: messages.kind,
      content: messages.content,
      revokedAt: messages.revokedAt,
    })
    .from(messages)
    .where(and(eq(messages.channelId, channelId), inArray(messages.externalId, [...externalIds])));
}

export async function listReactions(tx: MerchantTx, messageIds: readonly string[]) {
  if (messageIds.length === 0) return [];
  const { messageId, direction, emoji, id } = messageReactions;
  return tx
    .select({ messageId, direction, emoji })
    .from(messageReactions)
    .where(inArray(messageId, [...messageIds]))
    .orderBy(asc(id));
}

/** The newest messages with every word of the question, the last as a beginning. See system/search.ts. */
export async function searchMessageIds(tx: MerchantTx, q: string, most: number): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select system.search_messages(
      case when plain_words(${q}) = '' then '{}'::text[] else string_to_array(plain_words(${q}) || '*', ' ') end, ${most}) as id`);
  return rows.map((row) => row.id);
}

/** Found messages with whose they are, one page of them, newest first. */
export async function listHitRows(
  tx: MerchantTx,
  input: {
    readonly ids: readonly string[];
    readonly after: { readonly at: Date; readonly id: string } | undefined;
    readonly limit: number;
  },
) {
  return tx
    .select({
      id: messages.id,
      conversationId: messages.conversationId,
      direction: messages.direction,
      kind: messages.kind,
      content: messages.content,
      at: messages.at,
      contact: { id: contacts.id, name: contacts.name },
    })
    .from(messages)
    .innerJoin(
      conversations,
      and(eq(conversations.merchantId, messages.merchantId), eq(conversations.id, messages.conversationId)),
    )
    .innerJoin(
      contacts,
      and(eq(contacts.merchantId, conversations.merchantId), eq(contacts.id, conversations.contactId)),
    )
    .where(
      and(
        sql`${messages.id} = any(${sql.param(`{${input.ids.join(",")}}`)}::uuid[])`,
        // Taken back: nobody finds it any more.
        sql`${messages.revokedAt} is null`,
        input.after &&
          sql`(${messages.at}, ${messages.id}) < (${input.after.at.toISOString()}::timestamptz, ${input.after.id}::uuid)`,
      ),
    )
    .orderBy(desc(messages.at), desc(messages.id))
    .limit(input.limit + 1);
}
