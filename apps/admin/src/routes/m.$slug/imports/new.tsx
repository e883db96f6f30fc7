import { createFileRoute } from "@tanstack/react-router";
import { NewImportPage } from "../../../features/imports/new-import-page.tsx";

export const Route = createFileRoute("/m/$slug/imports/new")({
  loader: ({ context: { queryClient, api } }) => {
    void queryClient.prefetchQuery(api.merchants.getSettings.queryOptions());
    void queryClient.prefetchQuery(api.catalog.listFacets.queryOptions());
  },
  component: NewImportPage,
});
