import { listEventsAbout } from "@nexusone/db/queries/event-history";
import { updateChannel } from "@nexusone/db/queries/whatsapp-channels";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../clock.ts";
import { suppressContact } from "../contacts/suppress.ts";
import { ContactId } from "@nexusone/contracts/ids";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { campaignJob } from "./campaign-job.ts";
import {
  carryOn,
  everybody,
  newPeople,
  newPerson,
  received,
  startCampaigns,
  viewOf,
  work,
} from "./campaigns.fixture.ts";
import { exportRecipients } from "./list-recipients.ts";
import { endCampaign, launchCampaign, pauseCampaign, recallCampaign, resumeCampaign } from "./steer-campaign.ts";

const campaigns = startCampaigns();
const times = (received: Map<string, number>): number[] => [...received.values()];

describe("a campaign on its way", () => {
  it("[CMP-01] [CMP-02] reaches everybody who may be written to once, and says of every other why not", async () => {
    const shop = await campaigns.shop();
    const allowed = await newPeople(shop, 5);
    const stopped = await newPerson(shop);
    await suppressContact(shop.ctx, { id: ContactId.parse(stopped), purpose: "marketing" });
    await newPerson(shop, { granted: null });
    await newPerson(shop, { granted: false });
    await newPerson(shop, { phone: null });
    await newPerson(shop, { phone: "+12125550123" });
    await newPerson(shop, { name: "" });
    const { id } = await campaigns.draft(shop);
    await campaigns.launched(shop, id);
    await carryOn(shop.platform);

    const rows = await everybody(shop, id);
    expect(
      rows
        .filter(({ status }) => status === "sent")
        .map(({ userId }) => userId)
        .toSorted(),
    ).toEqual(allowed.toSorted());
    const skipped = rows.filter(({ status }) => status === "skipped").map(({ reason }) => reason);
    expect(skipped.toSorted()).toEqual([
      "campaigns.consent_withdrawn",
      "campaigns.no_consent",
      "campaigns.no_us_marketing",
      "campaigns.values_missing",
      "messages.opted_out",
      "sending.no_address",
    ]);
    expect(rows).toHaveLength(11);
    expect(times(await received(shop))).toEqual([1, 1, 1, 1, 1]);
    const view = await viewOf(shop, id);
    expect(view).toMatchObject({ state: "done", report: { sent: 5, skipped: 6, pending: 0, failed: 0 } });

    const pieces: string[] = [];
    for await (const piece of await exportRecipients(shop.ctx, { id })) pieces.push(piece);
    expect(pieces.join("").trim().split("\n")).toHaveLength(12);
    expect(pieces.join("")).toContain("They have not agreed to marketing.");
  });

  it("[CMP-01] can be taken back for a minute, in which nothing leaves", async () => {
    const shop = await campaigns.shop();
    await newPeople(shop, 2);
    const { id } = await campaigns.draft(shop);
    await launchCampaign(shop.ctx, { id });
    await campaigns.advance(MINUTE_MS - 1_000);
    await carryOn(shop.platform);
    await work(shop.platform);
    expect(await everybody(shop, id)).toEqual([]);
    expect(await recallCampaign(shop.ctx, { id })).toMatchObject({ state: "draft", launchedAt: null });
    await campaigns.advance(HOUR_MS);
    await carryOn(shop.platform);
    expect(times(await received(shop))).toEqual([]);

    await campaigns.launched(shop, id);
    expect(times(await received(shop))).toEqual([1, 1]);
    await expect(recallCampaign(shop.ctx, { id })).rejects.toMatchObject({ reason: "campaigns.recall_over" });
  });

  it("[CMP-01] is paused with what is in lines, goes on where it was, and ends by a person's word", async () => {
    const shop = await campaigns.shop();
    await newPeople(shop, 3);
    const { id } = await campaigns.draft(shop);
    await launchCampaign(shop.ctx, { id });
    await campaigns.advance(MINUTE_MS);
    // The job has filled the lines; nobody has sent anything yet.
    shop.platform.enqueued.length = 0;
    await campaignJob.handle(shop.platform, { merchantId: shop.ctx.merchantId, campaignId: id });
    expect((await viewOf(shop, id)).counts).toMatchObject({ queued: 3 });
    await pauseCampaign(shop.ctx, { id });
    await work(shop.platform);
    expect(times(await received(shop))).toEqual([]);
    expect(await viewOf(shop, id)).toMatchObject({ state: "paused", counts: { pending: 3, queued: 0 } });
    await expect(pauseCampaign(shop.ctx, { id })).rejects.toMatchObject({ reason: "campaigns.wrong_state" });

    await resumeCampaign(shop.ctx, { id });
    await carryOn(shop.platform);
    expect(times(await received(shop))).toEqual([1, 1, 1]);
    expect(await viewOf(shop, id)).toMatchObject({ state: "done" });

    const second = await campaigns.draft(shop, { templateId: (await viewOf(shop, id)).templateId });
    await launchCampaign(shop.ctx, { id: second.id });
    await campaigns.advance(MINUTE_MS);
    await inMerchantTx(shop.ctx, (tx) =>
      updateChannel(tx, shop.channelId, { state: "failing", reason: "channels.token_dead" }),
    );
    await carryOn(shop.platform);
    await endCampaign(shop.ctx, { id: second.id });
    expect(await viewOf(shop, second.id)).toMatchObject({ state: "ended", report: { skipped: 3 } });
    expect((await everybody(shop, second.id)).map(({ reason }) => reason)).toContain("campaigns.left_out");
  });

  it("[CMP-01] waits for the next day when the day's limit is reached, and says so", async () => {
    const shop = await campaigns.shop();
    await shop.sandbox.control.whatsapp.accounts.set(shop.line, { dailyLimit: 4 });
    await inMerchantTx(shop.ctx, (tx) => updateChannel(tx, shop.channelId, { dailyLimit: 4 }));
    await newPeople(shop, 6);
    const { id } = await campaigns.draft(shop);
    await campaigns.launched(shop, id);
    await carryOn(shop.platform);
    expect(times(await received(shop))).toEqual([1, 1, 1, 1]);
    const view = await viewOf(shop, id);
    expect(view).toMatchObject({
      state: "running",
      waits: { reason: "campaigns.waits_for_limit" },
      report: { pending: 2 },
    });
    expect(
      (await everybody(shop, id)).filter(({ status }) => status === "pending").map(({ reason }) => reason),
    ).toEqual(["campaigns.waits_for_limit", "campaigns.waits_for_limit"]);
    await campaigns.advance(HOUR_MS);
    await carryOn(shop.platform);
    expect(times(await received(shop))).toHaveLength(4);
    await campaigns.advance(DAY_MS - HOUR_MS + MINUTE_MS);
    await carryOn(shop.platform);
    expect(times(await received(shop))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await viewOf(shop, id)).toMatchObject({ state: "done", waits: null });
  });

  it("[CMP-01] stops by itself when Meta restricts the number, and who was refused gets it afterwards", async () => {
    const shop = await campaigns.shop();
    await newPeople(shop, 3);
    const { id } = await campaigns.draft(shop);
    await shop.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: 131048 });
    await campaigns.launched(shop, id);
    await carryOn(shop.platform);
    expect(await viewOf(shop, id)).toMatchObject({ state: "paused", reason: "campaigns.stopped_by_whatsapp" });
    const about = { kind: "campaign", id };
    const told = await readMerchant(shop.ctx, (tx) => listEventsAbout(tx, about, { limit: 20 }));
    expect(told.map(({ payload }) => payload)).toContainEqual(
      expect.objectContaining({ state: "paused", reason: "campaigns.stopped_by_whatsapp" }),
    );
    await expect(resumeCampaign(shop.ctx, { id })).rejects.toMatchObject({ reason: "campaigns.stopped_by_whatsapp" });
    await shop.sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: null });
    await campaigns.advance(2 * HOUR_MS);
    await resumeCampaign(shop.ctx, { id });
    await carryOn(shop.platform);
    expect(times(await received(shop))).toEqual([1, 1, 1]);
  });

  it("[CMP-01] stops by itself when the number's quality drops or its template is lost", async () => {
    const shop = await campaigns.shop();
    await newPeople(shop, 2);
    const { id, templateId } = await campaigns.draft(shop);
    await launchCampaign(shop.ctx, { id });
    await inMerchantTx(shop.ctx, (tx) => updateChannel(tx, shop.channelId, { quality: "RED" }));
    await campaigns.advance(MINUTE_MS);
    await carryOn(shop.platform);
    expect(await viewOf(shop, id)).toMatchObject({ state: "paused", reason: "campaigns.quality_dropped" });
    await inMerchantTx(shop.ctx, (tx) => updateChannel(tx, shop.channelId, { quality: "GREEN" }));
    await campaigns.world.test.sql`update message_templates set status = 'PAUSED' where id = ${templateId}`;
    await resumeCampaign(shop.ctx, { id });
    await carryOn(shop.platform);
    expect(await viewOf(shop, id)).toMatchObject({ state: "paused", reason: "campaigns.template_lost" });
    expect(times(await received(shop))).toEqual([]);
  });

  it("[CMP-01] leaves nobody awake: quiet hours hold where each person is, and what is in lines comes back while the number fails", async () => {
    const shop = await campaigns.shop();
    await newPerson(shop, { phone: "+819012345678" });
    await newPerson(shop);
    // Ten in the morning in Paris is six in the evening in Tokyo.
    const { id } = await campaigns.draft(shop);
    await campaigns.advance(3 * HOUR_MS);
    await campaigns.launched(shop, id);
    await carryOn(shop.platform);
    const rows = await everybody(shop, id);
    expect(rows.map(({ status, reason, dueAt }) => [status, reason, dueAt])).toEqual([
      ["pending", "campaigns.scheduled", "2026-03-02T23:00:00.000Z"],
      ["sent", null, expect.any(String)],
    ]);
    await campaigns.advance(11 * HOUR_MS);
    await inMerchantTx(shop.ctx, (tx) =>
      updateChannel(tx, shop.channelId, { state: "failing", reason: "channels.unavailable" }),
    );
    await carryOn(shop.platform);
    expect(await viewOf(shop, id)).toMatchObject({
      waits: { reason: "sending.waits_for_channel" },
      counts: { pending: 1 },
    });
    await inMerchantTx(shop.ctx, (tx) => updateChannel(tx, shop.channelId, { state: "connected", reason: null }));
    await campaigns.advance(HOUR_MS);
    await carryOn(shop.platform);
    expect(times(await received(shop))).toEqual([1, 1]);
  });
});

describe("follow-ups", () => {
  it("[CMP-02] go to who did not answer after so many days, and only to them", async () => {
    const shop = await campaigns.shop();
    const [quiet] = await newPeople(shop, 2);
    const first = await campaigns.draft(shop);
    await campaigns.launched(shop, first.id);
    await carryOn(shop.platform);
    const [, other] = await everybody(shop, first.id);
    const later = new Date(shop.platform.clock.now().getTime() + HOUR_MS);
    await campaigns.world.test.sql`
      insert into messages (merchant_id, conversation_id, channel_id, direction, author, kind, content, body, state, at, received_at)
      select merchant_id, id, channel_id, 'in', 'user', 'text', 'Thanks', '{}', 'received', ${later}, now()
      from conversations where id = ${other!.conversationId}`;
    await campaigns.world.test.sql`
      update conversations set last_inbound_at = ${later} where id = ${other!.conversationId}`;
    await campaigns.advance(HOUR_MS);
    await suppressContact(shop.ctx, { id: other!.userId, purpose: "marketing", cause: "asked" });
    expect(await viewOf(shop, first.id)).toMatchObject({ report: { answered: 1, optedOut: 1, sent: 2 } });

    const { id } = await campaigns.draft(shop, {
      name: "Still there?",
      templateId: first.templateId,
      audience: { after: { campaignId: first.id, answered: false, days: 3 } },
      schedule: { repeats: true },
    });
    await campaigns.launched(shop, id);
    expect(await everybody(shop, id)).toEqual([]);
    for (let hours = 0; hours < 74; hours += 1) {
      await campaigns.advance(HOUR_MS);
      await carryOn(shop.platform);
    }
    expect((await everybody(shop, id)).map(({ userId, status }) => [userId, status])).toEqual([[quiet, "sent"]]);
    expect(await viewOf(shop, id)).toMatchObject({ state: "running" });
  });

  it("[CMP-02] are triggered by silence: whoever has not been heard of for so long gets it once", async () => {
    const shop = await campaigns.shop();
    const now = shop.platform.clock.now();
    const old = await newPerson(shop, { addedAt: new Date(now.getTime() - 61 * DAY_MS) });
    const { id } = await campaigns.draft(shop, {
      audience: { lastHeard: { olderThanDays: 60 } },
      schedule: { repeats: true },
    });
    const later = await newPerson(shop, { addedAt: new Date(now.getTime() - 59 * DAY_MS) });
    await campaigns.launched(shop, id);
    await carryOn(shop.platform);
    expect((await everybody(shop, id)).map(({ userId }) => userId)).toEqual([old]);
    for (let day = 0; day < 3; day += 1) {
      await campaigns.advance(DAY_MS);
      await carryOn(shop.platform);
    }
    expect((await everybody(shop, id)).map(({ userId, status }) => [userId, status])).toEqual([
      [old, "sent"],
      [later, "sent"],
    ]);
    expect(times(await received(shop))).toEqual([1, 1]);
  });
});
