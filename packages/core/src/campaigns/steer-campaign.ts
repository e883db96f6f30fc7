import { campaignCan, RECALL_SECONDS } from "@nexusone/contracts/campaign-terms";
import { CampaignInput, type CampaignView } from "@nexusone/contracts/campaigns";
import { isReasonCode } from "@nexusone/contracts/reasons";
import { retryFailed, skipPending } from "@nexusone/db/queries/campaign-recipients";
import type { CampaignRow } from "@nexusone/db/queries/campaigns";
import { findChannel } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { runCampaign } from "./campaign-job.ts";
import { moveCampaign, takeBack } from "./move.ts";
import { preflightOf } from "./preflight.ts";
import { campaignView } from "./views.ts";
import { lockedFor } from "./write-campaign.ts";

type Input = z.input<typeof CampaignInput>;
const RECALL_MS = RECALL_SECONDS * 1_000;

/**
 * Lets a campaign go: nothing leaves for a minute, in which `recallCampaign` takes it back.
 * @throws `campaigns.not_found`, `campaigns.wrong_state` {state}, and the first obstacle that the pre-flight names.
 */
export async function launchCampaign(ctx: ServiceContext, rawInput: Input): Promise<CampaignView> {
  authorize(ctx, "campaigns:manage");
  const { id } = CampaignInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const campaign = await lockedFor(tx, id, campaignCan.edit);
    const [obstacle] = (await preflightOf(tx, ctx, campaign)).obstacles;
    if (obstacle && isReasonCode(obstacle.reason)) throw new DomainError(obstacle.reason, obstacle.details);
    const now = ctx.platform.clock.now();
    const startsAt = addMs(now, RECALL_MS);
    const quality = (await findChannel(tx, campaign.channelId))?.quality ?? null;
    const change = {
      state: "launched",
      launchedAt: now,
      startsAt,
      nextAt: startsAt,
      quality,
      enrolledAt: null,
    } as const;
    await moveCampaign(tx, ctx, campaign, change);
    await runCampaign(tx, ctx, id);
    return campaignView(tx, id);
  });
}

/** Takes a launch back within its minute: it is a draft again, and nobody has got anything. @throws `campaigns.not_found`, `campaigns.recall_over`. */
export async function recallCampaign(ctx: ServiceContext, rawInput: Input): Promise<CampaignView> {
  authorize(ctx, "campaigns:manage");
  const { id } = CampaignInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const campaign = await lockedFor(tx, id, () => true);
    if (!campaignCan.recall(campaign)) throw new DomainError("campaigns.recall_over");
    await moveCampaign(tx, ctx, campaign, {
      state: "draft",
      launchedAt: null,
      startsAt: null,
      nextAt: null,
      quality: null,
    });
    return campaignView(tx, id);
  });
}

/** Nothing more leaves but what is being sent this moment. @throws `campaigns.not_found`, `campaigns.wrong_state` {state}. */
export async function pauseCampaign(ctx: ServiceContext, rawInput: Input): Promise<CampaignView> {
  return steer(ctx, rawInput, campaignCan.pause, async (tx, campaign) => {
    await takeBack(tx, ctx, { campaignId: campaign.id });
    await moveCampaign(tx, ctx, campaign, { state: "paused", nextAt: null });
  });
}

/**
 * Goes on from where it was, at the number's quality of now; who was refused because of what stopped it gets it.
 * @throws `campaigns.not_found`, `campaigns.wrong_state` {state}, `campaigns.stopped_by_whatsapp` while the number still rests.
 */
export async function resumeCampaign(ctx: ServiceContext, rawInput: Input): Promise<CampaignView> {
  return steer(ctx, rawInput, campaignCan.resume, async (tx, campaign) => {
    const channel = await findChannel(tx, campaign.channelId);
    const now = ctx.platform.clock.now();
    const rests =
      channel?.pausedReason === "channels.quality_low" && (channel.pausedUntil === null || channel.pausedUntil > now);
    if (rests) throw new DomainError("campaigns.stopped_by_whatsapp");
    for (const reason of ["messages.quality_limited", "messages.template_unusable"] as const)
      await retryFailed(tx, campaign.id, reason);
    await moveCampaign(tx, ctx, campaign, { state: "running", nextAt: now, quality: channel?.quality ?? null });
    await runCampaign(tx, ctx, campaign.id);
  });
}

/** Whoever has not got it will not. @throws `campaigns.not_found`, `campaigns.wrong_state` {state}. */
export async function endCampaign(ctx: ServiceContext, rawInput: Input): Promise<CampaignView> {
  return steer(ctx, rawInput, campaignCan.end, async (tx, campaign) => {
    await takeBack(tx, ctx, { campaignId: campaign.id });
    await skipPending(tx, campaign.id, "campaigns.left_out");
    await moveCampaign(tx, ctx, campaign, { state: "ended", nextAt: null, finishedAt: ctx.platform.clock.now() });
  });
}

function steer(
  ctx: ServiceContext,
  rawInput: Input,
  can: (campaign: CampaignRow) => boolean,
  act: (tx: MerchantTx, campaign: CampaignRow) => Promise<void>,
): Promise<CampaignView> {
  authorize(ctx, "campaigns:manage");
  const { id } = CampaignInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    await act(tx, await lockedFor(tx, id, can));
    return campaignView(tx, id);
  });
}
