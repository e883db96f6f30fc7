import type { SyncRunView } from "@nexusone/contracts/inventory";
import type { SyncRunRow } from "@nexusone/db/queries/inventory-runs";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";

export const runView = (run: SyncRunRow): SyncRunView => ({
  id: run.id,
  trigger: run.trigger,
  state: run.state,
  reason: run.reason,
  resumesAt: run.resumesAt?.toISOString() ?? null,
  total: run.total,
  seen: run.seen,
  changed: run.changed,
  failed: run.failed,
  waiting: run.waiting,
  points: run.points,
  by: run.userName,
  startedAt: run.startedAt.toISOString(),
  endedAt: run.endedAt?.toISOString() ?? null,
});

/** Tells screens how a run stands. */
export const tellRun = (
  tx: MerchantTx,
  ctx: ServiceContext,
  { id, state, reason, seen, total }: Pick<SyncRunRow, "id" | "state" | "reason" | "seen" | "total">,
): Promise<void> =>
  recordEvent(tx, ctx, "inventory.sync_moved", { runId: id, state, reason, seen, total }, { kind: "sync", id });
