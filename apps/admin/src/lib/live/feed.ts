import type { EventView } from "@nexusone/contracts/events";
import type { MerchantId } from "@nexusone/contracts/ids";
import type { LiveState } from "@nexusone/ui/live-dot";

export type LiveFeed = {
  readonly state: () => LiveState;
  readonly onState: (listener: () => void) => () => void;
  readonly onEvent: (listener: (event: EventView) => void) => () => void;
  /** Reads until the returned function is called; what was seen before is not told again. */
  readonly open: () => () => void;
};
type Message =
  | { readonly kind: "event"; readonly event: EventView }
  | { readonly kind: "state"; readonly state: LiveState }
  | { readonly kind: "ask" };

/**
 * One stream per browser and merchant: the tab that holds the lock reads it and tells the others; when it closes, the next tab
 * takes the lock and goes on after the last event all of them have seen.
 */
export function createFeed(merchantId: MerchantId): LiveFeed {
  const stateListeners = new Set<() => void>();
  const eventListeners = new Set<(event: EventView) => void>();
  let state: LiveState = { kind: "connecting" };
  let lastSeq: number | undefined;

  function receive(event: EventView): void {
    if (lastSeq !== undefined && event.seq <= lastSeq) return;
    lastSeq = event.seq;
    for (const listener of eventListeners) listener(event);
  }
  function become(next: LiveState): void {
    state = next;
    for (const listener of stateListeners) listener();
  }

  function open(): () => void {
    const name = `nexusone.live.${merchantId}`;
    const channel = new BroadcastChannel(name);
    const closing = new AbortController();
    let leading = false;
    const tell = (message: Message): void => {
      if (!closing.signal.aborted) channel.postMessage(message);
    };
    async function lead(): Promise<void> {
      leading = true;
      // Its code is not part of the first load.
      const { runStream } = await import("./stream.ts");
      await runStream({
        merchantId,
        lastSeq: () => lastSeq,
        signal: closing.signal,
        onEvent: (event) => {
          receive(event);
          tell({ kind: "event", event });
        },
        onState: (next) => {
          become(next);
          tell({ kind: "state", state: next });
        },
      });
    }

    channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      if (data.kind === "event") receive(data.event);
      else if (data.kind === "state") become(data.state);
      else if (leading) tell({ kind: "state", state });
    });
    tell({ kind: "ask" });
    // Locks exist on secure origins only; elsewhere every tab reads for itself.
    const turn = "locks" in navigator ? navigator.locks.request(name, { signal: closing.signal }, lead) : lead();
    turn.catch((error: unknown) => {
      if (!closing.signal.aborted) throw error;
    });
    return () => {
      closing.abort();
      channel.close();
    };
  }

  return {
    state: () => state,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    onEvent: (listener) => {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    open,
  };
}
