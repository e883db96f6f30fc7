import { StartSyncInput, type SyncRunView } from "@nexusone/contracts/inventory";
import type { SyncTrigger } from "@nexusone/contracts/inventory-terms";
import {
  deleteSyncRun,
  enrolProducts,
  findRunUnderWay,
  insertSyncRun,
  lockSyncRun,
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

/**
 * A run with its products, and the job that carries it out. One that only follows a supplier's messages becomes this one.
 * Undefined when another is under way, or there is nothing to read.
 */
export async function beginRun(
  tx: MerchantTx,
  ctx: ServiceContext,
  trigger: SyncTrigger,
  scope: SyncScope,
): Promise<SyncRunRow | undefined> {
  const present = await findRunUnderWay(tx);
  if (present && present.trigger !== "message") return undefined;
  const by = { trigger, userId: actorUserId(ctx.actor), userName: actorName(ctx.actor) };
  const run = (present && (await lockSyncRun(tx, present.id))) ?? (await openRun(tx, ctx, by));
  if (!run) return undefined;
  const total = await enrolProducts(tx, run.id, scope);
  if (total === 0) {
    await deleteSyncRun(tx, run.id);
    return undefined;
  }
  await updateSyncRun(tx, run.id, by);
  const begun = { ...run, ...by, total };
  await tellRun(tx, ctx, begun);
  await enqueueRun(tx, ctx, run.id);
  return begun;
}

/** A supplier spoke of these products: they are read next, by the run under way or one of their own. Safe to repeat. */
export async function readNext(tx: MerchantTx, ctx: ServiceContext, productIds: readonly string[]): Promise<void> {
  const scope: SyncScope = { of: "hinted", ids: productIds };
  if ((await joinRun(tx, ctx, scope)) || (await beginRun(tx, ctx, "message", scope))) return;
  // Somebody began one at this very moment, or these are not read at all.
  await joinRun(tx, ctx, scope);
}

async function joinRun(tx: MerchantTx, ctx: ServiceContext, scope: SyncScope): Promise<boolean> {
  const present = await findRunUnderWay(tx);
  const run = present && (await lockSyncRun(tx, present.id));
  if (!run) return false;
  const total = await enrolProducts(tx, run.id, scope);
  if (total !== run.total) await tellRun(tx, ctx, { ...run, total });
  if (run.state === "running") await enqueueRun(tx, ctx, run.id);
  return true;
}

const openRun = (
  tx: MerchantTx,
  ctx: ServiceContext,
  by: Pick<SyncRunRow, "trigger" | "userId" | "userName">,
): Promise<SyncRunRow | undefined> => insertSyncRun(tx, { ...by, startedAt: ctx.platform.clock.now() });

export const enqueueRun = (tx: MerchantTx, ctx: ServiceContext, runId: string): Promise<void> =>
  ctx.platform.jobs.enqueue(
    tx,
    ctx.merchantId,
    inventorySyncJob,
    { merchantId: ctx.merchantId, runId },
    { key: `sync:${runId}` },
  );
