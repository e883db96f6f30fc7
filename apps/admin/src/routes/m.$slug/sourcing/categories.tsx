import { createFileRoute } from "@tanstack/react-router";
import { CategoriesPage } from "../../../features/sourcing/categories-page.tsx";

export const Route = createFileRoute("/m/$slug/sourcing/categories")({
  loader: ({ context: { queryClient, api } }) => {
    void queryClient.prefetchQuery(api.catalog.listFacets.queryOptions());
    void queryClient.prefetchQuery(api.categories.listMappings.queryOptions());
  },
  component: CategoriesPage,
});
