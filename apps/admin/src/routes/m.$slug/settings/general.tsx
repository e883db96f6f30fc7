import { createFileRoute } from "@tanstack/react-router";
import { GeneralPage } from "../../../features/settings/general/general-page.tsx";

export const Route = createFileRoute("/m/$slug/settings/general")({
  loader: ({ context: { queryClient, api } }) => queryClient.ensureQueryData(api.merchants.getSettings.queryOptions()),
  component: GeneralPage,
});
