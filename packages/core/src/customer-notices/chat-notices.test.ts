import type { MerchantId, OrderId } from "@nexusone/contracts/ids";
import { NOTICE_STEPS } from "@nexusone/contracts/customer-notice-terms";
import type { OrderAction } from "@nexusone/contracts/order-terms";
import { CHAT_LANGUAGES } from "@nexusone/contracts/whatsapp-terms";
import type { ContactId } from "@nexusone/contracts/ids";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { findMessage } from "@nexusone/db/queries/sending";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { describe, expect, it } from "vitest";
import { saveBusinessConfig } from "../channels/business-config.ts";
import { HOUR_MS } from "../clock.ts";
import { addIdentifier } from "../contacts/change-identifiers.ts";
import { recordConsent } from "../contacts/record-consent.ts";
import { suppressContact } from "../contacts/suppress.ts";
import { updateContact } from "../contacts/update-contact.ts";
import { catchUp } from "../events/consume-events.ts";
import { actOnOrder } from "../orders/act-on-order.ts";
import { ADDRESS, eventsOf, ordered, stocked } from "../orders/orders.fixture.ts";
import { cancelMessage } from "../sending/change-message.ts";
import {
  arrived,
  newChat,
  newShop,
  setChannel,
  startSending,
  work,
  workOnce,
  wrote,
  type Chat,
  type Shop,
} from "../sending/sending.fixture.ts";
import { endMessage } from "../sending/settle.ts";
import { addDefaultTemplates } from "../templates/add-defaults.ts";
import { listTemplates } from "../templates/list-templates.ts";
import { submitTemplate } from "../templates/submit-template.ts";
import { syncTemplates } from "../templates/sync-templates.ts";
import { inMerchantTx } from "../transaction.ts";
import { tellCustomers } from "./follow-orders.ts";
import { listNotices, resendNotice } from "./list-notices.ts";
import { previewNotice } from "./preview.ts";
import { sendDueNotices } from "./send-due.ts";
import { saveNoticeSettings } from "./settings.ts";

const world = startSending();
const HELLO = "Hello Ada,";
let nth = 0;

/** A shop with a number, somebody who has just written to it, and what they ordered. */
async function bought(options: { written?: boolean; email?: boolean; provider?: "whapi" } = {}) {
  const shop = await newShop(world.platform, world.sandbox, options.provider);
  const chat = await newChat(shop, options.written ?? true);
  nth += 1;
  const email = `ada-${nth}@example.com`;
  const id = chat.contactId as ContactId;
  await updateContact(shop.ctx, { id, name: "Ada Martin" });
  if (options.email !== false) await addIdentifier(shop.ctx, { id, type: "email", value: email });
  const { variantId } = await stocked(shop.ctx, 100);
  const order = await ordered(shop.ctx, variantId, {
    quantity: 2,
    customer: undefined,
    contactId: chat.contactId as ContactId,
    address: ADDRESS,
  });
  const act = (action: OrderAction, rest: object = {}) =>
    actOnOrder(shop.ctx, { orderId: order.id as OrderId, action, ...rest });
  return { shop, chat, email, order, variantId, act };
}
/** What happened becomes rows, rows become messages and mails, and what becomes of those is followed. */
async function tell({ ctx, platform }: Shop): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    while ((await dispatchEvents(world.test.db)) > 0);
    await catchUp(platform, tellCustomers, ctx.merchantId as MerchantId);
    await sendDueNotices(platform, ctx.merchantId as MerchantId);
    await work(platform);
  }
}
const mailsTo = (to: string) => world.platform.mails.filter((mail) => mail.to === to);
const told = async ({ ctx }: Shop, orderId: OrderId) =>
  (await listNotices(ctx, { orderId })).map(({ step, channel, state, reason, passedReason }) => ({
    step,
    channel,
    state,
    reason,
    passedReason,
  }));
const byChat = (step: string) => ({ step, channel: "whatsapp", state: "sent", reason: null, passedReason: null });
const byMail = (step: string, passedReason: string | null) => ({
  ...byChat(step),
  channel: "email",
  passedReason,
});

async function approvedDefaults({ ctx }: Shop, languages: readonly ("en" | "fr" | "ar")[]): Promise<void> {
  await addDefaultTemplates(ctx, { names: ["order_confirmation", "order_status"], languages: [...languages] });
  for (const { id } of (await listTemplates(ctx)).items) await submitTemplate(ctx, { id });
  await world.sandbox.control.whatsapp.templates.review();
  await syncTemplates(ctx);
}
const closeWindow = async (shop: Shop, chat: Chat): Promise<void> =>
  wrote(shop.ctx, chat, new Date(shop.platform.clock.now().getTime() - 30 * HOUR_MS));
/** The message that tells the newest step fails for this reason, as the vendor's webhook says it. */
async function fails(shop: Shop, orderId: OrderId, reason: ReasonCode): Promise<void> {
  const [row] = await world.test.sql`select message_id from customer_notices
    where order_id = ${orderId} and message_id is not null order by id desc limit 1`;
  await inMerchantTx(shop.ctx, async (tx) => {
    const message = await findMessage(tx, String(row?.["message_id"]));
    await endMessage(tx, shop.ctx, message!, { state: "failed", reason });
  });
}

describe("customers who are on WhatsApp", () => {
  it("[ORD-09] [ORD-12] are told each step there once, by no mail, in our words while the window is open", async () => {
    const { shop, chat, email, order, act } = await bought();
    await act("confirm");
    await act("ship", { carrier: "La Poste", trackingNumber: "6A123" });
    await act("deliver");
    await tell(shop);
    // The same events read anew, and the job run anew, tell nobody twice.
    await world.test.sql`delete from event_cursors where merchant_id = ${shop.ctx.merchantId}`;
    await tell(shop);
    const [confirmed, shipped, delivered, ...more] = await arrived(shop, chat);
    expect(more).toEqual([]);
    expect(confirmed).toContain(`${HELLO}\nThank you for your order ${order.number}`);
    expect(confirmed).toContain("The total is €39.80");
    expect(shipped).toContain(`Your order ${order.number} at`);
    expect(shipped).toContain("Carrier: La Poste\nTracking number: 6A123");
    expect(shipped).toMatch(/Follow it here: http:\/\/127\.0\.0\.1:3000\/t\/[\w-]{22}$/);
    expect(delivered).toContain("was delivered");
    expect(mailsTo(email)).toEqual([]);
    expect(await told(shop, order.id)).toEqual(["confirmed", "shipped", "delivered"].map(byChat));
    const history = (await eventsOf(shop.ctx, order.id)).filter(({ type }) => type === "order.customer_told");
    expect(history.map(({ payload }) => [payload["channel"], payload["outcome"]])).toEqual(
      Array.from({ length: 3 }, () => ["whatsapp", "sent"]),
    );
    expect((await listNotices(shop.ctx, { orderId: order.id }))[0]?.conversationId).toBe(chat.conversationId);
  });

  it("[ORD-12] in their own language, by the approved template of it once the window is closed", async () => {
    const { shop, chat, email, order, act } = await bought();
    await updateContact(shop.ctx, { id: chat.contactId as ContactId, language: "ar" });
    await approvedDefaults(shop, ["en", "ar"]);
    await act("confirm");
    await tell(shop);
    await closeWindow(shop, chat);
    await act("ship", { lines: [{ lineId: order.lines[0]!.id, quantity: 1 }] });
    await tell(shop);
    const [confirmed, shipped] = await arrived(shop, chat);
    expect(confirmed).toContain("شكرا على طلبك رقم");
    expect(shipped).toContain(`الآن: جزء منه في الطريق`);
    expect(shipped).toContain(order.number);
    expect(mailsTo(email)).toEqual([]);
    expect(await told(shop, order.id)).toEqual([byChat("confirmed"), byChat("shipped")]);
  });

  it("[ORD-12] who never wrote is told there when they agreed to it, else by mail with the reason", async () => {
    const stranger = await bought({ written: false });
    await approvedDefaults(stranger.shop, ["en"]);
    await stranger.act("confirm");
    await tell(stranger.shop);
    expect(await told(stranger.shop, stranger.order.id)).toEqual([byMail("confirmed", "customer_notices.no_whatsapp")]);
    expect(mailsTo(stranger.email)).toHaveLength(1);
    const id = stranger.chat.contactId as ContactId;
    await recordConsent(stranger.shop.ctx, { id, purpose: "orders", granted: true });
    await stranger.act("ship");
    await tell(stranger.shop);
    expect((await told(stranger.shop, stranger.order.id)).at(-1)).toEqual(byChat("shipped"));
    expect((await arrived(stranger.shop, stranger.chat))[0]).toContain("is now on its way");
    expect(mailsTo(stranger.email)).toHaveLength(1);
  });

  it("[ORD-12] Whapi knows neither window nor templates: always in our words", async () => {
    const { shop, chat, order, act } = await bought({ provider: "whapi" });
    await closeWindow(shop, chat);
    await act("confirm");
    await tell(shop);
    expect((await arrived(shop, chat))[0]).toContain("Thank you for your order");
    expect(await told(shop, order.id)).toEqual([byChat("confirmed")]);
  });

  it("[ORD-12] nothing is told at night, and in the morning once", async () => {
    const { shop, chat, order, act } = await bought();
    const night = { businessType: "retail", timeZone: "UTC", hours: [], languages: ["en"], defaultLanguage: "en" };
    await saveBusinessConfig(shop.ctx, {
      ...night,
      ...{ quietFrom: 8 * 60, quietTo: 11 * 60, stopWords: [] },
    } as Parameters<typeof saveBusinessConfig>[1]);
    await act("confirm");
    await tell(shop);
    expect(await arrived(shop, chat)).toEqual([]);
    const waiting = await told(shop, order.id);
    expect(waiting).toMatchObject([{ state: "waiting", reason: "customer_notices.quiet_hours" }]);
    noteReasonsIn(JSON.stringify(waiting));
    world.platform.clock.advance(2 * HOUR_MS);
    await tell(shop);
    expect(await arrived(shop, chat)).toHaveLength(1);
    expect(await told(shop, order.id)).toEqual([byChat("confirmed")]);
  });

  it("[ORD-12] a shop that wants mails alone sends mails alone", async () => {
    const { shop, chat, email, order, act } = await bought();
    await saveNoticeSettings(shop.ctx, { preferred: "email" });
    await act("confirm");
    await tell(shop);
    expect(await arrived(shop, chat)).toEqual([]);
    expect(mailsTo(email)).toHaveLength(1);
    expect(await told(shop, order.id)).toEqual([byMail("confirmed", null)]);
  });
});

describe("what WhatsApp cannot tell", () => {
  it("[ORD-12] without a template that fits, at a number that does not work, to who wants nothing there: by mail, with the reason", async () => {
    const { shop, chat, email, order, act } = await bought();
    await closeWindow(shop, chat);
    await act("confirm");
    await tell(shop);
    await setChannel(shop, { state: "failing" });
    await act("ship");
    await tell(shop);
    await setChannel(shop, { state: "connected" });
    // On WhatsApp alone: what they asked for at the number does not hold for the mail.
    const { contactId } = chat;
    await world.test.sql`insert into suppressions (merchant_id, digest, purpose, cause, by_name, since)
      select ${shop.ctx.merchantId}, digest, 'orders', 'asked', '', now() from contact_identifiers
      where contact_id = ${contactId} and type = 'phone'`;
    await act("deliver");
    await tell(shop);
    const rows = await told(shop, order.id);
    expect(rows).toEqual([
      byMail("confirmed", "customer_notices.no_template"),
      byMail("shipped", "customer_notices.number_down"),
      byMail("delivered", "messages.opted_out"),
    ]);
    noteReasonsIn(JSON.stringify(rows));
    expect(mailsTo(email)).toHaveLength(3);
    expect(await arrived(shop, chat)).toEqual([]);
    // The draft that somebody can submit is there.
    expect((await listTemplates(shop.ctx)).items).toMatchObject([{ name: "order_confirmation", status: "DRAFT" }]);
  });

  it("[ORD-12] what failed on the way goes by mail once, and the history has both", async () => {
    const { shop, email, order, act } = await bought();
    await act("confirm");
    await tell(shop);
    expect(await told(shop, order.id)).toEqual([byChat("confirmed")]);
    await fails(shop, order.id, "messages.unreachable");
    await tell(shop);
    await tell(shop);
    expect(await told(shop, order.id)).toEqual([byMail("confirmed", "messages.unreachable")]);
    expect(mailsTo(email)).toHaveLength(1);
    const history = (await eventsOf(shop.ctx, order.id)).filter(({ type }) => type === "order.customer_told");
    expect(history.map(({ payload }) => [payload["channel"], payload["outcome"], payload["reason"]])).toEqual([
      ["whatsapp", "sent", null],
      ["whatsapp", "not_sent", "messages.unreachable"],
      ["email", "sent", null],
    ]);
  });

  it("[ORD-12] a window that closed on the way leaves the template, and nobody without an address stays unnamed", async () => {
    const { shop, chat, order, act } = await bought({ email: false });
    await approvedDefaults(shop, ["en"]);
    await act("confirm");
    while ((await dispatchEvents(world.test.db)) > 0);
    await catchUp(shop.platform, tellCustomers, shop.ctx.merchantId as MerchantId);
    await sendDueNotices(shop.platform, shop.ctx.merchantId as MerchantId);
    expect(await told(shop, order.id)).toMatchObject([{ channel: "whatsapp", state: "queued" }]);
    await closeWindow(shop, chat);
    await work(shop.platform);
    await tell(shop);
    expect((await arrived(shop, chat))[0]).toContain("We are preparing it");
    expect(await told(shop, order.id)).toMatchObject([{ state: "sent", passedReason: null }]);
    await fails(shop, order.id, "messages.unreachable");
    await tell(shop);
    expect(await told(shop, order.id)).toMatchObject([
      { channel: "email", state: "not_sent", reason: "messages.unreachable" },
    ]);
  });

  it("[ORD-12] what may have arrived is sent again by a person alone, what a colleague took back by nobody", async () => {
    const { shop, chat, email, order, act } = await bought();
    await act("confirm");
    await world.sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "lost_answer", times: 1 });
    await tell(shop);
    expect(await told(shop, order.id)).toMatchObject([{ state: "unknown", reason: "messages.unknown_outcome" }]);
    expect(mailsTo(email)).toEqual([]);
    await resendNotice(shop.ctx, { id: (await listNotices(shop.ctx, { orderId: order.id }))[0]!.id });
    await tell(shop);
    expect(await arrived(shop, chat)).toHaveLength(2);
    expect(await told(shop, order.id)).toEqual([byChat("confirmed")]);

    await setChannel(shop, { pausedReason: "messages.rate_limited", pausedUntil: null });
    await act("ship");
    await tell(shop);
    const [{ id } = { id: "" }] = await world.test.sql<{ id: string }[]>`select id from messages
      where conversation_id = ${chat.conversationId} and state = 'queued'`;
    await cancelMessage(shop.ctx, { id });
    await tell(shop);
    const rows = await told(shop, order.id);
    expect(rows.at(-1)).toMatchObject({ state: "not_sent", reason: "customer_notices.taken_back" });
    noteReasonsIn(JSON.stringify(rows));
    expect(mailsTo(email)).toEqual([]);
  });

  it("[ORD-12] who wants no news of orders at all is told on no way", async () => {
    const { shop, chat, email, order, act } = await bought();
    await suppressContact(shop.ctx, { id: chat.contactId as ContactId, purpose: "orders", cause: "staff" });
    await act("confirm");
    await tell(shop);
    expect(await told(shop, order.id)).toMatchObject([{ state: "not_sent", reason: "customer_notices.suppressed" }]);
    expect([...mailsTo(email), ...(await arrived(shop, chat))]).toEqual([]);
  });

  it("[ORD-12] two processes that tell at once tell once", async () => {
    const { shop, chat, order, act } = await bought();
    await act("confirm");
    while ((await dispatchEvents(world.test.db)) > 0);
    await catchUp(shop.platform, tellCustomers, shop.ctx.merchantId as MerchantId);
    const both = () => sendDueNotices(shop.platform, shop.ctx.merchantId as MerchantId);
    await Promise.all([both(), both(), both()]);
    await Promise.all([1, 2].map(() => workOnce(shop.platform, shop.ctx, chat.conversationId)));
    await tell(shop);
    expect(await arrived(shop, chat)).toHaveLength(1);
    expect(await told(shop, order.id)).toEqual([byChat("confirmed")]);
  });
});

it("[ORD-12] the settings show every step in the five languages, and the template once Meta approved it", async () => {
  const { shop } = await bought();
  await approvedDefaults(shop, ["fr"]);
  for (const step of NOTICE_STEPS)
    for (const locale of CHAT_LANGUAGES) {
      const { chat } = await previewNotice(shop.ctx, { step, locale });
      expect(chat.text + (chat.template?.text ?? ""), `${step} ${locale}`).not.toMatch(/\{\w*\}|undefined|null/);
      expect(chat.template?.language ?? null).toBe(locale === "fr" ? "fr" : null);
    }
  const { chat } = await previewNotice(shop.ctx, { step: "refunded", locale: "fr" });
  expect(chat.template?.text).toMatch(/est maintenant remboursée \(49,90\s€\)/);
});
