import { listQueuedRows } from "@nexusone/db/queries/imports-previews";
import { claimQueuedLogs, lockImportLog, updateImportLog } from "@nexusone/db/queries/imports-logs";
import { releaseReservation } from "../billing/reserve-credits.ts";
import type { ServiceContext } from "../context.ts";
import { isDomainError, type DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { isPassingFailure } from "../suppliers/find-supplier.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { importRows, purposeOf, type Claim } from "./import-rows.ts";
import { rereadIfOld } from "./reread.ts";

/** A job has time: throttled calls wait their turn instead of failing. */
const JOB_DEADLINE_MS = 60_000;

type Ready = Omit<Claim, "log"> & { readonly logId: string };

/**
 * Imports queued rows of one preview. A refusal is settled on its row and frees its credits; only what a repeat can cure (a supplier
 * silent, the database away) is thrown, so that the job comes back to it, after what was ready is imported.
 */
export async function carryOut(ctx: ServiceContext, logIds: readonly string[]): Promise<void> {
  const rows = await readMerchant(ctx, (tx) => listQueuedRows(tx, logIds));
  const ready: Ready[] = [];
  let stopped: { error: unknown } | undefined;
  for (const { logId, ...row } of rows) {
    try {
      const reading = await rereadIfOld(ctx, row, JOB_DEADLINE_MS);
      ready.push({ logId, row, reading });
    } catch (error) {
      if (!isFinal(error)) {
        stopped = { error };
        break;
      }
      await settle(ctx, logId, error);
    }
  }
  await importAll(ctx, ready);
  if (stopped) throw stopped.error;
}

/** In one transaction; when that fails, each on its own, so that one bad row stops no other. */
async function importAll(ctx: ServiceContext, ready: readonly Ready[]): Promise<void> {
  const [first, ...others] = ready;
  if (!first) return;
  try {
    await inMerchantTx(ctx, async (tx) => {
      const rowOf = new Map(ready.map((one) => [one.logId, one]));
      const logs = await claimQueuedLogs(tx, [...rowOf.keys()]);
      const claims = logs.map((log): Claim => ({ log, ...rowOf.get(log.id)! })); // it claims only what it was asked for
      if (claims.length > 0) await importRows(tx, ctx, claims, { reserved: true });
    });
    failpoint("import.commit.after_commit");
  } catch (error) {
    if (others.length > 0) await oneByOne(ctx, ready);
    else if (isFinal(error)) await settle(ctx, first.logId, error);
    else throw error;
  }
}

async function oneByOne(ctx: ServiceContext, ready: readonly Ready[]): Promise<void> {
  const failures: unknown[] = [];
  for (const one of ready) await importAll(ctx, [one]).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

const isFinal = (error: unknown): error is DomainError => isDomainError(error) && !isPassingFailure(error);

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
