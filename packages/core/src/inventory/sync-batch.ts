import { reasonOf } from "@nexusone/contracts/reasons";
import { addToSyncRun, findSyncRun, listNextTurns, postponeTurns } from "@nexusone/db/queries/inventory-runs";
import type { ServiceContext } from "../context.ts";
import type { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { endsEverything, isPassingFailure } from "../suppliers/find-supplier.ts";
import { inMerchantTx } from "../transaction.ts";
import { keepPointsBack } from "./keep-points-back.ts";
import { readTurns } from "./read-turns.ts";
import { settleReads } from "./settle-reads.ts";

/** INV-10: five to ten at a time; the limiter makes the pauses between them. */
const BATCH = 8;
/** The last products of a run that nobody answers for are put off after this many waits. */
const MOST_WAITS = 3;

/**
 * Reads the next products of a run and writes what they bring. A single product that cannot be read is put off. When none can,
 * or the account may not ask any more, they keep their turns and the reason is thrown.
 */
export async function syncBatch(ctx: ServiceContext, runId: string): Promise<"more" | "over"> {
  const { turns, waits } = await inMerchantTx(ctx, async (tx) => ({
    turns: await listNextTurns(tx, runId, BATCH + 1),
    waits: (await findSyncRun(tx, runId))?.waits ?? 0,
  }));
  const [first] = turns;
  if (!first) return "over";
  const { supplier, environment } = first.link;
  const batch = turns
    .filter(({ link }) => link.supplier === supplier && link.environment === environment)
    .slice(0, BATCH);
  await keepPointsBack(ctx, supplier, batch.length);
  const askedAt = ctx.platform.clock.now();
  const { reads, points } = await readTurns(ctx, batch);
  failpoint("inventory.sync.after_read");
  if (points > 0) await inMerchantTx(ctx, (tx) => addToSyncRun(tx, runId, { points }));
  const silent = reads.every(({ failure }) => failure && isPassingFailure(failure));
  const refused = reads.find(({ failure }) => failure && refusesAll(failure))?.failure;
  if (silent && !refused && (batch.length < turns.length || waits < MOST_WAITS)) {
    // Others may be answered for: these come last from now on.
    const ids = batch.map(({ productId }) => productId);
    await inMerchantTx(ctx, (tx) => postponeTurns(tx, runId, ids));
    throw reads[0]!.failure!; // every one has a failure, and there is one at least
  }
  const answered = reads.filter(({ failure }) => !failure || !refusesAll(failure));
  if (answered.length > 0) await settleReads(ctx, runId, answered, askedAt);
  if (refused) throw refused;
  return "more";
}

/** Not about this product: the account may not ask now, or not at all. */
const refusesAll = (failure: DomainError): boolean =>
  endsEverything(failure) || (isPassingFailure(failure) && reasonOf(failure.reason).kind === "too_many");
