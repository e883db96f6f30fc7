import type { MerchantId, UserId } from "@nexusone/contracts/ids";
import {
  findSyncRun,
  hasTurns,
  lockSyncRun,
  updateSyncRun,
  type SyncRunRow,
} from "@nexusone/db/queries/inventory-runs";
import { withLease } from "@nexusone/db/leases";
import { syncLease } from "@nexusone/db/system/inventory";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import { endsEverything, isPassingFailure } from "../suppliers/find-supplier.ts";
import { inMerchantTx } from "../transaction.ts";
import { followAlerts } from "./follow-alerts.ts";
import { resumesAt } from "./resumes-at.ts";
import { tellRun } from "./run-view.ts";
import { settleReads } from "./settle-reads.ts";
import { readBatch } from "./read-batch.ts";

/** Another process goes on this long after the one at work died. */
const LEASE_MS = 5_000;

/**
 * Carries out a sync: batch after batch, each product's turn ended in the transaction that writes what it brought, so that a
 * process killed anywhere leaves nothing twice. One process at a time. When the supplier is away or its points are gone the run
 * says so and until when, and is taken up again by the sweep.
 */
export const inventorySyncJob = defineJob({
  name: "inventory-sync",
  payload: jobPayload({ runId: z.uuid() }),
  attempts: 12,
  // It spends its time waiting for its turn at the supplier.
  atOnce: 12,
  handle: async (platform, { merchantId, runId }, attempt) => {
    const nobody = { userId: null, name: "", extensionSessionId: null };
    const reader = jobContext(platform, merchantId, inventorySyncJob.name, nobody);
    const lease = { name: syncLease(merchantId), holder: randomUUID(), ttlMs: LEASE_MS };
    await withLease(platform.db, lease, async (lost) => {
      const run = await inMerchantTx(reader, (tx) => findSyncRun(tx, runId));
      if (!run) return;
      const who = { userId: run.userId as UserId | null, name: run.userName, extensionSessionId: null }; // our own uuid column
      const ctx = {
        ...jobContext(platform, merchantId, inventorySyncJob.name, who),
        merchantId: merchantId as MerchantId,
      };
      const goOn = (): void => {
        attempt?.goOn();
        if (lost.aborted) throw new DomainError("job.worker_lost");
      };
      await carryOn(ctx, runId, goOn);
    });
  },
});

async function carryOn(ctx: ServiceContext, runId: string, goOn: () => void): Promise<void> {
  if (!(await takeUp(ctx, runId))) return;
  try {
    do {
      await syncTurns(ctx, runId, goOn);
    } while (!(await end(ctx, runId, { state: "done", reason: null })));
  } catch (error) {
    if (!isDomainError(error) || !(isPassingFailure(error) || isPause(error) || endsEverything(error))) throw error;
    await stopFor(ctx, runId, error);
  }
}

/** Batch after batch: while one is written the next is read. */
async function syncTurns(ctx: ServiceContext, runId: string, goOn: () => void): Promise<void> {
  let batch = await readBatch(ctx, runId, []);
  while (batch) {
    const { refused, reads } = batch;
    const [settled, next] = await Promise.allSettled([
      settleReads(ctx, runId, batch),
      refused
        ? undefined
        : readBatch(
            ctx,
            runId,
            reads.map(({ turn }) => turn),
          ),
    ]);
    failpoint("inventory.sync.after_batch");
    if (settled.status === "rejected") throw settled.reason;
    if (refused) throw refused;
    if (next.status === "rejected") throw next.reason;
    goOn();
    batch = next.value;
  }
}

const isPause = ({ reason }: DomainError): boolean => reason === "inventory.points_kept";

/** Whether there is something to do now: a run that waits is left alone until its time. */
async function takeUp(ctx: ServiceContext, runId: string): Promise<boolean> {
  return inMerchantTx(ctx, async (tx) => {
    const run = await lockSyncRun(tx, runId);
    if (!run) return false;
    if (run.state === "running") return true;
    if (run.resumesAt && run.resumesAt > ctx.platform.clock.now()) return false;
    const change = { state: "running", reason: null, resumesAt: null } as const;
    await updateSyncRun(tx, runId, change);
    await tellRun(tx, ctx, { ...run, ...change });
    return true;
  });
}

/** The account itself cannot be used: that ends the run. Everything else passes, and the run says when it goes on. */
async function stopFor(ctx: ServiceContext, runId: string, failure: DomainError): Promise<void> {
  const { reason } = failure;
  if (endsEverything(failure)) {
    await end(ctx, runId, { state: "failed", reason });
    return;
  }
  await inMerchantTx(ctx, async (tx) => {
    const run = await lockSyncRun(tx, runId);
    if (!run) return;
    const until = resumesAt(failure, run.waits, ctx.platform.clock.now());
    const change = { state: "waiting", reason, resumesAt: until, waits: run.waits + 1 } as const;
    await updateSyncRun(tx, runId, change);
    await tellRun(tx, ctx, { ...run, ...change });
  });
}

/** False when products joined the run meanwhile, so that it is not done. */
async function end(ctx: ServiceContext, runId: string, how: Pick<SyncRunRow, "state" | "reason">): Promise<boolean> {
  return inMerchantTx(ctx, async (tx) => {
    const run = await lockSyncRun(tx, runId);
    if (!run) return true;
    if (how.state === "done" && (await hasTurns(tx, runId))) return false;
    await updateSyncRun(tx, runId, { ...how, resumesAt: null, endedAt: ctx.platform.clock.now() });
    // Imports and edits moved stock as well.
    await followAlerts(tx, ctx);
    await tellRun(tx, ctx, { ...run, ...how });
    return true;
  });
}
