import { createFileRoute } from "@tanstack/react-router";
import { InboxPage } from "../../../features/inbox/inbox-page.tsx";
import { listQuery } from "../../../features/inbox/inbox-queries.ts";
import { parseInboxSearch } from "../../../features/inbox/inbox-search.ts";

export const Route = createFileRoute("/m/$slug/inbox")({
  validateSearch: parseInboxSearch,
  loaderDeps: ({ search: { tab, who, only } }) => ({
    ...(tab ? { tab } : {}),
    ...(who ? { who } : {}),
    ...(only ? { only } : {}),
  }),
  loader: ({ context: { queryClient, api }, deps }) => {
    // Not awaited: the list draws its own skeleton.
    void queryClient.prefetchQuery(api.conversations.counts.queryOptions());
    void queryClient.prefetchInfiniteQuery(listQuery(api, deps));
  },
  component: InboxPage,
});
