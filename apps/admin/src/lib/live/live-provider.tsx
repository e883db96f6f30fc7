import type { EventView } from "@nexusone/contracts/events";
import type { MerchantId } from "@nexusone/contracts/ids";
import type { LiveState } from "@nexusone/ui/live-dot";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from "react";
import { useShop } from "../shop.ts";
import { applyEvent, touchesStanding } from "./effects.ts";
import { type LiveFeed, openFeed } from "./feed.ts";

const CONNECTING: LiveState = { kind: "connecting" };
const Context = createContext<LiveFeed | null>(null);

/** Keeps the shop's screens true: events of the merchant refresh what they made untrue. */
export function LiveProvider({ merchantId, children }: { merchantId: MerchantId; children: ReactNode }) {
  const [feed, setFeed] = useState<LiveFeed | null>(null);
  const { api, person } = useShop();
  const queryClient = useQueryClient();
  const router = useRouter();
  useEffect(() => {
    const opened = openFeed(merchantId);
    let wasLive = false;
    let gap = false;
    const stopEvents = opened.onEvent((event) => {
      void applyEvent(queryClient, api, person, event).then(() =>
        touchesStanding(event.type) ? router.invalidate() : undefined,
      );
    });
    const stopState = opened.onState(() => {
      if (opened.state().kind !== "live") gap = wasLive;
      else {
        // What happened while no stream was open may be missing: everything on screen is asked for once more.
        if (gap) void queryClient.invalidateQueries();
        wasLive = true;
        gap = false;
      }
    });
    setFeed(opened);
    return () => {
      stopEvents();
      stopState();
      opened.close();
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a merchant's api is made anew on each navigation and is interchangeable
  }, [merchantId, queryClient, router]);
  return <Context value={feed}>{children}</Context>;
}

const never = (): (() => void) => () => undefined;

export function useLiveState(): LiveState {
  const feed = use(Context);
  return useSyncExternalStore(feed?.onState ?? never, () => feed?.state() ?? CONNECTING);
}

/** Calls back for each event while mounted. The listener should be stable. */
export function useLiveEvents(listener: (event: EventView) => void): void {
  const feed = use(Context);
  useEffect(() => feed?.onEvent(listener), [feed, listener]);
}
