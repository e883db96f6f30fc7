import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

export const customerNoticeFunctions: readonly SystemFunction[] = [
  {
    name: "merchants_with_due_customer_notices",
    reason: "A cron without a merchant must find those whose customers are to be told something; it learns ids only.",
    access: { customer_notices: ["select"] },
    args: "p_now timestamptz, p_limit integer",
    returns: "setof uuid",
    volatility: "stable",
    body: `
      select distinct merchant_id from public.customer_notices
      where state in ('waiting', 'sending') and due_at <= p_now limit p_limit`,
  },
];

/** Merchants with something to tell their customers at `now`, or with somebody who died telling it. */
export async function merchantsWithDueCustomerNotices(db: Database, now: Date, limit: number): Promise<MerchantId[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ id: MerchantId }>(
      sql`select system.merchants_with_due_customer_notices(${now.toISOString()}::timestamptz, ${limit}) as id`,
    );
    return rows.map(({ id }) => id);
  });
}
