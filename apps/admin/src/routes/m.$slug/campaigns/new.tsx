import { createFileRoute } from "@tanstack/react-router";
import { NewCampaignPage } from "../../../features/campaigns/new-campaign-page.tsx";

export const Route = createFileRoute("/m/$slug/campaigns/new")({
  loader: async ({ context: { queryClient, api } }) => {
    await queryClient.ensureQueryData(api.campaigns.options.queryOptions());
  },
  component: NewCampaignPage,
});
