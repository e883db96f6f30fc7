import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { InboxChannel, MessageState } from "@nexusone/contracts/inbox-terms";
import { channelEvents } from "../schema/inbox.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type MessageRow = typeof channelEvents.$inferSelect;
export type NewMessage = Pick<
  MessageRow,
  "channel" | "externalId" | "inboxId" | "kind" | "payload" | "state" | "reason" | "receivedAt"
>;

/**
 * Adds messages, most of which wait to be followed. One that is there already stays as it is, unless it is to be followed `again`.
 * @returns how many were written
 */
export async function insertMessages(tx: MerchantTx, rows: readonly NewMessage[], again: boolean): Promise<number> {
  if (rows.length === 0) return 0;
  const { rowCount } = await tx.execute(sql`
    insert into channel_events as e (channel, external_id, inbox_id, kind, payload, state, reason, received_at)
    select r.channel, r."externalId", r."inboxId", r.kind, r.payload, r.state, r.reason, r."receivedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(channel text, "externalId" text, "inboxId" uuid, kind text,
      payload jsonb, state text, reason text, "receivedAt" timestamptz)
    on conflict (merchant_id, channel, external_id) do update set state = excluded.state, reason = excluded.reason
    where ${again}::boolean`);
  return rowCount ?? 0;
}

/** The oldest that wait and are in nobody's hands, locked. */
export async function lockWaitingMessages(tx: MerchantTx, limit: number): Promise<MessageRow[]> {
  return tx
    .select()
    .from(channelEvents)
    .where(sql`${channelEvents.state} = 'waiting'`)
    .orderBy(channelEvents.id)
    .limit(limit)
    .for("update", { skipLocked: true });
}

export type SettledMessage = {
  readonly id: string;
  readonly state: MessageState;
  readonly reason: string | null;
  /** Whom it was about. */
  readonly contactId?: string | null;
};

export async function settleMessages(tx: MerchantTx, rows: readonly SettledMessage[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    update channel_events e set state = r.state, reason = r.reason, contact_id = coalesce(r."contactId", e.contact_id)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, state text, reason text, "contactId" uuid)
    where e.id = r.id`);
}

/** Newest first, one more than `limit` when there is a next page. */
export async function listMessageRows(
  tx: MerchantTx,
  page: {
    channel: InboxChannel;
    state?: MessageState | undefined;
    limit: number;
    after?: { at: Date; id: string } | undefined;
  },
): Promise<MessageRow[]> {
  const { after, state } = page;
  return tx
    .select()
    .from(channelEvents)
    .where(
      and(
        eq(channelEvents.channel, page.channel),
        state && eq(channelEvents.state, state),
        after &&
          sql`(${channelEvents.receivedAt}, ${channelEvents.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(channelEvents.receivedAt), desc(channelEvents.id))
    .limit(page.limit + 1);
}

/** How many of a channel wait and failed, counted up to a thousand each, and when the newest came. */
export async function messageFigures(
  tx: MerchantTx,
  channel: InboxChannel,
): Promise<{ waiting: number; failed: number; lastAt: Date | null }> {
  const count = (state: MessageState) =>
    sql`(select count(*)::integer from (select from channel_events where channel = ${channel} and state = ${state} limit 1000) c)`;
  const { rows } = await tx.execute<{ waiting: number; failed: number; lastAt: string | null }>(sql`
    select ${count("waiting")} as waiting, ${count("failed")} as failed,
      (select received_at from channel_events where channel = ${channel} order by received_at desc, id desc limit 1) as "lastAt"`);
  const { waiting = 0, failed = 0, lastAt = null } = rows[0] ?? {};
  return { waiting, failed, lastAt: lastAt === null ? null : new Date(lastAt) };
}

/** Has messages followed again: the named ones, or up to a thousand that failed. @returns how many */
export async function reopenMessages(
  tx: MerchantTx,
  channel: InboxChannel,
  which: { readonly ids: readonly string[] } | "failed",
): Promise<number> {
  const wanted =
    which === "failed"
      ? sql`${channelEvents.id} in (select id from channel_events where channel = ${channel} and state = 'failed' limit 1000)`
      : inArray(channelEvents.id, [...which.ids]);
  const { rowCount } = await tx
    .update(channelEvents)
    .set({ state: "waiting", reason: null })
    .where(and(eq(channelEvents.channel, channel), wanted));
  return rowCount ?? 0;
}
