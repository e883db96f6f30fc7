import type { ReasonCode } from "@nexusone/contracts/reasons";
import { releaseParted } from "@nexusone/db/queries/campaign-joined";
import { countInLine, countTemplatesInLine, nextRecipientDue } from "@nexusone/db/queries/campaign-recipients";
import { lockCampaign, updateCampaign, type CampaignRow } from "@nexusone/db/queries/campaigns";
import { countBegun, oldestBegun } from "@nexusone/db/queries/sending";
import { findChannel, listChannels, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { isDomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { waitsFor } from "../sending/guard.ts";
import { loadContent, type CampaignContent } from "./content.ts";
import { enrol } from "./enrol.ts";
import { handOver } from "./hand-over.ts";
import { settleUnknown } from "./settle-unknown.ts";
import { moveCampaign, stopCampaign, subjectOf, takeBack } from "./move.ts";

/** Messages of one campaign that wait in lines at once: some seconds of the fastest number, so that a pause holds soon. */
const IN_LINE = 240;
const AT_ONCE = 80;
/** How soon what repeats looks again who has come to fit. */
const REPEAT_MS = HOUR_MS;

/** `again`: there is more to do now. `soon`: in a second, when some have left. `later`: when its time comes, or never. */
export type Step = "again" | "soon" | "later";

/** Carries a campaign one step further, in one transaction: killed anywhere it goes on from where it was. */
export async function stepCampaign(tx: MerchantTx, ctx: ServiceContext, id: string): Promise<Step> {
  const campaign = await lockCampaign(tx, id);
  if (!campaign) return "later";
  const now = ctx.platform.clock.now();
  if (campaign.state === "launched") {
    // By business time, which the sandbox may move: looked at each second of the minute.
    if (campaign.startsAt && now < campaign.startsAt) return "soon";
    await moveCampaign(tx, ctx, campaign, { state: "running", nextAt: now });
    return "again";
  }
  if (campaign.state !== "running") return "later";
  const channel = await findChannel(tx, campaign.channelId);
  if (!channel) return "later";
  const content = await contentOrReason(tx, channel, campaign);
  const stop = stopReason(campaign, channel, now) ?? (typeof content === "string" ? content : undefined);
  if (stop || typeof content === "string") {
    await stopCampaign(tx, ctx, campaign, stop ?? "campaigns.template_lost");
    return "later";
  }
  if (campaign.enrolledAt === null) {
    const all = await enrol(tx, ctx, { campaign, channel, content });
    if (all) await updateCampaign(tx, id, { enrolledAt: now });
    await told(tx, ctx, id);
    return "again";
  }
  const waits = waitsFor(channel, now);
  if (waits) return waitForNumber(tx, ctx, campaign, waits.until);
  return goOn(tx, ctx, { campaign, channel, content });
}

type Running = { readonly campaign: CampaignRow; readonly channel: ChannelRow; readonly content: CampaignContent };

async function goOn(tx: MerchantTx, ctx: ServiceContext, running: Running): Promise<Step> {
  const { campaign, channel } = running;
  const { id } = campaign;
  const now = ctx.platform.clock.now();
  const inLine = await countInLine(tx, id);
  const room = Math.min(AT_ONCE, IN_LINE - inLine);
  if (room <= 0) return "soon";
  const left = await leftToday(tx, channel, now);
  const due = await nextRecipientDue(tx, id);
  if (due && due <= now && left && left.people <= 0) {
    if (inLine > 0) return "soon";
    // A minute more, so that not each one who is free again is a look of its own.
    const until = addMs(left.freeAt ?? now, MINUTE_MS);
    return wait(tx, ctx, campaign, { reason: "campaigns.waits_for_limit", until });
  }
  if (due && due <= now) {
    await handOver(tx, ctx, running, left ? Math.min(room, left.people) : room);
    await updateCampaign(tx, id, { nextAt: now, waitsReason: null, waitsUntil: null });
    await told(tx, ctx, id);
    return "again";
  }
  if (inLine > 0) return "soon";
  if (due) return wait(tx, ctx, campaign, { reason: "campaigns.scheduled", until: due });
  if ((await releaseParted(tx, id)) > 0) return "again";
  const { again, until } = await settleUnknown(tx, ctx, running);
  if (again > 0) return "again";
  if (until && !campaign.schedule.repeats)
    return wait(tx, ctx, campaign, { reason: "campaigns.waits_for_reports", until });
  return over(tx, ctx, campaign);
}

/** Nobody is left, for now or for good. */
async function over(tx: MerchantTx, ctx: ServiceContext, campaign: CampaignRow): Promise<Step> {
  const now = ctx.platform.clock.now();
  if (campaign.schedule.repeats)
    await updateCampaign(tx, campaign.id, {
      enrolledAt: null,
      nextAt: addMs(now, REPEAT_MS),
      waitsReason: null,
      waitsUntil: null,
    });
  else await moveCampaign(tx, ctx, campaign, { state: "done", nextAt: null, finishedAt: now });
  await told(tx, ctx, campaign.id);
  return "later";
}

async function wait(
  tx: MerchantTx,
  ctx: ServiceContext,
  { id, waitsReason, waitsUntil }: CampaignRow,
  { reason, until }: { readonly reason: ReasonCode; readonly until: Date },
): Promise<Step> {
  await updateCampaign(tx, id, { nextAt: until, waitsReason: reason, waitsUntil: until });
  if (waitsReason !== reason || waitsUntil?.getTime() !== until.getTime()) await told(tx, ctx, id);
  return "later";
}

/** What has not left comes back: it may be night where people are when the number works again. */
async function waitForNumber(
  tx: MerchantTx,
  ctx: ServiceContext,
  campaign: CampaignRow,
  until: Date | null,
): Promise<Step> {
  await takeBack(tx, ctx, { campaignId: campaign.id });
  const next = until ?? addMs(ctx.platform.clock.now(), MINUTE_MS);
  return wait(tx, ctx, campaign, { reason: "sending.waits_for_channel", until: next });
}

/** What Meta says of the number that a campaign must not add to. */
function stopReason({ quality }: CampaignRow, channel: ChannelRow, now: Date): ReasonCode | undefined {
  if (channel.state === "disconnected") return "sending.channel_disconnected";
  if (channel.pausedReason === "channels.quality_low" && (channel.pausedUntil === null || channel.pausedUntil > now))
    return "campaigns.stopped_by_whatsapp";
  return RANK[channel.quality] < RANK[quality ?? "UNKNOWN"] ? "campaigns.quality_dropped" : undefined;
}
/** What is not known is nobody's fault. */
const RANK = { RED: 0, YELLOW: 1, UNKNOWN: 1, GREEN: 2 } as const;

async function contentOrReason(
  tx: MerchantTx,
  channel: ChannelRow,
  campaign: CampaignRow,
): Promise<CampaignContent | ReasonCode> {
  try {
    return await loadContent(tx, channel, campaign);
  } catch (error) {
    if (isDomainError(error)) return "campaigns.template_lost";
    throw error;
  }
}

/** A few places of the day stay with colleagues who have to begin a conversation. */
const forCampaigns = (dailyLimit: number): number => dailyLimit - Math.floor(dailyLimit / 50);

/** People whom the account may still begin to write to, and when the next is free; undefined: it has no limit. */
async function leftToday(
  tx: MerchantTx,
  { dailyLimit, accountId, id }: ChannelRow,
  now: Date,
): Promise<{ readonly people: number; readonly freeAt: Date | undefined } | undefined> {
  if (dailyLimit === null || dailyLimit < 0) return undefined;
  const numbers = (await listChannels(tx))
    .filter((one) => one.id === id || (accountId !== null && one.accountId === accountId))
    .map((one) => one.id);
  const since = addMs(now, -DAY_MS);
  const begun = await countBegun(tx, numbers, since, dailyLimit);
  const people = forCampaigns(dailyLimit) - begun - (await countTemplatesInLine(tx, numbers));
  if (people > 0) return { people, freeAt: undefined };
  const oldest = await oldestBegun(tx, numbers, since);
  return { people, freeAt: oldest && addMs(oldest, DAY_MS) };
}

const told = (tx: MerchantTx, ctx: ServiceContext, id: string): Promise<void> =>
  recordEvent(tx, ctx, "campaign.progressed", { campaignId: id }, subjectOf(id));
