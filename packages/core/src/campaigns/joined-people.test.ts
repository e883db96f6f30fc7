import { ContactId, type CampaignId } from "@nexusone/contracts/ids";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../clock.ts";
import { mergeContacts } from "../contacts/merge-contacts.ts";
import { unmergeContacts } from "../contacts/unmerge-contacts.ts";
import type { Shop } from "../sending/sending.fixture.ts";
import { carryOn, everybody, newPerson, startCampaigns, viewOf } from "./campaigns.fixture.ts";
import { arrivals, losingFirst, PEOPLE, withUnknownMessages } from "./unknown.fixture.ts";

const campaigns = startCampaigns();
const { withOneUnknown, told, heard } = withUnknownMessages(campaigns);

/** In Buenos Aires, where it is six in the morning when the others get theirs. */
const FAR = "+541123456789";
const HOURS_UNTIL_DAY_THERE = 4 * HOUR_MS;

const standing = async (shop: Shop, id: CampaignId, person: string) => {
  const row = (await everybody(shop, id)).find(({ userId }) => userId === person);
  return row && [row.status, row.reason];
};
const unknownOne = async (shop: Shop, id: CampaignId): Promise<ContactId> =>
  ContactId.parse((await everybody(shop, id)).find(({ status }) => status === "unknown")?.userId);
const join = async (shop: Shop, id: string, mergedId: string) =>
  (await mergeContacts(shop.ctx, { id: ContactId.parse(id), mergedId: ContactId.parse(mergedId) })).merges[0]!.id;
const inBuenosAires = async (shop: Shop): Promise<void> => {
  await campaigns.advance(HOURS_UNTIL_DAY_THERE);
  await carryOn(shop.platform);
};
/** A day later the silence is proof. */
const proven = async (shop: Shop): Promise<void> => {
  await told(shop);
  await campaigns.advance(DAY_MS);
  await heard(shop);
  await carryOn(shop.platform);
};
const total = async (shop: Shop): Promise<number> => (await arrivals(shop)).reduce((sum, n) => sum + n, 0);

describe("somebody of whose message nobody knows, made one with somebody else", () => {
  it("[CMP-01] [AUT-10] gets one message once it is proven that they got none, though the other's row was left out for them", async () => {
    const shop = await campaigns.shop();
    const other = await newPerson(shop, { phone: FAR });
    const id = await withOneUnknown(shop);
    const unknown = await unknownOne(shop, id);
    await join(shop, other, unknown);
    await inBuenosAires(shop);
    expect(await standing(shop, id, other)).toEqual(["skipped", "campaigns.person_merged"]);

    await proven(shop);
    expect(await standing(shop, id, other)).toEqual(["sent", null]);
    expect(await standing(shop, id, unknown)).toEqual(["skipped", "campaigns.person_merged"]);
    expect(await total(shop)).toBe(PEOPLE);
    expect(await viewOf(shop, id)).toMatchObject({ state: "done", report: { sent: PEOPLE, unknown: 0 } });
  });

  it("[CMP-01] [AUT-10] gets one message though the other was not in the campaign", async () => {
    const shop = await campaigns.shop();
    const id = await withOneUnknown(shop);
    const unknown = await unknownOne(shop, id);
    const other = await newPerson(shop);
    await join(shop, other, unknown);
    await proven(shop);
    expect(await standing(shop, id, unknown)).toEqual(["sent", null]);
    expect(await total(shop)).toBe(PEOPLE);
  });

  it("[CMP-01] [AUT-10] gets no second one where the other has one", async () => {
    const shop = await campaigns.shop();
    const id = await withOneUnknown(shop);
    const unknown = await unknownOne(shop, id);
    const other = (await everybody(shop, id)).find(({ status }) => status === "sent")!.userId;
    await join(shop, other, unknown);
    await proven(shop);
    expect(await standing(shop, id, other)).toEqual(["sent", null]);
    expect(await standing(shop, id, unknown)).toEqual(["skipped", "campaigns.person_merged"]);
    expect(await total(shop)).toBe(PEOPLE - 1);
  });

  it("[CMP-01] [AUT-10] gets none as long as nothing is proven, nor does the other in their place", async () => {
    const shop = await campaigns.shop();
    const other = await newPerson(shop, { phone: FAR });
    const id = await withOneUnknown(shop);
    await join(shop, other, await unknownOne(shop, id));
    await inBuenosAires(shop);
    await campaigns.advance(DAY_MS);
    await heard(shop);
    await carryOn(shop.platform);
    expect(await total(shop)).toBe(PEOPLE - 1);
    expect(await standing(shop, id, other)).toEqual(["skipped", "campaigns.person_merged"]);
  });

  it("[CMP-01] [AUT-10] gets one, and the other theirs, when they are taken apart before it is proven", async () => {
    const shop = await campaigns.shop();
    const other = await newPerson(shop, { phone: FAR });
    const id = await withOneUnknown(shop);
    const unknown = await unknownOne(shop, id);
    const mergeId = await join(shop, other, unknown);
    await inBuenosAires(shop);
    await unmergeContacts(shop.ctx, { mergeId });
    await proven(shop);
    expect(await standing(shop, id, unknown)).toEqual(["sent", null]);
    expect(await standing(shop, id, other)).toEqual(["sent", null]);
    expect(await arrivals(shop)).toEqual([1, 1, 1, 1]);
  });

  it("[CMP-01] [AUT-10] of two whose messages nobody knows of, made one, one is written to", async () => {
    const shop = await campaigns.shop();
    const id = await withOneUnknown(shop, losingFirst(shop.platform));
    const unknown = await unknownOne(shop, id);
    const [second] = (await everybody(shop, id)).filter(({ status }) => status === "sent");
    await told(shop);
    await campaigns.world.test.sql`
      update messages set state = 'unknown', reason = 'messages.unknown_outcome' where conversation_id = ${second!.conversationId}`;
    await join(shop, second!.userId, unknown);
    const before = await total(shop);
    await campaigns.advance(DAY_MS);
    await heard(shop);
    await carryOn(shop.platform);
    expect(await standing(shop, id, second!.userId)).toEqual(["sent", null]);
    expect(await standing(shop, id, unknown)).toEqual(["skipped", "campaigns.person_merged"]);
    expect(await total(shop)).toBe(before + 1);
  });
});

describe("somebody who waits for their turn, made one with somebody else", () => {
  it("[CMP-01] [AUT-10] gets it as who they are now, in the campaign or not", async () => {
    const shop = await campaigns.shop();
    const waiting = await newPerson(shop, { phone: FAR });
    const { id } = await campaigns.draft(shop);
    await campaigns.launched(shop, id);
    const other = await newPerson(shop);
    await join(shop, other, waiting);
    await inBuenosAires(shop);
    expect(await standing(shop, id, waiting)).toEqual(["sent", null]);
    expect(await total(shop)).toBe(1);
  });

  it("[CMP-01] [AUT-10] is not written to again once they are apart, where the one message left while they were one", async () => {
    const shop = await campaigns.shop();
    const [one, two] = [await newPerson(shop, { phone: FAR }), await newPerson(shop, { phone: "+541123456788" })];
    // In Mexico, where it is day last: until then the campaign is not over.
    await newPerson(shop, { phone: "+525512345678" });
    const { id } = await campaigns.draft(shop);
    await campaigns.launched(shop, id);
    const mergeId = await join(shop, one, two);
    await inBuenosAires(shop);
    expect(await total(shop)).toBe(1);
    await unmergeContacts(shop.ctx, { mergeId });
    await campaigns.advance(12 * HOUR_MS);
    await carryOn(shop.platform);
    expect(await standing(shop, id, two)).toEqual(["skipped", "campaigns.person_merged"]);
    expect(await total(shop)).toBe(2);
  });
});
