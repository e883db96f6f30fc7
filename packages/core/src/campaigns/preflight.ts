import { MAX_RECIPIENTS } from "@nexusone/contracts/campaign-terms";
import {
  CampaignInput,
  CountAudienceInput,
  type AudienceCount,
  type CampaignView,
  type Preflight,
} from "@nexusone/contracts/campaigns";
import type { ReasonCode, ReasonDetails } from "@nexusone/contracts/reasons";
import type { PriceClass } from "@nexusone/contracts/sending-terms";
import { TEMPLATE_CATEGORIES } from "@nexusone/contracts/template-terms";
import { listAudience, type AudienceRow } from "@nexusone/db/queries/campaign-audience";
import { findCampaign, type CampaignRow } from "@nexusone/db/queries/campaigns";
import { countBegun } from "@nexusone/db/queries/sending";
import { findTemplate } from "@nexusone/db/queries/templates";
import { findChannel, listChannels, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { freeEntryUntil, serviceWindow } from "@nexusone/whatsapp/rules";
import { missingOptOut } from "@nexusone/whatsapp/templates";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { businessConfigOf } from "../channels/business-config.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { capabilitiesOf } from "../sending/guard.ts";
import { checkContent, othersOf } from "../templates/check.ts";
import { readMerchant } from "../transaction.ts";
import { loadContent, type CampaignContent } from "./content.ts";
import { exclusionOf, placeOf } from "./exclude.ts";
import { hoursOf } from "./local-hours.ts";

const AT_ONCE = 2_000;
/** Of those who are left out for one reason. */
const NAMED = 5;

type Obstacle = { reason: ReasonCode; details: ReasonDetails };
type Plan = Pick<CampaignRow, "audience" | "schedule">;
type Look = { channel: ChannelRow; content: CampaignContent | undefined; plan: Plan };

/** Who would get it, how many at once and at what price, and who not and why. Changes nothing. @throws `campaigns.not_found`. */
export async function getPreflight(ctx: ServiceContext, rawInput: z.input<typeof CampaignInput>): Promise<Preflight> {
  authorize(ctx, "campaigns:read");
  const { id } = CampaignInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const found = await findCampaign(tx, id);
    if (!found) throw new DomainError("campaigns.not_found");
    return preflightOf(tx, ctx, found.campaign);
  });
}

/** Whom a filter finds and who of them may be written to, while it is being chosen. @throws `sending.no_channel`. */
export async function countAudience(
  ctx: ServiceContext,
  rawInput: z.input<typeof CountAudienceInput>,
): Promise<AudienceCount> {
  authorize(ctx, "campaigns:read");
  const { channelId, audience, templateId } = CountAudienceInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const channel = await findChannel(tx, channelId);
    if (!channel) throw new DomainError("sending.no_channel");
    const template = templateId === null ? undefined : await findTemplate(tx, templateId);
    const content = template && { category: template.category, template: null, write: () => SOMETHING };
    const plan = { audience, schedule: { day: null, minute: null, repeats: false } };
    const { found, allowed, excluded, tooMany } = await lookAtAll(tx, ctx, { channel, content, plan });
    return { found, allowed, excluded, tooMany };
  });
}
/** Values are chosen later. */
const SOMETHING = { message: { type: "text", text: "-" }, text: "-" } as const;

export async function preflightOf(tx: MerchantTx, ctx: ServiceContext, campaign: CampaignRow): Promise<Preflight> {
  const channel = await findChannel(tx, campaign.channelId);
  if (!channel) throw new DomainError("sending.no_channel");
  const loaded = await contentOf(tx, channel, campaign);
  const content = "obstacle" in loaded ? undefined : loaded;
  const { sample, ...looked } = await lookAtAll(tx, ctx, { channel, content, plan: campaign });
  const limit = await limitOf(tx, ctx, channel, looked.allowed);
  const findings = content?.template ? await findingsOf(tx, ctx, campaign.templateId, content) : [];
  const category = TEMPLATE_CATEGORIES.find((one) => one === content?.category) ?? null;
  const obstacles = [
    ...("obstacle" in loaded ? [loaded.obstacle] : []),
    ...obstaclesOf(ctx, channel, campaign, looked),
  ];
  const template = content?.template;
  const lacksOptOut =
    template != null && missingOptOut({ ...template, category: category ?? template.category }) !== null;
  return { ...looked, limit, findings, lacksOptOut, category, obstacles, sample };
}

async function contentOf(tx: MerchantTx, channel: ChannelRow, campaign: CampaignRow) {
  try {
    return await loadContent(tx, channel, campaign);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { obstacle: { reason: error.reason, details: error.details } satisfies Obstacle };
  }
}

function obstaclesOf(
  { platform }: ServiceContext,
  channel: ChannelRow,
  { schedule }: Plan,
  { allowed, tooMany, lastAt }: Pick<Preflight, "allowed" | "tooMany" | "lastAt">,
): Obstacle[] {
  const now = platform.clock.now();
  const isOver =
    schedule.day !== null && lastAt !== null && new Date(`${schedule.day}T00:00:00Z`) < addMs(now, -2 * DAY_MS);
  const of = (reason: ReasonCode, holds: boolean, details: ReasonDetails = {}): Obstacle[] =>
    holds ? [{ reason, details }] : [];
  return [
    ...of("sending.channel_disconnected", channel.state === "disconnected"),
    ...of("campaigns.quality_dropped", channel.quality === "RED"),
    ...of("campaigns.schedule_past", isOver),
    ...of("campaigns.too_many_people", tooMany, { max: MAX_RECIPIENTS }),
    // Of what repeats, people come to fit later.
    ...of("campaigns.nobody", allowed === 0 && !schedule.repeats),
  ];
}

/** Page by page, so that twenty thousand people are never all in memory. */
async function lookAtAll(tx: MerchantTx, ctx: ServiceContext, { channel, content, plan }: Look) {
  const now = ctx.platform.clock.now();
  const { timeZone, quietFrom, quietTo } = await businessConfigOf(tx);
  const hours = hoursOf({ shopZone: timeZone, quiet: { from: quietFrom, to: quietTo }, now });
  const capabilities = capabilitiesOf(channel);
  const terms = { consent: plan.audience.consent, capabilities, category: content?.category ?? null };
  const excluded = new Map<ReasonCode, { count: number; people: { id: string; name: string }[] }>();
  const cost = new Map<string, Preflight["cost"][number]>();
  let [found, allowed, first, last] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let sample: Preflight["sample"] = null;
  let after: string | undefined;
  do {
    const asked = { audience: plan.audience, channelId: channel.id, now, after, limit: AT_ONCE };
    const people = await listAudience(tx, asked);
    for (const person of people) {
      found += 1;
      const written = content?.write(person);
      const reason = exclusionOf(person, terms) ?? (content && !written ? "campaigns.values_missing" : undefined);
      if (reason) {
        const left = excluded.get(reason) ?? { count: 0, people: [] };
        left.count += 1;
        if (left.people.length < NAMED) left.people.push({ id: person.id, name: person.name });
        excluded.set(reason, left);
        continue;
      }
      allowed += 1;
      if (written && !sample) sample = { name: person.name, text: written.text };
      const country = placeOf(person);
      const due = hours.due(country, plan.schedule).getTime();
      [first, last] = [Math.min(first, due), Math.max(last, due)];
      const priceClass = priceOf(person, { windows: capabilities.serviceWindow, category: terms.category, now });
      const key = `${priceClass} ${country}`;
      const line = cost.get(key) ?? { priceClass, country, messages: 0 };
      cost.set(key, { ...line, messages: line.messages + 1 });
    }
    after = people.length === AT_ONCE ? people.at(-1)?.id : undefined;
  } while (after !== undefined && found <= MAX_RECIPIENTS);
  return {
    found,
    allowed,
    tooMany: found > MAX_RECIPIENTS,
    excluded: [...excluded]
      .map(([reason, left]) => ({ reason, ...left }))
      .toSorted((a, b) => b.count - a.count) as Preflight["excluded"],
    cost: [...cost.values()].toSorted((a, b) => b.messages - a.messages),
    firstAt: allowed === 0 ? null : new Date(first).toISOString(),
    lastAt: allowed === 0 ? null : new Date(last).toISOString(),
    sample,
  };
}

/** As `sendGuard` has it: utility is free while the window is open, everything after an advertisement. A forecast. */
function priceOf(
  { lastInboundAt, entryAt }: AudienceRow,
  { windows, category, now }: { windows: boolean; category: string | null; now: Date },
): PriceClass {
  if (!windows) return "unmetered";
  const until = entryAt && freeEntryUntil(entryAt, entryAt);
  if (until !== null && until > now) return "free";
  return category === "UTILITY" && serviceWindow(lastInboundAt, now).state === "open" ? "free" : "charged";
}

async function limitOf(
  tx: MerchantTx,
  { platform }: ServiceContext,
  { id, accountId, dailyLimit }: ChannelRow,
  allowed: number,
): Promise<Preflight["limit"]> {
  if (dailyLimit === null || dailyLimit < 0) return null;
  const numbers = (await listChannels(tx))
    .filter((one) => one.id === id || (accountId !== null && one.accountId === accountId))
    .map((one) => one.id);
  const left = dailyLimit - (await countBegun(tx, numbers, addMs(platform.clock.now(), -DAY_MS), dailyLimit));
  const beyond = Math.max(0, allowed - left);
  return { perDay: dailyLimit, left, days: 1 + Math.ceil(beyond / Math.max(1, dailyLimit)) };
}

async function findingsOf(
  tx: MerchantTx,
  { locale }: ServiceContext,
  templateId: CampaignView["templateId"],
  { template }: CampaignContent,
) {
  const row = templateId === null ? undefined : await findTemplate(tx, templateId);
  if (!row || !template) return [];
  const others = await othersOf(tx, row, row.id);
  return checkContent(template, { existing: others.map(({ content }) => content), unread: row.unread, locale })
    .findings;
}
