import type { AppRouter } from "@nexusone/api/router";
import type { EventView } from "@nexusone/contracts/events";
import type { MerchantId } from "@nexusone/contracts/ids";
import type { LiveState } from "@nexusone/ui/live-dot";
import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { TRPC_URL } from "../api.ts";

type StreamPorts = {
  readonly merchantId: MerchantId;
  /** The last event this browser has seen; the stream goes on after it. */
  readonly lastSeq: () => number | undefined;
  readonly onEvent: (event: EventView) => void;
  readonly onState: (state: LiveState) => void;
  readonly signal: AbortSignal;
};

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Reads the merchant's events until aborted. Whatever ends a stream, it is opened again, later each time it fails at once. */
export async function runStream(ports: StreamPorts): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  let offlineSince: string | undefined;
  while (!ports.signal.aborted) {
    if (offlineSince === undefined) ports.onState({ kind: "connecting" });
    const lived = await readOnce(ports, () => {
      offlineSince = undefined;
      ports.onState({ kind: "live" });
    });
    if (ports.signal.aborted) return;
    offlineSince ??= new Date().toISOString();
    ports.onState({ kind: "offline", since: offlineSince });
    waitMs = lived ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS);
    await pause(waitMs, ports.signal);
  }
}

/** One connection, until it ends. True when it was open at least once. */
function readOnce(ports: StreamPorts, onOpen: () => void): Promise<boolean> {
  const client = createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: TRPC_URL,
        connectionParams: () => ({ merchantId: ports.merchantId, client: "admin" }),
      }),
    ],
  });
  return new Promise((resolve) => {
    let opened = false;
    const afterSeq = ports.lastSeq();
    const subscription = client.events.stream.subscribe(afterSeq === undefined ? {} : { afterSeq }, {
      onData: (sent) => ports.onEvent(unwrap(sent)),
      onConnectionStateChange: ({ state }) => {
        if (state === "pending") {
          opened = true;
          onOpen();
        } else if (state === "connecting" && opened) end();
      },
      onError: () => end(),
      onComplete: () => end(),
    });
    function end(): void {
      subscription.unsubscribe();
      ports.signal.removeEventListener("abort", end);
      resolve(opened);
    }
    ports.signal.addEventListener("abort", end);
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}

/** A tracked item travels as `{ id, data }`; the router's own type still shows the server's tuple. */
const unwrap = (sent: unknown): EventView => (sent as { readonly data: EventView }).data;
