import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

export const campaignFunctions: readonly SystemFunction[] = [
  {
    name: "merchants_with_due_campaigns",
    reason: "A cron without a merchant must find those whose campaigns have something to do; it learns their ids only.",
    access: { whatsapp_campaigns: ["select"] },
    args: "p_now timestamptz, p_limit integer",
    returns: "setof uuid",
    volatility: "stable",
    body: `
      select distinct c.merchant_id from public.whatsapp_campaigns c
      where c.state in ('launched', 'running') and c.next_at <= p_now limit p_limit`,
  },
];

export async function merchantsWithDueCampaigns(db: Database, now: Date, limit: number): Promise<MerchantId[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ id: MerchantId }>(
      sql`select system.merchants_with_due_campaigns(${now.toISOString()}::timestamptz, ${limit}) as id`,
    );
    return rows.map(({ id }) => id);
  });
}
