import type { CampaignView } from "@nexusone/contracts/campaigns";
import { CampaignId, ChannelId } from "@nexusone/contracts/ids";
import { createCampaign } from "@nexusone/core/campaigns/write-campaign";
import { inMerchantTx } from "@nexusone/core/transaction";
import { insertRecipients } from "@nexusone/db/queries/campaign-recipients";
import { updateCampaign } from "@nexusone/db/queries/campaigns";
import { insertChannel } from "@nexusone/db/queries/whatsapp-channels";
import { createContact } from "@nexusone/core/contacts/create-contact";
import { recordConsent } from "@nexusone/core/contacts/record-consent";
import type { CampaignState } from "@nexusone/contracts/campaign-terms";
import { randomInt, randomUUID } from "node:crypto";
import type { Member } from "./world.ts";

/** A number without templates, so that a text can go out over it. */
export async function newTextNumber({ ctx }: Member): Promise<ChannelId> {
  const { id } = await inMerchantTx(ctx, (tx) =>
    insertChannel(tx, {
      environment: "sandbox",
      provider: "whapi",
      externalId: randomUUID(),
      label: "Phone",
      tokenSealed: ctx.platform.keyring.seal("token", "whatsapp_channels.token"),
      state: "connected",
      connectedAt: ctx.platform.clock.now(),
    }),
  );
  return ChannelId.parse(id);
}

/** A campaign that somebody would get, wherever it stands. */
export async function newCampaign(by: Member, state: CampaignState = "draft"): Promise<CampaignView> {
  const { ctx } = by;
  const channelId = await newTextNumber(by);
  const phone = `+3367${randomInt(1_000_000, 9_999_999)}`;
  const contact = await createContact(ctx, { name: "Jeanne Martin", identifiers: [{ type: "phone", value: phone }] });
  await recordConsent(ctx, { id: contact.id, purpose: "marketing", granted: true });
  const view = await createCampaign(ctx, { name: "News", type: "news", channelId, text: "Hello {{first_name}}" });
  const startsAt = ctx.platform.clock.now();
  if (state !== "draft")
    await inMerchantTx(ctx, (tx) => updateCampaign(tx, view.id, { state, startsAt, launchedAt: startsAt }));
  return { ...view, state };
}

/** Something in every table of campaigns. */
export async function furnishCampaigns(by: Member): Promise<void> {
  const { ctx } = by;
  const { id } = await newCampaign(by);
  const contact = await createContact(ctx, { name: "Paul Roux" });
  const dueAt = ctx.platform.clock.now();
  const row = { contactId: contact.id, type: "news", state: "pending", reason: null, dueAt, country: null } as const;
  await inMerchantTx(ctx, (tx) => insertRecipients(tx, [{ campaignId: CampaignId.parse(id), ...row }]));
}
