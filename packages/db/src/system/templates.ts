import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

export const templateFunctions: readonly SystemFunction[] = [
  {
    name: "merchants_with_due_templates",
    reason: "A cron without a merchant must find those whose templates are to be read at Meta; it learns ids only.",
    access: { template_accounts: ["select"], whatsapp_channels: ["select"] },
    args: "p_now timestamptz, p_limit integer",
    returns: "setof uuid",
    volatility: "stable",
    body: `
      select distinct c.merchant_id from public.whatsapp_channels c
      left join public.template_accounts a
        on a.merchant_id = c.merchant_id and a.environment = c.environment and a.account_id = c.account_id
      where c.provider = 'cloud_api' and c.state = 'connected' and (a.sync_at is null or a.sync_at <= p_now)
      limit p_limit`,
  },
];

/** Merchants of whose connected accounts one was never read, or not for long. */
export async function merchantsWithDueTemplates(db: Database, now: Date, limit: number): Promise<MerchantId[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ id: MerchantId }>(
      sql`select system.merchants_with_due_templates(${now.toISOString()}::timestamptz, ${limit}) as id`,
    );
    return rows.map(({ id }) => id);
  });
}
