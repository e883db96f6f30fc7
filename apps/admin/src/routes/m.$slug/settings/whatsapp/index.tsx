import { createFileRoute } from "@tanstack/react-router";
import { WhatsAppPage } from "../../../../features/settings/whatsapp/whatsapp-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/whatsapp/")({
  loader: ({ context: { queryClient, api } }) => {
    void queryClient.prefetchQuery(api.channels.list.queryOptions());
    void queryClient.prefetchQuery(api.channels.getBusinessConfig.queryOptions());
  },
  component: WhatsAppPage,
});
