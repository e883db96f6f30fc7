import { createCloudApiClient } from "@nexusone/whatsapp/client";
import { describe, expect, it } from "vitest";
import { createContact } from "../contacts/create-contact.ts";
import { ordered, stocked } from "../orders/orders.fixture.ts";
import { recordPayment } from "../payments/record-payment.ts";
import { inMerchantTx } from "../transaction.ts";
import { addDefaultTemplates, findSendableDefault } from "./add-defaults.ts";
import { createTemplate } from "./create-template.ts";
import { listTemplates } from "./list-templates.ts";
import { previewTemplate } from "./preview-template.ts";
import { submitTemplate } from "./submit-template.ts";
import { syncTemplates } from "./sync-templates.ts";
import { templateMessage } from "./template-message.ts";
import { templateShop, startTemplates, READY } from "./templates.fixture.ts";

const world = startTemplates();

describe("with real data", () => {
  it("[TPL-05] a contact and an order fill the variables in the template's language", async () => {
    const { ctx } = await templateShop(world.sandbox, world.platform, { name: "Camélia" });
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
    const shop = await templateShop(world.sandbox, world.platform);
    const { ctx } = shop;
    const { id } = await createTemplate(ctx, { ...READY, buttons: [{ id: "coming", label: "On my way" }] });
    const message = (values: object) => inMerchantTx(ctx, (tx) => templateMessage(tx, ctx, { templateId: id, values }));
    await expect(message({})).rejects.toMatchObject({ reason: "templates.not_sendable", details: { status: "draft" } });
    await submitTemplate(ctx, { id });
    await world.listenTo(shop);
    await world.controls().review();
    await world.follow(ctx, await world.told());
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
      baseUrl: world.sandbox.graphUrl,
      token: shop.number.token,
      phoneNumberId: shop.number.phoneNumberId,
      accountId: shop.number.accountId,
    });
    expect((await client.send({ phone: "33639980101" }, sent.message)).state).toBe("accepted");
    const [thread] = await world.sandbox.control.whatsapp.threads.list();
    expect(thread?.messages[0]?.text).toBe(sent.text);
  });
});

describe("the defaults", () => {
  it("[TPL-02] the three come in five languages at once, what is there stays, and Meta approves all of them", async () => {
    const shop = await templateShop(world.sandbox, world.platform);
    const { ctx } = shop;
    expect(await addDefaultTemplates(ctx)).toEqual({ added: 15, kept: 0 });
    expect(await addDefaultTemplates(ctx, { languages: ["pt"] })).toEqual({ added: 0, kept: 3 });
    const { items } = await listTemplates(ctx);
    expect(new Set(items.map(({ language }) => language))).toEqual(new Set(["en", "fr", "es", "pt_BR", "ar"]));
    for (const { id } of items) await submitTemplate(ctx, { id });
    await world.controls().review();
    await syncTemplates(ctx);
    expect(
      new Set((await listTemplates(ctx)).items.map(({ status: word, category }) => `${word} ${category}`)),
    ).toEqual(new Set(["APPROVED UTILITY"]));
  });

  it("[TPL-02] the first who needs one has its draft made, and gets the approved one of the customer's language, else of the shop's", async () => {
    const shop = await templateShop(world.sandbox, world.platform);
    const { ctx, number } = shop;
    const find = (...languages: string[]) =>
      inMerchantTx(ctx, (tx) => findSendableDefault(tx, ctx, "order_status", languages, number.accountId));
    expect(await find("fr", "en")).toBeUndefined();
    const [draft] = (await listTemplates(ctx)).items;
    expect(draft).toMatchObject({ name: "order_status", language: "fr", status: "DRAFT" });
    await submitTemplate(ctx, { id: draft!.id });
    await world.controls().review();
    await syncTemplates(ctx);
    expect((await find("fr"))?.language).toBe("fr");
    expect((await find("fr_CA"))?.language).toBe("fr");
    expect((await find("es", "fr"))?.language).toBe("fr");
    expect((await listTemplates(ctx)).items).toHaveLength(1);
    // Of several the nearest: not merely the first of the list.
    await addDefaultTemplates(ctx, { names: ["order_status"], languages: ["en"] });
    const english = (await listTemplates(ctx, { language: "en" })).items[0]!;
    await submitTemplate(ctx, { id: english.id });
    await world.controls().review();
    await syncTemplates(ctx);
    expect((await find("fr_CA", "en"))?.language).toBe("fr");
    expect((await find("de"))?.language).toBe("en");
  });
});
