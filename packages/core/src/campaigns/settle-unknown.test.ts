import { expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../clock.ts";
import { suppressContact } from "../contacts/suppress.ts";
import { resendMessage } from "../sending/change-message.ts";
import { newChat, queue, rowOf, sweep, workOnce, type Shop } from "../sending/sending.fixture.ts";
import { carryOn, everybody, startCampaigns, viewOf, work } from "./campaigns.fixture.ts";
import { arrivals, losingFirst, PEOPLE, withUnknownMessages } from "./unknown.fixture.ts";

const campaigns = startCampaigns();
const { withOneUnknown, told, heard } = withUnknownMessages(campaigns);

it("[CMP-01] writes again after a day to whoever surely got nothing: each has one message, and none stays unknown", async () => {
  const shop = await campaigns.shop();
  const id = await withOneUnknown(shop);
  expect(await viewOf(shop, id)).toMatchObject({ state: "running", waits: { reason: "campaigns.waits_for_reports" } });
  const unknown = (await everybody(shop, id)).find(({ status }) => status === "unknown");
  expect(unknown?.reason).toBe("campaigns.waits_for_reports");
  await told(shop);

  await campaigns.advance(DAY_MS - 2 * MINUTE_MS);
  await heard(shop);
  await carryOn(shop.platform);
  expect(await arrivals(shop)).toEqual([1, 1]);

  await campaigns.advance(2 * MINUTE_MS);
  await heard(shop);
  await carryOn(shop.platform);
  expect(await arrivals(shop)).toEqual([1, 1, 1]);
  expect(await viewOf(shop, id)).toMatchObject({ state: "done", report: { sent: PEOPLE, unknown: 0 } });
  const [left] = await campaigns.world.test
    .sql`select state, reason from messages where merchant_id = ${shop.ctx.merchantId} and state = 'cancelled'`;
  expect(left).toEqual({ state: "cancelled", reason: "messages.never_taken" });
});

it("[CMP-01] writes to nobody again whose message a status names as ours", async () => {
  const shop = await campaigns.shop();
  const id = await withOneUnknown(shop, losingFirst(shop.platform, { taken: true }));
  await told(shop);
  // As the status does that bears our id.
  await campaigns.world.test
    .sql`update messages set state = 'sent' where state = 'unknown' and merchant_id = ${shop.ctx.merchantId}`;
  await campaigns.advance(DAY_MS);
  await heard(shop);
  await carryOn(shop.platform);
  expect(await arrivals(shop)).toEqual([1, 1, 1]);
  expect(await viewOf(shop, id)).toMatchObject({ state: "done", report: { sent: PEOPLE, unknown: 0 } });
});

it.each([
  ["nothing was told of those sent around it", async (shop: Shop): Promise<void> => heard(shop)],
  [
    "something is still open of those sent around it",
    async (shop: Shop) => {
      await told(shop);
      await campaigns.world.test.sql`update messages set state = 'accepted' where id = (
        select id from messages where state = 'sent' and merchant_id = ${shop.ctx.merchantId} limit 1)`;
    },
  ],
  [
    "nothing was sent after it",
    async (shop: Shop) => {
      await told(shop);
      await campaigns.world.test.sql`update messages set called_at = called_at - interval '1 minute'
        where state = 'sent' and merchant_id = ${shop.ctx.merchantId}`;
    },
  ],
  [
    "nothing was sent within an hour after it",
    async (shop: Shop) => {
      await told(shop);
      await campaigns.world.test.sql`update messages set called_at = called_at + interval '2 hours'
        where state = 'sent' and merchant_id = ${shop.ctx.merchantId}`;
    },
  ],
  ["no webhook has come for a day", async (shop: Shop): Promise<"silence"> => told(shop).then(() => "silence")],
] as const)(
  "[CMP-01] proves nothing while %s: nobody is written to again, and after a week it is over",
  async (_case, prepare) => {
    const shop = await campaigns.shop();
    const id = await withOneUnknown(shop);
    const isSilent = (await prepare(shop)) === "silence";
    for (const ms of [DAY_MS, HOUR_MS, 3 * DAY_MS]) {
      await campaigns.advance(ms);
      if (!isSilent) await heard(shop);
      await carryOn(shop.platform);
      expect(await arrivals(shop)).toEqual([1, 1]);
      expect(await viewOf(shop, id)).toMatchObject({ state: "running", report: { unknown: 1 } });
    }
    await campaigns.advance(3 * DAY_MS);
    await heard(shop);
    await carryOn(shop.platform);
    expect(await arrivals(shop)).toEqual([1, 1]);
    expect(await viewOf(shop, id)).toMatchObject({ state: "done", report: { unknown: 1, sent: PEOPLE - 1 } });
    expect((await everybody(shop, id)).find(({ status }) => status === "unknown")?.reason).toBe(
      "messages.unknown_outcome",
    );
  },
);

it("[CMP-01] asks anew whether it may: who said stop meanwhile gets nothing", async () => {
  const shop = await campaigns.shop();
  const id = await withOneUnknown(shop);
  await told(shop);
  const unknown = (await everybody(shop, id)).find(({ status }) => status === "unknown");
  await suppressContact(shop.ctx, { id: unknown!.userId, purpose: "marketing", cause: "asked" });
  await campaigns.advance(DAY_MS);
  await heard(shop);
  await carryOn(shop.platform);
  expect(await arrivals(shop)).toEqual([1, 1]);
  const rows = await everybody(shop, id);
  expect(rows.find(({ userId }) => userId === unknown!.userId)).toMatchObject({
    status: "skipped",
    reason: "messages.opted_out",
  });
});

it("[CMP-01] leaves alone what a colleague has sent once more", async () => {
  const shop = await campaigns.shop();
  const id = await withOneUnknown(shop);
  const [row] = await campaigns.world.test.sql<
    { id: string }[]
  >`select id from messages where state = 'unknown' and merchant_id = ${shop.ctx.merchantId}`;
  await resendMessage(shop.ctx, { id: row!.id, acceptTwice: true });
  await work(shop.platform);
  await told(shop);
  await campaigns.advance(DAY_MS);
  await heard(shop);
  await carryOn(shop.platform);
  expect(await arrivals(shop)).toEqual([1, 1, 1]);
  expect(await viewOf(shop, id)).toMatchObject({ state: "done", report: { unknown: 1 } });
});

it("[CMP-01] [WAM-13] a provider that names no send of ours proves nothing: it stays unknown, and the campaign is done", async () => {
  const shop = await campaigns.shop("whapi");
  const id = await withOneUnknown(shop);
  expect(await viewOf(shop, id)).toMatchObject({ state: "done", report: { unknown: 1 } });
  await told(shop);
  await campaigns.advance(2 * DAY_MS);
  await heard(shop);
  await carryOn(shop.platform);
  expect(await arrivals(shop)).toEqual([1, 1]);
});

it("[WAM-01] what a person wrote stays unknown until a person sends it again", async () => {
  const shop = await campaigns.shop();
  const chat = await newChat(shop);
  const { id } = await queue(shop.ctx, chat.conversationId, "Only you can say");
  const lossy = losingFirst(shop.platform);
  await workOnce(lossy, { ...shop.ctx, platform: lossy }, chat.conversationId);
  await queue(shop.ctx, chat.conversationId, "After it");
  await work(shop.platform);
  await told(shop);
  await campaigns.advance(2 * DAY_MS);
  await heard(shop);
  await sweep(shop.platform);
  expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "unknown", reason: "messages.unknown_outcome" });
});
