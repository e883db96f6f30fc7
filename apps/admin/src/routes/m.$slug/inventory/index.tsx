import { createFileRoute } from "@tanstack/react-router";
import { InventoryPage } from "../../../features/inventory/inventory-page.tsx";
import { alertsQuery, levelsQuery } from "../../../features/inventory/inventory-queries.ts";
import { parseInventorySearch } from "../../../features/inventory/inventory-search.ts";

export const Route = createFileRoute("/m/$slug/inventory/")({
  validateSearch: parseInventorySearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient, api }, deps }) => {
    // Not awaited: each card draws its own skeleton.
    void queryClient.prefetchQuery(api.inventory.get.queryOptions());
    void queryClient.prefetchInfiniteQuery(levelsQuery(api, deps));
    void queryClient.prefetchInfiniteQuery(alertsQuery(api));
  },
  component: InventoryPage,
});
