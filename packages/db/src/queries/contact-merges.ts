import { and, desc, eq, inArray, isNull, ne, sql, type SQL } from "drizzle-orm";
import type { ContactPurpose, MovedKind } from "@nexusone/contracts/contact-terms";
import { contactMergeRows, contactMerges, type KeptMerge } from "../schema/contact-merges.ts";
import { conversations } from "../schema/conversations.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type MergeRow = typeof contactMerges.$inferSelect;

export async function insertMerge(
  tx: MerchantTx,
  row: Pick<MergeRow, "contactId" | "mergedId" | "at" | "byName">,
): Promise<string> {
  const [made] = await tx.insert(contactMerges).values(row).returning({ id: contactMerges.id });
  return made!.id; // an insert without a conflict clause returns its row
}

export async function keepMerge(tx: MerchantTx, id: string, kept: KeptMerge): Promise<void> {
  await tx.update(contactMerges).set({ kept }).where(eq(contactMerges.id, id));
}

/** Notes every row of a person that is about to be moved. Their conversations are locked: nothing is added meanwhile. */
export async function recordMovedRows(tx: MerchantTx, mergeId: string, contactId: string): Promise<void> {
  const talks = sql`(select id from conversations where contact_id = ${contactId})`;
  await tx.execute(sql`
    insert into contact_merge_rows (merge_id, kind, row_id)
    select ${mergeId}::uuid, kind, id from (
      select 'identifier' as kind, id from contact_identifiers where contact_id = ${contactId}
      union all select 'address', id from contact_addresses where contact_id = ${contactId}
      union all select 'contact', id from contacts where merged_into_id = ${contactId}
      union all select 'message', id from messages where conversation_id in ${talks}
      union all select 'note', id from conversation_notes where conversation_id in ${talks}
      union all select 'alert', id from advisor_alerts where conversation_id in ${talks}
      union all select 'basket', id from chat_baskets where conversation_id in ${talks}) moved`);
}

/** Who is joined with a person now, the newest first. */
export async function listMerges(tx: MerchantTx, contactId: string): Promise<MergeRow[]> {
  return tx
    .select()
    .from(contactMerges)
    .where(and(eq(contactMerges.contactId, contactId), isNull(contactMerges.undoneAt)))
    .orderBy(desc(contactMerges.at), desc(contactMerges.id));
}

export async function findMerge(tx: MerchantTx, id: string): Promise<MergeRow | undefined> {
  const [row] = await tx.select().from(contactMerges).where(eq(contactMerges.id, id));
  return row;
}

/** Of two who take the same apart, the second waits here. */
export async function lockMerge(tx: MerchantTx, id: string): Promise<MergeRow | undefined> {
  const [row] = await tx.select().from(contactMerges).where(eq(contactMerges.id, id)).for("update");
  return row;
}

/** What a merge moved, by kind: how much of it, and how much is still where it was moved to. */
export type MovedCount = { readonly kind: MovedKind; readonly moved: number; readonly here: number };
export async function countMoved(tx: MerchantTx, mergeId: string, contactId: string): Promise<MovedCount[]> {
  const talks = sql`(select v.id from conversations v where v.contact_id = ${contactId})`;
  const { rows } = await tx.execute<MovedCount>(sql`
    select r.kind, count(*)::integer as moved, count(*) filter (where case r.kind
      when 'identifier' then exists (select from contact_identifiers i where i.id = r.row_id and i.contact_id = ${contactId})
      when 'address' then exists (select from contact_addresses a where a.id = r.row_id and a.contact_id = ${contactId})
      when 'contact' then exists (select from contacts c where c.id = r.row_id and c.merged_into_id = ${contactId})
      when 'message' then exists (select from messages m where m.id = r.row_id and m.conversation_id in ${talks})
      when 'note' then exists (select from conversation_notes n where n.id = r.row_id and n.conversation_id in ${talks})
      when 'alert' then exists (select from advisor_alerts a where a.id = r.row_id and a.conversation_id in ${talks})
      else exists (select from chat_baskets b where b.id = r.row_id and b.conversation_id in ${talks}) end)::integer as here
    from contact_merge_rows r where r.merge_id = ${mergeId} group by r.kind`);
  return rows;
}

/** Addresses, people and these identifiers go back, as far as they are still with the one person. */
export async function returnRows(
  tx: MerchantTx,
  merge: Pick<MergeRow, "id" | "contactId" | "mergedId">,
  identifierIds: readonly string[],
): Promise<void> {
  const moved = (kind: MovedKind) =>
    sql`(select row_id from contact_merge_rows where merge_id = ${merge.id} and kind = ${kind})`;
  await tx.execute(sql`
    update contact_identifiers set contact_id = ${merge.mergedId}
    where contact_id = ${merge.contactId} and id = any(${sql.param(`{${identifierIds.join(",")}}`)}::uuid[])`);
  await tx.execute(sql`
    update contact_addresses set contact_id = ${merge.mergedId}, is_default = false
    where contact_id = ${merge.contactId} and id in ${moved("address")}`);
  await tx.execute(sql`
    update contacts set merged_into_id = ${merge.mergedId}
    where merged_into_id = ${merge.contactId} and id in ${moved("contact")}`);
}

/**
 * Of identifiers that a person got since two were joined, those that messages of theirs named together with one of who leaves and never
 * with one of who stays. By ids and digests.
 */
export async function listLearnedWith(
  tx: MerchantTx,
  contactId: string,
  { learned, leaving, staying }: Record<"learned" | "leaving" | "staying", readonly string[]>,
): Promise<string[]> {
  if (learned.length === 0) return [];
  const named = (digests: readonly string[]): SQL => sql`exists (
    select from conversations v join messages m on m.merchant_id = v.merchant_id and m.conversation_id = v.id
    where v.contact_id = ${contactId} and m.direction = 'in' and i.digest = any(m.sender_digests)
      and m.sender_digests && ${sql.param([...digests])}::text[])`;
  const { rows } = await tx.execute<{ id: string }>(sql`
    select i.id from contact_identifiers i
    where i.id = any(${sql.param(`{${learned.join(",")}}`)}::uuid[]) and ${named(leaving)} and not ${named(staying)}`);
  return rows.map(({ id }) => id);
}

/** Of identifiers those that another merge brought to where they are. */
export async function listBroughtElse(tx: MerchantTx, mergeId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx
    .select({ rowId: contactMergeRows.rowId })
    .from(contactMergeRows)
    .where(
      and(
        inArray(contactMergeRows.rowId, [...ids]),
        eq(contactMergeRows.kind, "identifier"),
        ne(contactMergeRows.mergeId, mergeId),
      ),
    );
  return rows.map(({ rowId }) => rowId);
}

/** The rows of one kind that a merge moved. */
export async function listMovedIds(tx: MerchantTx, mergeId: string, kind: MovedKind): Promise<string[]> {
  const rows = await tx
    .select({ rowId: contactMergeRows.rowId })
    .from(contactMergeRows)
    .where(and(eq(contactMergeRows.mergeId, mergeId), eq(contactMergeRows.kind, kind)));
  return rows.map(({ rowId }) => rowId);
}

/** Nothing is kept of what is undone but that it was. */
export async function settleMerge(
  tx: MerchantTx,
  id: string,
  undone: { readonly undoneAt: Date; readonly undoneByName: string },
): Promise<void> {
  await tx
    .update(contactMerges)
    .set({ ...undone, kept: null })
    .where(eq(contactMerges.id, id));
  await tx.delete(contactMergeRows).where(eq(contactMergeRows.mergeId, id));
}

/**
 * Taking back one's word counts for both, whoever of the two said it while they were one: copied to who leaves. Ids are drawn as
 * rows are stored, so that whatever is newer than the merge has a greater one.
 */
export async function copyWithdrawals(tx: MerchantTx, merge: Pick<MergeRow, "id" | "contactId" | "mergedId">) {
  await tx.execute(sql`
    insert into contact_consents (contact_id, purpose, granted, source, evidence, by_name, given_at)
    select ${merge.mergedId}::uuid, purpose, granted, source, evidence, by_name, given_at from contact_consents
    where contact_id = ${merge.contactId} and id > ${merge.id} and not granted order by given_at, id`);
}

/** For what somebody agreed while the two were one, though who stays had not before: nobody knows whose word it was. */
export async function listDoubtfulConsents(
  tx: MerchantTx,
  { id, contactId }: Pick<MergeRow, "id" | "contactId">,
): Promise<ContactPurpose[]> {
  const { rows } = await tx.execute<{ purpose: ContactPurpose }>(sql`
    select distinct c.purpose from contact_consents c
    where c.contact_id = ${contactId} and c.id > ${id} and c.granted and coalesce((
      select not o.granted from contact_consents o
      where o.contact_id = c.contact_id and o.purpose = c.purpose and o.id < ${id}
      order by o.given_at desc, o.id desc limit 1), true)`);
  return rows.map(({ purpose }) => purpose);
}

/** What held at these before the merge and was lifted while the two were one holds again: nobody knows whose word lifted it. */
export async function renewSuppressions(
  tx: MerchantTx,
  merge: Pick<MergeRow, "id" | "at">,
  { digests, since }: { readonly digests: readonly string[]; readonly since: Date },
): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    insert into suppressions (digest, purpose, cause, by_name, since)
    select distinct on (digest, purpose) digest, purpose, cause, by_name, ${since.toISOString()}::timestamptz from suppressions
    where digest = any(${sql.param([...digests])}::text[]) and cause <> 'bounced'
      and id < ${merge.id} and ended_at >= ${merge.at.toISOString()}::timestamptz
    order by digest, purpose, id desc
    on conflict do nothing`);
  return rowCount ?? 0;
}

/** Orders that were placed under these people's own names. */
export async function countOrdersOf(tx: MerchantTx, contactIds: readonly string[]): Promise<number> {
  const { rows } = await tx.execute<{ count: number }>(
    sql`select count(*)::integer as count from orders where contact_id = any(${sql.param(`{${contactIds.join(",")}}`)}::uuid[])`,
  );
  return rows[0]?.count ?? 0;
}

export async function listConversationIds(tx: MerchantTx, contactId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.contactId, contactId))
    .orderBy(conversations.id);
  return rows.map(({ id }) => id);
}
