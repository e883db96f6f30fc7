import { createFileRoute } from "@tanstack/react-router";
import { UsageSettingsPage } from "../../../features/settings/usage/usage-settings-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/usage")({
  loader: ({ context: { queryClient, api } }) => {
    void queryClient.prefetchQuery(api.analytics.getSettings.queryOptions());
  },
  component: UsageSettingsPage,
});
