import { createFileRoute } from "@tanstack/react-router";
import { CustomersPage } from "../../../features/customers/customers-page.tsx";
import { customersQuery } from "../../../features/customers/customers-query.ts";
import { parseCustomersSearch } from "../../../features/customers/customers-search.ts";

export const Route = createFileRoute("/m/$slug/customers/")({
  validateSearch: parseCustomersSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient, api }, deps }) => {
    // Not awaited: the list draws its own skeleton, and keeps what it showed while one types.
    void queryClient.prefetchInfiniteQuery(customersQuery(api, deps));
  },
  component: CustomersPage,
});
