import { ChannelId, ContactId } from "@nexusone/contracts/ids";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { updateChannel } from "@nexusone/db/queries/whatsapp-channels";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "../clock.ts";
import { updateContact } from "../contacts/update-contact.ts";
import { mergeContacts } from "../contacts/merge-contacts.ts";
import { inMerchantTx } from "../transaction.ts";
import { carryOn, everybody, MISS_YOU, newPeople, newPerson, startCampaigns, viewOf } from "./campaigns.fixture.ts";
import { campaignJob } from "./campaign-job.ts";
import { getCampaign, getCampaignOptions, listCampaigns } from "./list-campaigns.ts";
import { countAudience, getPreflight } from "./preflight.ts";
import { launchCampaign } from "./steer-campaign.ts";
import { createCampaign, deleteCampaign, editCampaign } from "./write-campaign.ts";

const campaigns = startCampaigns();

describe("before a campaign is launched", () => {
  it("[CMP-01] one sees who gets it, who not and why, what it costs, what is left today, and what Meta would say", async () => {
    const shop = await campaigns.shop();
    await inMerchantTx(shop.ctx, (tx) => updateChannel(tx, shop.channelId, { dailyLimit: 2 }));
    await newPeople(shop, 3, { name: "Ana Lopes" });
    const [unasked] = await newPeople(shop, 1, { granted: null, name: "Unasked" });
    await newPerson(shop, { granted: false });
    await newPerson(shop, { phone: null });
    const { id } = await campaigns.draft(shop);
    const seen = await getPreflight(shop.ctx, { id });
    noteReasonsIn(JSON.stringify(seen));
    expect(seen).toMatchObject({
      found: 6,
      allowed: 3,
      tooMany: false,
      cost: [{ priceClass: "charged", country: "FR", messages: 3 }],
      category: "MARKETING",
      limit: { perDay: 2, left: 2, days: 2 },
      firstAt: "2026-03-02T09:00:00.000Z",
      obstacles: [],
      sample: { name: "Ana Lopes", text: expect.stringContaining("Hello Ana,") },
    });
    expect(seen.excluded.map(({ reason, count }) => [reason, count]).toSorted()).toEqual([
      ["campaigns.consent_withdrawn", 1],
      ["campaigns.no_consent", 1],
      ["sending.no_address", 1],
    ]);
    expect(seen.excluded.find(({ reason }) => reason === "campaigns.no_consent")?.people).toEqual([
      { id: unasked, name: "Unasked" },
    ]);
  });

  it("[CMP-01] [TPL-04] one is told that a marketing template has no button to stop it, and may launch all the same", async () => {
    const shop = await campaigns.shop();
    await newPeople(shop, 1);
    const { id } = await campaigns.draft(shop);
    expect(await getPreflight(shop.ctx, { id })).toMatchObject({ lacksOptOut: true, obstacles: [] });
    const templateId = await campaigns.world.approved(shop, {
      ...MISS_YOU,
      name: "we_miss_you_less",
      body: "Hello {{first_name}}, there is something new in our shop. Come and see it.",
      buttons: [{ type: "quick_reply", label: "Stop promotions" }],
    });
    const better = await campaigns.draft(shop, { templateId });
    expect(await getPreflight(shop.ctx, { id: better.id })).toMatchObject({ lacksOptOut: false });
  });

  it("[CMP-01] finds people by tags, orders, languages, and what they agreed to", async () => {
    const shop = await campaigns.shop();
    const [fan] = await newPeople(shop, 1, { tags: ["fan", "paris"] });
    await newPeople(shop, 2, { tags: ["paris"], granted: null });
    await newPerson(shop, { addedAt: new Date(shop.platform.clock.now().getTime() - 90 * DAY_MS) });
    await updateContact(shop.ctx, { id: ContactId.parse(fan), language: "fr" });
    const channelId = ChannelId.parse(shop.channelId);
    const count = async (audience: object) => {
      const { found, allowed } = await countAudience(shop.ctx, { channelId, audience: audience as never });
      return [found, allowed];
    };
    expect(await count({})).toEqual([4, 2]);
    expect(await count({ tags: ["paris"] })).toEqual([3, 1]);
    expect(await count({ tags: ["paris"], consent: "not_refused" })).toEqual([3, 3]);
    expect(await count({ tags: ["fan", "unknown"] })).toEqual([1, 1]);
    expect(await count({ languages: ["fr"] })).toEqual([1, 1]);
    expect(await count({ orders: { min: 1 } })).toEqual([0, 0]);
    expect(await count({ orders: { max: 0 } })).toEqual([4, 2]);
    expect(await count({ lastHeard: { olderThanDays: 60 } })).toEqual([1, 1]);
    expect(await count({ lastHeard: { withinDays: 60 } })).toEqual([3, 1]);
    expect(await count({ lastOrder: { withinDays: 60 } })).toEqual([0, 0]);
    expect(await count({ countries: ["FR"] })).toEqual([0, 0]);
    const options = await getCampaignOptions(shop.ctx);
    expect(options.tags).toEqual([
      { tag: "paris", people: 3 },
      { tag: "fan", people: 1 },
    ]);
  });

  it.each([
    ["campaigns.no_content", {}],
    ["campaigns.needs_template", { text: "Hello" }],
  ])("[CMP-01] says %s instead of launching", async (reason, given) => {
    const shop = await campaigns.shop();
    await newPerson(shop);
    const channelId = ChannelId.parse(shop.channelId);
    const { id } = await createCampaign(shop.ctx, { name: "News", type: "news", channelId, ...given });
    const seen = await getPreflight(shop.ctx, { id });
    noteReasonsIn(JSON.stringify(seen));
    expect(seen.obstacles.map((one) => one.reason)).toContain(reason);
    await expect(launchCampaign(shop.ctx, { id })).rejects.toMatchObject({ reason });
    expect(await getCampaign(shop.ctx, { id })).toMatchObject({ state: "draft" });
  });

  it("[CMP-01] does not launch to nobody, to a day that is over, or with another account's template", async () => {
    const shop = await campaigns.shop();
    const draft = await campaigns.draft(shop);
    const { id } = draft;
    await expect(launchCampaign(shop.ctx, { id })).rejects.toMatchObject({ reason: "campaigns.nobody" });
    await newPerson(shop);
    await editCampaign(shop.ctx, { id, schedule: { day: "2026-02-20", minute: 600 } });
    await expect(launchCampaign(shop.ctx, { id })).rejects.toMatchObject({ reason: "campaigns.schedule_past" });
    await editCampaign(shop.ctx, { id, schedule: {} });
    await campaigns.world.test.sql`update message_templates set account_id = 'another' where id = ${draft.templateId}`;
    await expect(launchCampaign(shop.ctx, { id })).rejects.toMatchObject({ reason: "campaigns.template_elsewhere" });
  });

  it("[CMP-01] is not launched to more people than one campaign takes", async () => {
    const shop = await campaigns.shop("whapi");
    const { id } = await campaigns.draft(shop, { text: "News", audience: { consent: "not_refused" } });
    await campaigns.world.test.sql`
      insert into contacts (merchant_id, name, name_lower, added_at)
      select ${shop.ctx.merchantId}, '', '', now() from generate_series(1, 20001)`;
    await expect(launchCampaign(shop.ctx, { id })).rejects.toMatchObject({ reason: "campaigns.too_many_people" });
  });

  it("[CMP-01] a number without templates sends a text that knows each person's name", async () => {
    const shop = await campaigns.shop("whapi");
    await newPerson(shop, { name: "Ana Lopes" });
    await newPerson(shop, { name: "" });
    const { id } = await campaigns.draft(shop, {
      text: "Hello {{first_name}}, {{shop_name}} has news.",
      values: { first_name: "you" },
    });
    const seen = await getPreflight(shop.ctx, { id });
    expect(seen).toMatchObject({ allowed: 2, cost: [{ priceClass: "unmetered" }], limit: null, category: null });
    await campaigns.launched(shop, id);
    await carryOn(shop.platform);
    const threads = await shop.sandbox.control.whatsapp.threads.list({ line: shop.line });
    const texts = threads.flatMap(({ messages }) => messages.map(({ text }) => text)).toSorted();
    expect(texts.map((text) => text.slice(0, 10))).toEqual(["Hello Ana,", "Hello you,"]);
  });

  it("[CMP-01] is changed and taken away only while it is a draft", async () => {
    const shop = await campaigns.shop();
    await newPerson(shop);
    const { id } = await campaigns.draft(shop);
    expect(await editCampaign(shop.ctx, { id, name: "Come back" })).toMatchObject({
      name: "Come back",
      type: "reactivation",
    });
    expect((await listCampaigns(shop.ctx, { state: "draft" })).items.map(({ name }) => name)).toEqual(["Come back"]);
    await launchCampaign(shop.ctx, { id });
    await expect(editCampaign(shop.ctx, { id, name: "Other" })).rejects.toMatchObject({
      reason: "campaigns.wrong_state",
    });
    await expect(deleteCampaign(shop.ctx, { id })).rejects.toMatchObject({ reason: "campaigns.wrong_state" });
    const second = await campaigns.draft(shop, { templateId: (await getCampaign(shop.ctx, { id })).templateId });
    await deleteCampaign(shop.ctx, { id: second.id });
    await expect(getCampaign(shop.ctx, { id: second.id })).rejects.toMatchObject({ reason: "campaigns.not_found" });
  });

  it("[CMP-01] writes once to who turns out to be one person", async () => {
    const shop = await campaigns.shop();
    const [kept, merged] = await newPeople(shop, 2);
    const { id } = await campaigns.draft(shop, { schedule: { day: "2026-03-05" } });
    await campaigns.launched(shop, id);
    await mergeContacts(shop.ctx, { id: ContactId.parse(kept), mergedId: ContactId.parse(merged) });
    await campaigns.advance(3 * DAY_MS);
    await campaignJob.handle(shop.platform, { merchantId: shop.ctx.merchantId, campaignId: id });
    await carryOn(shop.platform);
    const rows = await everybody(shop, id);
    expect(rows.map(({ status, reason }) => [status, reason])).toEqual([
      ["sent", null],
      ["skipped", "campaigns.person_merged"],
    ]);
    expect(await viewOf(shop, id)).toMatchObject({ state: "done" });
  });
});
