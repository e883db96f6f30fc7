import { findQueuedRow } from "@nexusone/db/queries/imports-previews";
import { claimQueuedLog, lockImportLog, updateImportLog } from "@nexusone/db/queries/imports-logs";
import { reasonOf } from "@nexusone/contracts/reasons";
import { releaseReservation } from "../billing/reserve-credits.ts";
import type { ServiceContext } from "../context.ts";
import { isDomainError, type DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { importRow, purposeOf, type LogMemo } from "./import-row.ts";
import { rereadIfOld } from "./reread.ts";
import type { StoredRow } from "./snapshot.ts";

/** A job has time: throttled calls wait their turn instead of failing. */
const JOB_DEADLINE_MS = 60_000;

/**
 * Imports one queued row. A refusal is settled on the row and frees its credits; only what a repeat can cure (CJ silent, the
 * database away) is thrown, so that the job comes back to it.
 */
export async function carryOut(ctx: ServiceContext, logId: string): Promise<void> {
  try {
    const row = await readMerchant(ctx, (tx) => findQueuedRow(tx, logId));
    if (!row) return;
    const reading = await rereadIfOld(ctx, row.snapshot as StoredRow, JOB_DEADLINE_MS); // rows with status ok have one
    await inMerchantTx(ctx, async (tx) => {
      const log = await claimQueuedLog(tx, logId);
      if (!log) return;
      await importRow(tx, ctx, { log, row, edit: (log.edit as LogMemo | null)?.edit ?? null, reading, reserved: true });
    });
    failpoint("import.commit.after_commit");
  } catch (error) {
    if (!isDomainError(error) || (error.reason.startsWith("cj.") && reasonOf(error.reason).retry)) throw error;
    await settle(ctx, logId, error);
  }
}

/** Ends a queued row with its reason and frees its credits. Safe to repeat. */
export async function settle(ctx: ServiceContext, logId: string, error: DomainError): Promise<void> {
  await inMerchantTx(ctx, async (tx) => {
    const log = await lockImportLog(tx, logId);
    if (log?.state !== "queued") return;
    await releaseReservation(tx, purposeOf(logId));
    await updateImportLog(tx, logId, {
      state: "failed",
      reason: error.reason,
      reasonDetails: error.details,
      finishedAt: ctx.platform.clock.now(),
    });
    await recordEvent(
      tx,
      ctx,
      "import.failed",
      { externalId: log.externalId, reason: error.reason, importLogId: logId },
      { kind: "import", id: logId },
    );
  });
}
