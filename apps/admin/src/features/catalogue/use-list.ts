import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
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
  const { queryKey } = options;

  const refresh = (): void => {
    setWaiting(0);
    // At the top only the first page is on screen; fetching the others again would cost one call each.
    queryClient.setQueryData(queryKey, (data: Pages | undefined) =>
      data ? { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) } : data,
    );
    void queryClient.invalidateQueries({ queryKey });
  };

  useLiveEvents(({ type }) => {
    if (!CHANGES_LIST.includes(type)) return;
    if (isAtTop()) refresh();
    else if (type === "product.imported") setWaiting((count) => count + 1);
  });

  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { query, rows, total: query.data?.pages[0]?.total, waiting, showNew: refresh };
}
