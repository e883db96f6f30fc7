import type { WebhookId } from "@nexusone/contracts/ids";
import { createFileRoute } from "@tanstack/react-router";
import { WebhookPage } from "../../../../features/settings/webhooks/webhook-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/webhooks/$webhookId")({
  // The address holds a text; the server refuses what is no id of this shop.
  params: { parse: ({ webhookId }) => ({ webhookId: webhookId as WebhookId }) },
  loader: ({ context: { queryClient, api, membership } }) => {
    if (membership.permissions.includes("webhooks:read"))
      void queryClient.prefetchQuery(api.webhooks.list.queryOptions());
  },
  component: WebhookPage,
});
