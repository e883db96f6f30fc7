import { createFileRoute } from "@tanstack/react-router";
import { MessagesPage } from "../../../features/settings/messages/messages-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/messages")({
  loader: ({ context: { queryClient, api } }) =>
    queryClient.ensureQueryData(api.customerNotices.getSettings.queryOptions()),
  component: MessagesPage,
});
