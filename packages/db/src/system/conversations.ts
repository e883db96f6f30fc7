import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

export const conversationFunctions: readonly SystemFunction[] = [
  {
    name: "merchants_with_returning_conversations",
    reason:
      "A cron without a merchant must find those whose snoozed conversations come back; it learns their ids only.",
    access: { conversations: ["select"] },
    args: "p_now timestamptz, p_limit integer",
    returns: "setof uuid",
    volatility: "stable",
    body: `
      select distinct c.merchant_id from public.conversations c
      where c.state = 'snoozed' and c.snoozed_until <= p_now limit p_limit`,
  },
  {
    name: "prune_presence",
    reason:
      "The sweep forgets, for all merchants at once, who had a conversation open and closed the browser; it returns nothing.",
    access: { conversation_presence: ["select", "delete"] },
    args: "p_before timestamptz",
    returns: "void",
    body: `delete from public.conversation_presence p where p.seen_at < p_before`,
  },
  {
    name: "prune_talks",
    reason:
      "The nightly sweep forgets, for all merchants at once, carts that ran out and which messages were answered by themselves; it returns nothing.",
    access: { chat_baskets: ["select", "delete"], chat_turns: ["select", "delete"] },
    args: "p_before timestamptz",
    returns: "void",
    body: `
      delete from public.chat_baskets b where b.expires_at < p_before;
      delete from public.chat_turns t where t.at < p_before`,
  },
];

export async function listMerchantsWithReturning(db: Database, now: Date, limit: number): Promise<MerchantId[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ id: MerchantId }>(
      sql`select system.merchants_with_returning_conversations(${now.toISOString()}::timestamptz, ${limit}) as id`,
    );
    return rows.map(({ id }) => id);
  });
}

/** By the business clock. */
export async function pruneTalks(db: Database, before: Date): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.prune_talks(${before.toISOString()}::timestamptz)`));
}

/** `before` is real time, as presence is. */
export async function prunePresence(db: Database, before: Date): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.prune_presence(${before.toISOString()}::timestamptz)`));
}
