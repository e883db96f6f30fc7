import { and, desc, sql } from "drizzle-orm";
import { cjApiUsage } from "../schema/cj.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type CjUsageRecord = typeof cjApiUsage.$inferSelect;
export type NewCjUsage = Omit<CjUsageRecord, "merchantId" | "id" | "createdAt" | "updatedAt">;

/** Hundreds of rows at a time in one statement of constant text. */
export async function insertCjUsage(tx: MerchantTx, rows: readonly NewCjUsage[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into cj_api_usage (environment, endpoint, method, http_status, code, failure, points, duration_ms, called_at)
    select r.environment, r.endpoint, r.method, r."httpStatus", r.code, r.failure, r.points, r."durationMs", r."calledAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(environment text, endpoint text, method text,
      "httpStatus" integer, code text, failure text, points integer, "durationMs" integer, "calledAt" timestamptz)`);
}

/** Newest first, one more than `limit` when there is a next page. */
export async function listCjUsageRows(
  tx: MerchantTx,
  page: { limit: number; after?: { at: Date; id: string } | undefined },
): Promise<CjUsageRecord[]> {
  const after = page.after;
  return tx
    .select()
    .from(cjApiUsage)
    .where(
      and(
        after &&
          sql`(${cjApiUsage.calledAt}, ${cjApiUsage.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(cjApiUsage.calledAt), desc(cjApiUsage.id))
    .limit(page.limit + 1);
}
