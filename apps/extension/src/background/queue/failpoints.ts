import { session, setSession, type Stores } from "../stores.ts";
import type { QueueFailpoint } from "./failpoint-names.ts";

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
