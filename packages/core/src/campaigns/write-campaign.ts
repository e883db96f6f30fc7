import { campaignCan } from "@nexusone/contracts/campaign-terms";
import {
  CampaignInput,
  CreateCampaignInput,
  EditCampaignInput,
  type CampaignView,
} from "@nexusone/contracts/campaigns";
import {
  deleteCampaignRow,
  insertCampaign,
  lockCampaign,
  updateCampaign,
  type CampaignRow,
} from "@nexusone/db/queries/campaigns";
import { findChannel } from "@nexusone/db/queries/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";
import { subjectOf } from "./move.ts";
import { campaignView } from "./views.ts";

/** A draft: nobody is written to before it is launched. @throws `sending.no_channel`. */
export async function createCampaign(
  ctx: ServiceContext,
  rawInput: z.input<typeof CreateCampaignInput>,
): Promise<CampaignView> {
  authorize(ctx, "campaigns:manage");
  const input = CreateCampaignInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    await mustBeNumber(tx, input.channelId);
    const row = { ...input, name: plainText(input.name), state: "draft" as const, createdByName: actorName(ctx.actor) };
    const { id, name } = await insertCampaign(tx, row);
    await recordEvent(tx, ctx, "campaign.created", { campaignId: id, name }, subjectOf(id));
    return campaignView(tx, id);
  });
}

/** Changes a draft; what is absent stays. @throws `campaigns.not_found`, `campaigns.wrong_state` {state}, `sending.no_channel`. */
export async function editCampaign(
  ctx: ServiceContext,
  rawInput: z.input<typeof EditCampaignInput>,
): Promise<CampaignView> {
  authorize(ctx, "campaigns:manage");
  const { id, ...given } = EditCampaignInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    await lockedFor(tx, id, campaignCan.edit);
    if (given.channelId !== undefined) await mustBeNumber(tx, given.channelId);
    const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const fields = Object.keys(change);
    if (fields.length > 0) {
      await updateCampaign(tx, id, change);
      await recordEvent(tx, ctx, "campaign.edited", { campaignId: id, fields }, subjectOf(id));
    }
    return campaignView(tx, id);
  });
}

/** Takes a draft away for good. @throws `campaigns.not_found`, `campaigns.wrong_state` {state}. */
export async function deleteCampaign(
  ctx: ServiceContext,
  rawInput: z.input<typeof CampaignInput>,
): Promise<{ ok: true }> {
  authorize(ctx, "campaigns:manage");
  const { id } = CampaignInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    await lockedFor(tx, id, campaignCan.edit);
    await deleteCampaignRow(tx, id);
    await recordEvent(tx, ctx, "campaign.deleted", { campaignId: id }, subjectOf(id));
    return { ok: true };
  });
}

/** The campaign, locked, if this can be done with it. @throws `campaigns.not_found`, `campaigns.wrong_state` {state}. */
export async function lockedFor(
  tx: MerchantTx,
  id: string,
  can: (campaign: CampaignRow) => boolean,
): Promise<CampaignRow> {
  const campaign = await lockCampaign(tx, id);
  if (!campaign) throw new DomainError("campaigns.not_found");
  if (!can(campaign)) throw new DomainError("campaigns.wrong_state", { state: campaign.state });
  return campaign;
}

async function mustBeNumber(tx: MerchantTx, channelId: string): Promise<void> {
  if (!(await findChannel(tx, channelId))) throw new DomainError("sending.no_channel");
}
