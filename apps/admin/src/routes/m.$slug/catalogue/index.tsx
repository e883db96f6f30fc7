import { createFileRoute } from "@tanstack/react-router";
import { CataloguePage } from "../../../features/catalogue/catalogue-page.tsx";
import { listQuery } from "../../../features/catalogue/list-query.ts";
import { parseListSearch } from "../../../features/catalogue/list-search.ts";

export const Route = createFileRoute("/m/$slug/catalogue/")({
  validateSearch: parseListSearch,
  loaderDeps: ({ search: { look: _look, ...filters } }) => filters,
  loader: ({ context, deps }) => {
    // Not awaited: the list draws its own skeleton, and keeps what it showed while filters change.
    void context.queryClient.prefetchInfiniteQuery(listQuery(context.api, deps));
    void context.queryClient.prefetchQuery(context.api.catalog.listFacets.queryOptions());
    void context.queryClient.prefetchQuery(context.api.imports.listDrafts.queryOptions());
  },
  component: CataloguePage,
});
