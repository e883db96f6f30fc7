import { and, asc, desc, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import type { SupplierId } from "@nexusone/contracts/ids";
import { importLogs, importPreviewRows, importPreviews } from "../schema/imports.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type PreviewRecord = typeof importPreviews.$inferSelect;
export type PreviewRowRecord = typeof importPreviewRows.$inferSelect;
type Stored<T> = Omit<T, "merchantId" | "id" | "createdAt" | "updatedAt">;
export type NewPreview = Stored<typeof importPreviews.$inferInsert>;
export type NewPreviewRow = Omit<Stored<typeof importPreviewRows.$inferInsert>, "previewId">;

/** Stores a preview and its rows. Returns the ids, rows in the order given. */
export async function insertPreview(
  tx: MerchantTx,
  preview: NewPreview,
  rows: readonly NewPreviewRow[],
): Promise<{ preview: PreviewRecord; rowIds: string[] }> {
  const [stored] = await tx.insert(importPreviews).values(preview).returning();
  const previewId = stored!.id; // an insert without conflict clause returns its row or raises
  const inserted = await tx
    .insert(importPreviewRows)
    .values(rows.map((row) => ({ ...row, previewId })))
    .returning({ id: importPreviewRows.id, position: importPreviewRows.position });
  const byPosition = new Map(inserted.map((row) => [row.position, row.id]));
  return { preview: stored!, rowIds: rows.map((row) => byPosition.get(row.position)!) }; // positions are unique
}

export async function findPreview(tx: MerchantTx, id: string): Promise<PreviewRecord | undefined> {
  const [row] = await tx.select().from(importPreviews).where(eq(importPreviews.id, id));
  return row;
}

/** The same for a preview that a job will read; undefined when this merchant has one with its key. */
export async function insertReadingPreview(
  tx: MerchantTx,
  preview: NewPreview & { readonly key: string },
  rows: readonly NewPreviewRow[],
): Promise<PreviewRecord | undefined> {
  const [stored] = await tx
    .insert(importPreviews)
    .values(preview)
    .onConflictDoNothing({ target: [importPreviews.merchantId, importPreviews.key] })
    .returning();
  if (stored) await tx.insert(importPreviewRows).values(rows.map((row) => ({ ...row, previewId: stored.id })));
  return stored;
}

export async function findPreviewByKey(tx: MerchantTx, key: string): Promise<PreviewRecord | undefined> {
  const [row] = await tx.select().from(importPreviews).where(eq(importPreviews.key, key));
  return row;
}

/** Marks the preview committed; undefined when it is already, or does not exist. A second committer waits for the first. */
export async function claimPreview(tx: MerchantTx, id: string, at: Date): Promise<PreviewRecord | undefined> {
  const [row] = await tx
    .update(importPreviews)
    .set({ committedAt: at })
    .where(and(eq(importPreviews.id, id), isNull(importPreviews.committedAt)))
    .returning();
  return row;
}

/**
 * Holds or releases a committed import of which rows still wait. @returns how many wait; undefined when it is so already, or
 * nothing waits.
 */
export async function setPaused(tx: MerchantTx, id: string, pausedAt: Date | null): Promise<number | undefined> {
  const queued = await tx.$count(importLogs, and(eq(importLogs.previewId, id), eq(importLogs.state, "queued")));
  if (queued === 0) return undefined;
  const { rowCount } = await tx
    .update(importPreviews)
    .set({ pausedAt })
    .where(
      and(
        eq(importPreviews.id, id),
        isNotNull(importPreviews.committedAt),
        pausedAt === null ? isNotNull(importPreviews.pausedAt) : isNull(importPreviews.pausedAt),
      ),
    );
  return rowCount === 1 ? queued : undefined;
}

export async function isPaused(tx: MerchantTx, id: string): Promise<boolean> {
  const [row] = await tx
    .select({ pausedAt: importPreviews.pausedAt })
    .from(importPreviews)
    .where(eq(importPreviews.id, id));
  return row?.pausedAt != null;
}

/** Rows that may be imported, in order, without their snapshots, which are large. */
export async function listOkRowHeads(tx: MerchantTx, previewId: string) {
  return tx
    .select({
      id: importPreviewRows.id,
      supplier: importPreviewRows.supplier,
      externalId: importPreviewRows.externalId,
      name: sql<string | null>`${importPreviewRows.view}->>'name'`,
      imageUrl: sql<string | null>`${importPreviewRows.view}->>'imageUrl'`,
    })
    .from(importPreviewRows)
    .where(and(eq(importPreviewRows.previewId, previewId), eq(importPreviewRows.status, "ok")))
    .orderBy(asc(importPreviewRows.position));
}

/** Everything of a row but the supplier's own words, which are large and only copied inside the database. */
const ROW = {
  id: importPreviewRows.id,
  previewId: importPreviewRows.previewId,
  supplier: importPreviewRows.supplier,
  externalId: importPreviewRows.externalId,
  view: importPreviewRows.view,
  snapshot: sql<unknown>`${importPreviewRows.snapshot} #- '{product,raw}'`.as("snapshot"),
  createdAt: importPreviewRows.createdAt,
};
export type PlannedRowRecord = Pick<PreviewRowRecord, keyof typeof ROW>;

export async function findPreviewRow(tx: MerchantTx, id: string): Promise<PlannedRowRecord | undefined> {
  const [row] = await tx.select(ROW).from(importPreviewRows).where(eq(importPreviewRows.id, id));
  return row;
}

/** The preview rows these logs are about, without those that are settled. */
export async function listQueuedRows(
  tx: MerchantTx,
  logIds: readonly string[],
): Promise<(PlannedRowRecord & { logId: string })[]> {
  return tx
    .select({ ...ROW, logId: importLogs.id })
    .from(importLogs)
    .innerJoin(
      importPreviewRows,
      and(eq(importPreviewRows.merchantId, importLogs.merchantId), eq(importPreviewRows.id, importLogs.rowId)),
    )
    .where(and(sql`${importLogs.id} = any(${sql.param(logIds)}::uuid[])`, eq(importLogs.state, "queued")))
    .orderBy(asc(importLogs.id));
}

/** The newest reading of each of a supplier's products by another preview, made after `since`: what is now known of its cost. */
export async function findNewerReadings(
  tx: MerchantTx,
  supplier: SupplierId,
  externalIds: readonly string[],
  since: Date,
): Promise<Map<string, unknown>> {
  if (externalIds.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([importPreviewRows.externalId], {
      externalId: importPreviewRows.externalId,
      snapshot: sql<unknown>`${importPreviewRows.snapshot} #- '{product,raw}'`.as("snapshot"),
    })
    .from(importPreviewRows)
    .where(
      and(
        sql`${importPreviewRows.externalId} = any(${sql.param(externalIds)}::text[])`,
        eq(importPreviewRows.supplier, supplier),
        gt(importPreviewRows.createdAt, since),
        isNotNull(importPreviewRows.snapshot),
      ),
    )
    .orderBy(importPreviewRows.externalId, desc(importPreviewRows.createdAt));
  return new Map(rows.map((row) => [row.externalId ?? "", row.snapshot]));
}
