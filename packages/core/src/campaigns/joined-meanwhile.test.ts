import { ContactId } from "@nexusone/contracts/ids";
import { expect, it } from "vitest";
import { DAY_MS } from "../clock.ts";
import { mergeContacts } from "../contacts/merge-contacts.ts";
import { inMerchantTx } from "../transaction.ts";
import { campaignJob } from "./campaign-job.ts";
import { carryOn, everybody, newPeople, received, startCampaigns, viewOf } from "./campaigns.fixture.ts";

const campaigns = startCampaigns();

it("[CMP-01] nobody is written to under a name that leads to somebody else since the moment before", async () => {
  const shop = await campaigns.shop();
  const { ctx, platform } = shop;
  const [kept, merged] = (await newPeople(shop, 2)).map((one) => ContactId.parse(one));
  const { id } = await campaigns.draft(shop, { schedule: { day: "2026-03-05" } });
  await campaigns.launched(shop, id);
  await campaigns.advance(3 * DAY_MS);
  const [joined, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const joining = inMerchantTx(ctx, async (tx) => {
    await mergeContacts({ ...ctx, tx }, { id: kept!, mergedId: merged! });
    joined.resolve();
    await mayEnd.promise;
  });
  await joined.promise;
  const going = campaignJob.handle(platform, { merchantId: ctx.merchantId, campaignId: id });
  const { sql } = campaigns.world.test;
  for (let waits = 0; waits < 1;) {
    const [row] = await sql`select count(*)::integer as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    waits = row!["n"] as number;
  }
  mayEnd.resolve();
  await Promise.all([joining, going]);
  await carryOn(platform);
  expect((await everybody(shop, id)).map(({ status, reason }) => [status, reason])).toEqual([
    ["sent", null],
    ["skipped", "campaigns.person_merged"],
  ]);
  expect([...(await received(shop)).values()]).toEqual([1]);
  expect(await sql`select from conversations where contact_id = ${merged!}`).toHaveLength(0);
  expect(await viewOf(shop, id)).toMatchObject({ state: "done" });
});
