import { sql, type SQL } from "drizzle-orm";
import type { Audience } from "@nexusone/contracts/campaigns";
import { ANSWER_DAYS } from "@nexusone/contracts/campaign-terms";
import type { MerchantTx } from "../with-merchant.ts";

/** Somebody whom a filter finds, with everything that decides whether, when and for how much they are written to. */
export type AudienceRow = {
  readonly id: string;
  readonly name: string;
  /** The newest of their numbers, +336..., and their id at WhatsApp. */
  readonly phone: string | null;
  readonly userId: string | null;
  readonly country: string | null;
  /** Their last word about marketing; null: they never said. */
  readonly granted: boolean | null;
  readonly suppressed: boolean;
  /** Of their conversation with the number: when they last wrote, and when they came by an advertisement. */
  readonly lastInboundAt: Date | null;
  readonly entryAt: Date | null;
};
type Asked = {
  readonly audience: Audience;
  readonly channelId: string;
  readonly now: Date;
  /** Leaves out who is in this campaign. */
  readonly notIn?: string;
  /** Of these alone, whatever the filter would say of them. */
  readonly only?: readonly string[];
  readonly after?: string | undefined;
  readonly limit: number;
};

const DAY = sql`interval '1 day'`;
const uuids = (ids: readonly string[]): SQL => sql`${sql.param(`{${ids.join(",")}}`)}::uuid[]`;
const words = (list: readonly string[]): SQL => sql`${sql.param([...list])}::text[]`;

/** Those whom a filter finds, by id, a page at a time: one statement, whoever is asked about. */
export async function listAudience(tx: MerchantTx, asked: Asked): Promise<AudienceRow[]> {
  const { audience, channelId, notIn, only, after, limit } = asked;
  const now = sql`${asked.now.toISOString()}::timestamptz`;
  const conditions = [
    sql`c.merged_into_id is null`,
    after && sql`c.id > ${after}::uuid`,
    only && sql`c.id = any(${uuids(only)})`,
    notIn &&
      sql`not exists (select from campaign_messages r where r.merchant_id = c.merchant_id and r.campaign_id = ${notIn}::uuid and r.contact_id = c.id)`,
    ...(only ? [] : [sql`c.erased_at is null`, ...filterOf(audience, now)]),
  ].filter((one) => one !== undefined && one !== "");
  const { rows } = await tx.execute<
    Omit<AudienceRow, "lastInboundAt" | "entryAt"> & { lastInboundAt: string | null; entryAt: string | null }
  >(sql`
    select c.id, c.name, i.phone, i.user_id as "userId", a.country, s.granted, i.suppressed,
      v.last_inbound_at as "lastInboundAt", v.entry_at as "entryAt"
    from contacts c
    cross join lateral (
      select (array_agg(i.value order by i.id desc) filter (where i.type = 'phone' and i.ended_at is null))[1] as phone,
        (array_agg(i.value order by i.id desc) filter (where i.type = 'whatsapp' and i.ended_at is null and i.value ~ '^[A-Z]{2}\\.'))[1] as user_id,
        coalesce(bool_or(exists (select from suppressions u where u.merchant_id = i.merchant_id and u.digest = i.digest
          and u.ended_at is null and u.cause <> 'bounced' and u.purpose in ('all', 'marketing'))) filter (where i.type in ('phone', 'whatsapp')), false) as suppressed
      from contact_identifiers i where i.merchant_id = c.merchant_id and i.contact_id = c.id) i
    left join lateral (
      select d.address ->> 'country' as country from contact_addresses d
      where d.merchant_id = c.merchant_id and d.contact_id = c.id and d.is_default limit 1) a on true
    left join lateral (
      select g.granted from contact_consents g where g.merchant_id = c.merchant_id and g.purpose = 'marketing' and g.contact_id in (
        select p.id from contacts p where p.merchant_id = c.merchant_id and (p.id = c.id or p.merged_into_id = c.id))
      order by g.given_at desc, g.id desc limit 1) s on true
    left join conversations v on v.merchant_id = c.merchant_id and v.contact_id = c.id and v.channel_id = ${channelId}::uuid
    where ${sql.join(conditions, sql` and `)}
    order by c.id limit ${limit}`);
  const at = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return rows.map((row) => ({ ...row, lastInboundAt: at(row.lastInboundAt), entryAt: at(row.entryAt) }));
}

function filterOf({ tags, languages, countries, orders, lastOrder, lastHeard, after }: Audience, now: SQL): SQL[] {
  const ordered = sql`from orders o where o.merchant_id = c.merchant_id and o.contact_id = c.id and o.fulfilment <> 'cancelled'`;
  const heard = sql`greatest(c.added_at,
    (select max(o.placed_at) ${ordered}),
    (select max(w.last_inbound_at) from conversations w where w.merchant_id = c.merchant_id and w.contact_id = c.id))`;
  const count = sql`(select count(*) ${ordered})`;
  const newest = sql`(select max(o.placed_at) ${ordered})`;
  const days = (n: number): SQL => sql`${now} - ${n} * ${DAY}`;
  return [
    tags.length > 0 && sql`c.tags && ${words(tags)}`,
    languages.length > 0 && sql`c.language = any(${words(languages)})`,
    countries.length > 0 && sql`a.country = any(${words(countries)})`,
    orders.min !== undefined && sql`${count} >= ${orders.min}`,
    orders.max !== undefined && sql`${count} <= ${orders.max}`,
    lastOrder.withinDays !== undefined && sql`${newest} >= ${days(lastOrder.withinDays)}`,
    lastOrder.olderThanDays !== undefined && sql`${newest} < ${days(lastOrder.olderThanDays)}`,
    lastHeard.withinDays !== undefined && sql`${heard} >= ${days(lastHeard.withinDays)}`,
    lastHeard.olderThanDays !== undefined && sql`${heard} < ${days(lastHeard.olderThanDays)}`,
    after !== null &&
      sql`exists (select from campaign_messages r join messages m on m.merchant_id = r.merchant_id and m.id = r.message_id
        join conversations v on v.merchant_id = m.merchant_id and v.id = m.conversation_id
        where r.merchant_id = c.merchant_id and r.campaign_id = ${after.campaignId}::uuid and r.contact_id = c.id
          and m.state in ('accepted', 'sent', 'delivered', 'read', 'played') and m.at <= ${days(after.days)}
          and ${after.answered ? sql`` : sql`not`} ${answered})`,
  ].filter((one) => one !== false);
}

/** SQL: whether somebody wrote within some days after message `m` of conversation `v`, which knows most who did not. */
export const answered = sql`(v.last_inbound_at > m.at and exists (select from messages b where b.merchant_id = m.merchant_id and b.conversation_id = m.conversation_id
  and b.direction = 'in' and b.at > m.at and b.at <= m.at + ${sql.raw(String(ANSWER_DAYS))} * interval '1 day'))`;

/** The shop's words for groups of people, and how many have each. */
export async function listTags(tx: MerchantTx, limit: number): Promise<{ tag: string; people: number }[]> {
  const { rows } = await tx.execute<{ tag: string; people: number }>(sql`
    select t.tag, count(*)::integer as people from contacts c cross join unnest(c.tags) as t (tag)
    where c.merged_into_id is null group by t.tag order by count(*) desc, t.tag limit ${limit}`);
  return rows;
}
