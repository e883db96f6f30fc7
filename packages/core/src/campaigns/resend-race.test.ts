import { expect, it } from "vitest";
import { DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { resendMessage } from "../sending/change-message.ts";
import { arrived, newChat, newShop, queue, work as send, type Shop } from "../sending/sending.fixture.ts";
import { inMerchantTx } from "../transaction.ts";
import { carryOn, startCampaigns, viewOf } from "./campaigns.fixture.ts";
import { stepCampaign } from "./step.ts";
import { arrivals, PEOPLE, withUnknownMessages } from "./unknown.fixture.ts";

const campaigns = startCampaigns();
const { withOneUnknown, told, heard } = withUnknownMessages(campaigns);

/** Runs `first` in a transaction that stays open until `second`, begun meanwhile, waits for a row of it. @returns what became of the second */
async function whileOpen<T>(
  { ctx }: Shop,
  first: (inside: ServiceContext) => Promise<unknown>,
  second: () => Promise<T>,
): Promise<PromiseSettledResult<T>> {
  let begun: Promise<PromiseSettledResult<T>[]> | undefined;
  await inMerchantTx(ctx, async (tx) => {
    await first({ ...ctx, tx });
    begun = Promise.allSettled([second()]);
    await expect.poll(isWaiting).toBe(true);
  });
  return (await begun)![0]!; // one was begun
}
const isWaiting = async (): Promise<boolean> => {
  const { sql } = campaigns.world.test;
  const rows = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return rows.length > 0;
};
const unknownIn = async ({ ctx }: Shop): Promise<string> => {
  const [row] = await campaigns.world.test
    .sql`select id from messages where state = 'unknown' and merchant_id = ${ctx.merchantId}`;
  return row!["id"] as string;
};
const dayLater = async (shop: Shop): Promise<void> => {
  await told(shop);
  await campaigns.advance(DAY_MS);
  await heard(shop);
};

it("[WAM-01] of two colleagues who send the same again in one moment one does, the other is told so, and it arrives once", async () => {
  const { world } = campaigns;
  const shop = await newShop(world.platform, world.sandbox);
  const chat = await newChat(shop);
  await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: 131053 });
  const { id } = await queue(shop.ctx, chat.conversationId, "Here it is");
  await send(world.platform);
  await world.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: null });
  const second = await whileOpen(
    shop,
    (inside) => resendMessage(inside, { id }),
    () => resendMessage(shop.ctx, { id }),
  );
  expect(second).toMatchObject({ status: "rejected", reason: { reason: "sending.repeated_already" } });
  await send(world.platform);
  expect(await arrived(shop, chat)).toEqual(["Here it is"]);
});

it("[WAM-01] [CMP-01] a campaign that would write again waits for the colleague who sends it again, and leaves it to them", async () => {
  const shop = await campaigns.shop();
  const id = await withOneUnknown(shop);
  const unknown = await unknownIn(shop);
  await dayLater(shop);
  const campaign = await whileOpen(
    shop,
    (inside) => resendMessage(inside, { id: unknown, acceptTwice: true }),
    () => carryOn(shop.platform),
  );
  expect(campaign.status).toBe("fulfilled");
  await carryOn(shop.platform);
  expect(await arrivals(shop)).toEqual([1, 1, 1]);
  expect(await viewOf(shop, id)).toMatchObject({ state: "done", report: { sent: PEOPLE - 1, unknown: 1 } });
});

it("[WAM-01] [CMP-01] a colleague who sends again what a campaign writes again in that moment is refused: one arrives", async () => {
  const shop = await campaigns.shop();
  const id = await withOneUnknown(shop);
  const unknown = await unknownIn(shop);
  await dayLater(shop);
  const colleague = await whileOpen(
    shop,
    (inside) => inMerchantTx(inside, (tx) => stepCampaign(tx, inside, id)),
    () => resendMessage(shop.ctx, { id: unknown, acceptTwice: true }),
  );
  expect(colleague).toMatchObject({ status: "rejected", reason: { reason: "sending.not_resendable" } });
  await carryOn(shop.platform);
  expect(await arrivals(shop)).toEqual([1, 1, 1]);
  expect(await viewOf(shop, id)).toMatchObject({ state: "done", report: { sent: PEOPLE, unknown: 0 } });
});
