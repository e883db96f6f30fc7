import type { ReasonCode } from "@nexusone/contracts/reasons";
import { takeBackMessages, type TakenBack } from "@nexusone/db/queries/campaign-recipients";
import { updateCampaign, type CampaignChange, type CampaignRow } from "@nexusone/db/queries/campaigns";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent, recordEvents } from "../events/record-event.ts";

export const subjectOf = (id: string) => ({ kind: "campaign", id }) as const;

/** Changes where a campaign stands, and tells of it. */
export async function moveCampaign(
  tx: MerchantTx,
  ctx: ServiceContext,
  campaign: CampaignRow,
  change: CampaignChange & Pick<CampaignRow, "state">,
): Promise<CampaignRow> {
  const moved = { waitsReason: null, waitsUntil: null, reason: null, ...change };
  await updateCampaign(tx, campaign.id, moved);
  const { id, name } = campaign;
  const told = { campaignId: id, name, state: moved.state, reason: moved.reason };
  await recordEvent(tx, ctx, "campaign.moved", told, subjectOf(id));
  return { ...campaign, ...moved };
}

/** By itself: what is in lines comes back, nothing leaves until a person lets it go on, and people are told why. */
export async function stopCampaign(
  tx: MerchantTx,
  ctx: ServiceContext,
  campaign: CampaignRow,
  reason: ReasonCode,
): Promise<void> {
  await takeBack(tx, ctx, { campaignId: campaign.id });
  await moveCampaign(tx, ctx, campaign, { state: "paused", reason });
}

/** Out of the lines, as if it had never been in them. Whoever looks at the conversation sees it go. */
export async function takeBack(
  tx: MerchantTx,
  ctx: ServiceContext,
  of: { readonly campaignId: string } | { readonly messageIds: readonly string[] },
): Promise<TakenBack[]> {
  const gone = await takeBackMessages(tx, of);
  await recordEvents(
    tx,
    ctx,
    "message.status_changed",
    gone.map(({ messageId, conversationId }) => ({
      payload: { messageId, conversationId, state: "cancelled", reason: null },
      subject: { kind: "conversation", id: conversationId },
    })),
  );
  return gone;
}

/** What is about the campaign and not about the person: their turn comes again. */
const OF_THE_CAMPAIGN: readonly string[] = ["messages.template_unusable", "sending.channel_disconnected"];

/** A campaign's message that the guard would not let leave for such a reason goes back. @returns whether it did */
export async function giveBack(
  tx: MerchantTx,
  ctx: ServiceContext,
  messageId: string,
  reason: string,
): Promise<boolean> {
  return OF_THE_CAMPAIGN.includes(reason) && (await takeBack(tx, ctx, { messageIds: [messageId] })).length > 0;
}
