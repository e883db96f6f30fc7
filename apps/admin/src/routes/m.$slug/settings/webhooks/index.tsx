import { createFileRoute } from "@tanstack/react-router";
import { WebhooksPage } from "../../../../features/settings/webhooks/webhooks-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/webhooks/")({
  loader: ({ context: { queryClient, api, membership } }) => {
    if (membership.permissions.includes("webhooks:read"))
      void queryClient.prefetchQuery(api.webhooks.list.queryOptions());
  },
  component: WebhooksPage,
});
