import { createFileRoute } from "@tanstack/react-router";
import { NewImportPage } from "../../../features/imports/new-import-page.tsx";

export const Route = createFileRoute("/m/$slug/imports/new")({
  validateSearch: ({ refs }: Record<string, unknown>): { refs?: string } =>
    typeof refs === "string" && refs !== "" ? { refs: refs.slice(0, 20_000) } : {},
  loader: ({ context: { queryClient, api } }) => {
    void queryClient.prefetchQuery(api.merchants.getSettings.queryOptions());
    void queryClient.prefetchQuery(api.catalog.listFacets.queryOptions());
  },
  component: NewImportPage,
});
