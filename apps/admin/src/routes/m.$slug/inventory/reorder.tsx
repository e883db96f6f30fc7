import { createFileRoute } from "@tanstack/react-router";
import { reordersQuery } from "../../../features/reorder/reorder-queries.ts";
import { ReorderPage } from "../../../features/reorder/reorder-page.tsx";

export const Route = createFileRoute("/m/$slug/inventory/reorder")({
  loader: ({ context: { queryClient, api } }) => {
    void queryClient.prefetchInfiniteQuery(reordersQuery(api, "suggested"));
  },
  component: ReorderPage,
});
