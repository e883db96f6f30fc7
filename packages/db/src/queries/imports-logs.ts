import { and, asc, desc, eq, exists, inArray, isNull, sql } from "drizzle-orm";
import { chromeExtensionSessions } from "../schema/extension.ts";
import { importLogs, importPreviews } from "../schema/imports.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ImportLogRow = typeof importLogs.$inferSelect;
export type NewImportLog = Omit<typeof importLogs.$inferInsert, "merchantId" | "id" | "updatedAt">;

/** One log per preview row: undefined when the row has one already. */
export async function insertImportLogs(tx: MerchantTx, rows: readonly NewImportLog[]): Promise<ImportLogRow[]> {
  if (rows.length === 0) return [];
  return tx
    .insert(importLogs)
    .values([...rows])
    .onConflictDoNothing({ target: [importLogs.merchantId, importLogs.rowId] })
    .returning();
}

export async function updateImportLog(
  tx: MerchantTx,
  id: string,
  change: Partial<NewImportLog>,
): Promise<ImportLogRow | undefined> {
  const [row] = await tx.update(importLogs).set(change).where(eq(importLogs.id, id)).returning();
  return row;
}

export async function listLogsOfPreview(tx: MerchantTx, previewId: string): Promise<ImportLogRow[]> {
  return tx.select().from(importLogs).where(eq(importLogs.previewId, previewId)).orderBy(asc(importLogs.id));
}

export async function listQueuedLogIds(tx: MerchantTx, previewId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: importLogs.id })
    .from(importLogs)
    .where(and(eq(importLogs.previewId, previewId), eq(importLogs.state, "queued")))
    .orderBy(asc(importLogs.id));
  return rows.map((row) => row.id);
}

/** Categories that rows of this preview made (`LogMemo` of core). */
export async function listCreatedCategories(tx: MerchantTx, previewId: string): Promise<string[]> {
  const made = sql<string>`${importLogs.edit}->>'createdCategoryId'`;
  const rows = await tx
    .select({ id: made })
    .from(importLogs)
    .where(and(eq(importLogs.previewId, previewId), sql`${made} is not null`));
  return rows.map((row) => row.id);
}

export async function countLogsOfPreview(tx: MerchantTx, previewId: string): Promise<number> {
  return tx.$count(importLogs, eq(importLogs.previewId, previewId));
}

/**
 * Locks those of these logs that are still queued for whoever carries them out; others have or had the rest, and of a paused
 * import there are none.
 */
export async function claimQueuedLogs(tx: MerchantTx, ids: readonly string[]): Promise<ImportLogRow[]> {
  const goesOn = tx
    .select({ one: sql`1` })
    .from(importPreviews)
    .where(
      and(
        eq(importPreviews.merchantId, importLogs.merchantId),
        eq(importPreviews.id, importLogs.previewId),
        isNull(importPreviews.pausedAt),
      ),
    );
  return tx
    .select()
    .from(importLogs)
    .where(and(sql`${importLogs.id} = any(${sql.param(ids)}::uuid[])`, eq(importLogs.state, "queued"), exists(goesOn)))
    .orderBy(asc(importLogs.id))
    .for("update", { skipLocked: true });
}

/** The outcome of rows that were imported: what differs from log to log, and what they share. */
export async function finishImportLogs(
  tx: MerchantTx,
  logs: readonly { readonly id: string; readonly productId: string; readonly edit: unknown }[],
  outcome: { readonly credits: number; readonly finishedAt: Date; readonly undoableUntil: Date },
): Promise<void> {
  await tx.execute(sql`
    update import_logs l set state = 'imported', reason = null, product_id = r."productId", edit = r.edit,
      credits = ${outcome.credits}, finished_at = ${outcome.finishedAt.toISOString()}::timestamptz,
      undoable_until = ${outcome.undoableUntil.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(logs)}::jsonb) as r(id uuid, "productId" uuid, edit jsonb) where l.id = r.id`);
}

export async function lockImportLog(tx: MerchantTx, id: string): Promise<ImportLogRow | undefined> {
  const [row] = await tx.select().from(importLogs).where(eq(importLogs.id, id)).for("update");
  return row;
}

/** Newest first, one more than `limit` when there is a next page. */
export async function listImportLogRows(
  tx: MerchantTx,
  page: { limit: number; after?: { at: Date; id: string } | undefined },
): Promise<ImportLogRow[]> {
  const { after } = page;
  return tx
    .select()
    .from(importLogs)
    .where(
      after &&
        sql`(${importLogs.createdAt}, ${importLogs.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
    )
    .orderBy(desc(importLogs.createdAt), desc(importLogs.id))
    .limit(page.limit + 1);
}

/** The newest log that made this product. */
export async function findLogOfProduct(tx: MerchantTx, productId: string): Promise<ImportLogRow | undefined> {
  const [row] = await tx
    .select()
    .from(importLogs)
    .where(and(eq(importLogs.productId, productId), inArray(importLogs.state, ["imported"])))
    .orderBy(desc(importLogs.createdAt))
    .limit(1);
  return row;
}

/** Shown in Settings: what a paired browser brought in. */
export async function countSessionImports(tx: MerchantTx, sessionId: string, at: Date, count: number): Promise<void> {
  await tx
    .update(chromeExtensionSessions)
    .set({ importCount: sql`${chromeExtensionSessions.importCount} + ${count}`, lastImportAt: at })
    .where(eq(chromeExtensionSessions.id, sessionId));
}
