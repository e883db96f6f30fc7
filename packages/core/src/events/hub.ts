import type { MerchantId } from "@nexusone/contracts/ids";
import { dispatchEvents, lastEventSeq, readEventsAfter, type SequencedEvent } from "@nexusone/db/queries/events";
import type { Database } from "@nexusone/db/with-merchant";
import { failpoint } from "../failpoints.ts";

export type EventListener = (events: readonly SequencedEvent[]) => void;

/** Live feed of one process: reads each event once, whoever listens. `tick` also runs when nothing happened. */
export type EventHub = {
  readonly subscribe: (merchantId: MerchantId, listener: EventListener) => () => void;
  /** Something was committed: read soon rather than at the next tick. */
  readonly wake: () => void;
  readonly lastSeq: () => number;
  /** Called whenever numbered events were read, of whatever merchant. Returns how to stop that. */
  readonly onAdvance: (listener: () => void) => () => void;
  readonly listenerCount: () => number;
  readonly stop: () => Promise<void>;
};

const TICK_MS = 1_000;

/** Numbers and reads events every second and on wake-ups. A failing database is reported and tried again at the next tick. */
export async function startEventHub(db: Database, onError: (error: unknown) => void): Promise<EventHub> {
  const listeners = new Map<MerchantId, Set<EventListener>>();
  const advanced = new Set<() => void>();
  let seq = await lastEventSeq(db);
  let stopped = false;
  let again = false;
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    do {
      again = false;
      while ((await dispatchEvents(db)) > 0) {
        failpoint("events.dispatch.after_commit");
        again = true;
      }
      for (let batch = await readEventsAfter(db, seq); batch.length > 0; batch = await readEventsAfter(db, seq)) {
        seq = batch.at(-1)?.seq ?? seq;
        fanOut(batch);
        for (const listener of advanced) listener();
      }
    } while (again && !stopped);
  }

  function fanOut(batch: readonly SequencedEvent[]): void {
    for (const [merchantId, events] of Map.groupBy(batch, (event) => event.merchantId)) {
      for (const listener of listeners.get(merchantId) ?? []) listener(events);
    }
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    running ??= drain()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  }

  const timer = setInterval(wake, TICK_MS);
  return {
    subscribe: (merchantId, listener) => {
      const group = listeners.get(merchantId) ?? new Set();
      listeners.set(merchantId, group.add(listener));
      return () => {
        group.delete(listener);
        if (group.size === 0 && listeners.get(merchantId) === group) listeners.delete(merchantId);
      };
    },
    wake,
    lastSeq: () => seq,
    onAdvance: (listener) => {
      advanced.add(listener);
      return () => advanced.delete(listener);
    },
    listenerCount: () => [...listeners.values()].reduce((sum, group) => sum + group.size, 0),
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
