import { lockProducts } from "@nexusone/db/queries/catalog-product";
import {
  addToSyncRun,
  lockSyncRun,
  settleTurns,
  settleUnchanged,
  updateSyncRun,
  type RunCounts,
  type SyncRunRow,
  type TurnEnd,
} from "@nexusone/db/queries/inventory-runs";
import { listStoredProducts } from "@nexusone/db/queries/stored-products";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { takeReadings, type ReadProduct } from "../catalog/take-readings.ts";
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
/** So many products are locked at once at the most. */
const TOGETHER = 100;
/** A supplier that does not know a product is asked once more before that is believed. */
const SECOND_LOOK_MS = HOUR_MS;

/**
 * Writes what a batch brought and ends its turns. What says the same as last time, of products that nobody changed since, is
 * settled without looking further; the others some at a time.
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
  const others = reads.filter(({ turn }) => !same.has(turn.productId));
  for (let start = 0; start < others.length; start += TOGETHER)
    await settleOrPutOff(ctx, runId, others.slice(start, start + TOGETHER), askedAt);
}

/** One product that cannot be written, whatever the cause, does not stop the others: it is put off, and the log says why. */
async function settleOrPutOff(
  ctx: ServiceContext,
  runId: string,
  reads: readonly Read[],
  askedAt: Date,
): Promise<void> {
  try {
    await settle(ctx, runId, reads, askedAt);
  } catch (error) {
    if (databaseUnavailable(error) || (isDomainError(error) && error.reason === "job.worker_lost")) throw error;
    const [first, ...others] = reads;
    if (first && others.length === 0) {
      ctx.platform.log.error({ err: error, productId: first.turn.productId }, "a reading could not be written");
      const failure = isDomainError(error) ? error : new DomainError("job.failed", {}, error);
      await settle(ctx, runId, [{ ...first, failure }], askedAt);
      return;
    }
    // Which of them it was shows when each is alone.
    for (const read of reads) await settleOrPutOff(ctx, runId, [read], askedAt);
  }
}

/** Writes what readings brought and ends the products' turns, all or nothing. */
async function settle(ctx: ServiceContext, runId: string, reads: readonly Read[], askedAt: Date): Promise<void> {
  await inMerchantTx(ctx, async (tx) => {
    const locked = await lockProducts(
      tx,
      reads.map(({ turn }) => turn.productId),
    );
    const there = new Set(locked.map(({ id }) => id));
    const run = await lockSyncRun(tx, runId);
    // The run is no longer ours; products may have been removed meanwhile.
    if (!run || there.size === 0) return;
    const mine = reads.filter(({ turn }) => there.has(turn.productId));
    const { counts, ends } = await outcomes(tx, ctx, mine, askedAt);
    failpoint("inventory.sync.before_commit");
    const settled = await settleTurns(tx, runId, ends);
    if (settled.length < ends.length) throw new DomainError("job.worker_lost");
    await countSeen(tx, ctx, run, { seen: settled.filter(({ again }) => !again).length, ...counts });
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

type Outcomes = {
  readonly counts: Pick<RunCounts, "failed" | "changed" | "waiting">;
  readonly ends: readonly { readonly turn: Read["turn"]; readonly state: TurnEnd }[];
};
const WELL = { failures: 0, reason: null, retryAt: null, missed: 0 };

/** Writes the readings that are to be believed, and says how each turn ends. */
async function outcomes(tx: MerchantTx, ctx: ServiceContext, reads: readonly Read[], askedAt: Date): Promise<Outcomes> {
  const now = ctx.platform.clock.now();
  const stored = await listStoredProducts(
    tx,
    reads.map(({ turn }) => turn.productId),
  );
  const storedOf = new Map(stored.map((one) => [one.product.id, one]));
  const believed: (ReadProduct & { readonly read: Read })[] = [];
  const ends: { turn: Read["turn"]; state: TurnEnd }[] = [];
  let failed = 0;
  for (const read of reads) {
    const { turn, failure } = read;
    const product = storedOf.get(turn.productId)!; // locked a moment ago
    if (failure) {
      const failures = turn.failures + 1;
      failed += 1;
      ends.push({ turn, state: { failures, reason: failure.reason, retryAt: retryAt(failures, now) } });
    } else if (product.link && product.link.lastReadAt > askedAt) {
      // A person's refresh overtook this one.
      ends.push({ turn, state: WELL });
    } else {
      const reading = read.reading();
      if (reading === null && product.link?.offSaleAt === null && turn.missed === 0)
        ends.push({ turn, state: { ...WELL, missed: 1, retryAt: addMs(now, SECOND_LOOK_MS) } });
      else believed.push({ read, stored: product, reading });
    }
  }
  const taken = await takeReadings(tx, ctx, believed, askedAt, await readFollowing(tx));
  for (const [nth, { read, stored: product, reading }] of believed.entries())
    ends.push({
      turn: read.turn,
      state: {
        ...WELL,
        missed: reading === null ? read.turn.missed + 1 : 0,
        written: { digest: read.digest, version: product.product.version + (taken[nth]!.changed ? 1 : 0) },
      },
    });
  return {
    counts: {
      failed,
      changed: taken.filter(({ changed }) => changed).length,
      waiting: taken.reduce((sum, { asked }) => sum + asked, 0),
    },
    ends,
  };
}
