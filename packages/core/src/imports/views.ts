import type { ImportRowView, ImportView } from "@nexusone/contracts/imports";
import type { PreviewId } from "@nexusone/contracts/ids";
import { listLogsOfPreview, type ImportLogRow } from "@nexusone/db/queries/imports-logs";
import { findPreview, type PreviewRecord } from "@nexusone/db/queries/imports-previews";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { DomainError } from "../errors.ts";

type Row = z.input<typeof ImportRowView>;

export function toRowView(log: ImportLogRow): z.output<typeof ImportRowView> {
  const row: Row = {
    id: log.id,
    rowId: log.rowId,
    externalId: log.externalId,
    name: log.name,
    imageUrl: log.imageUrl,
    state: log.state,
    reason: log.reason,
    reasonDetails: log.reasonDetails,
    productId: log.productId,
    credits: log.credits,
    source: log.source,
    by: log.userName,
    createdAt: log.createdAt.toISOString(),
    finishedAt: log.finishedAt?.toISOString() ?? null,
    undoableUntil: log.undoableUntil?.toISOString() ?? null,
  };
  return row as z.output<typeof ImportRowView>; // ids come from our own uuid columns
}

/** `plan`: the preview it carries out, unless that is swept by now. */
export function toImportView(
  previewId: string,
  logs: readonly ImportLogRow[],
  plan: Pick<PreviewRecord, "committedAt" | "pausedAt"> | undefined,
): ImportView {
  const counts = { queued: 0, imported: 0, failed: 0, undone: 0 };
  for (const log of logs) counts[log.state] += 1;
  const open = plan?.pausedAt ? "paused" : "running";
  return {
    id: previewId as PreviewId, // the id the caller committed
    state: plan && !plan.committedAt ? "planned" : counts.queued > 0 ? open : "done",
    rows: logs.map(toRowView),
    counts,
    creditsCharged: logs.reduce((sum, log) => sum + log.credits, 0),
  };
}

/** @throws `preview.not_found` when neither the preview nor anything it did is known. */
export async function importViewOf(tx: MerchantTx, previewId: string): Promise<ImportView> {
  const [logs, plan] = await Promise.all([listLogsOfPreview(tx, previewId), findPreview(tx, previewId)]);
  if (logs.length === 0 && !plan) throw new DomainError("preview.not_found");
  return toImportView(previewId, logs, plan);
}
