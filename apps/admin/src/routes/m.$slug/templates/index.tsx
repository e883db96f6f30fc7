import { createFileRoute } from "@tanstack/react-router";
import { TemplatesPage } from "../../../features/templates/templates-page.tsx";
import { templatesQuery } from "../../../features/templates/templates-query.ts";
import { parseTemplatesSearch } from "../../../features/templates/templates-search.ts";

export const Route = createFileRoute("/m/$slug/templates/")({
  validateSearch: parseTemplatesSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient, api }, deps }) => {
    // Not awaited: the list draws its own skeleton, and keeps what it showed while one types.
    void queryClient.prefetchInfiniteQuery(templatesQuery(api, deps));
    void queryClient.prefetchQuery(api.templates.options.queryOptions());
  },
  component: TemplatesPage,
});
