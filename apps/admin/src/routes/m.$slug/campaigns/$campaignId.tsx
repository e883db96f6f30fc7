import type { CampaignId } from "@nexusone/contracts/ids";
import { createFileRoute } from "@tanstack/react-router";
import { CampaignPage } from "../../../features/campaigns/campaign-page.tsx";
import { campaignQuery, parseCampaignSearch, recipientsQuery } from "../../../features/campaigns/campaigns-query.ts";

export const Route = createFileRoute("/m/$slug/campaigns/$campaignId")({
  // The address holds a text; the server refuses what is no id of this shop.
  params: { parse: ({ campaignId }) => ({ campaignId: campaignId as CampaignId }) },
  validateSearch: parseCampaignSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient, api }, params: { campaignId }, deps }) => {
    const campaign = await queryClient.ensureQueryData(campaignQuery(api, campaignId));
    if (campaign.state === "draft") await queryClient.ensureQueryData(api.campaigns.options.queryOptions());
    else void queryClient.prefetchInfiniteQuery(recipientsQuery(api, campaignId, deps));
  },
  component: CampaignPage,
});
