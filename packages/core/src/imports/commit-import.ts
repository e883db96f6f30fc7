import { CommitImportInput, type ImportView } from "@nexusone/contracts/imports";
import { claimPreview, findPreview, findPreviewRow, listOkRowHeads } from "@nexusone/db/queries/imports-previews";
import { insertImportLogs } from "@nexusone/db/queries/imports-logs";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { isSupplierFailure } from "../suppliers/find-supplier.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import type { Edit } from "./apply-edit.ts";
import { importRows } from "./import-rows.ts";
import { newLog, type Head } from "./new-log.ts";
import { queueRows } from "./queue-rows.ts";
import { rereadIfOld } from "./reread.ts";
import { importViewOf, toImportView } from "./views.ts";

/**
 * Carries out a stored preview with the merchant's edits. One row is imported at once in one transaction; several become a
 * job. Safe to repeat: a second commit returns what the first one did. What went wrong with a row stands on the row.
 * Calls the supplier only when the plan is older than ten minutes, before any transaction.
 * @throws `preview.not_found`, `preview.not_ready`, `preview.expired`, and the supplier's reason when an old plan cannot be checked.
 */
export async function commitImport(
  ctx: ServiceContext,
  rawInput: z.input<typeof CommitImportInput>,
): Promise<ImportView> {
  const { previewId, edits } = CommitImportInput.parse(rawInput);
  authorize(ctx, "catalog:import");
  const plan = await readMerchant(ctx, (tx) => openPlan(tx, ctx, previewId));
  if ("done" in plan) return plan.done;
  const editOf = new Map(edits.map((edit) => [edit.rowId as string, edit]));
  const heads = plan.heads.filter((head) => editOf.get(head.id)?.include !== false);
  const [only] = heads;
  if (heads.length === 1 && only) return commitOne(ctx, previewId, only, editOf.get(only.id) ?? null);
  if (heads.length > 1) authorize(ctx, "catalog:import_bulk");
  return queueRows(ctx, previewId, heads, editOf);
}

async function openPlan(
  tx: MerchantTx,
  ctx: ServiceContext,
  previewId: string,
): Promise<{ done: ImportView } | { heads: Head[] }> {
  const preview = await findPreview(tx, previewId);
  // Swept since; its logs still say what the first commit did.
  if (!preview) return { done: await importViewOf(tx, previewId) };
  if (preview.committedAt) return { done: await importViewOf(tx, previewId) };
  if (preview.state === "reading") throw new DomainError("preview.not_ready");
  if (preview.expiresAt <= ctx.platform.clock.now()) throw new DomainError("preview.expired");
  const heads = await listOkRowHeads(tx, previewId);
  return { heads: heads.map((head) => ({ ...head, source: preview.source })) };
}

async function commitOne(ctx: ServiceContext, previewId: string, head: Head, edit: Edit | null): Promise<ImportView> {
  const row = await readMerchant(ctx, (tx) => findPreviewRow(tx, head.id));
  if (!row) throw new DomainError("preview.not_found");
  const now = ctx.platform.clock.now();
  try {
    const reading = await rereadIfOld(ctx, row);
    const view = await inMerchantTx(ctx, async (tx) => {
      const plan = await claimPreview(tx, previewId, now);
      if (!plan) return importViewOf(tx, previewId);
      const [log] = await insertImportLogs(tx, [newLog(ctx, previewId, head, { edit })]);
      if (!log) return importViewOf(tx, previewId);
      return toImportView(previewId, await importRows(tx, ctx, [{ log, row, reading }], { reserved: false }), plan);
    });
    failpoint("import.commit.after_commit");
    return view;
  } catch (error) {
    // A supplier not answering now says nothing about the row: the preview stays open for another try.
    if (!isDomainError(error) || isSupplierFailure(error)) throw error;
    return recordRefusal(ctx, previewId, head, edit, error);
  }
}

/** The transaction with the refusal is gone; its outcome is kept in one of its own, unless another commit was faster. */
async function recordRefusal(
  ctx: ServiceContext,
  previewId: string,
  head: Head,
  edit: Edit | null,
  error: DomainError,
): Promise<ImportView> {
  return inMerchantTx(ctx, async (tx) => {
    const plan = await claimPreview(tx, previewId, ctx.platform.clock.now());
    if (!plan) return importViewOf(tx, previewId);
    const logs = await insertImportLogs(tx, [newLog(ctx, previewId, head, { edit, refusal: error })]);
    for (const log of logs)
      await recordEvent(
        tx,
        ctx,
        "import.failed",
        { externalId: log.externalId, reason: error.reason, importLogId: log.id },
        { kind: "import", id: log.id },
      );
    return toImportView(previewId, logs, plan);
  });
}
