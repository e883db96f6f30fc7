import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useShop } from "../../lib/shop.ts";
import { campaignQuery } from "./campaigns-query.ts";
import { DraftPage } from "./draft-page.tsx";
import { SentPage } from "./sent-page.tsx";

const route = getRouteApi("/m/$slug/campaigns/$campaignId");

/** A draft in its steps, or what comes of a campaign that was launched. */
export function CampaignPage() {
  const { api } = useShop();
  const { campaignId } = route.useParams();
  const { step = "check", status } = route.useSearch();
  const { data: campaign } = useSuspenseQuery(campaignQuery(api, campaignId));
  if (campaign.state === "draft") return <DraftPage key={campaign.id} campaign={campaign} step={step} />;
  return <SentPage campaign={campaign} status={status} />;
}
