import { createFileRoute } from "@tanstack/react-router";
import { SourcingPage } from "../../../features/sourcing/sourcing-page.tsx";
import { parseSourcingSearch } from "../../../features/sourcing/sourcing-search.ts";

export const Route = createFileRoute("/m/$slug/sourcing/")({
  validateSearch: parseSourcingSearch,
  loader: ({ context: { queryClient, api } }) => {
    // The list itself is asked for by the screen alone: it costs points, and hovering a link must not.
    void queryClient.prefetchQuery(api.cj.getStatus.queryOptions());
  },
  component: SourcingPage,
});
