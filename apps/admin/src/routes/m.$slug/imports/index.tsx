import { createFileRoute } from "@tanstack/react-router";
import { ImportsPage } from "../../../features/imports/imports-page.tsx";

export const Route = createFileRoute("/m/$slug/imports/")({
  loader: ({ context: { queryClient, api } }) => {
    void queryClient.prefetchQuery(api.imports.listDrafts.queryOptions());
  },
  component: ImportsPage,
});
