import type { ImportRowView, ImportView } from "@nexusone/contracts/imports";
import type { PreviewId } from "@nexusone/contracts/ids";
import { listLogsOfPreview, type ImportLogRow } from "@nexusone/db/queries/imports-logs";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";

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

export function toImportView(previewId: string, logs: readonly ImportLogRow[]): ImportView {
  const counts = { queued: 0, imported: 0, failed: 0, undone: 0 };
  for (const log of logs) counts[log.state] += 1;
  return {
    id: previewId as PreviewId, // the id the caller committed
    state: counts.queued > 0 ? "running" : "done",
    rows: logs.map(toRowView),
    counts,
    creditsCharged: logs.reduce((sum, log) => sum + log.credits, 0),
  };
}

export const importViewOf = async (tx: MerchantTx, previewId: string): Promise<ImportView> =>
  toImportView(previewId, await listLogsOfPreview(tx, previewId));
