import type { EventView } from "@nexusone/contracts/events";
import type { MerchantId } from "@nexusone/contracts/ids";
import type { LiveState } from "@nexusone/ui/live-dot";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { createContext, type ReactNode, use, useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { useShop } from "../shop.ts";
import { applyEvent, touchesStanding } from "./effects.ts";
import { createFeed, type LiveFeed } from "./feed.ts";

const CONNECTING: LiveState = { kind: "connecting" };
const Context = createContext<LiveFeed | null>(null);

/** Keeps the shop's screens true: events of the merchant refresh what they made untrue. Another merchant takes another one (`key`). */
export function LiveProvider({ merchantId, children }: { merchantId: MerchantId; children: ReactNode }) {
  const [feed] = useState(() => createFeed(merchantId));
  const { api, person } = useShop();
  const queryClient = useQueryClient();
  const router = useRouter();
  // A merchant's api is made anew on each navigation: the stream stays open and uses the newest.
  const apply = useEffectEvent((event: EventView) => applyEvent(queryClient, api, person, event));
  useEffect(() => {
    let wasLive = false;
    let gap = false;
    const stopEvents = feed.onEvent((event) => {
      void apply(event).then(() => (touchesStanding(event.type) ? router.invalidate() : undefined));
    });
    const stopState = feed.onState(() => {
      if (feed.state().kind !== "live") gap = wasLive;
      else {
        // What happened while no stream was open may be missing: everything on screen is asked for once more.
        if (gap) void queryClient.invalidateQueries();
        wasLive = true;
        gap = false;
      }
    });
    const close = feed.open();
    return () => {
      stopEvents();
      stopState();
      close();
    };
  }, [feed, queryClient, router]);
  return <Context value={feed}>{children}</Context>;
}

const never = (): (() => void) => () => undefined;

export function useLiveState(): LiveState {
  const feed = use(Context);
  return useSyncExternalStore(feed?.onState ?? never, () => feed?.state() ?? CONNECTING);
}

/** Calls the newest listener for each event while mounted. */
export function useLiveEvents(listener: (event: EventView) => void): void {
  const feed = use(Context);
  const onEvent = useEffectEvent(listener);
  useEffect(() => feed?.onEvent((event) => onEvent(event)), [feed]);
}
