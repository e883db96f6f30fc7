import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { importPreviewRows, importPreviews } from "../schema/imports.ts";
import type { MerchantTx } from "../with-merchant.ts";
import type { PreviewRecord } from "./imports-previews.ts";

/** Holds a preview against its commit and against other edits. */
export async function lockPreview(tx: MerchantTx, id: string): Promise<PreviewRecord | undefined> {
  const [row] = await tx.select().from(importPreviews).where(eq(importPreviews.id, id)).for("update");
  return row;
}

/** Those of these rows of a preview whose products were read, in order; without the supplier's own words and the variants shown. */
export async function listReadRows(tx: MerchantTx, previewId: string, rowIds: readonly string[]) {
  const { id, position, status, reason, reasonDetails } = importPreviewRows;
  return tx
    .select({
      ...{ id, position, status, reason, reasonDetails },
      view: sql<unknown>`${importPreviewRows.view} - 'variants'`.as("view"),
      snapshot: sql<unknown>`${importPreviewRows.snapshot} #- '{product,raw}'`.as("snapshot"),
    })
    .from(importPreviewRows)
    .where(
      and(
        eq(importPreviewRows.previewId, previewId),
        sql`${importPreviewRows.id} = any(${sql.param(rowIds)}::uuid[])`,
        isNotNull(importPreviewRows.snapshot),
      ),
    )
    .orderBy(asc(importPreviewRows.position));
}

export type EditedRow = {
  readonly id: string;
  readonly status: "ok" | "excluded";
  readonly reason: string | null;
  readonly reasonDetails: Readonly<Record<string, string | number>>;
  /** Replaces what it names of the view. */
  readonly view: object;
  /** Replaces the terms in the snapshot; the product stays as it was read. */
  readonly plan: object;
};

export async function writeEditedRows(tx: MerchantTx, rows: readonly EditedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    update import_preview_rows r set status = e.status, reason = e.reason, reason_details = e."reasonDetails",
      view = r.view || e.view, snapshot = jsonb_set(r.snapshot, '{plan}', e.plan)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as e(id uuid, status text, reason text, "reasonDetails" jsonb, view jsonb, plan jsonb)
    where r.id = e.id`);
}
