import { session, setSession, type Stores } from "../stores.ts";

/**
 * Named places between what the queue writes and what it sends, in the order a batch passes them. The list is the code's own:
 * a test stops the worker at each, and one that is never reached fails it.
 */
export const QUEUE_FAILPOINTS = [
  "queue.add.stored",
  "queue.preview.asking",
  "queue.preview.answered",
  "queue.reading.answered",
  "queue.commit.stored",
  "queue.commit.answered",
  "queue.importing.answered",
  "queue.done.stored",
] as const;
export type QueueFailpoint = (typeof QUEUE_FAILPOINTS)[number];

export type Stop = (name: QueueFailpoint) => Promise<void>;

/**
 * The development build's: never returns when a test has named this place, and says that it was reached, so that the worker
 * can be ended exactly here.
 */
export function stopAtFailpoint(stores: Stores): Stop {
  return async (name) => {
    if ((await session(stores, "failpoint")) !== name) return;
    await stores.session.remove("failpoint");
    await setSession(stores, { stoppedAt: name });
    await new Promise(() => undefined);
  };
}
