import { createFileRoute } from "@tanstack/react-router";
import { ExtensionPage } from "../../../features/settings/extension/extension-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/extension")({
  loader: ({ context: { queryClient, api } }) => queryClient.ensureQueryData(api.billing.getPlan.queryOptions()),
  component: ExtensionPage,
});
