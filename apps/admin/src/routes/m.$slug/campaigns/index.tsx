import { createFileRoute } from "@tanstack/react-router";
import { CampaignsPage } from "../../../features/campaigns/campaigns-page.tsx";
import { campaignsQuery, parseCampaignsSearch } from "../../../features/campaigns/campaigns-query.ts";

export const Route = createFileRoute("/m/$slug/campaigns/")({
  validateSearch: parseCampaignsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient, api }, deps }) => {
    // Not awaited: the list draws its own skeleton.
    void queryClient.prefetchInfiniteQuery(campaignsQuery(api, deps));
  },
  component: CampaignsPage,
});
