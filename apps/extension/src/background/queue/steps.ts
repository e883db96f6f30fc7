import { Refused } from "../refused.ts";
import { local, type Stores } from "../stores.ts";
import { isBusy, type Batch, type Row } from "./batch.ts";
import type { Stop } from "./failpoints.ts";
import type { ImportAnswer, PlanAnswer, QueueServer } from "./server.ts";

/** How long the server is left alone between two looks at the same work. */
const LOOK_AGAIN_MS = 1_500;

export type StepDeps = {
  readonly stores: Stores;
  readonly server: QueueServer;
  readonly now: () => number;
  readonly stop: Stop;
};

/** What a step found out, applied to the batch as it is stored by then. */
export type Finding = (batch: Batch) => Batch;

/**
 * Carries a batch one question further. Everything it sends was stored before, under the stage it has now; a worker that dies
 * anywhere in here asks the same again and gets the same answer. Throws Refused.
 */
export async function step({ stores, server, now, stop }: StepDeps, batch: Batch): Promise<Finding> {
  const { key, items, settings, previewId, edits } = batch;
  await checkOwner(stores, batch);
  const settled = (next: Batch): Batch => ({ ...next, hold: null, failures: 0, nextAt: now() + LOOK_AGAIN_MS });
  switch (batch.stage) {
    case "asking": {
      const plan = await server.startPreview(key, items, settings);
      await stop("queue.preview.answered");
      return (stored) => settled(withPlan(stored, plan));
    }
    case "reading": {
      const plan = await server.getPreview(idOf(previewId));
      await stop("queue.reading.answered");
      return (stored) => settled(withPlan(stored, plan));
    }
    case "committing": {
      const answer = await server.commit(idOf(previewId), edits);
      await stop("queue.commit.answered");
      return (stored) => settled(withImport(stored, answer, now()));
    }
    case "importing": {
      const answer = await server.getImport(idOf(previewId));
      await stop("queue.importing.answered");
      return (stored) => settled(withImport(stored, answer, now()));
    }
    case "waiting":
    case "triage":
    case "done":
      return (stored) => stored;
  }
}

/** A batch goes only where it was collected for, whoever is paired by now. */
export async function checkOwner(stores: Stores, batch: Batch): Promise<void> {
  const pairing = await local(stores, "pairing");
  if (pairing && pairing.merchantId !== batch.merchantId)
    throw new Refused("extension.other_merchant", { merchant: batch.merchantName });
}

export function withPlan(batch: Batch, plan: PlanAnswer): Batch {
  const ready = plan.state === "ready";
  const known = new Map(batch.items.map((item) => [item.pid, item]));
  return {
    ...batch,
    previewId: plan.id,
    expiresAt: plan.expiresAt,
    floorMarginBps: plan.pricing.floorMarginBps,
    shopRule: plan.pricing.defaultPriceRule,
    credits: { each: creditsEach(plan), left: plan.creditsAvailable },
    stage: ready ? "triage" : "reading",
    // Until CJ has answered, a product is called what its page called it.
    rows: plan.rows.map((row) => ({
      ...row,
      name: row.name ?? known.get(row.pid)?.name ?? null,
      imageUrl: row.imageUrl ?? known.get(row.pid)?.imageUrl ?? null,
    })),
  };
}

function creditsEach({ cost, rows }: PlanAnswer): number {
  const taken = rows.filter(({ state }) => state === "ok").length;
  return taken === 0 ? 0 : Math.round(cost.credits / taken);
}

export function withImport(batch: Batch, answer: ImportAnswer, at: number): Batch {
  const byRow = new Map(answer.rows.map((row) => [row.rowId ?? row.externalId, row]));
  const rows = batch.rows.flatMap((row): Row[] => {
    const found = byRow.get(row.rowId ?? "") ?? byRow.get(row.pid);
    return found ? [{ ...row, state: found.state, reason: found.reason, details: found.reasonDetails }] : [];
  });
  const done = answer.state === "done";
  const paused = answer.state === "paused";
  return { ...batch, rows, paused, stage: done ? "done" : "importing", doneAt: done ? (batch.doneAt ?? at) : null };
}

/** A stage after the plan was asked for has its id: both were stored in one write. */
function idOf(previewId: string | null): string {
  if (previewId === null) throw new Refused("preview.not_found");
  return previewId;
}

/** The next batch whose turn it is, and how long until then; undefined when nothing is to be done without a person. */
export function nextUp(batches: readonly Batch[], now: number): { batch: Batch; inMs: number } | undefined {
  const batch = batches.filter(isBusy).toSorted((a, b) => a.nextAt - b.nextAt || a.addedAt - b.addedAt)[0];
  return batch && { batch, inMs: Math.max(0, batch.nextAt - now) };
}
