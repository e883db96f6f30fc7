import {
  AudienceCount,
  CampaignInput,
  CampaignOptions,
  CampaignsPage,
  CampaignView,
  CountAudienceInput,
  CreateCampaignInput,
  EditCampaignInput,
  ListCampaignsInput,
  ListRecipientsInput,
  Preflight,
  RecipientsPage,
} from "@nexusone/contracts/campaigns";
import { Done } from "@nexusone/contracts/paging";
import { getCampaign, getCampaignOptions, listCampaigns } from "@nexusone/core/campaigns/list-campaigns";
import { listRecipients } from "@nexusone/core/campaigns/list-recipients";
import { countAudience, getPreflight } from "@nexusone/core/campaigns/preflight";
import {
  endCampaign,
  launchCampaign,
  pauseCampaign,
  recallCampaign,
  resumeCampaign,
} from "@nexusone/core/campaigns/steer-campaign";
import { createCampaign, deleteCampaign, editCampaign } from "@nexusone/core/campaigns/write-campaign";
import { merchantProcedure, router } from "../trpc.ts";

const act = (verb: string, summary: string) =>
  ({
    method: "POST",
    path: `/api/campaigns/{id}/${verb}`,
    summary,
    permission: "campaigns:manage",
    example: {},
  }) as const;

export const campaignsRouter = router({
  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/campaigns",
        summary: "Campaigns by state, newest first",
        permission: "campaigns:read",
      },
    })
    .input(ListCampaignsInput)
    .output(CampaignsPage)
    .query(({ ctx, input }) => listCampaigns(ctx.service, input)),

  get: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/campaigns/{id}",
        summary: "A campaign with its report as of now",
        permission: "campaigns:read",
      },
    })
    .input(CampaignInput)
    .output(CampaignView)
    .query(({ ctx, input }) => getCampaign(ctx.service, input)),

  options: merchantProcedure.output(CampaignOptions).query(({ ctx }) => getCampaignOptions(ctx.service)),

  create: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/campaigns",
        status: 201,
        summary: "Write a campaign; nobody is written to before it is launched",
        permission: "campaigns:manage",
        example: {
          name: "We miss you",
          type: "reactivation",
          channelId: "0198c5a2-0000-7000-8000-000000000001",
          templateId: "0198c5a2-0000-7000-8000-000000000002",
          audience: { lastHeard: { olderThanDays: 60 } },
        },
      },
    })
    .input(CreateCampaignInput)
    .output(CampaignView)
    .mutation(({ ctx, input }) => createCampaign(ctx.service, input)),

  edit: merchantProcedure
    .meta({
      rest: {
        method: "PATCH",
        path: "/api/campaigns/{id}",
        summary: "Change a campaign that was not launched",
        permission: "campaigns:manage",
        example: { name: "We missed you" },
      },
    })
    .input(EditCampaignInput)
    .output(CampaignView)
    .mutation(({ ctx, input }) => editCampaign(ctx.service, input)),

  delete: merchantProcedure
    .input(CampaignInput)
    .output(Done)
    .mutation(({ ctx, input }) => deleteCampaign(ctx.service, input)),

  countAudience: merchantProcedure
    .meta({ heavy: true })
    .input(CountAudienceInput)
    .output(AudienceCount)
    .query(({ ctx, input }) => countAudience(ctx.service, input)),

  preflight: merchantProcedure
    .meta({
      heavy: true,
      rest: {
        method: "GET",
        path: "/api/campaigns/{id}/preflight",
        summary: "Who would get it, at what price and when, and who not and why",
        permission: "campaigns:read",
      },
    })
    .input(CampaignInput)
    .output(Preflight)
    .query(({ ctx, input }) => getPreflight(ctx.service, input)),

  launch: merchantProcedure
    .meta({ rest: act("launch", "Let it go; nothing leaves for a minute, in which it can be recalled") })
    .input(CampaignInput)
    .output(CampaignView)
    .mutation(({ ctx, input }) => launchCampaign(ctx.service, input)),

  recall: merchantProcedure
    .meta({ rest: act("recall", "Take the launch back within its minute") })
    .input(CampaignInput)
    .output(CampaignView)
    .mutation(({ ctx, input }) => recallCampaign(ctx.service, input)),

  pause: merchantProcedure
    .meta({ rest: act("pause", "Nothing more leaves until it is resumed") })
    .input(CampaignInput)
    .output(CampaignView)
    .mutation(({ ctx, input }) => pauseCampaign(ctx.service, input)),

  resume: merchantProcedure
    .meta({ rest: act("resume", "Go on from where it was") })
    .input(CampaignInput)
    .output(CampaignView)
    .mutation(({ ctx, input }) => resumeCampaign(ctx.service, input)),

  end: merchantProcedure
    .meta({ rest: act("end", "Leave out whoever has not got it") })
    .input(CampaignInput)
    .output(CampaignView)
    .mutation(({ ctx, input }) => endCampaign(ctx.service, input)),

  recipients: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/campaigns/{id}/messages",
        summary: "Everybody of a campaign, with how it stands with them and why",
        permission: "campaigns:read",
      },
    })
    .input(ListRecipientsInput)
    .output(RecipientsPage)
    .query(({ ctx, input }) => listRecipients(ctx.service, input)),
});
