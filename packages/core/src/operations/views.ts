import type { OperationView } from "@nexusone/contracts/operations";
import type { OperationRow } from "@nexusone/db/queries/operations";
import { storedReason } from "../errors.ts";

export function toOperationView(row: OperationRow): OperationView {
  return {
    id: row.id,
    queue: row.queue,
    kind: row.kind,
    status: row.status,
    progress: row.progress,
    attempts: row.attempts,
    maxAttempts: row.maxAttempts,
    failedReason: storedReason(row.reason),
    failedDetails: row.reasonDetails,
    subject: row.subjectKind && row.subjectId ? { kind: row.subjectKind, id: row.subjectId } : null,
    by: row.userName,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    runAfter: row.runAfter?.toISOString() ?? null,
  };
}
