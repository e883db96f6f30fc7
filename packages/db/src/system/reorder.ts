import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

/** The cron runs for nobody in particular: it asks who is due, then acts as that merchant. */
export const merchantsToReorder: SystemFunction = {
  name: "merchants_to_reorder",
  reason:
    "A cron without a merchant must find those who sold something and whose last look is a day old; it learns their ids only.",
  access: { reorder_settings: ["select"], orders: ["select"], merchants: ["select"] },
  args: "p_before timestamptz, p_limit integer",
  returns: "setof uuid",
  volatility: "stable",
  body: `
    select m.id from public.merchants m
    where exists (select from public.orders o where o.merchant_id = m.id)
      and not exists (
        select from public.reorder_settings s where s.merchant_id = m.id and (not s.enabled or s.looked_at > p_before))
    limit p_limit`,
};

export async function listMerchantsToReorder(db: Database, before: Date, limit: number): Promise<MerchantId[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ id: MerchantId }>(
      sql`select system.merchants_to_reorder(${before.toISOString()}::timestamptz, ${limit}) as id`,
    );
    return rows.map(({ id }) => id);
  });
}
