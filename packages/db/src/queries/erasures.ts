import { and, desc, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { ErasureState } from "@nexusone/contracts/erasure-terms";
import { contacts } from "../schema/contacts.ts";
import { erasures } from "../schema/erasures.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ErasureRow = typeof erasures.$inferSelect;
type NewErasure = Pick<ErasureRow, "contactId" | "source" | "byName" | "askedAt" | "dueAt">;

/** One request of a person is open at a time. @returns the one that is open now, and whether it is this one */
export async function openErasure(tx: MerchantTx, row: NewErasure): Promise<{ row: ErasureRow; made: boolean }> {
  const [made] = await tx
    .insert(erasures)
    .values({ ...row, state: "asked" })
    .onConflictDoNothing()
    .returning();
  if (made) return { row: made, made: true };
  const [open] = await tx
    .select()
    .from(erasures)
    .where(and(eq(erasures.contactId, row.contactId), eq(erasures.state, "asked")))
    .for("update");
  return open ? { row: open, made: false } : openErasure(tx, row);
}

export async function settleErasure(
  tx: MerchantTx,
  id: string,
  change: Pick<ErasureRow, "state" | "settledAt"> & Partial<Pick<ErasureRow, "note" | "counts" | "byName">>,
): Promise<void> {
  await tx.update(erasures).set(change).where(eq(erasures.id, id));
}

export type ErasureLine = ErasureRow & { readonly name: string };
export async function listErasureRows(
  tx: MerchantTx,
  page: { state?: ErasureState | undefined; limit: number; after?: { at: Date; id: string } | undefined },
): Promise<ErasureLine[]> {
  const { after, state } = page;
  const rows = await tx
    .select({ erasure: erasures, name: contacts.name })
    .from(erasures)
    .innerJoin(contacts, and(eq(contacts.merchantId, erasures.merchantId), eq(contacts.id, erasures.contactId)))
    .where(
      and(
        state && eq(erasures.state, state),
        after &&
          sql`(${erasures.askedAt}, ${erasures.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(erasures.askedAt), desc(erasures.id))
    .limit(page.limit + 1);
  return rows.map(({ erasure, name }) => ({ ...erasure, name }));
}

/** Orders that are neither delivered nor over, by person. */
export async function countOpenOrders(tx: MerchantTx, contactIds: readonly string[]): Promise<Map<string, number>> {
  if (contactIds.length === 0) return new Map();
  const { rows } = await tx.execute<{ contactId: string; count: number }>(sql`
    select contact_id as "contactId", count(*)::integer as count from orders
    where contact_id = any(${sql.param([...contactIds])}::uuid[]) and fulfilment not in ('delivered', 'cancelled', 'failed')
    group by contact_id`);
  return new Map(rows.map(({ contactId, count }) => [contactId, count]));
}

/** A person and whoever was merged into them. */
export async function listMergedIds(tx: MerchantTx, contactId: string): Promise<string[]> {
  const rows = await tx.select({ id: contacts.id }).from(contacts).where(eq(contacts.mergedIntoId, contactId));
  return [contactId, ...rows.map(({ id }) => id)];
}

/** What is blanked stays as a row, because others refer to it; a message keeps that and when it was sent. */
const ERASED = '{"type":"erased"}';

/**
 * Deletes or blanks everything about these people that is kept about them, and names none of it in what stays: amounts, states and
 * instants. The vendor's ids of messages hold the number, so they become digests. @returns rows by table, and the bodies of webhooks
 * in which they were spoken of
 */
export async function eraseRows(
  tx: MerchantTx,
  contactIds: readonly string[],
  words: readonly string[],
  at: Date,
): Promise<{ counts: Record<string, number>; inboxIds: string[] }> {
  const of = sql`any(${sql.param([...contactIds])}::uuid[])`;
  const counts: Record<string, number> = {};
  const run = async (table: string, statement: SQL) => {
    const { rowCount } = await tx.execute(statement);
    counts[table] = (counts[table] ?? 0) + (rowCount ?? 0);
  };
  const talks = sql`(select id from conversations where contact_id = ${of})`;
  const parcels = sql`(select s.id from shipments s join orders o on o.merchant_id = s.merchant_id and o.id = s.order_id
    where o.contact_id = ${of})`;

  const { rows: named } = await tx.execute<{ externalId: string }>(
    sql`select external_id as "externalId" from messages where conversation_id in ${talks} and external_id is not null`,
  );
  const spoken = [...new Set([...words, ...named.map(({ externalId }) => externalId)])];
  const { rows: events } = await tx.execute<{ inboxId: string }>(sql`
    delete from channel_events e where e.contact_id = ${of} or (e.channel in ('whatsapp', 'whapi') and exists (
      select from unnest(${sql.param(spoken)}::text[]) as w where position(w in e.payload::text) > 0))
    returning inbox_id as "inboxId"`);
  counts["channel_events"] = events.length;

  await run(
    "held_news",
    sql`delete from held_news h where exists (select from unnest(${sql.param(spoken)}::text[]) as w
      where position(w in h.item::text) > 0)`,
  );
  await run(
    "message_reactions",
    sql`delete from message_reactions where message_id in (select id from messages where conversation_id in ${talks})`,
  );
  await run(
    "chat_files",
    sql`with theirs as (select id from messages where conversation_id in ${talks}),
      unlinked as (delete from message_files where message_id in (select id from theirs) returning file_id)
      update chat_files f set state = 'removing', name = '', vendor_id = null, announced_digest = null, content_hash = null, uploads = '{}'
      where f.id in (select file_id from unlinked) and not exists (select from message_files m
        where (m.merchant_id, m.file_id) = (f.merchant_id, f.id) and m.message_id not in (select id from theirs))`,
  );
  await run(
    "messages",
    sql`update messages set content = '', body = ${ERASED}::jsonb, quoted_external_id = null, delivery = null, sender_digests = null,
      external_id = case when external_id is null then null else 'erased:' || encode(sha256(convert_to(external_id, 'utf8')), 'hex') end
      where conversation_id in ${talks}`,
  );
  await run("chat_baskets", sql`delete from chat_baskets where conversation_id in ${talks}`);
  await run("conversation_notes", sql`delete from conversation_notes where conversation_id in ${talks}`);
  await run("advisor_alerts", sql`update advisor_alerts set detail = '' where conversation_id in ${talks}`);
  await run(
    "conversations",
    sql`update conversations set recipient_phone = null, recipient_user_id = null, unread = 0 where contact_id = ${of}`,
  );
  await run(
    "delivery_tasks",
    sql`update delivery_tasks set note = '', photo_id = null where shipment_id in ${parcels}`,
  );
  await run(
    "tracking_events",
    sql`update tracking_events set activity = '', location = null where shipment_id in ${parcels}`,
  );
  await run(
    "orders",
    sql`update orders set note = '', address = jsonb_build_object('name', '', 'phone', '', 'line1', '', 'line2', '', 'houseNumber', '',
      'city', '', 'province', '', 'zip', '', 'country', country, 'taxId', '') where contact_id = ${of}`,
  );
  // What they were before they were joined; that they were stays, and can no longer be undone. Of whoever was joined with the same
  // person it may tell of this one as well.
  const merges = sql`(select id from contact_merges where contact_id = ${of} or merged_id = ${of}
    or contact_id in (select contact_id from contact_merges where merged_id = ${of}))`;
  await run("contact_merge_rows", sql`delete from contact_merge_rows where merge_id in ${merges}`);
  await run("contact_merges", sql`update contact_merges set kept = null where id in ${merges}`);
  await run("identity_conflicts", sql`delete from identity_conflicts where contact_id = ${of} or other_id = ${of}`);
  await run("contact_addresses", sql`delete from contact_addresses where contact_id = ${of}`);
  await run("contact_identifiers", sql`delete from contact_identifiers where contact_id = ${of}`);
  const { rows: proofs } = await tx.execute<{ count: number }>(
    sql`select system.redact_consents(${sql.param([...contactIds])}::uuid[]) as count`,
  );
  counts["contact_consents"] = Number(proofs[0]?.count ?? 0);
  await run(
    "contacts",
    sql`update contacts set name = '', name_lower = '', note = '', tags = '{}', language = null, delivery_preferences = null, search_text = '',
      erased_at = ${at.toISOString()}::timestamptz
      where id = ${of}`,
  );
  return { counts, inboxIds: [...new Set(events.map(({ inboxId }) => inboxId))] };
}

/** Bodies that nobody looks at any more. @returns how many were there */
export async function forgetBodies(tx: MerchantTx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { rows } = await tx.execute<{ count: number }>(
    sql`select system.forget_webhooks(${sql.param([...ids])}::uuid[]) as count`,
  );
  return Number(rows[0]?.count ?? 0);
}

/** The open request of each of these. */
export async function listOpenErasures(tx: MerchantTx, contactIds: readonly string[]): Promise<ErasureRow[]> {
  if (contactIds.length === 0) return [];
  return tx
    .select()
    .from(erasures)
    .where(and(inArray(erasures.contactId, [...contactIds]), eq(erasures.state, "asked")));
}
