import type { Stores } from "../stores.ts";
import { isOpen, type Batch } from "./batch.ts";

const PREFIX = "batch:";
/** What is kept of finished batches, so that the storage does not grow with the years. */
export const KEPT = { done: 10, ms: 7 * 86_400_000 } as const;

export type Batches = ReturnType<typeof createBatches>;

/**
 * The batches in storage.local, newest first. Reading and writing one belong together, so changes follow one another; only one
 * worker runs at a time.
 */
export function createBatches(stores: Stores, changed: (batches: readonly Batch[]) => Promise<void>) {
  let last: Promise<unknown> = Promise.resolve();

  async function list(): Promise<Batch[]> {
    const stored = await stores.local.get(null);
    const keys = Object.keys(stored).filter((key) => key.startsWith(PREFIX));
    // Only this file writes these keys.
    return keys.map((key) => stored[key] as Batch).toSorted((a, b) => b.addedAt - a.addedAt || (a.id < b.id ? 1 : -1));
  }

  /** Runs a reading and what is written because of it as one act. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = last.then(work);
    last = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  }

  const write = (batch: Batch) => stores.local.set({ [PREFIX + batch.id]: batch });

  /** The changed batch; undefined when it is gone or `change` wants nothing changed. */
  function change(id: string, act: (batch: Batch) => Batch | undefined): Promise<Batch | undefined> {
    return inTurn(async () => {
      const stored = (await stores.local.get(PREFIX + id))[PREFIX + id] as Batch | undefined;
      const next = stored && act(stored);
      if (!next) return undefined;
      await write(next);
      await changed(await list());
      return next;
    });
  }

  /** Lets `act` look at all batches and write one of them, or none. */
  function place(act: (batches: readonly Batch[]) => Batch | undefined): Promise<Batch | undefined> {
    return inTurn(async () => {
      const next = act(await list());
      if (!next) return undefined;
      await write(next);
      await changed(await list());
      return next;
    });
  }

  function remove(id: string): Promise<void> {
    return inTurn(async () => {
      await stores.local.remove(PREFIX + id);
      await changed(await list());
    });
  }

  /** Drops finished batches that are old or many. What is still open is never dropped. */
  function trim(now: number): Promise<void> {
    return inTurn(async () => {
      const done = (await list()).filter((batch) => !isOpen(batch));
      const old = done.filter((batch, at) => at >= KEPT.done || now - (batch.doneAt ?? 0) > KEPT.ms);
      if (old.length > 0) await stores.local.remove(old.map(({ id }) => PREFIX + id));
    });
  }

  return { list, change, place, remove, trim };
}
