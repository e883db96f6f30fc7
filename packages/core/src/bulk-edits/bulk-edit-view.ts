import { BULK_ROW_STATES, type BulkEditView } from "@nexusone/contracts/bulk-edits";
import { countBulkRows, findBulkEdit } from "@nexusone/db/queries/bulk-edits";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

/** How a bulk edit stands. Throws `preview.not_found`. */
export async function bulkEditViewOf(tx: MerchantTx, id: string): Promise<BulkEditView> {
  const [edit, counted] = await Promise.all([findBulkEdit(tx, id), countBulkRows(tx, id)]);
  if (!edit) throw new DomainError("preview.not_found");
  const sum = (rows: typeof counted) => rows.reduce((all, row) => all + row.count, 0);
  const reasons = Map.groupBy(
    counted.filter(({ reason }) => reason !== null),
    ({ reason }) => reason ?? "",
  );
  return {
    id: edit.id,
    state: edit.state,
    change: edit.change,
    by: edit.userName,
    createdAt: edit.createdAt.toISOString(),
    expiresAt: edit.expiresAt.toISOString(),
    undoableUntil: edit.undoableUntil?.toISOString() ?? null,
    total: edit.state === "reading" ? edit.total : sum(counted),
    counts: Object.fromEntries(
      BULK_ROW_STATES.map((state) => [state, sum(counted.filter((row) => row.state === state))]),
    ) as BulkEditView["counts"], // every state is there
    reasons: [...reasons].map(([reason, rows]) => ({ reason, count: sum(rows) })).sort((a, b) => b.count - a.count),
  };
}
