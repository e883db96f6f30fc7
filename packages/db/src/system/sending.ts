import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

export const sendingFunctions: readonly SystemFunction[] = [
  {
    name: "merchants_with_messages_to_send",
    reason:
      "A cron without a merchant must find those whose messages wait or were left by the dead; it learns ids only.",
    access: { messages: ["select"], whatsapp_channels: ["select"] },
    args: "p_now timestamptz, p_waiting_since timestamptz, p_limit integer",
    returns: "setof uuid",
    volatility: "stable",
    body: `
      select distinct m.merchant_id from public.messages m
      join public.whatsapp_channels c on c.merchant_id = m.merchant_id and c.id = m.channel_id
      where m.state = 'sending' and m.due_at <= p_now
        or m.state = 'queued' and m.due_at <= p_waiting_since and c.state <> 'failing'
          and (c.paused_reason is null or c.paused_until <= p_now)
      limit p_limit`,
  },
];

/** Merchants with messages due since `waitingSince` that nobody took, or with somebody who died sending one. */
export async function merchantsWithMessagesToSend(
  db: Database,
  { now, waitingSince }: { readonly now: Date; readonly waitingSince: Date },
  limit: number,
): Promise<MerchantId[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ id: MerchantId }>(
      sql`select system.merchants_with_messages_to_send(
        ${now.toISOString()}::timestamptz, ${waitingSince.toISOString()}::timestamptz, ${limit}) as id`,
    );
    return rows.map(({ id }) => id);
  });
}
