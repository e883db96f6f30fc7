import type { EventView } from "@nexusone/contracts/events";
import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import type { Outputs } from "../../lib/api.ts";
import { useLiveEvents } from "../../lib/live/live-provider.tsx";
import { useShop } from "../../lib/shop.ts";
import { listQuery } from "./list-query.ts";
import type { ListFilters } from "./list-search.ts";

export type ProductRow = Outputs["catalog"]["listProducts"]["items"][number];
type Pages = InfiniteData<Outputs["catalog"]["listProducts"], string | null>;
const CHANGES_LIST: readonly string[] = [
  "product.imported",
  "product.created",
  "product.removed",
  "product.import_undone",
  "product.updated",
];

/**
 * Rows of the list and what came in meanwhile. While the reader is at the top, new rows simply appear; further down they are
 * only counted, and `showNew` fetches them.
 */
export function useProductList(filters: ListFilters, isAtTop: () => boolean) {
  const { api } = useShop();
  const queryClient = useQueryClient();
  const options = listQuery(api, filters);
  const query = useInfiniteQuery(options);
  const [waiting, setWaiting] = useState(0);
  const atTop = useRef(isAtTop);
  atTop.current = isAtTop;
  const { queryKey } = options;
  const key = JSON.stringify(queryKey);

  const refresh = useCallback(() => {
    setWaiting(0);
    // At the top only the first page is on screen; fetching the others again would cost one call each.
    queryClient.setQueryData(queryKey, (data: Pages | undefined) =>
      data ? { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) } : data,
    );
    void queryClient.invalidateQueries({ queryKey });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the key is compared by value: its array is new on every render
  }, [queryClient, key]);

  const onEvent = useCallback(
    (event: EventView) => {
      if (!CHANGES_LIST.includes(event.type)) return;
      if (atTop.current()) refresh();
      else if (event.type === "product.imported") setWaiting((count) => count + 1);
    },
    [refresh],
  );
  useLiveEvents(onEvent);

  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { query, rows, total: query.data?.pages[0]?.total, waiting, showNew: refresh };
}
