import { and, eq, inArray, lt, notExists, sql } from "drizzle-orm";
import { importLogs, importPreviews } from "../schema/imports.ts";
import { withSystem, type Database, type MerchantTx } from "../with-merchant.ts";

/** Merchants with previews that expired before `expiredBefore` or import credits held since before `heldBefore` (real time). */
export async function listMerchantsToSweep(
  db: Database,
  input: { expiredBefore: Date; heldBefore: Date; limit: number },
): Promise<string[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(
      sql`select system.merchants_to_sweep(${input.expiredBefore.toISOString()}::timestamptz, ${input.heldBefore.toISOString()}::timestamptz, ${input.limit}) as id`,
    );
    return rows.map((row) => String(row["id"]));
  });
}

/** Deletes expired previews with their rows, except those a job still works on. Logs keep what was done. */
export async function deleteExpiredPreviews(tx: MerchantTx, before: Date): Promise<number> {
  const { rowCount } = await tx.delete(importPreviews).where(
    and(
      lt(importPreviews.expiresAt, before),
      notExists(
        tx
          .select({ one: sql`1` })
          .from(importLogs)
          .where(
            and(
              eq(importLogs.merchantId, importPreviews.merchantId),
              eq(importLogs.previewId, importPreviews.id),
              eq(importLogs.state, "queued"),
            ),
          ),
      ),
    ),
  );
  return rowCount ?? 0;
}

/** The previews of those of these logs that are still queued, and whether a person holds them. */
export async function listQueuedOf(
  tx: MerchantTx,
  logIds: readonly string[],
): Promise<{ id: string; previewId: string; pausedAt: Date | null }[]> {
  if (logIds.length === 0) return [];
  return tx
    .select({ id: importLogs.id, previewId: importLogs.previewId, pausedAt: importPreviews.pausedAt })
    .from(importLogs)
    .leftJoin(
      importPreviews,
      and(eq(importPreviews.merchantId, importLogs.merchantId), eq(importPreviews.id, importLogs.previewId)),
    )
    .where(and(inArray(importLogs.id, [...logIds]), eq(importLogs.state, "queued")));
}
