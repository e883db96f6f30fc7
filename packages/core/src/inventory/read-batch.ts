import { addToSyncRun, findSyncRun, postponeTurns, type NextTurn } from "@nexusone/db/queries/inventory-runs";
import type { ServiceContext } from "../context.ts";
import type { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx } from "../transaction.ts";
import { isSilent, readTurns, refusesAll, type Read } from "./read-turns.ts";
import { takeTurns } from "./take-turns.ts";

/** The last products of a run that nobody answers for are put off after this many waits. */
const MOST_WAITS = 3;

/** What was read of a batch; nothing of it is written yet. */
export type ReadBatch = {
  readonly reads: readonly Read[];
  readonly points: number;
  readonly askedAt: Date;
  /** Why nothing more may be asked now. Products without an answer keep their turns. */
  readonly refused: DomainError | undefined;
};

/**
 * Reads the next products of a run, without those that are being `settled`; undefined when there are none. When nobody answers
 * for any of them they keep their turns, behind all others, and the reason is thrown.
 */
export async function readBatch(
  ctx: ServiceContext,
  runId: string,
  settled: readonly NextTurn[],
): Promise<ReadBatch | undefined> {
  const batch = await takeTurns(ctx, runId, settled);
  if (!batch) return undefined;
  const askedAt = ctx.platform.clock.now();
  const { reads, points } = await readTurns(ctx, batch);
  failpoint("inventory.sync.after_read");
  const refused = reads.find(({ failure }) => failure && refusesAll(failure))?.failure;
  if (reads.every(isSilent)) {
    const putBack = await inMerchantTx(ctx, async (tx) => {
      const waits = (await findSyncRun(tx, runId))?.waits ?? 0;
      const others = batch.more || reads.length < batch.turns.length;
      if (!others && waits >= MOST_WAITS) return false;
      await addToSyncRun(tx, runId, { points });
      // Others may be answered for: these come last from now on.
      await postponeTurns(
        tx,
        runId,
        reads.map(({ turn }) => turn.productId),
      );
      return true;
    });
    if (putBack) throw reads[0]!.failure!; // every one has a failure, and there is one at least
  }
  return { reads: reads.filter(({ failure }) => !failure || !refusesAll(failure)), points, askedAt, refused };
}
