import { sql, type SQL } from "drizzle-orm";
import type { MerchantTx } from "../with-merchant.ts";
import { stepOf, stepsOf, type AnalyticsWindow } from "./analytics.ts";

const instant = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;
/** Newest first is how messages are indexed. */
const said = ({ from, to }: AnalyticsWindow): SQL =>
  sql`at >= ${instant(from)} and at <= ${instant(to)} and not historic`;
const LEFT = sql`direction = 'out' and state not in ('queued', 'sending', 'cancelled')`;
const ARRIVED = sql`state in ('delivered', 'read', 'played')`;
/** A template is answered when the customer writes so soon. */
const ANSWERED_WITHIN = sql`interval '24 hours'`;

export type MessageSums = {
  received: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
  byAssistant: number;
  conversations: number;
  customers: number;
};

export async function sumMessages(tx: MerchantTx, window: AnalyticsWindow): Promise<MessageSums> {
  const { rows } = await tx.execute<MessageSums>(sql`
    select count(*) filter (where direction = 'in')::integer as received,
      count(*) filter (where ${LEFT})::integer as sent,
      count(*) filter (where ${LEFT} and ${ARRIVED})::integer as delivered,
      count(*) filter (where ${LEFT} and state in ('read', 'played'))::integer as read,
      count(*) filter (where ${LEFT} and state = 'failed')::integer as failed,
      count(*) filter (where ${LEFT} and author = 'assistant')::integer as "byAssistant",
      count(distinct conversation_id)::integer as conversations,
      count(distinct conversation_id) filter (where direction = 'in')::integer as customers
    from messages where ${said(window)}`);
  return rows[0]!; // aggregates without a group give one row
}

export type AnswerTimes = {
  answered: number;
  waiting: number;
  medianMinutes: number | null;
  p90Minutes: number | null;
};

/**
 * What customers asked in the window and when it was answered: the first message after one of ours, or of all, until our next. A day
 * more is read so that what began before is not taken for a beginning.
 */
export async function answerTimes(tx: MerchantTx, { from, to }: AnalyticsWindow): Promise<AnswerTimes> {
  const { rows } = await tx.execute<AnswerTimes>(sql`
    with around as (
      select at, direction, lag(direction) over thread as before,
        min(at) filter (where ${LEFT}) over (partition by conversation_id order by at desc, id desc) as answered_at
      from messages
      where at >= ${instant(from)} - interval '1 day' and at <= ${instant(to)} and not historic
        and (direction = 'in' or ${LEFT})
      window thread as (partition by conversation_id order by at, id)),
    asked as (
      select extract(epoch from answered_at - at) / 60 as minutes from around
      where direction = 'in' and before is distinct from 'in' and at >= ${instant(from)})
    select count(minutes)::integer as answered, (count(*) - count(minutes))::integer as waiting,
      (percentile_cont(0.5) within group (order by minutes))::double precision as "medianMinutes",
      (percentile_cont(0.9) within group (order by minutes))::double precision as "p90Minutes"
    from asked`);
  return rows[0]!; // aggregates without a group give one row
}

export async function templateAnswers(
  tx: MerchantTx,
  window: AnalyticsWindow,
): Promise<{ delivered: number; answered: number }> {
  const { rows } = await tx.execute<{ delivered: number; answered: number }>(sql`
    with arrived as (
      select exists (select 1 from messages a where a.merchant_id = m.merchant_id and a.conversation_id = m.conversation_id
          and a.direction = 'in' and a.at > m.at and a.at <= m.at + ${ANSWERED_WITHIN}) as answered
      from messages m where ${said(window)} and kind = 'template' and ${LEFT} and ${ARRIVED})
    select count(*)::integer as delivered, count(*) filter (where answered)::integer as answered from arrived`);
  return rows[0]!; // aggregates without a group give one row
}

/** Why messages of the window failed, the most frequent reasons first. */
export async function failuresOfMessages(
  tx: MerchantTx,
  window: AnalyticsWindow,
  most: number,
): Promise<{ reason: string; count: number }[]> {
  const { rows } = await tx.execute<{ reason: string; count: number }>(sql`
    select reason, count(*)::integer as count from messages where ${said(window)} and ${LEFT} and state = 'failed'
    group by 1 order by 2 desc, 1 limit ${most}`);
  return rows;
}

export async function messageSeries(
  tx: MerchantTx,
  window: AnalyticsWindow,
): Promise<{ at: Date; received: number; sent: number }[]> {
  const { rows } = await tx.execute<{ at: string; received: number; sent: number }>(sql`
    with counted as (
      select ${stepOf(sql`at`, window)} as step, count(*) filter (where direction = 'in')::integer as received,
        count(*) filter (where ${LEFT})::integer as sent
      from messages where ${said(window)} group by 1)
    select step.at, coalesce(c.received, 0) as received, coalesce(c.sent, 0) as sent
    from ${stepsOf(window)} left join counted c on c.step = step.at order by 1`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** How many came in each hour of the shop's day; hours without any are left out. */
export async function receivedByHour(
  tx: MerchantTx,
  window: AnalyticsWindow,
): Promise<{ hour: number; received: number }[]> {
  const { rows } = await tx.execute<{ hour: number; received: number }>(sql`
    select extract(hour from at at time zone ${window.timezone}::text)::integer as hour, count(*)::integer as received
    from messages where ${said(window)} and direction = 'in' group by 1`);
  return rows;
}
