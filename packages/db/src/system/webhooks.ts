import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

/** Name of the lease of whoever sends a merchant's webhooks. */
export const webhookLease = (merchantId: string): string => `webhooks:${merchantId}`;

export const webhookFunctions: readonly SystemFunction[] = [
  {
    name: "merchants_with_due_webhooks",
    reason:
      "The sweep asks whose deliveries are due and in nobody's hands; it learns ids only and acts as each of them.",
    access: { webhook_deliveries: ["select"], webhooks: ["select"], leases: ["select"] },
    args: "p_now timestamptz, p_limit integer",
    returns: "setof uuid",
    volatility: "stable",
    body: `
      select distinct d.merchant_id from public.webhook_deliveries d
      join public.webhooks w on w.merchant_id = d.merchant_id and w.id = d.webhook_id
      where d.state = 'pending' and d.next_at <= p_now
        and (w.state in ('active', 'failing') or d.event_type = 'webhook.test')
        and (w.retry_after is null or w.retry_after <= p_now)
        and (w.rate_held_until is null or w.rate_held_until <= clock_timestamp())
        and (d.order_key is null or not exists (
          select from public.webhook_deliveries e
          where e.merchant_id = d.merchant_id and e.webhook_id = d.webhook_id and e.order_key = d.order_key
            and e.state = 'pending' and e.event_seq < d.event_seq))
        and not exists (
          select from public.leases l
          where l.name = 'webhooks:' || d.merchant_id and l.expires_at > clock_timestamp())
      limit p_limit`,
  },
  {
    name: "prune_webhooks",
    reason:
      "Deliveries and attempts of all merchants are forgotten after their time in one nightly sweep; it returns nothing.",
    access: { webhook_deliveries: ["select", "delete"], webhook_logs: ["select", "delete"] },
    args: "p_before timestamptz",
    returns: "void",
    body: `
      delete from public.webhook_logs where at < p_before;
      delete from public.webhook_deliveries where next_at < p_before and state <> 'pending'`,
  },
];

/** Merchants with deliveries that are due at `now`. */
export async function merchantsWithDueWebhooks(db: Database, now: Date, limit: number): Promise<MerchantId[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ id: MerchantId }>(
      sql`select system.merchants_with_due_webhooks(${now.toISOString()}::timestamptz, ${limit}) as id`,
    );
    return rows.map(({ id }) => id);
  });
}

/** Forgets attempts made and deliveries that were to be made before `before`. */
export async function pruneWebhooks(db: Database, before: Date): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.prune_webhooks(${before.toISOString()}::timestamptz)`));
}
