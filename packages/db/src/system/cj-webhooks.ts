import { sql } from "drizzle-orm";
import type { MerchantId } from "@nexusone/contracts/ids";
import { withSystem, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

/** Listening is noted this often, in real time. */
const BEAT = "interval '4 minutes'";
/** CJ repeats what nobody took for a quarter of an hour: whoever was away longer may have missed something. */
export const MISSED = "interval '15 minutes'";

export const cjWebhookFunctions: readonly SystemFunction[] = [
  {
    name: "merchants_with_due_cj_webhook",
    reason:
      "The sweep asks for whom CJ is to be told our address, or asked whether it still sends; it learns ids only and acts as each.",
    access: { cj_webhooks: ["select"], cj_connections: ["select"] },
    args: "p_now timestamptz, p_base text, p_limit integer",
    returns: "setof uuid",
    volatility: "stable",
    body: `
      select w.merchant_id from public.cj_webhooks w
      where w.next_at <= p_now or w.base is distinct from p_base
        or (w.state = 'registered' and w.alive_at < clock_timestamp() - ${MISSED})
      union all
      select c.merchant_id from public.cj_connections c
      where not exists (select from public.cj_webhooks w where w.merchant_id = c.merchant_id and w.connection_id = c.id)
      limit p_limit`,
  },
  {
    name: "beat_cj_webhooks",
    reason:
      "Notes for all merchants at once that their messages are taken; whoever was away too long is left as it is.",
    access: { cj_webhooks: ["select", "update"] },
    args: "",
    returns: "void",
    body: `
      update public.cj_webhooks set alive_at = clock_timestamp()
      where state = 'registered' and alive_at < clock_timestamp() - ${BEAT} and alive_at >= clock_timestamp() - ${MISSED}`,
  },
];

/** Merchants whose address at CJ needs a look at `now`; `base` is where this server is reached. */
export async function merchantsWithDueCjWebhook(
  db: Database,
  now: Date,
  base: string,
  limit: number,
): Promise<MerchantId[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute<{ id: MerchantId }>(
      sql`select system.merchants_with_due_cj_webhook(${now.toISOString()}::timestamptz, ${base}, ${limit}) as id`,
    );
    return rows.map(({ id }) => id);
  });
}

/** Notes that messages are taken. For a job of every minute. */
export async function beatCjWebhooks(db: Database): Promise<void> {
  await withSystem(db, (tx) => tx.execute(sql`select system.beat_cj_webhooks()`));
}
