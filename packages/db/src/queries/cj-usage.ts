import { and, desc, sql } from "drizzle-orm";
import { cjApiUsage } from "../schema/cj.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type CjUsageRecord = typeof cjApiUsage.$inferSelect;
export type NewCjUsage = Omit<typeof cjApiUsage.$inferInsert, "merchantId" | "id" | "createdAt" | "updatedAt">;

export async function insertCjUsage(tx: MerchantTx, rows: readonly NewCjUsage[]): Promise<void> {
  if (rows.length > 0) await tx.insert(cjApiUsage).values([...rows]);
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
