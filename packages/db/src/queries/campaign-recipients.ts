import type { ReasonCode } from "@nexusone/contracts/reasons";
import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import type { RecipientStatus } from "@nexusone/contracts/campaign-terms";
import { messages } from "../schema/conversations.ts";
import { campaignMessages } from "../schema/campaigns.ts";
import type { MerchantTx } from "../with-merchant.ts";
import { answered } from "./campaign-audience.ts";

export type RecipientRow = typeof campaignMessages.$inferSelect;
export type NewRecipient = Pick<
  typeof campaignMessages.$inferInsert,
  "campaignId" | "contactId" | "type" | "state" | "reason" | "dueAt" | "country"
>;

/** Those who are in it already stay as they are. */
export async function insertRecipients(tx: MerchantTx, rows: readonly NewRecipient[]): Promise<void> {
  if (rows.length === 0) return;
  const { merchantId, campaignId, contactId } = campaignMessages;
  await tx
    .insert(campaignMessages)
    .values([...rows])
    .onConflictDoNothing({ target: [merchantId, campaignId, contactId] });
}

const ofCampaign = (campaignId: string, state: RecipientRow["state"]) =>
  and(eq(campaignMessages.campaignId, campaignId), eq(campaignMessages.state, state));

/** The next whose time has come. */
export async function listDueRecipients(
  tx: MerchantTx,
  { campaignId, now, limit }: { readonly campaignId: string; readonly now: Date; readonly limit: number },
): Promise<RecipientRow[]> {
  return tx
    .select()
    .from(campaignMessages)
    .where(and(ofCampaign(campaignId, "pending"), lte(campaignMessages.dueAt, now)))
    .orderBy(asc(campaignMessages.dueAt), asc(campaignMessages.id))
    .limit(limit);
}

/** When the next of them is due; undefined: nobody waits. */
export async function nextRecipientDue(tx: MerchantTx, campaignId: string): Promise<Date | undefined> {
  const [row] = await tx
    .select({ dueAt: campaignMessages.dueAt })
    .from(campaignMessages)
    .where(ofCampaign(campaignId, "pending"))
    .orderBy(asc(campaignMessages.dueAt))
    .limit(1);
  return row?.dueAt;
}

export type RecipientMove = {
  readonly id: string;
  readonly state: RecipientRow["state"];
  readonly reason: ReasonCode | null;
  readonly messageId: string | null;
  readonly dueAt: Date;
};
/** Each to where it is now, in one statement. */
export async function moveRecipients(tx: MerchantTx, moves: readonly RecipientMove[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map(({ dueAt, ...one }) => ({ ...one, dueAt: dueAt.toISOString() }));
  await tx.execute(sql`
    update ${campaignMessages} r set state = n.state, reason = n.reason, message_id = n."messageId", due_at = n."dueAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, state text, reason text, "messageId" uuid, "dueAt" timestamptz)
    where r.id = n.id`);
}

/** Everybody who is still waiting is left out. */
export async function skipPending(tx: MerchantTx, campaignId: string, reason: ReasonCode): Promise<void> {
  await tx.update(campaignMessages).set({ state: "skipped", reason }).where(ofCampaign(campaignId, "pending"));
}

/** Whether it is of a campaign that has set a place of the day's limit aside for it. */
export async function isOfCampaign(tx: MerchantTx, messageId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: campaignMessages.id })
    .from(campaignMessages)
    .where(eq(campaignMessages.messageId, messageId))
    .limit(1);
  return row !== undefined;
}

/** Messages of the campaign that have not ended: in a line, or in somebody's hands. */
export async function countInLine(tx: MerchantTx, campaignId: string): Promise<number> {
  const { rows } = await tx.execute<{ n: number }>(sql`
    select count(*)::integer as n from messages m
    join campaign_messages r on r.merchant_id = m.merchant_id and r.message_id = m.id
    where m.state in ('queued', 'sending') and r.campaign_id = ${campaignId}::uuid`);
  return Number(rows[0]?.n);
}

/** Templates in the lines of these numbers: they count against the day before they have left. */
export async function countTemplatesInLine(tx: MerchantTx, channelIds: readonly string[]): Promise<number> {
  const { rows } = await tx.execute<{ n: number }>(sql`
    select count(distinct conversation_id)::integer as n from messages
    where state in ('queued', 'sending') and kind = 'template' and channel_id = any(${sql.param(`{${channelIds.join(",")}}`)}::uuid[])`);
  return Number(rows[0]?.n);
}

export type TakenBack = { readonly messageId: string; readonly conversationId: string };
/**
 * Takes messages out of their lines that nobody has begun to send: they are gone, and their people wait again. With ids those
 * alone, else all of the campaign.
 */
export async function takeBackMessages(
  tx: MerchantTx,
  of: { readonly campaignId: string } | { readonly messageIds: readonly string[] },
): Promise<TakenBack[]> {
  const which =
    "campaignId" in of
      ? sql`r.campaign_id = ${of.campaignId}::uuid`
      : sql`m.id = any(${sql.param(`{${of.messageIds.join(",")}}`)}::uuid[])`;
  const { rows } = await tx.execute<TakenBack>(sql`
    with gone as (
      delete from messages m using campaign_messages r
      where r.merchant_id = m.merchant_id and r.message_id = m.id and m.state = 'queued' and ${which}
      returning m.merchant_id, m.id, m.conversation_id),
    back as (
      update campaign_messages r set state = 'pending', reason = null, message_id = null
      from gone where r.merchant_id = gone.merchant_id and r.message_id = gone.id)
    select id as "messageId", conversation_id as "conversationId" from gone`);
  return rows;
}

/** Who was refused for a reason that is no longer one waits again: their message surely did not arrive, and stays as it is. */
export async function retryFailed(tx: MerchantTx, campaignId: string, reason: string): Promise<number> {
  const { rowCount } = await tx.execute(sql`
    update campaign_messages r set state = 'pending', reason = null, message_id = null
    from messages m where m.merchant_id = r.merchant_id and m.id = r.message_id
      and r.campaign_id = ${campaignId}::uuid and r.state = 'queued' and m.state = 'failed' and m.reason = ${reason}`);
  return rowCount ?? 0;
}

export type UnknownRecipient = {
  readonly id: string;
  readonly messageId: string;
  readonly conversationId: string;
  readonly calledAt: Date;
  /** The vendor has told what became of a message that we sent over the same number after it, within `nearMs`. */
  readonly heardLater: boolean;
  /** The vendor took a message of the same number within `nearMs` of the call and has told nothing of it yet. */
  readonly othersOpen: boolean;
};
/**
 * People of the campaign of whose message nobody knows whether the vendor took it, called for since then, with what its reports of
 * other messages say; locked. Those to whom somebody sent it once more are left out.
 */
export async function lockUnknownRecipients(
  tx: MerchantTx,
  { campaignId, since, nearMs }: { readonly campaignId: string; readonly since: Date; readonly nearMs: number },
): Promise<UnknownRecipient[]> {
  const near = sql`${nearMs} * interval '1 millisecond'`;
  const { rows } = await tx.execute<Omit<UnknownRecipient, "calledAt"> & { calledAt: string }>(sql`
    select r.id, m.id as "messageId", m.conversation_id as "conversationId", m.called_at as "calledAt",
      exists (select from messages o where o.channel_id = m.channel_id and o.direction = 'out'
        and o.called_at between m.called_at and m.called_at + ${near} and o.state in ('sent', 'delivered', 'read', 'played')) as "heardLater",
      exists (select from messages o where o.channel_id = m.channel_id and o.direction = 'out'
        and o.at between m.called_at - ${near} and m.called_at + ${near} and o.state = 'accepted') as "othersOpen"
    from campaign_messages r join messages m on m.merchant_id = r.merchant_id and m.id = r.message_id
    where r.campaign_id = ${campaignId}::uuid and r.state = 'queued' and m.state = 'unknown'
      and m.called_at >= ${since.toISOString()}::timestamptz
    order by m.id for update of m`);
  // Asked once they are locked: somebody may have sent one again while we waited for it.
  const repeated = await tx
    .select({ id: messages.repeatOf })
    .from(messages)
    .where(
      inArray(
        messages.repeatOf,
        rows.map(({ messageId }) => messageId),
      ),
    );
  const left = rows.filter(({ messageId }) => !repeated.some(({ id }) => id === messageId));
  return left.map((row) => ({ ...row, calledAt: new Date(row.calledAt) }));
}

/** They wait again; their messages stay in the conversations. */
export async function releaseRecipients(tx: MerchantTx, ids: readonly string[]): Promise<void> {
  await tx
    .update(campaignMessages)
    .set({ state: "pending", reason: null, messageId: null })
    .where(inArray(campaignMessages.id, [...ids]));
}

/** How a row and its message together stand. What never left because the guard refused it was left out. */
const STATUS = sql`case
  when r.state <> 'queued' then r.state
  when m.state in ('accepted', 'sent') then 'sent'
  when m.state = 'delivered' then 'delivered'
  when m.state in ('read', 'played') then 'read'
  when m.state = 'unknown' then 'unknown'
  when m.state in ('failed', 'cancelled') then case when m.attempts = 0 then 'skipped' else 'failed' end
  else 'pending' end`;
const LEFT = sql`m.state in ('accepted', 'sent', 'delivered', 'read', 'played')`;
const FROM = sql`from campaign_messages r
  left join messages m on m.merchant_id = r.merchant_id and m.id = r.message_id
  left join conversations v on v.merchant_id = m.merchant_id and v.id = m.conversation_id`;

export type ReportRow = {
  readonly status: RecipientStatus;
  readonly reason: string | null;
  readonly count: number;
  readonly answered: number;
  readonly optedOut: number;
  readonly charged: number;
};
/** People of a campaign by how it stands with them, and why. */
export async function countReport(tx: MerchantTx, campaignId: string, answerDays: number): Promise<ReportRow[]> {
  const { rows } = await tx.execute<ReportRow>(sql`
    select ${STATUS} as status, coalesce(m.reason, r.reason) as reason, count(*)::integer as count,
      count(*) filter (where ${LEFT} and ${answered})::integer as answered,
      count(*) filter (where ${LEFT} and s.since > m.at and s.since <= m.at + ${answerDays} * interval '1 day')::integer as "optedOut",
      count(*) filter (where (m.delivery -> 'pricing' -> 'value' ->> 'billable')::boolean)::integer as charged
    ${FROM}
    left join (select i.merchant_id, i.contact_id, max(u.since) as since from suppressions u
      join contact_identifiers i on i.merchant_id = u.merchant_id and i.digest = u.digest
      where u.purpose in ('all', 'marketing') and u.cause in ('asked', 'complained')
      group by i.merchant_id, i.contact_id) s on s.merchant_id = r.merchant_id and s.contact_id = r.contact_id
    where r.campaign_id = ${campaignId}::uuid group by 1, 2`);
  return rows;
}

export type RecipientLine = {
  readonly id: string;
  readonly contactId: string;
  readonly name: string;
  readonly phone: string | null;
  readonly status: RecipientStatus;
  readonly reason: string | null;
  readonly dueAt: Date;
  readonly sentAt: Date | null;
  readonly answered: boolean;
  readonly conversationId: string | null;
};
/** A page of them in the order in which they joined. */
export async function listRecipientLines(
  tx: MerchantTx,
  {
    campaignId,
    status,
    answered: wrote,
    after,
    limit,
  }: {
    readonly campaignId: string;
    readonly status?: RecipientStatus | undefined;
    readonly answered?: boolean | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<RecipientLine[]> {
  const conditions = [
    sql`r.campaign_id = ${campaignId}::uuid`,
    after === undefined ? undefined : sql`r.id > ${after}::uuid`,
    status === undefined ? undefined : sql`${STATUS} = ${status}`,
    wrote === undefined ? undefined : sql`coalesce(${LEFT} and ${answered}, false) = ${wrote}`,
  ].filter((one) => one !== undefined);
  const { rows } = await tx.execute<Omit<RecipientLine, "dueAt" | "sentAt"> & { dueAt: string; sentAt: string | null }>(
    sql`select r.id, r.contact_id as "contactId", c.name, i.phone, ${STATUS} as status, coalesce(m.reason, r.reason) as reason,
      r.due_at as "dueAt", case when ${LEFT} then m.at end as "sentAt", coalesce(${LEFT} and ${answered}, false) as answered,
      m.conversation_id as "conversationId"
    ${FROM}
    join contacts c on c.merchant_id = r.merchant_id and c.id = r.contact_id
    left join lateral (select i.value as phone from contact_identifiers i
      where i.merchant_id = r.merchant_id and i.contact_id = r.contact_id and i.type = 'phone' and i.ended_at is null
      order by i.id desc limit 1) i on true
    where ${sql.join(conditions, sql` and `)} order by r.id limit ${limit}`,
  );
  return rows.map((row) => ({
    ...row,
    dueAt: new Date(row.dueAt),
    sentAt: row.sentAt === null ? null : new Date(row.sentAt),
  }));
}
