import { createFileRoute } from "@tanstack/react-router";
import { ApiPage } from "../../../features/settings/api/api-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/api")({
  loader: ({ context: { queryClient, api, membership } }) => {
    void queryClient.prefetchQuery(api.limits.getUse.queryOptions());
    if (!membership.permissions.includes("api_keys:manage")) return;
    void queryClient.prefetchQuery(api.apiKeys.list.queryOptions());
  },
  component: ApiPage,
});
