import { useInfiniteQuery, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo } from "react";
import { createClient, type Outputs } from "../../lib/api.ts";
import { useShop } from "../../lib/shop.ts";
import { listInput, type SourcingFilters } from "./sourcing-search.ts";

export type TilePage = Outputs["cj"]["listProducts"];
export type Tile = TilePage["items"][number];
type Estimates = Outputs["catalog"]["estimateMargins"];
export type Estimate = Estimates["items"][number] & Pick<Estimates, "currency">;

/** Points are money: nothing of CJ's is asked for again unless somebody asks. */
const ONCE = {
  staleTime: Infinity,
  refetchOnMount: false,
  refetchOnReconnect: false,
  refetchOnWindowFocus: false,
  retry: false,
} as const;

/** Pages of CJ's list, one call each; the server keeps them for minutes, this screen for as long as it is open. */
export function useTiles(filters: SourcingFilters) {
  const { api } = useShop();
  const queryClient = useQueryClient();
  const input = listInput(filters);
  const first = api.cj.listProducts.queryKey(input);
  const query = useInfiniteQuery({
    queryKey: [...first, "pages"],
    queryFn: ({ pageParam }) =>
      queryClient.fetchQuery({ ...api.cj.listProducts.queryOptions({ ...input, page: pageParam }), ...ONCE }),
    initialPageParam: 1,
    getNextPageParam: (page: TilePage) => (page.page < page.totalPages ? page.page + 1 : undefined),
    ...ONCE,
  });
  const pages = query.data?.pages ?? [];
  const seen = pages.length;
  // What a call cost shows at once: after each page that came, and each that did not.
  const showPoints = useEffectEvent(() => queryClient.invalidateQueries(api.cj.getStatus.pathFilter()));
  useEffect(() => void showPoints(), [seen, query.errorUpdatedAt]);
  const tiles = useMemo(() => {
    // CJ's pages move while one reads: a product may come twice.
    const byId = new Map(query.data?.pages.flatMap((page) => page.items.map((item) => [item.externalId, item])));
    return [...byId.values()];
  }, [query.data]);
  const again = (): void => {
    queryClient.removeQueries({ queryKey: first });
    void query.refetch();
  };
  return { query, pages, tiles, again };
}

/** What the stored quotes say about each tile: free, so it is asked whenever the screen is looked at. */
export function useEstimates(pages: readonly TilePage[]): ReadonlyMap<string, Estimate> {
  const { api, membership } = useShop();
  const client = useMemo(() => createClient(membership.merchantId), [membership.merchantId]);
  const asked = useQueries({
    queries: pages.map((page) => {
      const items = page.items.map(({ externalId, minUsd, maxUsd }) => ({ externalId, minUsd, maxUsd }));
      return {
        queryKey: [...api.catalog.estimateMargins.mutationKey(), items],
        queryFn: () => client.catalog.estimateMargins.mutate({ items }),
        enabled: items.length > 0,
      };
    }),
  });
  return new Map(
    asked.flatMap(({ data }) =>
      data ? data.items.map((item) => [item.externalId, { ...item, currency: data.currency }] as const) : [],
    ),
  );
}

/** The real margin of one product, by a preview of it: asked when somebody taps, known from then on. */
export function useExactMargin(externalId: string) {
  const { api, membership } = useShop();
  const queryClient = useQueryClient();
  const client = useMemo(() => createClient(membership.merchantId), [membership.merchantId]);
  const query = useQuery({
    queryKey: [...api.imports.preview.mutationKey(), externalId],
    queryFn: async () => {
      try {
        return await client.imports.preview.mutate({ items: [{ ref: externalId }] });
      } finally {
        void queryClient.invalidateQueries(api.cj.getStatus.pathFilter());
      }
    },
    enabled: false,
    ...ONCE,
  });
  return { ...query, row: query.data?.rows[0], ask: () => void query.refetch() };
}
