import { describe, expect, it } from "vitest";
import type { ContactId } from "@nexusone/contracts/ids";
import { recordConsent } from "../contacts/record-consent.ts";
import { queueMessageSending, sendTemplate } from "./send-template.ts";
import { arrived, calls, newChat, newShop, rowOf, work, startSending } from "./sending.fixture.ts";

const world = startSending();

describe("templates", () => {
  it("[WAM-02] outside the window an approved template leaves, filled with what is known and what is given", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const templateId = await world.approved(shop);
    const chat = await newChat(shop, false);
    const to = { conversationId: chat.conversationId, templateId };
    await expect(sendTemplate(shop.ctx, to)).rejects.toMatchObject({ reason: "templates.values_missing" });
    const sent = await sendTemplate(shop.ctx, { ...to, variables: { order_number: "1042" } });
    const text = "Hello Person, your order 1042 can be picked up.";
    expect(sent).toMatchObject({ kind: "template", content: text, state: "queued" });
    await work(world.platform);
    expect(await arrived(shop, chat)).toEqual([text]);
    expect((await rowOf(shop.ctx, sent.id)).state).toBe("accepted");
  });

  it("[WAM-02] one that Meta took back while it waited is not sent, nor one of another account", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const templateId = await world.approved(shop);
    const chat = await newChat(shop, false);
    const input = { conversationId: chat.conversationId, templateId, variables: { order_number: "1042" } };
    const { id } = await sendTemplate(shop.ctx, input);
    await world.test.sql`update message_templates set status = 'PAUSED' where id = ${templateId}`;
    await work(world.platform);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.template_unusable" });
    await expect(sendTemplate(shop.ctx, input)).rejects.toMatchObject({ reason: "templates.not_sendable" });
    await world.test.sql`update message_templates set status = 'APPROVED' where id = ${templateId}`;
    await world.test.sql`update message_templates set account_id = 'another' where id = ${templateId}`;
    await expect(sendTemplate(shop.ctx, input)).rejects.toMatchObject({ reason: "messages.template_unusable" });
    expect(await calls(shop)).toBe(0);
  });

  it("[WAM-02] [CMP-01] who wants no marketing gets none by template, whoever sends it, and still the news of an order", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const chat = await newChat(shop, false);
    await recordConsent(shop.ctx, { id: chat.contactId as ContactId, purpose: "marketing", granted: false });
    const body = "Hello {{first_name}}, everything is 20% off this week at our shop.";
    const sale = await world.approved(shop, { name: "sale", category: "MARKETING", body });
    const { conversationId } = chat;
    await expect(sendTemplate(shop.ctx, { conversationId, templateId: sale })).rejects.toMatchObject({
      reason: "messages.opted_out",
    });
    const templateId = await world.approved(shop);
    const told = await sendTemplate(shop.ctx, { conversationId, templateId, variables: { order_number: "7" } });
    expect(told.state).toBe("queued");
  });

  it("[JOB-05] queueMessageSending puts a text or a template into the line of a number, as urgent as is said", async () => {
    const shop = await newShop(world.platform, world.sandbox);
    const templateId = await world.approved(shop);
    const chat = await newChat(shop);
    const phone = `+${chat.person.phone}`;
    await queueMessageSending(shop.ctx, { phone, text: "Sale!", priority: "campaign" });
    const variables = { order_number: "7" };
    await queueMessageSending(shop.ctx, { phone, templateId, variables });
    const now = await queueMessageSending(shop.ctx, { phone, text: "At once", priority: "now" });
    expect((await rowOf(shop.ctx, now.id)).priority).toBe("now");
    await work(world.platform);
    expect(await arrived(shop, chat)).toEqual(["At once", "Hello Person, your order 7 can be picked up.", "Sale!"]);
    await expect(queueMessageSending(shop.ctx, { phone: "nobody", text: "Hello" })).rejects.toMatchObject({
      reason: "contacts.identifier_invalid",
    });
  });
});
