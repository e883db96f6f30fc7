import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Outputs } from "../../lib/api.ts";
import { useLiveEvents } from "../../lib/live/live-provider.tsx";
import { useShop } from "../../lib/shop.ts";
import { listQuery } from "./inbox-queries.ts";
import type { InboxSearch } from "./inbox-search.ts";

type Pages = InfiniteData<Outputs["conversations"]["list"], string | null>;
const MOVES = /^(message\.|conversation\.|contact\.(updated|merged))/;

/**
 * Conversations and what moved meanwhile. At the top the list simply follows; further down nothing moves under the reader's eyes:
 * what came is counted, and `showNew` fetches it.
 */
export function useConversations(search: InboxSearch, isAtTop: () => boolean) {
  const { api } = useShop();
  const queryClient = useQueryClient();
  const options = listQuery(api, search);
  const query = useInfiniteQuery(options);
  const [waiting, setWaiting] = useState<ReadonlySet<unknown>>(new Set());
  const { queryKey } = options;

  const refresh = (): void => {
    setWaiting(new Set());
    // At the top only the first page is on screen; fetching the others again would cost one call each.
    queryClient.setQueryData(queryKey, (data: Pages | undefined) =>
      data ? { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) } : data,
    );
    void queryClient.invalidateQueries({ queryKey });
  };

  useLiveEvents(({ type, payload }) => {
    if (!MOVES.test(type)) return;
    if (isAtTop()) refresh();
    else if (type === "message.received") setWaiting((known) => new Set(known).add(payload["conversationId"]));
  });

  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { query, rows, waiting: waiting.size, showNew: refresh };
}
