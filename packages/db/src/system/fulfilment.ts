import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

/** The sweep runs for nobody in particular: it asks whose orders at suppliers are due, then acts as that merchant. */
export const merchantsWithOrdersDue: SystemFunction = {
  name: "merchants_with_orders_due",
  reason: "A cron without a merchant must find those with orders at suppliers to look after; it learns their ids only.",
  access: { supplier_orders: ["select"] },
  args: "p_now timestamptz, p_limit integer",
  returns: "setof uuid",
  volatility: "stable",
  body: `
    select distinct merchant_id from public.supplier_orders where next_at <= p_now limit p_limit`,
};

export async function listMerchantsWithOrdersDue(db: Database, now: Date, limit: number): Promise<MerchantId[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ id: MerchantId }>(
      sql`select system.merchants_with_orders_due(${now.toISOString()}::timestamptz, ${limit}) as id`,
    );
    return rows.map(({ id }) => id);
  });
}
