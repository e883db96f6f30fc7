import type { CampaignId } from "@nexusone/contracts/ids";
import { updateChannel } from "@nexusone/db/queries/whatsapp-channels";
import type { TestPlatform } from "@nexusone/testing/contexts";
import { expect } from "vitest";
import { MINUTE_MS } from "../clock.ts";
import type { Shop } from "../sending/sending.fixture.ts";
import { inMerchantTx } from "../transaction.ts";
import { carryOn, newPeople, received, viewOf, type startCampaigns } from "./campaigns.fixture.ts";
import { launchCampaign } from "./steer-campaign.ts";

/** Who gets it at once in a campaign with a message of which nobody knows. */
export const PEOPLE = 3;

/** The same process, whose first call reaches nobody (or whose answer gets lost on the way) while it cannot tell. */
export function losingFirst(on: TestPlatform, { taken = false } = {}): TestPlatform {
  let isFirst = true;
  const lossy: typeof globalThis.fetch = async (...given) => {
    const isLost = isFirst;
    isFirst = false;
    if (!isLost) return fetch(...given);
    if (taken) await fetch(...given);
    throw new Error("the connection was cut");
  };
  return { ...on, whatsapp: { ...on.whatsapp, fetch: lossy } };
}

/** How many messages each got who got any. */
export const arrivals = async (shop: Shop): Promise<number[]> => [...(await received(shop)).values()];

export function withUnknownMessages(campaigns: ReturnType<typeof startCampaigns>) {
  const heard = (shop: Shop): Promise<void> =>
    inMerchantTx(shop.ctx, (tx) => updateChannel(tx, shop.channelId, { heardAt: shop.platform.clock.now() }));
  return {
    /** A campaign all of whose messages have left but the first, of which nobody knows. */
    withOneUnknown: async (shop: Shop, lost = losingFirst(shop.platform)): Promise<CampaignId> => {
      await newPeople(shop, PEOPLE);
      const { id } = await campaigns.draft(shop, shop.accountId === "" ? { text: "Hello {{first_name}}" } : {});
      await launchCampaign(shop.ctx, { id });
      await campaigns.advance(MINUTE_MS);
      await carryOn(lost);
      expect((await viewOf(shop, id)).report).toMatchObject({ sent: PEOPLE - 1, unknown: 1 });
      return id;
    },
    /** A webhook of the number has come. */
    heard,
    /** What webhooks have told by now: what became of every message that was taken. */
    told: async (shop: Shop): Promise<void> => {
      await campaigns.world.test
        .sql`update messages set state = 'sent' where state = 'accepted' and channel_id = ${shop.channelId}`;
      await heard(shop);
    },
  };
}
