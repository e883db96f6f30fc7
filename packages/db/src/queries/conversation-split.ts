import { sql, type SQL } from "drizzle-orm";
import { conversations } from "../schema/conversations.ts";
import type { MerchantTx } from "../with-merchant.ts";
import type { ConversationRow } from "./conversation-list.ts";

/** A thread of two people who are taken apart again. `digests`: of the identifiers of who leaves. */
export type Split = { readonly conversationId: string; readonly mergeId: string; readonly digests: readonly string[] };

/**
 * SQL: the messages in it that are of who leaves: those that the merge brought, what came since by an identifier of theirs, and what
 * was answered to that, which is what follows it.
 */
const theirs = ({ conversationId, mergeId, digests }: Split): SQL => sql`
  with said as (
    select m.id from messages m join contact_merge_rows r on r.merchant_id = m.merchant_id and r.row_id = m.id
    where m.conversation_id = ${conversationId} and r.merge_id = ${mergeId} and r.kind = 'message'
    union select m.id from messages m
    where m.conversation_id = ${conversationId} and m.direction = 'in' and m.id > ${mergeId}
      and not exists (select from contact_merge_rows o where o.merchant_id = m.merchant_id and o.row_id = m.id and o.kind = 'message')
      and m.sender_digests && ${sql.param([...digests])}::text[]),
  theirs as (
    select id from said
    union select m.id from messages m
    where m.conversation_id = ${conversationId} and m.direction = 'out' and m.id > ${mergeId}
      and not exists (select from contact_merge_rows o where o.merchant_id = m.merchant_id and o.row_id = m.id and o.kind = 'message')
      and (select i.id from messages i where i.merchant_id = m.merchant_id and i.conversation_id = m.conversation_id
        and i.direction = 'in' and (i.at, i.id) < (m.at, m.id) order by i.at desc, i.id desc limit 1) in (select id from said))`;
const BESIDE = ["conversation_notes", "advisor_alerts", "chat_baskets"] as const;
const came = (mergeId: string): SQL => sql`(select row_id from contact_merge_rows where merge_id = ${mergeId})`;

/** How many of its messages are of who leaves, and how many stay. */
export async function countSplit(tx: MerchantTx, split: Split): Promise<{ leaving: number; staying: number }> {
  const { rows } = await tx.execute<{ leaving: number; staying: number }>(sql`
    ${theirs(split)}
    select count(*) filter (where m.id in (select id from theirs))::integer as leaving,
      count(*) filter (where m.id not in (select id from theirs))::integer as staying
    from messages m where m.conversation_id = ${split.conversationId}`);
  return rows[0]!; // an aggregate has one row
}

/** Moves what is of who leaves, and the notes, calls and carts that the merge brought, into a conversation of their own. */
export async function moveLeaving(tx: MerchantTx, split: Split, into: string): Promise<void> {
  await tx.execute(sql`
    ${theirs(split)} update messages set conversation_id = ${into} where id in (select id from theirs)`);
  for (const table of BESIDE)
    await tx.execute(sql`
      update ${sql.identifier(table)} set conversation_id = ${into}
      where conversation_id = ${split.conversationId} and id in ${came(split.mergeId)}`);
  // Their call, for which the other's stood while that one is open.
  await tx.execute(sql`
    update advisor_alerts set handled_at = null, handled_by_name = null where id = (
      select id from advisor_alerts where conversation_id = ${into} and handled_by_name = '' order by triggered_at desc, id desc limit 1)
      and exists (select from advisor_alerts o where o.conversation_id = ${split.conversationId} and o.handled_at is null)`);
}

/** The other way round: the conversation goes, and what stays has one of its own. */
export async function moveStaying(tx: MerchantTx, split: Split, into: string): Promise<void> {
  await tx.execute(sql`
    ${theirs(split)} update messages set conversation_id = ${into}
    where conversation_id = ${split.conversationId} and id not in (select id from theirs)`);
  for (const table of BESIDE)
    await tx.execute(sql`
      update ${sql.identifier(table)} set conversation_id = ${into}
      where conversation_id = ${split.conversationId} and id not in ${came(split.mergeId)}`);
}

/** A conversation with the id that it had, or a new one. */
export async function insertConversation(
  tx: MerchantTx,
  row: Omit<ConversationRow, "merchantId" | "id" | "createdAt" | "updatedAt" | "unread"> & { readonly id?: string },
): Promise<ConversationRow> {
  const [made] = await tx.insert(conversations).values(row).returning();
  return made!; // an insert without a conflict clause returns its row
}

/** What follows from the messages of two conversations that were one: when they moved last, and what nobody looked at of `was`. */
export async function recount(
  tx: MerchantTx,
  ids: readonly string[],
  was: Pick<ConversationRow, "lastInboundAt" | "unread">,
): Promise<void> {
  const of = sql`any(${sql.param(`{${ids.join(",")}}`)}::uuid[])`;
  const heard = sql`${was.lastInboundAt?.toISOString() ?? null}::timestamptz`;
  await tx.execute(sql`
    with unseen as (
      select conversation_id from messages where conversation_id = ${of} and direction = 'in' and not historic
      order by id desc limit ${was.unread})
    update conversations c set
      last_message_at = coalesce((select max(m.at) from messages m where m.conversation_id = c.id), c.started_at),
      last_inbound_at = (select least(max(m.at), ${heard}) from messages m
        where m.conversation_id = c.id and m.direction = 'in' and m.kind <> 'identity_change' having max(m.at) is not null and ${heard} is not null),
      unread = (select count(*) from unseen u where u.conversation_id = c.id)
    where c.id = ${of}`);
}
