import { sql } from "drizzle-orm";
import type { BodyState, InboxChannel } from "@nexusone/contracts/inbox-terms";
import { withSystem, type Database, type UserTx } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

const FOR_ADMINS = "Platform admins look after what vendors sent, whoever it is for; the caller checks that it is one.";

export const inboxAdminFunctions: readonly SystemFunction[] = [
  {
    name: "list_bodies",
    reason: `${FOR_ADMINS} Contents stay sealed and are not returned.`,
    access: { webhook_inbox: ["select"] },
    args: "p_state text, p_before uuid, p_limit integer",
    returns:
      "table (id uuid, channel text, state text, reason text, attempts integer, bytes integer, received_at timestamptz)",
    language: "plpgsql",
    volatility: "stable",
    // Two queries, each with its own index.
    body: `
#variable_conflict use_column
begin
  if p_state is null then
    return query select i.id, i.channel, i.state, i.reason, i.attempts, i.bytes, i.received_at from public.webhook_inbox i
      where p_before is null or i.id < p_before order by i.id desc limit p_limit;
  else
    return query select i.id, i.channel, i.state, i.reason, i.attempts, i.bytes, i.received_at from public.webhook_inbox i
      where i.state = p_state and (p_before is null or i.id < p_before) order by i.id desc limit p_limit;
  end if;
end`,
  },
  {
    name: "replay_bodies",
    reason: `${FOR_ADMINS} On record for the user the transaction is bound to.`,
    access: { webhook_inbox: ["select", "update"], account_logs: ["insert"] },
    args: "p_ids uuid[]",
    returns: "integer",
    // What was refused for its signature is nobody's word and stays refused.
    body: `
      with moved as (
        update public.webhook_inbox
        set state = 'waiting', reason = null, attempts = 0, replays = replays + 1, leased_until = null
        where id = any(p_ids) and state <> 'waiting' and reason is distinct from 'inbox.signature_wrong' returning 1),
      noted as (
        insert into public.account_logs (user_id, act, about, actor)
        select nullif(current_setting('app.user_id', true), '')::uuid, 'bodies_replayed', (select count(*) from moved)::text,
          'user:' || current_setting('app.user_id', true))
      select count(*)::integer from moved`,
  },
  {
    name: "prune_inbox",
    reason:
      "Bodies and messages of all merchants are forgotten after their time in one nightly sweep; it returns nothing.",
    access: { webhook_inbox: ["select", "delete"], channel_events: ["select", "delete"] },
    args: "p_before timestamptz",
    returns: "void",
    body: `
      delete from public.webhook_inbox where received_at < p_before;
      delete from public.channel_events where received_at < p_before`,
  },
  {
    name: "bodies_sealed_before",
    reason: "Rotation of keys seals anew what an older key sealed; it belongs to no merchant yet.",
    access: { webhook_inbox: ["select"] },
    args: "p_prefix text, p_after uuid, p_limit integer",
    returns: "table (id uuid, body_sealed text)",
    volatility: "stable",
    body: `
      select i.id, i.body_sealed from public.webhook_inbox i
      where (p_after is null or i.id > p_after)
        and not starts_with(i.body_sealed, p_prefix)
      order by i.id limit p_limit`,
  },
  {
    name: "reseal_body",
    reason: "Rotation of keys seals anew what an older key sealed; content stays what it is.",
    access: { webhook_inbox: ["select", "update"] },
    args: "p_id uuid, p_body text",
    returns: "void",
    body: `update public.webhook_inbox set body_sealed = p_body where id = p_id`,
  },
];

export type BodyRow = {
  readonly id: string;
  readonly channel: InboxChannel;
  readonly state: BodyState;
  readonly reason: string | null;
  readonly attempts: number;
  readonly bytes: number;
  readonly receivedAt: Date;
};

/** Everybody's, newest first, one more than `limit` when there is a next page. Only for platform admins: the caller checks. */
export function listBodyRows(
  db: Database,
  { state, before, limit }: { state?: BodyState | undefined; before?: string | undefined; limit: number },
): Promise<BodyRow[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select * from system.list_bodies(${state ?? null}, ${before ?? null}::uuid, ${limit + 1})`,
    );
    // The casts restate what the function declares to return.
    return rows.map((row) => ({
      id: row["id"] as string,
      channel: row["channel"] as InboxChannel,
      state: row["state"] as BodyState,
      reason: row["reason"] as string | null,
      attempts: row["attempts"] as number,
      bytes: row["bytes"] as number,
      receivedAt: new Date(row["received_at"] as string),
    }));
  });
}

/** Has bodies looked at anew, on record for the person the transaction is bound to. @returns how many */
export async function replayBodyRows(tx: UserTx, ids: readonly string[]): Promise<number> {
  const { rows } = await tx.execute(sql`select system.replay_bodies(${sql.param([...ids])}::uuid[]) as count`);
  return Number(rows[0]?.["count"]);
}

/** Forgets bodies and messages received before `before`. */
export async function pruneInbox(db: Database, before: Date): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.prune_inbox(${before.toISOString()}::timestamptz)`));
}

export type SealedBody = { readonly id: string; readonly bodySealed: string };

/** What another key than the newest sealed, by id. */
export function listBodiesSealedBefore(
  db: Database,
  { prefix, after, limit }: { prefix: string; after: string | null; limit: number },
): Promise<SealedBody[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select * from system.bodies_sealed_before(${prefix}, ${after}::uuid, ${limit})`,
    );
    return rows.map((row) => ({
      id: row["id"] as string,
      bodySealed: row["body_sealed"] as string,
    }));
  });
}

export async function storeResealedBody(db: Database, { id, bodySealed }: SealedBody): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.reseal_body(${id}::uuid, ${bodySealed})`));
}
