import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

/** Name of the lease of whoever carries out a merchant's sync. */
export const syncLease = (merchantId: string): string => `inventory-sync:${merchantId}`;

/** The sweep runs for nobody in particular: it asks who has something to begin or to go on with, then acts as that merchant. */
export const merchantsToSync: SystemFunction = {
  name: "merchants_to_sync",
  reason:
    "A cron without a merchant must find those whose sync is due, waits no longer, or was left behind; it learns their ids only.",
  access: {
    inventory_settings: ["select"],
    inventory_sync_logs: ["select"],
    inventory_tracking: ["select"],
    supplier_links: ["select"],
    merchants: ["select"],
    leases: ["select"],
  },
  args: "p_now timestamptz, p_limit integer",
  returns: "setof uuid",
  volatility: "stable",
  body: `
    select m from (
      select r.merchant_id as m from public.inventory_sync_logs r
      where (r.state = 'waiting' and r.resumes_at <= p_now)
        or (r.state = 'running' and not exists (
          select from public.leases l
          where l.name = 'inventory-sync:' || r.merchant_id and l.expires_at > clock_timestamp()))
      union
      select s.merchant_id from public.inventory_settings s where s.next_run_at <= p_now
      union
      select t.merchant_id from public.inventory_tracking t where t.retry_at <= p_now and not t.pending
      union
      select x.id from public.merchants x
      where not exists (select from public.inventory_settings s where s.merchant_id = x.id)
        and exists (select from public.supplier_links l where l.merchant_id = x.id)
    ) as found limit p_limit`,
};

export async function listMerchantsToSync(db: Database, now: Date, limit: number): Promise<MerchantId[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ id: MerchantId }>(
      sql`select system.merchants_to_sync(${now.toISOString()}::timestamptz, ${limit}) as id`,
    );
    return rows.map(({ id }) => id);
  });
}

export const merchantsWithDueHints: SystemFunction = {
  name: "merchants_with_due_hints",
  reason: "The sweep asks whose suppliers said that something changed; it learns ids only and acts as each of them.",
  access: { inventory_hints: ["select"] },
  args: "p_now timestamptz, p_limit integer",
  returns: "setof uuid",
  volatility: "stable",
  body: `select distinct h.merchant_id from public.inventory_hints h where h.due_at <= p_now limit p_limit`,
};

export async function listMerchantsWithDueHints(db: Database, now: Date, limit: number): Promise<MerchantId[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ id: MerchantId }>(
      sql`select system.merchants_with_due_hints(${now.toISOString()}::timestamptz, ${limit}) as id`,
    );
    return rows.map(({ id }) => id);
  });
}
