import { createFileRoute } from "@tanstack/react-router";
import { OrderLinksPage } from "../../../features/order-links/order-links-page.tsx";
import { orderLinksQuery, parseOrderLinksSearch } from "../../../features/order-links/order-links-query.ts";

export const Route = createFileRoute("/m/$slug/orders/links")({
  validateSearch: parseOrderLinksSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient, api }, deps }) => {
    // Not awaited: the list draws its own skeleton.
    void queryClient.prefetchQuery(api.orderLinks.getSettings.queryOptions());
    void queryClient.prefetchInfiniteQuery(orderLinksQuery(api, deps));
  },
  component: OrderLinksPage,
});
