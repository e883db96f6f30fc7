import { lockProduct } from "@nexusone/db/queries/catalog-product";
import {
  addToSyncRun,
  lockSyncRun,
  settleTurn,
  settleUnchanged,
  updateSyncRun,
  type RunCounts,
  type SyncRunRow,
} from "@nexusone/db/queries/inventory-runs";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { storedProduct } from "../catalog/compare-with-supplier.ts";
import { takeReading } from "../catalog/take-reading.ts";
import { addMs, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { databaseUnavailable, DomainError, isDomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx } from "../transaction.ts";
import { readFollowing } from "./following.ts";
import type { Read } from "./read-turns.ts";
import { retryAt } from "./resumes-at.ts";
import { tellRun } from "./run-view.ts";
import type { ReadBatch } from "./read-batch.ts";

/** Screens hear of a run this often at most. */
const STEPS_TOLD = 40;
/** A supplier that does not know a product is asked once more before that is believed. */
const SECOND_LOOK_MS = HOUR_MS;

/**
 * Writes what a batch brought and ends its turns. What says the same as last time, of products that nobody changed since, is
 * settled together; each of the others in a transaction of its own.
 */
export async function settleReads(
  ctx: ServiceContext,
  runId: string,
  { reads, points, askedAt }: ReadBatch,
): Promise<void> {
  const same = await inMerchantTx(ctx, async (tx) => {
    const run = await lockSyncRun(tx, runId);
    if (!run) return new Set<string>();
    const rows = reads.flatMap(({ turn: { productId, rank, digest: last }, digest }) =>
      digest !== null && digest === last ? [{ productId, rank, digest }] : [],
    );
    const settled = await settleUnchanged(tx, runId, rows, askedAt);
    await countSeen(tx, ctx, run, { seen: settled.filter(({ again }) => !again).length, points });
    return new Set(settled.map(({ productId }) => productId));
  });
  for (const read of reads) if (!same.has(read.turn.productId)) await settleOrPutOff(ctx, runId, read, askedAt);
}

/** One product that cannot be written, whatever the cause, does not stop the others: it is put off, and the log says why. */
async function settleOrPutOff(ctx: ServiceContext, runId: string, read: Read, askedAt: Date): Promise<void> {
  try {
    await settle(ctx, runId, read, askedAt);
  } catch (error) {
    if (databaseUnavailable(error) || (isDomainError(error) && error.reason === "job.worker_lost")) throw error;
    ctx.platform.log.error({ err: error, productId: read.turn.productId }, "a reading could not be written");
    const failure = isDomainError(error) ? error : new DomainError("job.failed", {}, error);
    await settle(ctx, runId, { ...read, failure }, askedAt);
  }
}

/** Writes what one reading brought and ends the product's turn, both or neither. */
async function settle(ctx: ServiceContext, runId: string, read: Read, askedAt: Date): Promise<void> {
  await inMerchantTx(ctx, async (tx) => {
    const product = await lockProduct(tx, read.turn.productId);
    const run = await lockSyncRun(tx, runId);
    // Removed meanwhile, or the run is no longer ours.
    if (!product || !run) return;
    const { counts, state } = await outcome(tx, ctx, read, askedAt);
    failpoint("inventory.sync.before_commit");
    const turn = await settleTurn(tx, runId, read.turn, state);
    if (!turn) throw new DomainError("job.worker_lost");
    await countSeen(tx, ctx, run, { seen: turn === "ended" ? 1 : 0, ...counts });
  });
}

/** Adds to what a run has done, and tells screens now and then. */
async function countSeen(
  tx: MerchantTx,
  ctx: ServiceContext,
  run: SyncRunRow,
  counts: Partial<RunCounts> & Pick<RunCounts, "seen">,
): Promise<void> {
  if (Object.values(counts).every((count) => count === 0)) return;
  await addToSyncRun(tx, run.id, counts);
  if (!counts.failed && run.waits > 0) await updateSyncRun(tx, run.id, { waits: 0 });
  const step = Math.max(1, Math.ceil(run.total / STEPS_TOLD));
  const seen = run.seen + counts.seen;
  if (Math.floor(seen / step) > Math.floor(run.seen / step)) await tellRun(tx, ctx, { ...run, seen });
}

type Outcome = {
  readonly counts: Partial<RunCounts>;
  readonly state: Parameters<typeof settleTurn>[3];
};
const WELL = { failures: 0, reason: null, retryAt: null, missed: 0 };

async function outcome(tx: MerchantTx, ctx: ServiceContext, read: Read, askedAt: Date): Promise<Outcome> {
  const { turn, failure } = read;
  const now = ctx.platform.clock.now();
  if (failure) {
    const failures = turn.failures + 1;
    return { counts: { failed: 1 }, state: { failures, reason: failure.reason, retryAt: retryAt(failures, now) } };
  }
  const { stored } = await storedProduct(tx, turn.productId);
  // A person's refresh overtook this one.
  if (stored.link.lastReadAt > askedAt) return { counts: {}, state: WELL };
  const reading = read.reading();
  if (reading === null && stored.link.offSaleAt === null && turn.missed === 0)
    return { counts: {}, state: { ...WELL, missed: 1, retryAt: addMs(now, SECOND_LOOK_MS) } };
  const following = await readFollowing(tx);
  const { changed, asked } = await takeReading(tx, ctx, stored, reading, askedAt, following);
  return {
    counts: { changed: changed ? 1 : 0, waiting: asked },
    state: {
      ...WELL,
      missed: reading === null ? turn.missed + 1 : 0,
      digest: read.digest,
      version: stored.product.version + (changed ? 1 : 0),
    },
  };
}
