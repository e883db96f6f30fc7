import {
  CAMPAIGN_STATES,
  RECIPIENT_STATUSES,
  type CampaignState,
  type RecipientStatus,
} from "@nexusone/contracts/campaign-terms";
import type { CampaignId } from "@nexusone/contracts/ids";
import type { Api, Outputs } from "../../lib/api.ts";

export type Campaign = Outputs["campaigns"]["get"];
export type CampaignLine = Outputs["campaigns"]["list"]["items"][number];
export type CampaignOptions = Outputs["campaigns"]["options"];

/** What the list shows; kept in the address. */
export type CampaignsSearch = { readonly state?: CampaignState };
export function parseCampaignsSearch(search: Record<string, unknown>): CampaignsSearch {
  const state = CAMPAIGN_STATES.find((one) => one === search["state"]);
  return state ? { state } : {};
}

export const CAMPAIGN_STEPS = ["what", "who", "when", "check"] as const;
export type CampaignStep = (typeof CAMPAIGN_STEPS)[number];
/** Where in a draft one is, or which people of the report are shown. */
export type CampaignSearch = { readonly step?: CampaignStep; readonly status?: RecipientStatus };
export function parseCampaignSearch(search: Record<string, unknown>): CampaignSearch {
  const step = CAMPAIGN_STEPS.find((one) => one === search["step"]);
  const status = RECIPIENT_STATUSES.find((one) => one === search["status"]);
  return { ...(step && { step }), ...(status && { status }) };
}

export const campaignsQuery = (api: Api, search: CampaignsSearch) =>
  api.campaigns.list.infiniteQueryOptions(
    { limit: 50, ...search },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );

export const recipientsQuery = (api: Api, id: CampaignId, { status }: CampaignSearch) =>
  api.campaigns.recipients.infiniteQueryOptions(
    { id, limit: 50, ...(status && { status }) },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );

/** Statuses come long after the last message has left. */
const MOVING_MS = 4_000;
export const campaignQuery = (api: Api, id: CampaignId) => ({
  ...api.campaigns.get.queryOptions({ id }),
  refetchInterval: (query: { state: { data?: Campaign | undefined } }) =>
    query.state.data?.state === "running" ? MOVING_MS : false,
});
