import { isReasonCode, reasonOf } from "@nexusone/contracts/reasons";
import { Refused } from "../refused.ts";
import type { Stores } from "../stores.ts";
import { holdOf, isBusy, outlived, type Batch } from "./batch.ts";
import type { Batches } from "./batches.ts";
import type { Stop } from "./failpoints.ts";
import type { QueueServer } from "./server.ts";
import { nextUp, step } from "./steps.ts";

/** Between two tries while the server is away: doubled each time, spread so that browsers do not return together. */
const BACKOFF = { firstMs: 1_000, mostMs: 5 * 60_000 } as const;
/** A refusal that should pass by itself and does not is shown to a person after so many tries. */
const PATIENCE = 12;
/** A longer wait is left to the alarm: Chrome ends an idle worker after 30 s. */
const AWAKE_MS = 20_000;

export type RunnerDeps = {
  readonly stores: Stores;
  readonly batches: Batches;
  readonly server: QueueServer;
  readonly now: () => number;
  readonly random: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** Keeps something that starts the worker again while there is work, and takes it away when there is none. */
  readonly watch: (busy: boolean) => Promise<void>;
  readonly stop: Stop;
};

/** Carries the batches forward, one question at a time: whatever wakes it, there is one round and one request. */
export function createRunner(deps: RunnerDeps) {
  const { stores, batches, server, now, random, wait, watch, stop } = deps;
  let round: Promise<void> | undefined;
  let nudge = () => {};

  /** Something may be to do now. Safe to call at any time and any number of times. */
  function wake(): void {
    nudge();
    round ??= go().finally(() => (round = undefined));
  }

  async function go(): Promise<void> {
    for (;;) {
      const nudged = new Promise<void>((resolve) => (nudge = resolve));
      const list = await batches.list();
      await watch(list.some(isBusy));
      const next = nextUp(list, now());
      if (!next || next.inMs > AWAKE_MS) return;
      if (next.inMs > 0) await Promise.race([wait(next.inMs), nudged]);
      else await advance(next.batch);
    }
  }

  async function advance(batch: Batch): Promise<void> {
    if (batch.stage === "waiting") {
      // From here on its products are fixed: the key stands for exactly these.
      await batches.change(batch.id, (stored) =>
        stored.stage === "waiting" ? { ...stored, stage: "asking" } : undefined,
      );
      await stop("queue.preview.asking");
      return;
    }
    const same = (stored: Batch) => stored.stage === batch.stage && stored.key === batch.key;
    try {
      const finding = await step({ stores, server, now, stop }, batch);
      const next = await batches.change(batch.id, (stored) => (same(stored) ? finding(stored) : undefined));
      if (next?.stage !== "done") return;
      await stop("queue.done.stored");
      await batches.trim(now());
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await batches.change(batch.id, (stored) => (same(stored) ? refusedBy(error, stored) : undefined));
    }
  }

  function refusedBy(error: Refused, batch: Batch): Batch {
    const failures = batch.failures + 1;
    const held = !passes(error, failures);
    return { ...batch, failures, hold: holdOf(error, held), nextAt: now() + backoffMs(error, failures, random()) };
  }

  return { wake, settled: () => round ?? Promise.resolve() };
}
export type Runner = ReturnType<typeof createRunner>;

function passes({ code }: Refused, failures: number): boolean {
  if (code === "extension.server_unreachable" || code === "request.too_many") return true;
  return isReasonCode(code) && reasonOf(code).retry && !outlived(code) && failures < PATIENCE;
}

/** Half of the time is certain, half is chance; never sooner than the server asked for. */
export function backoffMs({ details }: Pick<Refused, "details">, failures: number, random: number): number {
  const most = Math.min(BACKOFF.mostMs, BACKOFF.firstMs * 2 ** Math.min(failures - 1, 20));
  return Math.max(Number(details["seconds"] ?? 0) * 1_000, Math.round((most * (1 + random)) / 2));
}
