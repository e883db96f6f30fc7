import { and, desc, eq, inArray, lt, sql, type SQL } from "drizzle-orm";
import type { DeliveryState } from "@nexusone/contracts/webhooks";
import { events } from "../schema/events.ts";
import { webhookDeliveries, webhookLogs } from "../schema/webhooks.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
export type NewDelivery = Pick<
  typeof webhookDeliveries.$inferInsert,
  "webhookId" | "eventId" | "eventType" | "eventSeq" | "happenedAt" | "orderKey" | "state" | "nextAt"
>;
export type NewLog = Omit<typeof webhookLogs.$inferInsert, "merchantId" | "id" | "createdAt" | "updatedAt">;

/** One row for each event and endpoint, however often it is asked for. */
export async function insertDeliveries(tx: MerchantTx, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insert(webhookDeliveries)
      .values([...rows])
      .onConflictDoNothing();
}

export type ClaimedDelivery = DeliveryRow & { readonly event: typeof events.$inferSelect };

/**
 * Takes what is due at `now` for an endpoint, the oldest event first: nothing this run holds already, and of events that wait
 * for each other only the first. Other runs' claims are void: only the holder of the merchant's lease claims.
 */
export async function claimDeliveries(
  tx: MerchantTx,
  input: { webhookId: string; run: string; now: Date; limit: number; testsOnly: boolean },
): Promise<ClaimedDelivery[]> {
  const { webhookId, run, now, limit, testsOnly } = input;
  // Two statements: as part of the other one the planner may ask anew for every row, and each time take `limit` more.
  const { rows } = await tx.execute<{ id: string }>(sql`
    select d.id from ${webhookDeliveries} d
    where d.webhook_id = ${webhookId}::uuid and d.state = 'pending' and d.next_at <= ${now.toISOString()}::timestamptz
      and d.claim is distinct from ${run}::uuid
      and (not ${testsOnly}::boolean or d.event_type = 'webhook.test')
      and (d.order_key is null or not exists (
        select from ${webhookDeliveries} e
        where e.merchant_id = d.merchant_id and e.webhook_id = d.webhook_id and e.order_key = d.order_key
          and e.state = 'pending' and e.event_seq < d.event_seq))
    order by d.event_seq limit ${limit} for update skip locked`);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  await tx.update(webhookDeliveries).set({ claim: run }).where(inArray(webhookDeliveries.id, ids));
  const claimed = await tx
    .select({ delivery: webhookDeliveries, event: events })
    .from(webhookDeliveries)
    .innerJoin(
      events,
      and(eq(events.merchantId, webhookDeliveries.merchantId), eq(events.id, webhookDeliveries.eventId)),
    )
    .where(inArray(webhookDeliveries.id, ids))
    .orderBy(webhookDeliveries.eventSeq);
  return claimed.map(({ delivery, event }) => ({ ...delivery, event }));
}

/** Gives claimed deliveries back untried. */
export async function unclaimDeliveries(tx: MerchantTx, run: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await tx
      .update(webhookDeliveries)
      .set({ claim: null })
      .where(and(inArray(webhookDeliveries.id, [...ids]), eq(webhookDeliveries.claim, run)));
}

/** Records the end of an attempt. False when somebody else took the delivery over, or it is gone with its endpoint. */
export async function settleDelivery(
  tx: MerchantTx,
  claim: { id: string; run: string },
  change: Partial<Pick<DeliveryRow, "state" | "tries" | "nextAt" | "reason" | "deliveredAt" | "settledAt">>,
): Promise<boolean> {
  const { rowCount } = await tx
    .update(webhookDeliveries)
    .set({ ...change, claim: null, attempts: sql`${webhookDeliveries.attempts} + 1` })
    .where(and(eq(webhookDeliveries.id, claim.id), eq(webhookDeliveries.claim, claim.run)));
  return (rowCount ?? 0) > 0;
}

export async function insertWebhookLog(tx: MerchantTx, row: NewLog): Promise<void> {
  await tx.insert(webhookLogs).values(row);
}

/** Newest event first, one more than `limit` when there is a next page. */
export const listDeliveryRows = (
  tx: MerchantTx,
  page: { webhookId: string; state: DeliveryState | undefined; beforeSeq: number | undefined; limit: number },
): Promise<DeliveryRow[]> =>
  tx
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, page.webhookId),
        page.state === undefined ? undefined : eq(webhookDeliveries.state, page.state),
        page.beforeSeq === undefined ? undefined : lt(webhookDeliveries.eventSeq, page.beforeSeq),
      ),
    )
    .orderBy(desc(webhookDeliveries.eventSeq))
    .limit(page.limit + 1);

export async function findDelivery(tx: MerchantTx, id: string): Promise<DeliveryRow | undefined> {
  const [row] = await tx.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id));
  return row;
}

/** The newest attempts first. */
export const listWebhookLogs = (tx: MerchantTx, deliveryId: string): Promise<(typeof webhookLogs.$inferSelect)[]> =>
  tx.select().from(webhookLogs).where(eq(webhookLogs.deliveryId, deliveryId)).orderBy(desc(webhookLogs.id)).limit(50);

/** What a replay is about. */
export type ReplayScope =
  | { readonly what: "one"; readonly deliveryId: string }
  | { readonly what: "range"; readonly from: Date; readonly to: Date; readonly types: readonly string[] }
  | { readonly what: "failed"; readonly since: Date };

/** The events of a scope, cut at `limit`: all that happened, or those whose delivery to the endpoint failed or was skipped. */
function eventsOf(webhookId: string, scope: ReplayScope, limit: number): SQL {
  const columns = sql.raw("e.id, e.type, e.seq, e.happened_at, e.subject_kind, e.subject_id");
  if (scope.what === "range")
    return sql`
      select ${columns} from ${events} e
      where e.happened_at between ${scope.from.toISOString()}::timestamptz and ${scope.to.toISOString()}::timestamptz
        and e.seq is not null and e.type = any(${sql.param([...scope.types])}::text[])
      order by e.seq limit ${limit}`;
  const which =
    scope.what === "one"
      ? sql`d.id = ${scope.deliveryId}::uuid`
      : sql`d.state in ('failed', 'skipped') and d.happened_at >= ${scope.since.toISOString()}::timestamptz`;
  return sql`
    select ${columns} from ${webhookDeliveries} d
    join ${events} e on e.merchant_id = d.merchant_id and e.id = d.event_id
    where d.webhook_id = ${webhookId}::uuid and ${which}
    order by d.event_seq limit ${limit}`;
}

export async function countReplay(tx: MerchantTx, webhookId: string, scope: ReplayScope, cap: number): Promise<number> {
  const { rows } = await tx.execute<{ count: string }>(
    sql`select count(*) as count from (${eventsOf(webhookId, scope, cap)}) found`,
  );
  return Number(rows[0]?.count);
}

/**
 * Makes deliveries of the scope's events that start anew at `now`; those under way merely become due. The same rows as
 * before, so the receiver sees the same `webhook-id`. @returns how many.
 */
export async function restartDeliveries(
  tx: MerchantTx,
  webhook: { id: string; ordered: boolean; state: "pending" | "kept" },
  scope: ReplayScope,
  options: { now: Date; limit: number },
): Promise<number> {
  const now = options.now.toISOString();
  const { rowCount } = await tx.execute(sql`
    insert into ${webhookDeliveries} as d
      (webhook_id, event_id, event_type, event_seq, happened_at, order_key, state, next_at)
    select ${webhook.id}::uuid, f.id, f.type, f.seq, f.happened_at,
      case when ${webhook.ordered}::boolean then f.subject_kind || ':' || f.subject_id end, ${webhook.state}, ${now}::timestamptz
    from (${eventsOf(webhook.id, scope, options.limit)}) f
    on conflict (merchant_id, webhook_id, event_id) do update set
      state = excluded.state, next_at = excluded.next_at, order_key = excluded.order_key, tries = 0,
      delivered_at = null, settled_at = null, reason = null,
      claim = case when d.state = 'pending' then d.claim end`);
  return rowCount ?? 0;
}
