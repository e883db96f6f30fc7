import { createFileRoute } from "@tanstack/react-router";
import { operationsQuery } from "../../features/system/operations-query.ts";
import { SystemPage } from "../../features/system/system-page.tsx";
import { parseSystemSearch } from "../../features/system/system-search.ts";

export const Route = createFileRoute("/m/$slug/system")({
  validateSearch: parseSystemSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient, api }, deps }) => {
    // Not awaited: each card draws its own skeleton.
    void queryClient.prefetchInfiniteQuery(operationsQuery(api, deps));
    void queryClient.prefetchQuery(api.operations.listQueueStats.queryOptions());
  },
  component: SystemPage,
});
