import { createFileRoute } from "@tanstack/react-router";
import { OrdersPage } from "../../../features/orders/orders-page.tsx";
import { ordersQuery } from "../../../features/orders/orders-queries.ts";
import { parseOrdersSearch } from "../../../features/orders/orders-search.ts";

export const Route = createFileRoute("/m/$slug/orders/")({
  validateSearch: parseOrdersSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient, api }, deps }) => {
    // Not awaited: the list draws its own skeleton.
    void queryClient.prefetchQuery(api.orders.figures.queryOptions());
    if (deps.view !== "board") void queryClient.prefetchInfiniteQuery(ordersQuery(api, deps));
  },
  component: OrdersPage,
});
