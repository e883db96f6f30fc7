import { createFileRoute } from "@tanstack/react-router";
import { ExtensionPage } from "../../../features/settings/extension/extension-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/extension")({
  loader: ({ context: { queryClient, api, membership } }) => {
    if (!membership.permissions.includes("extension:use")) return;
    void queryClient.prefetchQuery(api.extension.listSessions.queryOptions());
  },
  component: ExtensionPage,
});
