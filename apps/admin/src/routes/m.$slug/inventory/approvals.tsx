import { createFileRoute } from "@tanstack/react-router";
import { ApprovalsPage } from "../../../features/inventory/approvals-page.tsx";
import { approvalsQuery } from "../../../features/inventory/inventory-queries.ts";

export const Route = createFileRoute("/m/$slug/inventory/approvals")({
  loader: ({ context: { queryClient, api } }) => {
    void queryClient.prefetchInfiniteQuery(approvalsQuery(api));
  },
  component: ApprovalsPage,
});
