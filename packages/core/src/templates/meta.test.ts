import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { dispatchEvents } from "@nexusone/db/queries/events";
import type { MerchantId } from "@nexusone/contracts/ids";
import { createStaffedMerchant, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { createCloudApiClient } from "@nexusone/whatsapp/client";
import { templateRequest } from "@nexusone/whatsapp/templates";
import { parseCloudWebhook } from "@nexusone/whatsapp/webhook";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HOUR_MS } from "../clock.ts";
import { createContact } from "../contacts/create-contact.ts";
import type { ServiceContext } from "../context.ts";
import { catchUp } from "../events/consume-events.ts";
import { jobContext } from "../imports/importer.ts";
import { notify } from "../notifications/notify.ts";
import { listNotifications } from "../notifications/list-notifications.ts";
import { ordered, stocked } from "../orders/orders.fixture.ts";
import { recordPayment } from "../payments/record-payment.ts";
import { inMerchantTx } from "../transaction.ts";
import { addDefaultTemplates, findSendableDefault } from "./add-defaults.ts";
import { createTemplate } from "./create-template.ts";
import { defaultTemplate } from "./defaults.ts";
import { editTemplate } from "./edit-template.ts";
import { followTemplateItem, type ToldTemplate } from "./follow-template-item.ts";
import { getTemplate, listTemplates } from "./list-templates.ts";
import { previewTemplate } from "./preview-template.ts";
import { submitTemplate } from "./submit-template.ts";
import { sweepTemplates, syncTemplatesJob } from "./sync-job.ts";
import { syncTemplates } from "./sync-templates.ts";
import { templateMessage } from "./template-message.ts";
import { connectNumber, templatePlatform, templateShop } from "./templates.fixture.ts";

let test: TestDatabase;
let sandbox: Sandbox;
let platform: TestPlatform;
beforeAll(async () => {
  [test, sandbox] = await Promise.all([createTestDatabase({ max: 10 }), startSandbox()]);
});
beforeEach(async () => {
  await sandbox.control.reset();
  await sandbox.control.clock.hold("2026-03-02T09:00:00Z");
  platform = templatePlatform(test.db, sandbox);
});
afterAll(async () => {
  await sandbox.stop();
  await test.close();
});

type Shop = Awaited<ReturnType<typeof templateShop>>;
const READY = {
  name: "order_ready",
  language: "en",
  category: "UTILITY",
  body: "Hello {{first_name}}, your order {{order_number}} can be picked up.",
} as const;
const controls = () => sandbox.control.whatsapp.templates;
const apiOf = ({ number }: Pick<Shop, "number">) =>
  createCloudApiClient({
    baseUrl: sandbox.graphUrl,
    token: number.token,
    phoneNumberId: number.phoneNumberId,
    accountId: number.accountId,
    appId: number.appId,
  }).templates!; // the Cloud API has them
const elsewhere = (shop: Shop, name: string, body = `${name}: hello {{first_name}}, see you {{when}} then.`) =>
  apiOf(shop).create(
    templateRequest({
      ...defaultTemplate("order_status", "en"),
      name,
      body,
      examples: { header: {}, body: { first_name: "Ana", when: "soon" }, buttons: {} },
    }),
  );
/** What Meta has told since the sandbox began, as our webhook would read it. */
async function told(): Promise<ToldTemplate[]> {
  const sent = await sandbox.control.whatsapp.webhooks.deliver();
  return sent
    .flatMap(({ body }) => parseCloudWebhook(Buffer.from(body), { receivedAt: platform.clock.now() }))
    .filter((item) => item.kind === "template");
}
/** Has the account's news sent; to an address that refuses them, which is enough to read what they say. */
async function listenTo({ number }: Pick<Shop, "number">): Promise<void> {
  const headers = { authorization: `Bearer ${number.token}`, "content-type": "application/json" };
  await fetch(`${sandbox.graphUrl}/${number.accountId}/subscribed_apps`, { method: "POST", headers, body: "{}" });
  await sandbox.control.whatsapp.accounts.setAppCallback(number.appId, `${sandbox.graphUrl}/nowhere`, "token");
}
/** As the job that follows webhooks does. */
const follow = ({ merchantId }: ServiceContext, items: readonly ToldTemplate[]) => {
  const ctx = jobContext(platform, merchantId, "inbox", { userId: null, name: "", extensionSessionId: null });
  return inMerchantTx(ctx, async (tx) => {
    for (const one of items) await followTemplateItem(tx, ctx, one);
  });
};
const typesOf = async (id: string) =>
  (await test.sql<{ type: string }[]>`select type from events where subject_id = ${id} order by happened_at, id`).map(
    ({ type }) => type,
  );
async function submitted(ctx: ServiceContext) {
  const { id } = await createTemplate(ctx, READY);
  return submitTemplate(ctx, { id });
}
const item = (shop: Shop, change: object, at = "2026-03-02T10:00:00Z"): ToldTemplate =>
  ({
    kind: "template",
    channel: { provider: "cloud_api", accountId: shop.number.accountId, channelId: null, displayPhone: null },
    at: new Date(at),
    template: { templateId: null, name: "order_ready", language: "en" },
    ...change,
  }) as ToldTemplate; // the parts that are followed
const status = (word: string, more: object = {}) => ({
  change: "status",
  status: word,
  category: null,
  reason: null,
  advice: null,
  pause: null,
  disableAt: null,
  ...more,
});

describe("what Meta tells", () => {
  it("[TPL-01] status with reason and advice, quality and category are followed once, whatever comes twice or late, and the owner is told", async () => {
    const shop = await templateShop(sandbox, platform);
    const { ctx } = shop;
    const { id } = await submitted(ctx);
    const reason = { reason: "INVALID_FORMAT", advice: "Put a word after the last variable." };
    await follow(ctx, [item(shop, status("REJECTED", reason)), item(shop, status("REJECTED", reason))]);
    expect(await getTemplate(ctx, { id })).toMatchObject({
      status: "REJECTED",
      statusReason: "INVALID_FORMAT",
      advice: "Put a word after the last variable.",
      submissions: [{ outcome: "REJECTED", outcomeReason: "INVALID_FORMAT" }],
    });
    await follow(ctx, [item(shop, status("APPROVED"), "2026-03-02T09:59:00Z")]);
    expect((await getTemplate(ctx, { id })).status).toBe("REJECTED");
    await follow(ctx, [
      item(shop, status("APPROVED"), "2026-03-02T11:00:00Z"),
      item(
        shop,
        status("PAUSED", { pause: { title: "FIRST_PAUSE", description: "Too many blocks" } }),
        "2026-03-02T12:00:00Z",
      ),
      item(shop, { change: "quality", previous: "GREEN", current: "RED" }),
      item(shop, {
        change: "category",
        stage: "announced",
        previous: null,
        current: "UTILITY",
        next: "MARKETING",
        effectiveAt: new Date("2026-03-03T12:00:00Z"),
      }),
    ]);
    expect(await getTemplate(ctx, { id })).toMatchObject({
      status: "PAUSED",
      advice: "FIRST_PAUSE: Too many blocks",
      quality: "RED",
      category: "UTILITY",
      nextCategory: "MARKETING",
      nextCategoryAt: "2026-03-03T12:00:00.000Z",
    });
    const done = {
      change: "category",
      stage: "done",
      previous: "UTILITY",
      current: "MARKETING",
      next: null,
      effectiveAt: null,
    };
    await follow(ctx, [item(shop, done), item(shop, done)]);
    expect(await getTemplate(ctx, { id })).toMatchObject({
      category: "MARKETING",
      nextCategory: null,
      askedCategory: "UTILITY",
    });
    expect((await typesOf(id)).slice(3)).toEqual([
      "template.status_changed",
      "template.status_changed",
      "template.status_changed",
      "template.quality_changed",
      "template.category_changed",
      "template.category_changed",
    ]);
    while ((await dispatchEvents(test.db)) > 0);
    await catchUp(platform, notify, ctx.merchantId as MerchantId);
    const notices = (await listNotifications(ctx)).items.map(
      ({ kind, params }) => `${kind} ${params["status"] ?? params["category"]}`,
    );
    expect(notices.toSorted()).toEqual([
      "template_recategorised MARKETING",
      "template_stopped PAUSED",
      "template_stopped REJECTED",
    ]);
  });

  it("[TPL-01] the bodies that the simulated Meta sends are followed, of its own review, quality mislabelled, and categories", async () => {
    const shop = await templateShop(sandbox, platform);
    const { ctx } = shop;
    const { id } = await submitted(ctx);
    await listenTo(shop);
    await controls().review();
    const [at] = await controls().list(shop.number.accountId);
    await controls().setQuality(at!.id, "YELLOW", true);
    await controls().setCategory(at!.id, "MARKETING", true);
    await controls().setStatus(at!.id, "PAUSED");
    const items = await told();
    expect(items.length).toBeGreaterThanOrEqual(4);
    await follow(ctx, items);
    expect(await getTemplate(ctx, { id })).toMatchObject({
      status: "PAUSED",
      quality: "YELLOW",
      nextCategory: "MARKETING",
    });
    // Another merchant's account of the same words is not touched.
    const other = await templateShop(sandbox, platform);
    const theirs = await submitted(other.ctx);
    await follow(other.ctx, items);
    expect((await getTemplate(other.ctx, { id: theirs.id })).status).toBe("PENDING");
  });

  it("[TPL-01] a template that is not here, and words that changed, are read from Meta soon", async () => {
    const shop = await templateShop(sandbox, platform);
    const { ctx } = shop;
    await syncTemplates(ctx);
    await elsewhere(shop, "written_elsewhere");
    await follow(ctx, [
      item(shop, { ...status("APPROVED"), template: { templateId: "1", name: "written_elsewhere", language: "en" } }),
    ]);
    expect(platform.enqueued.map(({ name }) => name)).toEqual(["sync-templates"]);
    await syncTemplatesJob.handle(platform, { merchantId: ctx.merchantId });
    expect((await listTemplates(ctx)).items.map(({ name }) => name)).toEqual(["written_elsewhere"]);
  });

  it("[TPL-01] one that was deleted at Meta stays as a draft when it was written here", async () => {
    const shop = await templateShop(sandbox, platform);
    const { ctx } = shop;
    const { id } = await submitted(ctx);
    const [at] = await controls().list(shop.number.accountId);
    const template = { templateId: at!.id, name: "order_ready", language: "en" };
    await follow(ctx, [item(shop, { ...status("DELETED"), template: { ...template, templateId: "9" } })]);
    expect((await getTemplate(ctx, { id })).status).toBe("PENDING");
    await follow(ctx, [item(shop, { ...status("DELETED"), template })]);
    const view = await getTemplate(ctx, { id });
    expect(view).toMatchObject({
      status: "DRAFT",
      statusReason: "templates.gone_at_meta",
      sentVersion: null,
      submit: null,
    });
    noteReasonsIn(JSON.stringify({ reason: view.statusReason }));
  });
});

describe("sync", () => {
  it("[TPL-01] reads every page, adds what is new, follows what changed, and removes only after the whole list", async () => {
    const shop = await templateShop(sandbox, platform);
    const { ctx } = shop;
    const mine = await submitted(ctx);
    for (let at = 0; at < 110; at++) {
      // Meta takes a hundred in an hour.
      if (at === 90) await sandbox.control.clock.advance(HOUR_MS);
      await elsewhere(shop, `t_${String(at).padStart(3, "0")}`);
    }
    expect((await syncTemplates(ctx)).accounts).toMatchObject([
      { seen: 111, added: 110, changed: 1, removed: 0, reason: null },
    ]);
    expect((await syncTemplates(ctx)).accounts).toMatchObject([{ seen: 111, added: 0, changed: 0, removed: 0 }]);
    await controls().review();
    await apiOf(shop).delete({ name: "t_000" });
    await apiOf(shop).delete({ name: "order_ready" });
    const [one] = await controls().list(shop.number.accountId);
    await apiOf(shop).edit(one!.id, {
      components: [{ type: "BODY", text: "Rewritten elsewhere: {{1}} is here.", example: { body_text: [["It"]] } }],
    });
    await sandbox.control.whatsapp.accounts.killToken(shop.number.token);
    const failed = (await syncTemplates(ctx)).accounts;
    expect(failed).toMatchObject([{ seen: null, removed: 0, reason: "messages.token_dead" }]);
    expect((await listTemplates(ctx, { name: "t_000" })).items).toHaveLength(1);
    const token = await sandbox.control.whatsapp.accounts.grant(shop.number.accountId);
    await test.sql`update whatsapp_channels set token_sealed = ${platform.keyring.seal(token, "whatsapp_channels.token")} where id = ${shop.number.channel.id}`;
    expect((await syncTemplates(ctx)).accounts).toMatchObject([{ seen: 109, added: 0, changed: 21, removed: 2 }]);
    expect((await listTemplates(ctx, { name: "t_000" })).items).toEqual([]);
    expect(await getTemplate(ctx, { id: mine.id })).toMatchObject({
      status: "DRAFT",
      statusReason: "templates.gone_at_meta",
    });
    const [rewritten] = (await listTemplates(ctx, { name: one!.name })).items;
    expect(await getTemplate(ctx, { id: rewritten!.id })).toMatchObject({
      version: 2,
      sentVersion: 2,
      status: "PENDING",
      versions: [
        { version: 2, source: "meta", byName: "WhatsApp Manager" },
        { version: 1, source: "meta" },
      ],
    });
  });

  it("[TPL-01] what has parts that we cannot write is kept, sent as it is, and not edited", async () => {
    const shop = await templateShop(sandbox, platform);
    const { ctx } = shop;
    await apiOf(shop).create({
      name: "with_flow",
      language: "en",
      category: "UTILITY",
      components: [
        { type: "BODY", text: "Please answer two questions about your order." },
        { type: "BUTTONS", buttons: [{ type: "FLOW", text: "Answer", flow_id: "1" }] },
      ],
    });
    await syncTemplates(ctx);
    const [line] = (await listTemplates(ctx, { type: "other" })).items;
    expect(await getTemplate(ctx, { id: line!.id })).toMatchObject({
      type: "other",
      locked: "templates.foreign_parts",
    });
    await expect(editTemplate(ctx, { id: line!.id, version: 1, body: "x" })).rejects.toMatchObject({
      reason: "templates.foreign_parts",
    });
  });

  it("[TPL-01] the cron reads an account when it is new and every six hours, no other", async () => {
    const shop = await templateShop(sandbox, platform);
    const { ctx } = shop;
    await createStaffedMerchant(platform);
    const swept = async (): Promise<boolean> => {
      platform.enqueued.length = 0;
      await sweepTemplates(platform);
      const mine = platform.enqueued.filter(
        ({ payload }) => (payload as { merchantId: string }).merchantId === ctx.merchantId,
      );
      for (const { payload } of mine) await syncTemplatesJob.handle(platform, payload as { merchantId: string });
      return mine.length > 0;
    };
    await elsewhere(shop, "there_already");
    expect([await swept(), await swept()]).toEqual([true, false]);
    expect((await listTemplates(ctx)).items.map(({ name }) => name)).toEqual(["there_already"]);
    platform.clock.advance(6 * HOUR_MS);
    expect([await swept(), await swept()]).toEqual([true, false]);
    await connectNumber(sandbox, ctx);
    expect([await swept(), await swept()]).toEqual([true, false]);
  });
});

describe("with real data", () => {
  it("[TPL-05] a contact and an order fill the variables in the template's language", async () => {
    const { ctx } = await templateShop(sandbox, platform, { name: "Camélia" });
    await addDefaultTemplates(ctx);
    const { variantId } = await stocked(ctx, 100);
    const order = await ordered(ctx, variantId, { quantity: 2 });
    const of = async (name: string, language: string) => (await listTemplates(ctx, { name, language })).items[0]!.id;
    const preview = await previewTemplate(ctx, {
      templateId: await of("order_status", "fr"),
      orderId: order.id,
      samples: false,
    });
    expect(preview).toMatchObject({ problems: [], direction: "ltr" });
    expect(preview.text).toMatch(
      new RegExp(
        `^Bonjour Ada, votre commande ${order.number} chez Camélia est maintenant (reçue|confirmée|en cours de vérification)\\. Vous pouvez la suivre ici : http://127\\.0\\.0\\.1:3000/t/\\S+ à tout moment\\.$`,
      ),
    );
    const total = await previewTemplate(ctx, { templateId: await of("order_confirmation", "en"), orderId: order.id });
    expect(total.places.find(({ variable }) => variable === "order_total")).toMatchObject({
      from: "data",
      value: expect.stringMatching(/^€\d/),
    });
    const french = await previewTemplate(ctx, { templateId: await of("order_confirmation", "fr"), orderId: order.id });
    expect(french.places.find(({ variable }) => variable === "order_total")?.value).toMatch(/^\d.*€$/);
    const arabic = await previewTemplate(ctx, { templateId: await of("order_confirmation", "ar"), orderId: order.id });
    expect(arabic.direction).toBe("rtl");

    const due = await of("payment_request", "en");
    const bare = await previewTemplate(ctx, { templateId: due, orderId: order.id, samples: false });
    expect(bare.problems).toEqual([
      { code: "missing", part: "body.payment_link", sentence: "payment_link has no value." },
    ]);
    const before = bare.places.find(({ variable }) => variable === "amount_due")?.value;
    await recordPayment(ctx, { orderId: order.id, kind: "capture", amountMinor: 100, reference: "r-1" });
    const after = await previewTemplate(ctx, { templateId: due, orderId: order.id });
    expect(after.places.find(({ variable }) => variable === "amount_due")?.value).not.toBe(before);

    const contact = await createContact(ctx, {
      name: "Zoé Martin",
      identifiers: [{ type: "email", value: "zoe@example.com" }],
    });
    const both = await previewTemplate(ctx, {
      templateId: due,
      contactId: contact.id,
      variables: { payment_link: "https://pay.example/1" },
    });
    expect(both.text).toContain("Hello Zoé, the payment of");
    expect(both.text).toContain("https://pay.example/1");
    await expect(previewTemplate(ctx, { templateId: due, orderId: contact.id as never })).rejects.toMatchObject({
      reason: "orders.not_found",
    });
    await expect(previewTemplate(ctx, { templateId: due, contactId: order.id as never })).rejects.toMatchObject({
      reason: "contacts.not_found",
    });
  });

  it("[WAM-02] an approved one becomes a message with its values and reply ids; what does not fit is said before it is sent", async () => {
    const shop = await templateShop(sandbox, platform);
    const { ctx } = shop;
    const { id } = await createTemplate(ctx, { ...READY, buttons: [{ id: "coming", label: "On my way" }] });
    const message = (values: object) => inMerchantTx(ctx, (tx) => templateMessage(tx, ctx, { templateId: id, values }));
    await expect(message({})).rejects.toMatchObject({ reason: "templates.not_sendable", details: { status: "draft" } });
    await submitTemplate(ctx, { id });
    await listenTo(shop);
    await controls().review();
    await follow(ctx, await told());
    await expect(message({ body: { first_name: "Ana" } })).rejects.toMatchObject({
      reason: "templates.values_missing",
      details: { problem: "order_number has no value." },
    });
    const sent = await message({ body: { first_name: "Ana", order_number: "7" } });
    expect(sent.text).toBe("Hello Ana, your order 7 can be picked up.");
    expect(sent.message.components).toMatchObject([
      { type: "body", parameters: [{ text: "Ana", name: "first_name" }, { text: "7" }] },
      { type: "button", subType: "quick_reply", parameters: [{ payload: "coming" }] },
    ]);
    const client = createCloudApiClient({
      baseUrl: sandbox.graphUrl,
      token: shop.number.token,
      phoneNumberId: shop.number.phoneNumberId,
      accountId: shop.number.accountId,
    });
    expect((await client.send({ phone: "33639980101" }, sent.message)).state).toBe("accepted");
    const [thread] = await sandbox.control.whatsapp.threads.list();
    expect(thread?.messages[0]?.text).toBe(sent.text);
  });
});

describe("the defaults", () => {
  it("[TPL-02] the three come in five languages at once, what is there stays, and Meta approves all of them", async () => {
    const shop = await templateShop(sandbox, platform);
    const { ctx } = shop;
    expect(await addDefaultTemplates(ctx)).toEqual({ added: 15, kept: 0 });
    expect(await addDefaultTemplates(ctx, { languages: ["pt"] })).toEqual({ added: 0, kept: 3 });
    const { items } = await listTemplates(ctx);
    expect(new Set(items.map(({ language }) => language))).toEqual(new Set(["en", "fr", "es", "pt_BR", "ar"]));
    for (const { id } of items) await submitTemplate(ctx, { id });
    await controls().review();
    await syncTemplates(ctx);
    expect(
      new Set((await listTemplates(ctx)).items.map(({ status: word, category }) => `${word} ${category}`)),
    ).toEqual(new Set(["APPROVED UTILITY"]));
  });

  it("[TPL-02] the first who needs one has its draft made, and gets the approved one of the customer's language, else of the shop's", async () => {
    const shop = await templateShop(sandbox, platform);
    const { ctx, number } = shop;
    const find = (...languages: string[]) =>
      inMerchantTx(ctx, (tx) => findSendableDefault(tx, ctx, "order_status", languages, number.accountId));
    expect(await find("fr", "en")).toBeUndefined();
    const [draft] = (await listTemplates(ctx)).items;
    expect(draft).toMatchObject({ name: "order_status", language: "fr", status: "DRAFT" });
    await submitTemplate(ctx, { id: draft!.id });
    await controls().review();
    await syncTemplates(ctx);
    expect((await find("fr"))?.language).toBe("fr");
    expect((await find("fr_CA"))?.language).toBe("fr");
    expect((await find("es", "fr"))?.language).toBe("fr");
    expect((await listTemplates(ctx)).items).toHaveLength(1);
    // Of several the nearest: not merely the first of the list.
    await addDefaultTemplates(ctx, { names: ["order_status"], languages: ["en"] });
    const english = (await listTemplates(ctx, { language: "en" })).items[0]!;
    await submitTemplate(ctx, { id: english.id });
    await controls().review();
    await syncTemplates(ctx);
    expect((await find("fr_CA", "en"))?.language).toBe("fr");
    expect((await find("de"))?.language).toBe("en");
  });
});
