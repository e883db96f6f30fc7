import { createFileRoute } from "@tanstack/react-router";
import { EarningsPage } from "../../features/payments/earnings-page.tsx";
import { earningsQuery, paymentsQuery } from "../../features/payments/earnings-query.ts";
import { parseEarningsSearch } from "../../features/payments/earnings-search.ts";

export const Route = createFileRoute("/m/$slug/earnings")({
  validateSearch: parseEarningsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient, api }, deps }) => {
    // Not awaited: each part draws its own skeleton.
    void queryClient.prefetchQuery(earningsQuery(api, deps));
    void queryClient.prefetchInfiniteQuery(paymentsQuery(api, deps));
  },
  component: EarningsPage,
});
