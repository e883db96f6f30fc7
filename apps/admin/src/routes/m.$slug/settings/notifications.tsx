import { createFileRoute } from "@tanstack/react-router";
import { NotificationsSettingsPage } from "../../../features/settings/notifications/notifications-settings-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/notifications")({
  loader: ({ context: { queryClient, api } }) => {
    void queryClient.prefetchQuery(api.notifications.getSettings.queryOptions());
  },
  component: NotificationsSettingsPage,
});
