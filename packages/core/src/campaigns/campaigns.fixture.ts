import { ChannelId, type CampaignId } from "@nexusone/contracts/ids";
import type { CreateCampaignInput, RecipientView } from "@nexusone/contracts/campaigns";
import { insertConsents, insertContact, insertIdentifiers, updateContactRow } from "@nexusone/db/queries/contacts";
import type { TestPlatform } from "@nexusone/testing/contexts";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import type { z } from "zod";
import { MINUTE_MS } from "../clock.ts";
import { identify } from "../contacts/identify.ts";
import { sendMessagesJob } from "../sending/send-job.ts";
import { newShop, startSending, type Shop } from "../sending/sending.fixture.ts";
import { inMerchantTx } from "../transaction.ts";
import { campaignJob, sweepCampaigns } from "./campaign-job.ts";
import { getCampaign } from "./list-campaigns.ts";
import { listRecipients } from "./list-recipients.ts";
import { launchCampaign } from "./steer-campaign.ts";
import { createCampaign } from "./write-campaign.ts";

/** Meta approves it as what it is. */
export const MISS_YOU = {
  name: "we_miss_you",
  language: "en",
  category: "MARKETING",
  body: "Hello {{first_name}}, it has been a while. Come and see what is new in our shop.",
} as const;

type Someone = {
  readonly name?: string;
  readonly phone?: string | null;
  readonly granted?: boolean | null;
  readonly tags?: readonly string[];
  readonly addedAt?: Date;
};
let people = 0;
/** Somebody who agreed to marketing, in Paris, unless it is said otherwise. */
export async function newPerson({ ctx, platform }: Shop, someone: Someone = {}): Promise<string> {
  people += 1;
  const { name = `Person ${people}`, granted = true, tags = [], addedAt = platform.clock.now() } = someone;
  const { phone = `+3361${String(2_000_000 + people)}` } = someone;
  return inMerchantTx(ctx, async (tx) => {
    const { id } = await insertContact(tx, { name, language: null, note: "", addedAt });
    if (phone !== null) await insertIdentifiers(tx, id, [identify({ type: "phone", value: phone }, "FR")]);
    if (tags.length > 0) await updateContactRow(tx, id, { tags: [...tags] });
    const consent = { contactId: id, purpose: "marketing", source: "form", evidence: "", byName: "Test" } as const;
    if (granted !== null) await insertConsents(tx, [{ ...consent, granted, givenAt: addedAt }]);
    return id;
  });
}
export async function newPeople(shop: Shop, count: number, someone: Someone = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth += 1) ids.push(await newPerson(shop, someone));
  return ids;
}

type Input = z.input<typeof CreateCampaignInput>;
/** Runs what was enqueued, round after round until nothing is left that would do anything but wait. */
export async function work(on: TestPlatform): Promise<void> {
  for (let round = 0; round < 60 && on.enqueued.length > 0; round += 1)
    for (const { name, payload } of on.enqueued.splice(0)) {
      if (name === sendMessagesJob.name) await sendMessagesJob.handle(on, sendMessagesJob.payload.parse(payload));
      if (name === campaignJob.name) await campaignJob.handle(on, campaignJob.payload.parse(payload));
    }
}
/** The cron, and all that it takes up. */
export async function carryOn(on: TestPlatform): Promise<void> {
  await sweepCampaigns(on);
  await work(on);
}

/** A world for campaigns: Monday, ten in the morning in Paris. */
export function startCampaigns() {
  const world = startSending({ connections: 10 });
  const advance = async (ms: number): Promise<void> => {
    world.platform.clock.advance(ms);
    await world.sandbox.control.clock.set(world.platform.clock.now().toISOString());
  };
  return {
    get world() {
      return world;
    },
    advance,
    shop: async (provider: "cloud_api" | "whapi" = "cloud_api") => newShop(world.platform, world.sandbox, provider),
    draft: async (shop: Shop, input: Partial<Input> = {}) => {
      const templateId = input.text ? null : (input.templateId ?? (await world.approved(shop, MISS_YOU)));
      const channelId = ChannelId.parse(shop.channelId);
      return createCampaign(shop.ctx, { name: "We miss you", type: "reactivation", channelId, ...input, templateId });
    },
    /** Past the minute in which it can be taken back, and what follows of itself. */
    launched: async (shop: Shop, id: CampaignId): Promise<void> => {
      await launchCampaign(shop.ctx, { id });
      await advance(MINUTE_MS);
      await carryOn(world.platform);
    },
  };
}

export async function viewOf({ ctx }: Shop, id: CampaignId) {
  const view = await getCampaign(ctx, { id });
  noteReasonsIn(JSON.stringify(view));
  return view;
}
export async function everybody({ ctx }: Shop, id: CampaignId): Promise<RecipientView[]> {
  const page = await listRecipients(ctx, { id, limit: 100 });
  noteReasonsIn(JSON.stringify(page));
  return page.items;
}
/** How often the vendor's people got something from this number. */
export async function received({ sandbox, line }: Shop): Promise<Map<string, number>> {
  const threads = await sandbox.control.whatsapp.threads.list({ line });
  return new Map(
    threads.map(({ personId, messages }) => [personId, messages.filter(({ from }) => from === "business").length]),
  );
}
