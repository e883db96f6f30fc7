import {
  CampaignInput,
  CampaignOptions,
  ListCampaignsInput,
  type CampaignsPage,
  type CampaignView,
} from "@nexusone/contracts/campaigns";
import { MAX_RECIPIENTS } from "@nexusone/contracts/campaign-terms";
import { isSendable } from "@nexusone/contracts/template-terms";
import { listTags } from "@nexusone/db/queries/campaign-audience";
import { countRecipients, listCampaignRows, listFollowable } from "@nexusone/db/queries/campaigns";
import { listTemplateRows, type TemplateRow } from "@nexusone/db/queries/templates";
import { listChannels, type ChannelRow } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import { businessConfigOf } from "../channels/business-config.ts";
import type { ServiceContext } from "../context.ts";
import { capabilitiesOf } from "../sending/guard.ts";
import { sentContent } from "../templates/preview-template.ts";
import { readMerchant } from "../transaction.ts";
import { placesFor } from "./content.ts";
import { campaignView, lineOf } from "./views.ts";

const OFFERED = 100;

/** Campaigns by state, the newest first. */
export async function listCampaigns(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListCampaignsInput> = {},
): Promise<z.output<typeof CampaignsPage>> {
  authorize(ctx, "campaigns:read");
  const { cursor, limit, state } = ListCampaignsInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const rows = await listCampaignRows(tx, { state, limit, after: decodeCursor(InstantKey, cursor) });
    const page = cutPage(rows, limit, ({ campaign }) => ({ at: campaign.createdAt.toISOString(), id: campaign.id }));
    const counted = await countRecipients(
      tx,
      page.items.map(({ campaign }) => campaign.id),
    );
    return { ...page, items: page.items.map((row) => lineOf(row, counted)) };
  });
}

/** One, with its report as of now. @throws `campaigns.not_found`. */
export async function getCampaign(ctx: ServiceContext, rawInput: z.input<typeof CampaignInput>): Promise<CampaignView> {
  authorize(ctx, "campaigns:read");
  const { id } = CampaignInput.parse(rawInput);
  return readMerchant(ctx, (tx) => campaignView(tx, id));
}

/** What whoever writes a campaign chooses from: numbers, templates that may be sent, tags, campaigns to follow. */
export async function getCampaignOptions(ctx: ServiceContext): Promise<CampaignOptions> {
  authorize(ctx, "campaigns:read");
  return readMerchant(ctx, async (tx) => {
    const channels = (await listChannels(tx)).filter(({ state }) => state !== "disconnected");
    const rows = (await listTemplateRows(tx, { limit: OFFERED })).filter(
      ({ state, status }) => state === "active" && isSendable(status),
    );
    const templates: CampaignOptions["templates"] = [];
    for (const row of rows) templates.push(await templateOf(tx, row, channels));
    const { quietFrom, quietTo } = await businessConfigOf(tx);
    return CampaignOptions.parse({
      channels: channels.map((row) => ({
        id: row.id,
        label: row.label,
        state: row.state,
        takesTemplates: capabilitiesOf(row).messages.includes("template"),
      })),
      templates,
      tags: await listTags(tx, OFFERED),
      campaigns: await listFollowable(tx, OFFERED),
      quiet: { from: quietFrom, to: quietTo },
      maxRecipients: MAX_RECIPIENTS,
    });
  });
}

async function templateOf(tx: MerchantTx, row: TemplateRow, channels: readonly ChannelRow[]) {
  const content = await sentContent(tx, row);
  const own = channels.filter((one) => one.accountId === row.accountId && one.environment === row.environment);
  const { header } = content;
  return {
    id: row.id,
    channelIds: own.map(({ id }) => id) as CampaignOptions["templates"][number]["channelIds"],
    name: row.name,
    language: row.language,
    category: row.category ?? content.category,
    body: content.body,
    places: placesFor(content),
    wantsMedia: header && "sample" in header ? header.type : null,
  };
}
