import { UndoBatchInput, type UndoBatchResult } from "@nexusone/contracts/imports";
import { listLogsOfPreview, listQueuedLogIds } from "@nexusone/db/queries/imports-logs";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { settle } from "./carry-out.ts";
import { dropMadeCategories, undoRow } from "./undo-row.ts";
import { toRowView } from "./views.ts";

/** Rows undone in one transaction: it holds the merchant's plan and balance. */
const TOGETHER = 20;

/**
 * Takes a whole import back: rows still waiting are dropped, imported ones undone as `imports.undo` does, some in one
 * transaction. Rows edited since are only named unless `force`; rows that can no longer be undone are named with the cause.
 * Interrupted anywhere it can be called again; a second call refunds nothing. @throws `preview.not_found`.
 */
export async function undoBatch(
  ctx: ServiceContext,
  rawInput: z.input<typeof UndoBatchInput>,
): Promise<UndoBatchResult> {
  authorize(ctx, "catalog:import");
  const { id, force } = UndoBatchInput.parse(rawInput);
  for (const logId of await readMerchant(ctx, (tx) => listQueuedLogIds(tx, id)))
    await settle(ctx, logId, new DomainError("import.discarded"));
  // Not from a replica: the rows settled above, and those a job imported meanwhile, must be seen.
  const logs = await inMerchantTx(ctx, (tx) => listLogsOfPreview(tx, id));
  if (logs.length === 0) throw new DomainError("preview.not_found");
  const imported = logs.filter((log) => log.state === "imported").map((log) => log.id);

  const result: UndoBatchResult = { undone: 0, credits: 0, edited: [], refused: [] };
  for (let from = 0; from < imported.length; from += TOGETHER) {
    const some = imported.slice(from, from + TOGETHER);
    const rows = await inMerchantTx(ctx, async (tx) => {
      const done = [];
      for (const logId of some) done.push(await undoRow(tx, ctx, logId, force));
      await dropMadeCategories(tx, id);
      return done;
    });
    failpoint("import.undo.after_batch");
    for (const row of rows) {
      if (row.cause === null) {
        // Another call was faster with a row that brings nothing back here.
        if (row.credits > 0) result.undone += 1;
        result.credits += row.credits;
      } else if (row.cause === "edited" && row.log) result.edited.push(toRowView(row.log));
      else if ((row.cause === "expired" || row.cause === "gone" || row.cause === "ordered") && row.log)
        result.refused.push({ row: toRowView(row.log), cause: row.cause, order: row.order ?? null });
    }
  }
  return result;
}
