import { sql, type SQL } from "drizzle-orm";
import type { ConflictSource } from "@nexusone/contracts/contact-terms";
import type { MerchantTx } from "../with-merchant.ts";

export type NewConflict = {
  readonly pair: readonly [string, string];
  readonly digests: readonly string[];
  readonly source: ConflictSource;
  readonly channelId: string | null;
  readonly externalId: string | null;
  readonly at: Date;
};

/** SQL: who somebody is by now. */
const nowOf = (id: SQL): SQL =>
  sql`(select coalesce(c.merged_into_id, c.id) from contacts c where c.merchant_id = k.merchant_id and c.id = ${id})`;

/** SQL: somebody or whoever was joined with them. An array, so that the indexes on both columns are used. */
const family = (id: string): SQL =>
  sql`any(array(select ${id}::uuid union all select c.id from contacts c where c.merged_into_id = ${id}::uuid))`;

/** SQL: it is of these two, or of whoever was joined with them. */
function isPair([one, other]: readonly [string, string]): SQL {
  return sql`((k.contact_id = ${family(one)} and k.other_id = ${family(other)})
    or (k.contact_id = ${family(other)} and k.other_id = ${family(one)}))`;
}

/** Notes a conflict, unless it is known with all of these, or was decided for whom the two are by now. @returns whether it is new */
export async function insertConflict(tx: MerchantTx, { pair, digests, ...row }: NewConflict): Promise<boolean> {
  const [one, other] = pair.toSorted();
  const named = sql`${sql.param([...digests])}::text[]`;
  const { rows } = await tx.execute<{ made: boolean }>(sql`
    insert into identity_conflicts as k (contact_id, other_id, digests, source, channel_id, external_id, at)
    select ${one}::uuid, ${other}::uuid, ${named}, ${row.source}, ${row.channelId}::uuid, ${row.externalId}, ${row.at.toISOString()}::timestamptz
    where not exists (
      select from identity_conflicts k where k.decided_at is not null
        and ${isPair(pair)})
    on conflict (merchant_id, contact_id, other_id) do update set
      digests = array(select distinct unnest(k.digests || excluded.digests)),
      source = excluded.source, channel_id = excluded.channel_id, external_id = excluded.external_id, at = excluded.at
      where k.decided_at is null and not k.digests @> excluded.digests
    returning xmax = 0 as made`);
  return rows[0]?.made ?? false;
}

export type ConflictRow = {
  readonly id: string;
  /** Who the two are by now, and what they are called. */
  readonly one: string;
  readonly oneName: string;
  readonly other: string;
  readonly otherName: string;
  readonly digests: string[];
  readonly source: ConflictSource;
  readonly at: Date;
  readonly conversationId: string | null;
  readonly messageId: string | null;
};
type Asked = {
  readonly of?: string;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  readonly limit: number;
};

/** Those that wait for a decision and still hold: each of the two has one of the identifiers. The newest first. `of`: whoever lives. */
export async function listConflictRows(tx: MerchantTx, { of, after, limit }: Asked): Promise<ConflictRow[]> {
  // Looked up for each row by their keys, `limit 1` says: a plan that joins everybody the shop knows costs what the shop has.
  const called = (who: SQL): SQL => sql`lateral (
    select c.name from contacts c where c.merchant_id = k.merchant_id and c.id = ${who} limit 1)`;
  const has = (who: SQL): SQL => sql`lateral (
    select from contact_identifiers i where i.merchant_id = k.merchant_id and i.contact_id = ${who}
      and i.digest = any(k.digests) and i.ended_at is null limit 1)`;
  const { rows } = await tx.execute<Omit<ConflictRow, "at"> & { at: string }>(sql`
    select k.id, p.one, a.name as "oneName", p.other, b.name as "otherName", k.digests, k.source, k.at,
      m.conversation_id as "conversationId", m.id as "messageId"
    from identity_conflicts k
    cross join lateral (select ${nowOf(sql`k.contact_id`)} as one, ${nowOf(sql`k.other_id`)} as other) p
    cross join ${called(sql`p.one`)} a
    cross join ${called(sql`p.other`)} b
    cross join ${has(sql`p.one`)} x
    cross join ${has(sql`p.other`)} y
    left join messages m on m.merchant_id = k.merchant_id and m.channel_id = k.channel_id and m.external_id = k.external_id
    where k.decided_at is null and p.one <> p.other
      ${of === undefined ? sql`` : sql`and (k.contact_id = ${family(of)} or k.other_id = ${family(of)})`}
      ${after === undefined ? sql`` : sql`and (k.at, k.id) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`}
    order by k.at desc, k.id desc limit ${limit}`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** Two are different people: whatever was noted of them, or of whom they were joined with. @returns the pair; undefined: there is none */
export async function decideConflict(
  tx: MerchantTx,
  id: string,
  by: { readonly at: Date; readonly byName: string },
): Promise<{ one: string; other: string; changed: boolean } | undefined> {
  const { rows } = await tx.execute<{ one: string; other: string }>(sql`
    select ${nowOf(sql`k.contact_id`)} as one, ${nowOf(sql`k.other_id`)} as other from identity_conflicts k where k.id = ${id} for update`);
  const [pair] = rows;
  if (!pair) return undefined;
  return { ...pair, changed: (await keepPairApart(tx, [pair.one, pair.other], by)) > 0 };
}

/** The same of a pair, where it was noted. @returns how many rows */
export async function keepPairApart(
  tx: MerchantTx,
  pair: readonly [string, string],
  { at, byName }: { readonly at: Date; readonly byName: string },
): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    update identity_conflicts k set decided_at = ${at.toISOString()}::timestamptz, decided_by_name = ${byName}
    where k.decided_at is null
      and ${isPair(pair)}`);
  return rowCount ?? 0;
}
