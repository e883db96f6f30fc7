import sharp from "sharp";
import { createMember, createStaffedMerchant } from "@nexusone/testing/contexts";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { uploadMedia } from "../media/upload-media.ts";
import { inMerchantTx } from "../transaction.ts";
import { createTemplate } from "./create-template.ts";
import { deleteTemplate } from "./delete-template.ts";
import { archiveTemplate, editTemplate } from "./edit-template.ts";
import { getTemplate, listTemplates } from "./list-templates.ts";
import { submitTemplate } from "./submit-template.ts";
import { syncTemplates } from "./sync-templates.ts";
import { templateMessage } from "./template-message.ts";
import { getTemplateOptions } from "./template-options.ts";
import { uploadSample } from "./upload-sample.ts";
import { connectNumber, READY, startTemplates, templateShop } from "./templates.fixture.ts";

const world = startTemplates();

const refusedWith = (reason: string) => ({ reason });
/** Submitted and approved, as the next sync finds it. */
async function approved(ctx: ServiceContext, input: object = {}) {
  const { id } = await createTemplate(ctx, { ...READY, ...input });
  await submitTemplate(ctx, { id });
  await world.sandbox.control.whatsapp.templates.review();
  await syncTemplates(ctx);
  return getTemplate(ctx, { id });
}

describe("writing", () => {
  it("[TPL-04] keeps name, type, text, buttons with their ids and variables, with examples of those we know", async () => {
    const { ctx } = await templateShop(world.sandbox, world.platform);
    const made = await createTemplate(ctx, {
      name: "pick_up",
      type: "buttons",
      body: "Hello {{first_name}}, shelf {{shelf}} holds your order {{order_number}} for you.",
      buttons: [{ id: "coming", label: "On my way" }, { label: "Later" }],
      variables: ["first_name", "order_number", { name: "shelf", example: "B4" }],
    });
    expect(made).toMatchObject({
      type: "buttons",
      language: "en",
      status: "DRAFT",
      category: "UTILITY",
      variables: ["first_name", "shelf", "order_number"],
      buttons: [
        { id: "coming", label: "On my way" },
        { id: null, label: "Later" },
      ],
      content: { variables: "named", examples: { body: { first_name: "Ana", shelf: "B4", order_number: "1042" } } },
      check: { findings: [], passes: true, priceClass: "utility" },
      versions: [{ version: 1, source: "person", byName: expect.stringMatching(/^User/) }],
    });
    await expect(createTemplate(ctx, { name: "pick_up", body: "Again." })).rejects.toMatchObject(
      refusedWith("templates.name_taken"),
    );
    await expect(createTemplate(ctx, { name: "other", type: "buttons", body: "Plain." })).rejects.toMatchObject(
      refusedWith("templates.type_differs"),
    );
    expect((await createTemplate(ctx, { name: "pick_up", language: "fr-CA", body: "Bonjour." })).language).toBe(
      "fr_CA",
    );
  });

  it("[TPL-01] every version stays with who wrote it and when, and nobody writes over a newer one", async () => {
    const { ctx, merchant } = await templateShop(world.sandbox, world.platform);
    const { ctx: admin } = await createMember(world.platform, merchant.id, "admin");
    const { id } = await createTemplate(ctx, READY);
    world.platform.clock.advance(60_000);
    const second = await editTemplate(admin, {
      id,
      version: 1,
      body: "Hello {{first_name}}, your order {{order_number}} is here.",
    });
    const nameOf = ({ actor }: ServiceContext) => (actor.kind === "user" ? actor.name : "");
    expect(second.versions.map(({ version, byName, at }) => [version, byName, at])).toEqual([
      [2, nameOf(admin), "2026-03-02T09:01:00.000Z"],
      [1, nameOf(ctx), "2026-03-02T09:00:00.000Z"],
    ]);
    expect(second.versions[1]?.content.body).toBe(READY.body);
    await expect(editTemplate(ctx, { id, version: 1, body: "x" })).rejects.toMatchObject(
      refusedWith("templates.changed_meanwhile"),
    );
    // The same words are no version.
    expect((await editTemplate(ctx, { id, version: 2, body: second.content.body })).version).toBe(2);
  });

  it("[TPL-03] [AUT-08] lists by type, status, language and words; archived ones are for who manages", async () => {
    const { ctx, merchant } = await templateShop(world.sandbox, world.platform);
    const { ctx: support } = await createMember(world.platform, merchant.id, "support");
    await createTemplate(ctx, READY);
    await createTemplate(ctx, {
      ...READY,
      language: "fr",
      body: "Bonjour {{first_name}}, votre commande {{order_number}} est prête.",
    });
    const asked = await createTemplate(ctx, { name: "survey", body: "Were you happy?", buttons: [{ label: "Yes" }] });
    const names = async (who: ServiceContext, input: Parameters<typeof listTemplates>[1]) =>
      (await listTemplates(who, input)).items.map(({ name, language }) => `${name} ${language}`);
    expect(await names(support, {})).toEqual(["order_ready en", "order_ready fr", "survey en"]);
    expect(await names(support, { type: "buttons", status: "active" })).toEqual(["survey en"]);
    expect(await names(support, { language: "FR" })).toEqual(["order_ready fr"]);
    expect(await names(support, { q: "PRÊTE" })).toEqual(["order_ready fr"]);
    expect(await names(support, { q: "%" })).toEqual([]);
    expect(await names(support, { category: "UTILITY", status: "draft" })).toEqual([
      "order_ready en",
      "order_ready fr",
    ]);
    const first = await listTemplates(ctx, { limit: 2 });
    expect(await names(ctx, { limit: 2, cursor: first.nextCursor ?? "" })).toEqual(["survey en"]);
    await archiveTemplate(ctx, { id: asked.id, archived: true });
    expect(await names(ctx, { status: "archived" })).toEqual(["survey en"]);
    expect(await names(support, { status: "archived" })).toEqual([]);
    await expect(getTemplate(support, { id: asked.id })).rejects.toMatchObject(refusedWith("templates.not_found"));
    expect((await getTemplate(ctx, { id: asked.id })).state).toBe("archived");
    await archiveTemplate(ctx, { id: asked.id, archived: false });
    expect((await getTemplate(support, { id: asked.id })).state).toBe("active");
    await expect(createTemplate(support, READY)).rejects.toMatchObject(refusedWith("request.forbidden"));
  });
});

describe("before Meta", () => {
  it("[TPL-04] what is submitted is the stored version; Meta's answer and a dearer category are kept and told", async () => {
    const { ctx, number } = await templateShop(world.sandbox, world.platform);
    const { id } = await createTemplate(ctx, {
      ...READY,
      body: "Hello {{first_name}}, your order {{order_number}} is ready. Get 20 % off today!",
    });
    const before = await getTemplate(ctx, { id });
    expect(before.check).toMatchObject({
      passes: true,
      guess: { category: "MARKETING", because: ["20 % off"], dearer: true },
      priceClass: "marketing",
    });
    const view = await submitTemplate(ctx, { id });
    expect(view).toMatchObject({
      status: "PENDING",
      category: "MARKETING",
      askedCategory: "UTILITY",
      sentVersion: 1,
      unsubmitted: false,
    });
    expect(view.submissions).toMatchObject([
      { version: 1, kind: "create", state: "accepted", askedCategory: "UTILITY" },
    ]);
    const [at] = await world.sandbox.control.whatsapp.templates.list(number.accountId);
    expect(at?.components).toMatchObject([{ type: "BODY", text: before.content.body }]);
    const { rows } = await eventsOf(id);
    expect(rows.map(({ type }) => type)).toEqual([
      "template.created",
      "template.submitted",
      "template.status_changed",
      "template.category_changed",
    ]);
    await expect(submitTemplate(ctx, { id })).rejects.toMatchObject(refusedWith("templates.nothing_new"));
    await editTemplate(ctx, { id, version: 1, body: READY.body });
    await expect(submitTemplate(ctx, { id })).rejects.toMatchObject(refusedWith("templates.under_review"));
  });

  it("[TPL-04] what Meta would refuse does not go out; what its reviewers may reject does on demand, and comes back with advice", async () => {
    const { ctx, number } = await templateShop(world.sandbox, world.platform);
    const bad = await createTemplate(ctx, { ...READY, name: "Bad Name" });
    await expect(submitTemplate(ctx, { id: bad.id, despiteReview: true })).rejects.toMatchObject({
      reason: "templates.has_findings",
      details: { problem: expect.stringContaining("a-z") },
    });
    const threat = await createTemplate(ctx, {
      name: "overdue",
      category: "UTILITY",
      body: "Pay your invoice or we will take legal action.",
    });
    await expect(submitTemplate({ ...ctx, locale: "fr" }, { id: threat.id })).rejects.toMatchObject({
      details: { problem: "Il menace de justice ou de honte publique." },
    });
    expect(await world.sandbox.control.whatsapp.templates.list(number.accountId)).toEqual([]);
    await submitTemplate(ctx, { id: threat.id, despiteReview: true });
    await world.sandbox.control.whatsapp.templates.review();
    await syncTemplates(ctx);
    expect(await getTemplate(ctx, { id: threat.id })).toMatchObject({
      status: "REJECTED",
      statusReason: "ABUSIVE_CONTENT",
    });
  });

  it("[TPL-01] an approved one is edited once a day and ten times a month, which is said before trying; meanwhile the old words are sent", async () => {
    const { ctx } = await templateShop(world.sandbox, world.platform);
    const first = await approved(ctx);
    expect(first).toMatchObject({
      status: "APPROVED",
      editsLeft: { day: 1, month: 10 },
      submit: { reason: "templates.nothing_new" },
    });
    const { id } = first;
    await editTemplate(ctx, { id, version: 1, category: "MARKETING" });
    await expect(submitTemplate(ctx, { id })).rejects.toMatchObject(refusedWith("templates.category_fixed"));
    await editTemplate(ctx, {
      id,
      version: 2,
      category: "UTILITY",
      body: "Hello {{first_name}}, your order {{order_number}} is waiting here.",
    });
    const values = { body: { first_name: "Ana", order_number: "7" } };
    const text = async () =>
      (await inMerchantTx(ctx, (tx) => templateMessage(tx, ctx, { templateId: id, values }))).text;
    expect(await text()).toBe("Hello Ana, your order 7 can be picked up.");
    await submitTemplate(ctx, { id });
    await expect(text()).rejects.toMatchObject(refusedWith("templates.not_sendable"));
    await world.sandbox.control.whatsapp.templates.review();
    await syncTemplates(ctx);
    expect(await text()).toBe("Hello Ana, your order 7 is waiting here.");
    const again = await editTemplate(ctx, {
      id,
      version: 3,
      body: "Hello {{first_name}}, come and get order {{order_number}} here.",
    });
    expect(again).toMatchObject({
      editsLeft: { day: 0, month: 9 },
      submit: { reason: "templates.edited_lately", at: "2026-03-03T09:00:00.000Z" },
    });
    await expect(submitTemplate(ctx, { id })).rejects.toMatchObject(refusedWith("templates.edited_lately"));
    for (let day = 1; day <= 9; day++) {
      world.platform.clock.advance(DAY_MS);
      await world.sandbox.control.clock.advance(DAY_MS);
      const { version } = await getTemplate(ctx, { id });
      await editTemplate(ctx, {
        id,
        version,
        body: `Hello {{first_name}}, order {{order_number}} waits here on day ${day}.`,
      });
      await submitTemplate(ctx, { id });
      await world.sandbox.control.whatsapp.templates.review();
      await syncTemplates(ctx);
    }
    world.platform.clock.advance(DAY_MS);
    const { version } = await getTemplate(ctx, { id });
    await editTemplate(ctx, { id, version, body: "Hello {{first_name}}, order {{order_number}} waits one last time." });
    expect((await getTemplate(ctx, { id })).submit).toEqual({
      reason: "templates.edited_lately",
      at: "2026-04-01T09:00:00.000Z",
    });
  });

  it("[TPL-04] one that Meta took for something dearer is changed as what it is; its category goes out no more", async () => {
    const { ctx } = await templateShop(world.sandbox, world.platform);
    const body = "Hello {{first_name}}, your order {{order_number}} is ready. Get 20 % off today!";
    const { id, category } = await approved(ctx, { body });
    expect(category).toBe("MARKETING");
    await editTemplate(ctx, { id, version: 1, body: body.replace("20", "30") });
    expect(await submitTemplate(ctx, { id })).toMatchObject({
      status: "PENDING",
      sentVersion: 2,
      category: "MARKETING",
    });
  });

  it("[TPL-04] a picture of the shop's becomes the sample of a header; others do not fit", async () => {
    const { ctx } = await templateShop(world.sandbox, world.platform);
    const keep = async (image: Promise<Buffer>) =>
      (await uploadMedia(ctx, { fileData: (await image).toString("base64"), fileName: "lamp" })).id;
    const pixels = () => sharp({ create: { width: 16, height: 16, channels: 3, background: "#0f766e" } });
    const { sample } = await uploadSample(ctx, { mediaId: await keep(pixels().png().toBuffer()) });
    const { id } = await createTemplate(ctx, { ...READY, header: { type: "image", sample } });
    expect(await submitTemplate(ctx, { id })).toMatchObject({ status: "PENDING", type: "media" });
    const webp = await keep(pixels().webp().toBuffer());
    await expect(uploadSample(ctx, { mediaId: webp })).rejects.toMatchObject(refusedWith("templates.sample_unfit"));
    await expect(uploadSample(ctx, { mediaId: id as never })).rejects.toMatchObject(refusedWith("media.not_found"));
  });

  it("[TPL-04] an answer that got lost is found by the next sync, and one that never arrived can be submitted again", async () => {
    const { ctx, number } = await templateShop(world.sandbox, world.platform);
    const { id } = await createTemplate(ctx, READY);
    await world.test
      .sql`insert into template_submissions (merchant_id, template_id, version, kind, state, was_approved, asked_category, sent_at, by_name)
      values (${ctx.merchantId}, ${id}, 1, 'create', 'unknown', false, 'UTILITY', '2026-03-02T08:00:00Z', 'Ana')`;
    await expect(submitTemplate(ctx, { id })).rejects.toMatchObject(refusedWith("templates.outcome_open"));
    await syncTemplates(ctx);
    expect((await getTemplate(ctx, { id })).submissions).toMatchObject([
      { state: "refused", reason: "templates.not_taken" },
    ]);
    await submitTemplate(ctx, { id });
    // As if the process had died before it heard the answer.
    await world.test
      .sql`update template_submissions set state = 'sending' where template_id = ${id} and state = 'accepted'`;
    await world.test
      .sql`update message_templates set external_id = null, status = null, sent_version = null where id = ${id}`;
    await syncTemplates(ctx);
    expect(await getTemplate(ctx, { id })).toMatchObject({
      status: "PENDING",
      sentVersion: 1,
      submissions: [{ state: "accepted" }, { state: "refused" }],
    });
    expect(await world.sandbox.control.whatsapp.templates.list(number.accountId)).toHaveLength(1);
  });

  it("[TPL-04] an account creates a hundred in an hour, which is said before trying", async () => {
    const { ctx } = await templateShop(world.sandbox, world.platform);
    const { id } = await createTemplate(ctx, READY);
    const other = await createTemplate(ctx, { name: "other", body: "Something else about your order." });
    await world.test.sql`
      insert into template_submissions (merchant_id, template_id, version, kind, state, was_approved, asked_category, sent_at, by_name)
      select ${ctx.merchantId}, ${other.id}, 1, 'create', 'accepted', false, 'UTILITY', '2026-03-02T08:30:00Z', 'Ana' from generate_series(1, 100)`;
    await expect(submitTemplate(ctx, { id })).rejects.toMatchObject(refusedWith("templates.created_lately"));
    world.platform.clock.advance(HOUR_MS);
    expect((await submitTemplate(ctx, { id })).status).toBe("PENDING");
  });

  it("[TPL-04] what Meta has stopped for good is not edited", async () => {
    const { ctx, number } = await templateShop(world.sandbox, world.platform);
    const { id } = await approved(ctx);
    const [at] = await world.sandbox.control.whatsapp.templates.list(number.accountId);
    await world.sandbox.control.whatsapp.templates.setStatus(at!.id, "DISABLED");
    await syncTemplates(ctx);
    await editTemplate(ctx, { id, version: 1, body: "Hello {{first_name}}, order {{order_number}} is here." });
    await expect(submitTemplate(ctx, { id })).rejects.toMatchObject({
      reason: "templates.not_changeable",
      details: { status: "disabled" },
    });
  });

  it("[TPL-04] it goes to the account of a number, and says so when there is none, or several", async () => {
    const { ctx } = await createStaffedMerchant(world.platform);
    const { id } = await createTemplate(ctx, READY);
    expect((await getTemplate(ctx, { id })).accountId).toBeNull();
    await expect(submitTemplate(ctx, { id })).rejects.toMatchObject(refusedWith("templates.no_account"));
    const one = await connectNumber(world.sandbox, ctx);
    const other = await connectNumber(world.sandbox, ctx);
    await expect(submitTemplate(ctx, { id })).rejects.toMatchObject(refusedWith("templates.which_account"));
    expect((await submitTemplate(ctx, { id, channelId: other.channel.id })).accountId).toBe(other.accountId);
    await expect(createTemplate(ctx, { ...READY, channelId: other.channel.id })).rejects.toMatchObject(
      refusedWith("templates.name_taken"),
    );
    expect((await createTemplate(ctx, { ...READY, channelId: one.channel.id })).accountId).toBe(one.accountId);
    const { accounts } = await getTemplateOptions(ctx);
    expect(accounts.map(({ templates }) => templates)).toEqual([0, 1]);
  });

  it("[TPL-01] a deleted one is gone at Meta too, in one language or in all; its approved name stays taken there", async () => {
    const { ctx, number } = await templateShop(world.sandbox, world.platform);
    const { id } = await approved(ctx);
    const french = {
      ...READY,
      language: "fr",
      body: "Bonjour {{first_name}}, votre commande {{order_number}} est prête.",
    };
    await approved(ctx, french);
    await deleteTemplate(ctx, { id });
    expect(
      (await world.sandbox.control.whatsapp.templates.list(number.accountId)).map(({ language }) => language),
    ).toEqual(["fr"]);
    await expect(getTemplate(ctx, { id })).rejects.toMatchObject(refusedWith("templates.not_found"));
    const again = await createTemplate(ctx, READY);
    await expect(submitTemplate(ctx, { id: again.id })).rejects.toMatchObject({
      reason: "templates.refused",
      details: { detail: expect.stringContaining("30 days") },
    });
    expect((await getTemplate(ctx, { id: again.id })).submissions).toMatchObject([
      { state: "refused", reason: "templates.refused" },
    ]);
    await deleteTemplate(ctx, { id: again.id, allLanguages: true });
    expect(await world.sandbox.control.whatsapp.templates.list(number.accountId)).toEqual([]);
    expect((await listTemplates(ctx)).items).toEqual([]);
  });
});

const eventsOf = async (id: string) => ({
  rows: await world.test.sql<{ type: string; payload: object }[]>`
    select type, payload from events where subject_id = ${id} order by happened_at, id`,
});
