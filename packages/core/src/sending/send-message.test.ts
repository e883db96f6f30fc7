import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { createMember, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import type { OutgoingContent } from "@nexusone/contracts/sending";
import { findConversation, findNewestIncoming } from "@nexusone/db/queries/sending";
import { messages } from "@nexusone/db/schema/conversations";
import { ERROR_RULES } from "@nexusone/whatsapp/rules";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../clock.ts";
import type { ContactId } from "@nexusone/contracts/ids";
import { recordConsent } from "../contacts/record-consent.ts";
import { suppressContact } from "../contacts/suppress.ts";
import { getContact } from "../contacts/get-contact.ts";
import { actorUserId } from "../context.ts";
import { listMessages } from "../conversations/list-messages.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { failureReason } from "../whatsapp/failure-reason.ts";
import { cancelMessage, resendMessage } from "./change-message.ts";
import { getSendGuard } from "./get-send-guard.ts";
import { sendMessage } from "./send-message.ts";
import { createTemplate } from "../templates/create-template.ts";
import { submitTemplate } from "../templates/submit-template.ts";
import { syncTemplates } from "../templates/sync-templates.ts";
import { queueMessageSending, sendTemplate } from "./send-template.ts";
import { sendButtons, sendList, sendText } from "./send-to.ts";
import { chatSignalJob } from "./signal-job.ts";
import { markConversationRead, showTyping } from "./signals.ts";
import { listConversationsOf, startConversation } from "./start-conversation.ts";
import {
  arrived,
  calls,
  newChat,
  newShop,
  queue,
  rowOf,
  sendingPlatform,
  setChannel,
  work,
  workOnce,
  type Chat,
  type Shop,
} from "./sending.fixture.ts";

let test: TestDatabase;
let sandbox: Sandbox;
let platform: TestPlatform;
beforeAll(async () => {
  [test, sandbox] = await Promise.all([
    createTestDatabase({ max: 10 }),
    startSandbox({ catalogueSize: 10, fullSpeed: true }),
  ]);
});
beforeEach(async () => {
  await sandbox.control.reset();
  await test.sql`update whatsapp_channels set state = 'disconnected'`;
  platform = await sendingPlatform(test, sandbox);
});
afterAll(async () => {
  await sandbox.stop();
  await test.close();
});

const say = ({ ctx }: Shop, { conversationId }: Chat, message: OutgoingContent | string) =>
  sendMessage(ctx, {
    conversationId,
    message: typeof message === "string" ? { type: "text", text: message } : message,
  });
const threadOf = async (shop: Shop, { person }: Chat) => {
  const [thread] = await sandbox.control.whatsapp.threads.list({ line: shop.line, personId: person.id });
  return thread!;
};
/** The customer's first message as the webhook brings it. */
async function received(shop: Shop, chat: Chat): Promise<{ id: string; externalId: string }> {
  const first = (await threadOf(shop, chat)).messages.find(({ from }) => from === "person")!;
  const at = platform.clock.now();
  const { conversationId } = chat;
  const body = { type: "text", text: first.text };
  const row = {
    conversationId,
    channelId: shop.channelId,
    externalId: first.id,
    kind: "text",
    content: first.text,
    body,
  };
  return inMerchantTx(shop.ctx, async (tx) => {
    const told = { ...row, direction: "in", author: "user", state: "received", at, receivedAt: at } as const;
    const [made] = await tx.insert(messages).values(told).returning({ id: messages.id });
    return { id: made!.id, externalId: first.id };
  });
}

describe("what a person sends", () => {
  it("[WAM-01] [WAM-03] [WAM-04] text, files, buttons, lists, places and reactions arrive as what they are, quotes above them", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    const question = await received(shop, chat);
    const rows = [{ id: "order", title: "My order", description: "Where it is" }];
    const picture = `${sandbox.url}/sandbox/nothing.jpg`;
    await sendMessage(shop.ctx, {
      conversationId: chat.conversationId,
      message: { type: "text", text: "Yes" },
      quotedMessageId: question.id,
    });
    await say(shop, chat, {
      type: "buttons",
      body: "Keep it?",
      buttons: [{ id: "yes", title: "Yes" }],
      footer: "Shop",
    });
    await say(shop, chat, { type: "list", body: "About?", label: "Choose", sections: [{ rows }] });
    await say(shop, chat, { type: "location", latitude: 0, longitude: -3.5, name: "Our shop" });
    await say(shop, chat, { type: "media", media: "image", source: { link: picture }, caption: "This one?" });
    await say(shop, chat, { type: "reaction", messageId: question.id, emoji: "👍" });
    await work(platform);
    const { messages: all } = await threadOf(shop, chat);
    const sent = all.filter(({ from, type }) => from === "business" && type !== "reaction");
    expect(sent.map(({ type }) => type)).toEqual(["text", "interactive", "interactive", "location", "image"]);
    expect(sent[0]?.quotedId).toBe(question.externalId);
    expect(JSON.stringify(sent[1]?.content)).toContain('"title":"Yes"');
    expect(JSON.stringify(sent[2]?.content)).toContain('"description":"Where it is"');
    expect(all.find(({ id }) => id === question.externalId)?.reactions.business).toBe("👍");
    const reactions = await test.sql`select emoji from message_reactions where message_id = ${question.id}`;
    expect(reactions.map((row) => row["emoji"])).toEqual(["👍"]);
    // In the thread it stands on the message, not beside it.
    const { items } = await listMessages(shop.ctx, { conversationId: chat.conversationId });
    expect(items.map((item) => item.type === "message" && item.kind)).not.toContain("reaction");
    await say(shop, chat, { type: "reaction", messageId: question.id, emoji: null });
    await work(platform);
    const left = await test.sql`select emoji from message_reactions where message_id = ${question.id}`;
    expect(left.map((row) => row["emoji"])).toEqual([""]);
  });

  it("[WAM-01] makes it the customer's turn and a person's conversation", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    await say(shop, chat, "Hello");
    const conversation = await readMerchant(shop.ctx, (tx) => findConversation(tx, chat.conversationId));
    expect(conversation).toMatchObject({ state: "waiting", handler: "human", assigneeId: actorUserId(shop.ctx.actor) });
    const colleague = await createMember(platform, shop.ctx.merchantId, "support");
    const other = { ...shop, ctx: colleague.ctx };
    await expect(say(other, chat, "Hello")).rejects.toMatchObject({ reason: "conversations.taken" });
  });

  it.each([
    [{ type: "text", text: " " }, "sending.empty", { field: "text" }],
    [{ type: "text", text: "🎈".repeat(4_097) }, "sending.too_long", { field: "text", limit: 4096, actual: 4097 }],
    [
      { type: "buttons", body: "?", buttons: [1, 2, 3, 4].map((nth) => ({ id: `${nth}`, title: `${nth}` })) },
      "sending.too_many",
      { field: "buttons", limit: 3, actual: 4 },
    ],
    [
      { type: "buttons", body: "?", buttons: [{ id: "a", title: "More than twenty characters" }] },
      "sending.too_long",
      { field: "buttons[0].title", limit: 20, actual: 27 },
    ],
    [
      { type: "buttons", body: "?", buttons: ["a", "b"].map((id) => ({ id, title: "Yes" })) },
      "sending.not_unique",
      { field: "buttons.title" },
    ],
    [
      {
        type: "list",
        body: "?",
        label: "Choose",
        sections: [{ rows: Array.from({ length: 11 }, (_, nth) => ({ id: `${nth}`, title: `${nth}` })) }],
      },
      "sending.too_many",
      { field: "rows", limit: 10, actual: 11 },
    ],
    [
      { type: "media", media: "audio", source: { id: "1" }, caption: "Listen" },
      "sending.not_allowed",
      { field: "caption" },
    ],
  ] satisfies [OutgoingContent, string, object][])(
    "[WAM-01] [WAM-03] [WAM-04] what WhatsApp would refuse is refused here, with field and limit: %j",
    async (message, reason, details) => {
      const shop = await newShop(platform, sandbox);
      const chat = await newChat(shop);
      await expect(say(shop, chat, message)).rejects.toMatchObject({ reason, details });
      expect(await calls(shop)).toBe(0);
    },
  );

  it("[WAM-01] is refused when the window is closed, and only a member who may reply sends", async () => {
    const shop = await newShop(platform, sandbox);
    const [chat, stranger] = [await newChat(shop), await newChat(shop, false)];
    platform.clock.advance(23 * HOUR_MS + 56 * 60_000);
    for (const one of [chat, stranger])
      await expect(say(shop, one, "Hello")).rejects.toMatchObject({ reason: "messages.window_closed" });
    const { ctx } = await createMember(platform, shop.ctx.merchantId, "support");
    expect((await getSendGuard(ctx, { conversationId: chat.conversationId })).allowed).toBe("template");
    const unknown = { conversationId: crypto.randomUUID(), message: { type: "text", text: "Hello" } } as const;
    await expect(sendMessage(ctx, unknown)).rejects.toMatchObject({ reason: "conversations.not_found" });
    const reaction = { type: "reaction", messageId: crypto.randomUUID(), emoji: "👍" } as const;
    await expect(say(shop, chat, reaction)).rejects.toMatchObject({ reason: "sending.message_not_found" });
  });

  it("[WAM-13] needs a number that is connected, and kinds that the provider has", async () => {
    const shop = await newShop(platform, sandbox, "whapi");
    const chat = await newChat(shop, false);
    const template = { type: "template", name: "hello", language: "en", components: [] } as const;
    const { id } = await queue(shop.ctx, chat.conversationId, template);
    await work(platform);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.unsupported" });
    await setChannel(shop, { state: "disconnected" });
    await expect(say(shop, chat, "Hello")).rejects.toMatchObject({ reason: "sending.channel_disconnected" });
    await expect(startConversation(shop.ctx, { phone: "+33639980777" })).rejects.toMatchObject({
      reason: "sending.no_channel",
    });
  });
});

describe("people who want nothing", () => {
  it("[WAM-01] nobody is written to who wants nothing at all, whoever queued it", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    const { id } = await queue(shop.ctx, chat.conversationId, "Hello");
    await suppressContact(shop.ctx, { id: chat.contactId as ContactId, purpose: "all" });
    await work(platform);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.opted_out" });
    await expect(say(shop, chat, "Hello")).rejects.toMatchObject({ reason: "messages.opted_out" });
    expect(await calls(shop)).toBe(0);
  });

  it("[WAM-01] [CMP-01] who wants no marketing gets answers and no campaigns", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    await recordConsent(shop.ctx, { id: chat.contactId as ContactId, purpose: "marketing", granted: false });
    const { id } = await queue(shop.ctx, chat.conversationId, "Sale!", "campaign");
    await say(shop, chat, "Your lamp is ready.");
    await work(platform);
    expect(await arrived(shop, chat)).toEqual(["Your lamp is ready."]);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.opted_out" });
  });

  it("[WAM-12] who stopped marketing at WhatsApp has stopped it here", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    await sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: 131050 });
    const { id } = await queue(shop.ctx, chat.conversationId, "Sale!", "campaign");
    await work(platform);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.opted_out" });
    const { identifiers } = await getContact(shop.ctx, { id: chat.contactId as ContactId });
    expect(identifiers[0]?.suppressed.map(({ purpose, cause }) => [purpose, cause])).toEqual([["marketing", "asked"]]);
  });
});

describe("what WhatsApp refuses", () => {
  const waiting = new Set(["rate_limited", "unavailable", "token_dead", "not_permitted", "account_blocked"]);
  const each = ERROR_RULES.flatMap(({ codes, kind }) =>
    codes.map((code) => [typeof code === "number" ? code : code[0], kind] as const),
  );

  it.each(each)("[WAM-12] code %j (%s) fails with its reason, or waits", async (code, kind) => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    const { id } = await queue(shop.ctx, chat.conversationId, "Hello");
    await sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: code });
    await workOnce(platform, shop.ctx, chat.conversationId);
    const row = await rowOf(shop.ctx, id);
    const isRecipients = code === 130497;
    if (waiting.has(kind) && !isRecipients) expect(row.state).toBe("queued");
    else expect([row.state, row.reason]).toEqual(["failed", failureReason(kind)]);
    expect(await calls(shop)).toBe(1);
  });
});

describe("what failed", () => {
  it("[WAM-01] is sent again by a person's word, once, as a message of its own", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    await sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: 131053 });
    const { id } = await queue(shop.ctx, chat.conversationId, "Here it is");
    await work(platform);
    expect((await rowOf(shop.ctx, id)).reason).toBe("messages.media_failed");
    await sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: null });
    const again = await resendMessage(shop.ctx, { id });
    await work(platform);
    expect((await rowOf(shop.ctx, again.id)).state).toBe("accepted");
    expect((await rowOf(shop.ctx, id)).state).toBe("failed");
    await expect(resendMessage(shop.ctx, { id })).rejects.toMatchObject({ reason: "sending.repeated_already" });
    await expect(resendMessage(shop.ctx, { id: again.id })).rejects.toMatchObject({ reason: "sending.not_resendable" });
    expect(await arrived(shop, chat)).toEqual(["Here it is"]);
  });

  it("[WAM-01] what may have arrived is repeated only when somebody accepts that it comes twice", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    await sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "lost_answer", times: 1 });
    const { id } = await queue(shop.ctx, chat.conversationId, "Once");
    await work(platform);
    await expect(resendMessage(shop.ctx, { id })).rejects.toMatchObject({ reason: "sending.may_arrive_twice" });
    await resendMessage(shop.ctx, { id, acceptTwice: true });
    await work(platform);
    expect(await arrived(shop, chat)).toEqual(["Once", "Once"]);
  });

  it("[WAM-01] what has not left can be taken back", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    const { id } = await say(shop, chat, "Wait");
    const sent = await say(shop, chat, "Go");
    expect((await cancelMessage(shop.ctx, { id })).state).toBe("cancelled");
    expect((await cancelMessage(shop.ctx, { id })).state).toBe("cancelled");
    await work(platform);
    expect(await arrived(shop, chat)).toEqual(["Go"]);
    await expect(cancelMessage(shop.ctx, { id: sent.id })).rejects.toMatchObject({ reason: "sending.left_already" });
    const { id: theirs } = await received(shop, chat);
    await expect(cancelMessage(shop.ctx, { id: theirs })).rejects.toMatchObject({
      reason: "sending.message_not_found",
    });
  });
});

describe("what is known before", () => {
  it("[WAM-01] the window, what it costs, who wants what, and how many may still be written to", async () => {
    const shop = await newShop(platform, sandbox);
    await setChannel(shop, { dailyLimit: 250 });
    const chat = await newChat(shop);
    const { conversationId } = chat;
    await recordConsent(shop.ctx, { id: chat.contactId as ContactId, purpose: "marketing", granted: true });
    const open = await getSendGuard(shop.ctx, { conversationId });
    expect(open).toMatchObject({
      allowed: "anything",
      reason: null,
      window: { state: "open", closesAt: new Date(platform.clock.now().getTime() + DAY_MS).toISOString() },
      price: { freeForm: "free", utility: "free", marketing: "charged", freeUntil: null },
      suppressed: [],
      consented: ["marketing"],
      limit: null,
      channel: { state: "connected", waits: null },
    });
    platform.clock.advance(25 * HOUR_MS);
    await setChannel(shop, { pausedReason: "messages.rate_limited" });
    expect(await getSendGuard(shop.ctx, { conversationId })).toMatchObject({
      allowed: "template",
      reason: "messages.window_closed",
      window: { state: "closed" },
      price: { freeForm: null, utility: "charged", marketing: "charged" },
      limit: { perDay: 250, left: 250 },
      channel: { waits: "messages.rate_limited", waitsUntil: null },
    });
  });

  it("[WAM-02] [CMP-01] people that a number has begun to write to count against its day", async () => {
    const shop = await newShop(platform, sandbox);
    await setChannel(shop, { dailyLimit: 1 });
    const [first, second] = [await newChat(shop, false), await newChat(shop, false)];
    await approved(shop);
    const template = { type: "template", name: READY.name, language: "en", components: [] } as const;
    const begun = await queue(shop.ctx, first.conversationId, template);
    await test.sql`update messages set state = 'delivered' where id = ${begun.id}`;
    const { id } = await queue(shop.ctx, second.conversationId, template);
    await workOnce(platform, shop.ctx, second.conversationId);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "sending.daily_limit" });
    expect(await calls(shop)).toBe(0);
  });
});

const READY = {
  name: "order_ready",
  language: "en",
  category: "UTILITY",
  body: "Hello {{first_name}}, your order {{order_number}} can be picked up.",
} as const;
/** A template that Meta has approved. */
async function approved({ ctx, channelId }: Shop, overrides: object = {}): Promise<string> {
  const { id } = await createTemplate(ctx, { ...READY, ...overrides, channelId });
  await submitTemplate(ctx, { id });
  await sandbox.control.whatsapp.templates.review();
  await syncTemplates(ctx);
  return id;
}

describe("templates", () => {
  it("[WAM-02] outside the window an approved template leaves, filled with what is known and what is given", async () => {
    const shop = await newShop(platform, sandbox);
    const templateId = await approved(shop);
    const chat = await newChat(shop, false);
    const to = { conversationId: chat.conversationId, templateId };
    await expect(sendTemplate(shop.ctx, to)).rejects.toMatchObject({ reason: "templates.values_missing" });
    const sent = await sendTemplate(shop.ctx, { ...to, variables: { order_number: "1042" } });
    const text = "Hello Person, your order 1042 can be picked up.";
    expect(sent).toMatchObject({ kind: "template", content: text, state: "queued" });
    await work(platform);
    expect(await arrived(shop, chat)).toEqual([text]);
    expect((await rowOf(shop.ctx, sent.id)).state).toBe("accepted");
  });

  it("[WAM-02] one that Meta took back while it waited is not sent, nor one of another account", async () => {
    const shop = await newShop(platform, sandbox);
    const templateId = await approved(shop);
    const chat = await newChat(shop, false);
    const input = { conversationId: chat.conversationId, templateId, variables: { order_number: "1042" } };
    const { id } = await sendTemplate(shop.ctx, input);
    await test.sql`update message_templates set status = 'PAUSED' where id = ${templateId}`;
    await work(platform);
    expect(await rowOf(shop.ctx, id)).toMatchObject({ state: "failed", reason: "messages.template_unusable" });
    await expect(sendTemplate(shop.ctx, input)).rejects.toMatchObject({ reason: "templates.not_sendable" });
    await test.sql`update message_templates set status = 'APPROVED' where id = ${templateId}`;
    await test.sql`update message_templates set account_id = 'another' where id = ${templateId}`;
    await expect(sendTemplate(shop.ctx, input)).rejects.toMatchObject({ reason: "messages.template_unusable" });
    expect(await calls(shop)).toBe(0);
  });

  it("[WAM-02] [CMP-01] who wants no marketing gets none by template, whoever sends it, and still the news of an order", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop, false);
    await recordConsent(shop.ctx, { id: chat.contactId as ContactId, purpose: "marketing", granted: false });
    const body = "Hello {{first_name}}, everything is 20% off this week at our shop.";
    const sale = await approved(shop, { name: "sale", category: "MARKETING", body });
    const { conversationId } = chat;
    await expect(sendTemplate(shop.ctx, { conversationId, templateId: sale })).rejects.toMatchObject({
      reason: "messages.opted_out",
    });
    const templateId = await approved(shop);
    const told = await sendTemplate(shop.ctx, { conversationId, templateId, variables: { order_number: "7" } });
    expect(told.state).toBe("queued");
  });

  it("[JOB-05] queueMessageSending puts a text or a template into the line of a number, as urgent as is said", async () => {
    const shop = await newShop(platform, sandbox);
    const templateId = await approved(shop);
    const chat = await newChat(shop);
    const phone = `+${chat.person.phone}`;
    await queueMessageSending(shop.ctx, { phone, text: "Sale!", priority: "campaign" });
    const variables = { order_number: "7" };
    await queueMessageSending(shop.ctx, { phone, templateId, variables });
    const now = await queueMessageSending(shop.ctx, { phone, text: "At once", priority: "now" });
    expect((await rowOf(shop.ctx, now.id)).priority).toBe("now");
    await work(platform);
    expect(await arrived(shop, chat)).toEqual(["At once", "Hello Person, your order 7 can be picked up.", "Sale!"]);
    await expect(queueMessageSending(shop.ctx, { phone: "nobody", text: "Hello" })).rejects.toMatchObject({
      reason: "contacts.identifier_invalid",
    });
  });
});

describe("programs", () => {
  it("[WAM-01] [WAM-03] [WAM-04] [WAM-11] write to a conversation, a person or a number, who become one of each", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    const to = `+${chat.person.phone}`;
    await sendText(shop.ctx, { to, text: "One" });
    await sendButtons(shop.ctx, { contactId: chat.contactId, body: "Two?", buttons: [{ id: "y", title: "Yes" }] });
    await sendList(shop.ctx, {
      conversationId: chat.conversationId,
      body: "Three",
      label: "Choose",
      sections: [{ rows: [{ id: "a", title: "A" }] }],
    });
    await work(platform);
    expect(await arrived(shop, chat)).toHaveLength(3);
    const started = await startConversation(shop.ctx, { phone: "+33639980999", name: "Nadia" });
    expect(await startConversation(shop.ctx, { contactId: started.userId as ContactId })).toEqual(started);
    expect(await listConversationsOf(shop.ctx, { userId: started.userId as ContactId })).toEqual([started]);
    await expect(sendText(shop.ctx, { to: "+33639980999", text: "Hello" })).rejects.toMatchObject({
      reason: "messages.window_closed",
    });
    const nobody = await getContact(shop.ctx, { id: chat.contactId as ContactId });
    expect(nobody.identifiers.map(({ value }) => value)).toEqual([to]);
  });

  it("[WAM-11] a person without a number cannot be written to", async () => {
    const shop = await newShop(platform, sandbox);
    const [row] = await test.sql`insert into contacts (merchant_id, name, name_lower, added_at)
      values (${shop.ctx.merchantId}, 'Ana', 'ana', ${platform.clock.now()}) returning id`;
    const contactId = String(row?.["id"]) as ContactId;
    await expect(startConversation(shop.ctx, { contactId })).rejects.toMatchObject({ reason: "sending.no_address" });
  });
});

describe("small signs", () => {
  const signal = async () => {
    for (const { name, payload } of platform.enqueued.splice(0))
      if (name === chatSignalJob.name) await chatSignalJob.handle(platform, chatSignalJob.payload.parse(payload));
  };

  it("[WAM-01] reading is shown to the customer by a job", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    const { externalId } = await received(shop, chat);
    await markConversationRead(shop.ctx, { conversationId: chat.conversationId });
    const seen = async () => (await threadOf(shop, chat)).messages.find(({ id }) => id === externalId)?.seen;
    expect(await seen()).toBe(false);
    await signal();
    expect(await seen()).toBe(true);
    const newest = await readMerchant(shop.ctx, (tx) => findNewestIncoming(tx, chat.conversationId, new Date(0)));
    expect(newest?.externalId).toBe(externalId);
  });

  it("[WAM-01] typing is shown while it lasts, and not when it is over; trouble with it is nobody's failure", async () => {
    const shop = await newShop(platform, sandbox);
    const chat = await newChat(shop);
    await received(shop, chat);
    await showTyping(shop.ctx, { conversationId: chat.conversationId });
    platform.clock.advance(26_000);
    await signal();
    expect((await threadOf(shop, chat)).typing).toBe(false);
    await showTyping(shop.ctx, { conversationId: chat.conversationId });
    await signal();
    expect((await threadOf(shop, chat)).typing).toBe(true);
    await sandbox.control.whatsapp.accounts.set(shop.line, { refusesWith: 131009 });
    await showTyping(shop.ctx, { conversationId: chat.conversationId });
    await expect(signal()).resolves.toBeUndefined();
  });
});
