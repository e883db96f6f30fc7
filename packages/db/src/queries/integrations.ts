import { sql } from "drizzle-orm";
import type { MerchantTx } from "../with-merchant.ts";

export type Holding = {
  kind: "browser" | "api_key" | "webhook" | "cj";
  userId: string | null;
  valid: number;
  active: number;
};

/**
 * What is connected to the merchant, counted by kind and by the person it belongs to: what is valid at `now`, and what of it
 * was used since `since`. Endpoints and supplier accounts belong to nobody; of them what listens or answers is active.
 */
export async function countIntegrations(tx: MerchantTx, now: Date, since: Date): Promise<Holding[]> {
  const [at, from] = [sql`${now.toISOString()}::timestamptz`, sql`${since.toISOString()}::timestamptz`];
  const { rows } = await tx.execute<Holding>(sql`
    select 'browser' as kind, user_id as "userId", count(*)::integer as valid,
      (count(*) filter (where coalesce(last_used_at, paired_at) >= ${from}))::integer as active
    from chrome_extension_sessions where revoked_at is null and expires_at > ${at} group by user_id
    union all
    select 'api_key', created_by, count(*)::integer, (count(*) filter (where last_used_at >= ${from}))::integer
    from api_keys where revoked_at is null and (expires_at is null or expires_at > ${at}) group by created_by
    union all
    select 'webhook', null, count(*)::integer, (count(*) filter (where state in ('active', 'failing')))::integer from webhooks
    union all
    select 'cj', null, count(*)::integer, (count(*) filter (where status = 'connected'))::integer from cj_connections`);
  return rows;
}
