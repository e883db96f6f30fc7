import { and, asc, eq, sql } from "drizzle-orm";
import { importPreviewRows, importPreviews } from "../schema/imports.ts";
import type { MerchantTx } from "../with-merchant.ts";
import type { NewPreviewRow, PreviewRecord } from "./imports-previews.ts";

const { id, status, reason, reasonDetails, existingProductId } = importPreviewRows;
/** Whether a row goes in stands in its own columns: that is decided after its view was made. */
const STANDING = { id, status, reason, reasonDetails, existingProductId };

/** Every row as a list shows it, in order: without its variants, which are most of it. */
export async function listPreviewRows(tx: MerchantTx, previewId: string) {
  const view = sql<unknown>`${importPreviewRows.view} - 'variants' - 'optionNames'`.as("view");
  return tx
    .select({ ...STANDING, view })
    .from(importPreviewRows)
    .where(eq(importPreviewRows.previewId, previewId))
    .orderBy(asc(importPreviewRows.position));
}

/** One row as it is shown, with its variants. */
export async function findShownRow(tx: MerchantTx, rowId: string) {
  const [row] = await tx
    .select({ ...STANDING, view: importPreviewRows.view })
    .from(importPreviewRows)
    .where(eq(importPreviewRows.id, rowId));
  return row;
}

/** The rows nobody has read yet, in order. */
export async function listUnreadRows(tx: MerchantTx, previewId: string) {
  const { position, supplier, externalId, asked } = importPreviewRows;
  return tx
    .select({ id, position, supplier, externalId, asked })
    .from(importPreviewRows)
    .where(and(eq(importPreviewRows.previewId, previewId), eq(importPreviewRows.status, "reading")))
    .orderBy(asc(importPreviewRows.position));
}

/** How the rows stand, without what they show. */
export async function listRowStates(tx: MerchantTx, previewId: string) {
  const { supplier, externalId } = importPreviewRows;
  return tx
    .select({ id, status, supplier, externalId })
    .from(importPreviewRows)
    .where(eq(importPreviewRows.previewId, previewId))
    .orderBy(asc(importPreviewRows.position));
}

export async function countPreviewRows(tx: MerchantTx, previewId: string) {
  const [row] = await tx
    .select({
      total: sql<number>`count(*)::integer`,
      read: sql<number>`count(*) filter (where ${importPreviewRows.status} <> 'reading')::integer`,
      ok: sql<number>`count(*) filter (where ${importPreviewRows.status} = 'ok')::integer`,
    })
    .from(importPreviewRows)
    .where(eq(importPreviewRows.previewId, previewId));
  return row!; // an aggregate has one row
}

export type ReadRow = Pick<
  NewPreviewRow,
  "status" | "reason" | "reasonDetails" | "existingProductId" | "view" | "snapshot"
> & { readonly id: string };

/** Writes what was read of a row, unless somebody else did. */
export async function settleReadRow(tx: MerchantTx, { id, ...read }: ReadRow): Promise<void> {
  await tx
    .update(importPreviewRows)
    .set(read)
    .where(and(eq(importPreviewRows.id, id), eq(importPreviewRows.status, "reading")));
}

/** Leaves rows out, whatever they were before. */
export async function excludeRows(
  tx: MerchantTx,
  ids: readonly string[],
  why: {
    readonly reason: string;
    readonly reasonDetails: Record<string, string | number>;
    readonly existingProductId?: string;
  },
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(importPreviewRows)
    .set({ status: "excluded", ...why })
    .where(sql`${importPreviewRows.id} = any(${sql.param(ids)}::uuid[])`);
}

/** Holds a preview that is still being read against others who would write it; undefined when it is not. */
export async function lockReadingPreview(tx: MerchantTx, id: string): Promise<PreviewRecord | undefined> {
  const [row] = await tx
    .select()
    .from(importPreviews)
    .where(and(eq(importPreviews.id, id), eq(importPreviews.state, "reading")))
    .for("update");
  return row;
}

export async function addPreviewPoints(tx: MerchantTx, id: string, points: number): Promise<void> {
  await tx
    .update(importPreviews)
    .set({ cjPoints: sql`${importPreviews.cjPoints} + ${points}` })
    .where(eq(importPreviews.id, id));
}

export async function markPreviewReady(tx: MerchantTx, id: string, expiresAt: Date): Promise<void> {
  await tx.update(importPreviews).set({ state: "ready", expiresAt }).where(eq(importPreviews.id, id));
}

/** Previews whose reading nobody went on with since `before`, in real time. */
export async function listStalledPreviews(tx: MerchantTx, before: Date): Promise<string[]> {
  const rows = await tx
    .select({ id: importPreviews.id })
    .from(importPreviews)
    .where(
      and(eq(importPreviews.state, "reading"), sql`${importPreviews.updatedAt} < ${before.toISOString()}::timestamptz`),
    );
  return rows.map((row) => row.id);
}
