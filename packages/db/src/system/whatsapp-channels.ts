import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

export const whatsappChannelFunctions: readonly SystemFunction[] = [
  {
    name: "due_whatsapp_channels",
    reason:
      "The sweep asks which numbers are to be looked at, or told to their vendor anew; it learns ids only and acts as each merchant.",
    access: { whatsapp_channels: ["select"] },
    args: "p_now timestamptz, p_limit integer",
    returns: "table (merchant_id uuid, id uuid)",
    volatility: "stable",
    body: `
      select c.merchant_id, c.id from public.whatsapp_channels c
      where c.check_at <= p_now order by c.check_at limit p_limit`,
  },
];

export type DueChannel = { readonly merchantId: MerchantId; readonly id: string };

/** Numbers whose time for a look has come at `now`, the longest due first. */
export async function dueWhatsAppChannels(db: Database, now: Date, limit: number): Promise<DueChannel[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ merchant_id: MerchantId; id: string }>(
      sql`select merchant_id, id from system.due_whatsapp_channels(${now.toISOString()}::timestamptz, ${limit})`,
    );
    return rows.map(({ merchant_id: merchantId, id }) => ({ merchantId, id }));
  });
}
