import { createFileRoute } from "@tanstack/react-router";
import { InventorySettingsPage } from "../../../features/inventory/settings-page.tsx";

export const Route = createFileRoute("/m/$slug/inventory/settings")({
  loader: ({ context: { queryClient, api } }) => {
    void queryClient.prefetchQuery(api.inventory.getSettings.queryOptions());
  },
  component: InventorySettingsPage,
});
