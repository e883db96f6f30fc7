import { StartSyncInput, type SyncRunView } from "@nexusone/contracts/inventory";
import type { SyncTrigger } from "@nexusone/contracts/inventory-terms";
import {
  deleteSyncRun,
  enrolProducts,
  findRunUnderWay,
  insertSyncRun,
  updateSyncRun,
  type SyncRunRow,
  type SyncScope,
} from "@nexusone/db/queries/inventory-runs";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, actorUserId, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { runView, tellRun } from "./run-view.ts";
import { inventorySyncJob } from "./sync-job.ts";

/**
 * Begins to read stock and cost of what comes from suppliers, of everything or of some products. A merchant has one sync under
 * way: when there is one already, that is the answer. Safe to repeat.
 * @throws `inventory.nothing_to_sync`.
 */
export async function startSync(
  ctx: ServiceContext,
  rawInput: z.input<typeof StartSyncInput> = {},
): Promise<SyncRunView & { started: boolean }> {
  authorize(ctx, "catalog:import");
  const { productIds } = StartSyncInput.parse(rawInput);
  const scope: SyncScope = productIds ? { of: "products", ids: productIds } : { of: "all" };
  return inMerchantTx(ctx, async (tx) => {
    const run = await beginRun(tx, ctx, "manual", scope);
    if (run) return { ...runView(run), started: true };
    const present = await findRunUnderWay(tx);
    if (!present) throw new DomainError("inventory.nothing_to_sync");
    return { ...runView(present), started: false };
  });
}

/** A run with its products, and the job that carries it out. Undefined when one is under way, or there is nothing to read. */
export async function beginRun(
  tx: MerchantTx,
  ctx: ServiceContext,
  trigger: SyncTrigger,
  scope: SyncScope,
): Promise<SyncRunRow | undefined> {
  if (await findRunUnderWay(tx)) return undefined;
  const run = await insertSyncRun(tx, {
    trigger,
    userId: actorUserId(ctx.actor),
    userName: actorName(ctx.actor),
    startedAt: ctx.platform.clock.now(),
  });
  if (!run) return undefined;
  const total = await enrolProducts(tx, run.id, scope);
  if (total === 0) {
    await deleteSyncRun(tx, run.id);
    return undefined;
  }
  await updateSyncRun(tx, run.id, { total });
  await tellRun(tx, ctx, { ...run, total });
  await enqueueRun(tx, ctx, run.id);
  return { ...run, total };
}

export const enqueueRun = (tx: MerchantTx, ctx: ServiceContext, runId: string): Promise<void> =>
  ctx.platform.jobs.enqueue(
    tx,
    ctx.merchantId,
    inventorySyncJob,
    { merchantId: ctx.merchantId, runId },
    { key: `sync:${runId}` },
  );
