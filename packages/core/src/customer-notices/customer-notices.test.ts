import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { dispatchEvents } from "@nexusone/db/queries/events";
import type { ContactId, MerchantId, OrderId } from "@nexusone/contracts/ids";
import { NOTICE_STEPS } from "@nexusone/contracts/customer-notice-terms";
import { LOCALES } from "@nexusone/contracts/locale";
import type { OrderAction } from "@nexusone/contracts/order-terms";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, MINUTE_MS } from "../clock.ts";
import { mergeContacts } from "../contacts/merge-contacts.ts";
import { recordConsent } from "../contacts/record-consent.ts";
import { updateContact } from "../contacts/update-contact.ts";
import type { ServiceContext } from "../context.ts";
import { catchUp } from "../events/consume-events.ts";
import { smtpMailer } from "../mail/mailer.ts";
import { actOnOrder } from "../orders/act-on-order.ts";
import { ADDRESS, eventsOf, ordered, stocked } from "../orders/orders.fixture.ts";
import { recordPayment } from "../payments/record-payment.ts";
import { openTracking } from "../tracking/open-tracking.ts";
import { revokeTracking, shareTracking } from "../tracking/tracking-link.ts";
import { tellCustomers } from "./follow-orders.ts";
import { listNotices, resendNotice } from "./list-notices.ts";
import { previewNotice } from "./preview.ts";
import { customerNoticeJob, sweepCustomerNotices } from "./send-job.ts";
import { sendDueNotices } from "./send-due.ts";
import { getNoticeSettings, saveNoticeSettings } from "./settings.ts";

let test: TestDatabase;
let sandbox: Sandbox;
let platform: TestPlatform;
beforeAll(async () => {
  [test, sandbox] = await Promise.all([createTestDatabase({ max: 10 }), startSandbox()]);
});
beforeEach(async () => {
  await sandbox.control.reset();
  platform = createTestPlatform(test.db, {
    mailer: smtpMailer(sandbox.smtpUrl, "NexusOne <no-reply@nexusone.test>"),
  });
});
afterAll(async () => {
  await sandbox.stop();
  await test.close();
});

type Shop = { readonly ctx: ServiceContext; readonly variantId: Awaited<ReturnType<typeof stocked>>["variantId"] };
async function shop(overrides: Parameters<typeof createStaffedMerchant>[2] = {}): Promise<Shop> {
  const { ctx } = await createStaffedMerchant(platform, "owner", overrides);
  return { ctx, variantId: (await stocked(ctx, 100)).variantId };
}
const act = (ctx: ServiceContext, orderId: OrderId, action: OrderAction, rest: object = {}) =>
  actOnOrder(ctx, { orderId, action, ...rest });
/** What happened becomes rows, and rows become mails. */
async function tell({ merchantId }: ServiceContext, on = platform): Promise<void> {
  while ((await dispatchEvents(test.db)) > 0);
  await catchUp(on, tellCustomers, merchantId as MerchantId);
  await sendDueNotices(on, merchantId as MerchantId);
}
const mailsTo = (to: string) => sandbox.control.mails.list({ to });
let people = 0;
/** An order of somebody with addresses of their own. */
async function bought({ ctx, variantId }: Shop, input: object = {}) {
  people += 1;
  const email = `ada-${people}-${ctx.merchantId}@example.com`;
  const address = { ...ADDRESS, phone: `+336${String(10_000_000 + people * 7)}` };
  const order = await ordered(ctx, variantId, { quantity: 2, customer: { email }, address, ...input });
  return { ...order, email };
}
const statesOf = async (ctx: ServiceContext, orderId: OrderId) =>
  (await listNotices(ctx, { orderId })).map(({ step, state, reason }) => [step, state, reason]);

/** The cron and the jobs that it starts. */
async function sweep(on: TestPlatform): Promise<void> {
  on.enqueued.length = 0;
  await sweepCustomerNotices(on);
  for (const { name, payload } of on.enqueued.splice(0))
    if (name === customerNoticeJob.name) await customerNoticeJob.handle(on, customerNoticeJob.payload.parse(payload));
}

describe("what customers are told", () => {
  it("[ORD-09] [ORD-12] each step once, in the shop's name, with carrier, number and the address of their order", async () => {
    const mine = await shop({ name: "Café <Zoé>" });
    const { ctx } = mine;
    await saveNoticeSettings(ctx, { replyTo: "hello@cafe.example" });
    const order = await bought(mine);
    await act(ctx, order.id, "confirm");
    await act(ctx, order.id, "ship", { carrier: "La Poste", trackingNumber: "6A123" });
    await act(ctx, order.id, "deliver");
    const payment = { orderId: order.id, reference: order.email };
    await recordPayment(ctx, { ...payment, kind: "capture", amountMinor: 3_980 });
    await recordPayment(ctx, { ...payment, kind: "refund", amountMinor: 1_000, reference: `${order.email} back` });
    await tell(ctx);
    // The same events read anew, and the job run anew, tell nobody twice.
    await test.sql`delete from event_cursors where merchant_id = ${ctx.merchantId}`;
    await tell(ctx);
    const mails = await mailsTo(order.email);
    expect(mails.map(({ subject }) => subject)).toEqual([
      `Your order ${order.number} is confirmed`,
      `Your order ${order.number} is on its way`,
      `Your order ${order.number} has arrived`,
      `A refund for your order ${order.number}`,
    ]);
    expect(mails.every(({ from }) => from.includes("no-reply@nexusone.test"))).toBe(true);
    const [confirmed, shipped, , refund] = mails;
    expect(confirmed?.text).toContain("Hello Ada,");
    expect(confirmed?.text).toContain("Total: €39.80");
    expect(confirmed?.html).not.toContain("<Zoé>");
    expect(shipped?.text).toContain("Carrier: La Poste");
    expect(shipped?.text).toContain("Tracking number: 6A123");
    expect(refund?.text).toContain("We have refunded €10.00");
    const link = /http:\/\/127\.0\.0\.1:3000\/t\/[\w-]{22}/.exec(shipped?.text ?? "")?.[0] ?? "";
    expect(await openTracking(platform, link.split("/t/")[1] ?? "")).toMatchObject({ number: order.number });
    const told = (await eventsOf(ctx, order.id)).filter(({ type }) => type === "order.customer_told");
    expect(told.map(({ payload }) => [payload["step"], payload["outcome"]])).toEqual(
      ["confirmed", "shipped", "delivered", "refunded"].map((step) => [step, "sent"]),
    );
  });

  it("[ORD-12] a parcel that holds a part says so; a cancelled order is told of once", async () => {
    const mine = await shop();
    const part = await bought(mine);
    await act(mine.ctx, part.id, "confirm");
    await act(mine.ctx, part.id, "ship", { lines: [{ lineId: part.lines[0]!.id, quantity: 1 }] });
    const gone = await bought(mine);
    await act(mine.ctx, gone.id, "cancel");
    await tell(mine.ctx);
    expect((await mailsTo(part.email)).at(-1)?.text).toContain("A part of your order has been handed to the carrier");
    expect((await mailsTo(gone.email)).map(({ subject }) => subject)).toEqual([
      `Your order ${gone.number} was cancelled`,
    ]);
  });

  it("[ORD-12] the customer's language where it is known, else the shop's", async () => {
    const mine = await shop({ locale: "fr" });
    const [french, english] = [await bought(mine), await bought(mine)];
    await updateContact(mine.ctx, { id: english.customer.id as ContactId, language: "en" });
    for (const { id } of [french, english]) await act(mine.ctx, id, "confirm");
    await tell(mine.ctx);
    expect((await mailsTo(french.email))[0]?.subject).toBe(`Votre commande ${french.number} est confirmée`);
    expect((await mailsTo(english.email))[0]?.subject).toBe(`Your order ${english.number} is confirmed`);
  });

  it("[ORD-12] whoever was merged speaks as the person they are now", async () => {
    const mine = await shop({ locale: "fr" });
    const [person, alias] = [await bought(mine), await bought(mine)];
    await updateContact(mine.ctx, { id: person.customer.id as ContactId, language: "en" });
    await mergeContacts(mine.ctx, { id: person.customer.id as ContactId, mergedId: alias.customer.id as ContactId });
    await act(mine.ctx, alias.id, "confirm");
    await tell(mine.ctx);
    expect((await mailsTo(alias.email))[0]?.subject).toBe(`Your order ${alias.number} is confirmed`);
  });

  it("[ORD-12] nobody who asked not to be, nobody without an address, nothing that is switched off: each with its reason", async () => {
    const mine = await shop();
    const { ctx } = mine;
    await saveNoticeSettings(ctx, { steps: ["confirmed"] });
    const asked = await bought(mine);
    await recordConsent(ctx, { id: asked.customer.id as ContactId, purpose: "orders", granted: false });
    const unknown = await bought(mine, { customer: { email: "" } });
    const switched = await bought(mine);
    await act(ctx, asked.id, "confirm");
    await act(ctx, unknown.id, "confirm");
    await act(ctx, switched.id, "cancel");
    await tell(ctx);
    expect(await statesOf(ctx, asked.id)).toEqual([["confirmed", "not_sent", "customer_notices.suppressed"]]);
    expect(await statesOf(ctx, unknown.id)).toEqual([["confirmed", "not_sent", "customer_notices.no_address"]]);
    expect(await statesOf(ctx, switched.id)).toEqual([["cancelled", "not_sent", "customer_notices.switched_off"]]);
    expect([...(await mailsTo(asked.email)), ...(await mailsTo(switched.email))]).toEqual([]);
    // Said by hand, it goes out all the same; what asks not to be written to stays unwritten.
    for (const id of [switched.id, asked.id])
      await resendNotice(ctx, { id: (await listNotices(ctx, { orderId: id }))[0]!.id });
    await tell(ctx);
    expect(await statesOf(ctx, switched.id)).toEqual([["cancelled", "sent", null]]);
    expect(await statesOf(ctx, asked.id)).toEqual([["confirmed", "not_sent", "customer_notices.suppressed"]]);
  });

  it("[ORD-12] at the address they ordered with, of several", async () => {
    const mine = await shop();
    const first = await bought(mine);
    const again = { email: `new-${first.email}` };
    const second = await ordered(mine.ctx, mine.variantId, { address: first.address, customer: again });
    for (const id of [first.id, second.id]) await act(mine.ctx, id, "confirm");
    await tell(mine.ctx);
    expect(await mailsTo(first.email)).toHaveLength(1);
    expect(await mailsTo(again.email)).toHaveLength(1);
  });

  it("[ORD-12] one whose order cannot be read keeps no other customer untold", async () => {
    const mine = await shop();
    const [broken, sound] = [await bought(mine), await bought(mine)];
    for (const { id } of [broken, sound]) await act(mine.ctx, id, "confirm");
    await test.sql`update orders set address = '{}' where id = ${broken.id}`;
    await tell(mine.ctx);
    expect(await mailsTo(sound.email)).toHaveLength(1);
    expect(await mailsTo(broken.email)).toEqual([]);
    expect(await statesOf(mine.ctx, broken.id)).toMatchObject([["confirmed", "waiting", expect.any(String)]]);
  });

  it("[ORD-12] not what happened long ago, as after a long outage", async () => {
    const mine = await shop();
    const order = await bought(mine);
    await act(mine.ctx, order.id, "confirm");
    platform.clock.advance(3 * DAY_MS);
    await tell(mine.ctx);
    expect(await statesOf(mine.ctx, order.id)).toEqual([]);
  });
});

describe("a mail server that is in trouble", () => {
  it("[ORD-12] is asked again while it surely has nothing, and given up after some hours", async () => {
    const mine = await shop();
    const order = await bought(mine);
    await act(mine.ctx, order.id, "confirm");
    await sandbox.control.faults.add({ match: { vendor: "mail" }, kind: "status", times: 6 });
    await tell(mine.ctx);
    expect(await statesOf(mine.ctx, order.id)).toEqual([["confirmed", "waiting", "customer_notices.not_sent"]]);
    for (let nth = 0; nth < 5; nth += 1) {
      platform.clock.advance(DAY_MS);
      await sweep(platform);
    }
    const [given] = await listNotices(mine.ctx, { orderId: order.id });
    expect(given).toMatchObject({ state: "not_sent", reason: "customer_notices.not_sent" });
    noteReasonsIn(JSON.stringify(given));
    expect(await mailsTo(order.email)).toEqual([]);
    await resendNotice(mine.ctx, { id: given!.id });
    await sweep(platform);
    expect(await mailsTo(order.email)).toHaveLength(1);
    await expect(resendNotice(mine.ctx, { id: given!.id })).rejects.toMatchObject({
      reason: "customer_notices.told_already",
    });
  });

  it("[ORD-12] is never asked again when nobody knows whether it took the letter", async () => {
    const mine = await shop();
    const order = await bought(mine);
    await act(mine.ctx, order.id, "confirm");
    let asked = 0;
    const cut = async (): Promise<void> => {
      asked += 1;
      throw Object.assign(new Error("Connection closed unexpectedly"), { code: "ECONNECTION", command: "DATA" });
    };
    const silent = { ...platform, mailer: { send: cut, close: () => undefined } };
    await tell(mine.ctx, silent);
    platform.clock.advance(DAY_MS);
    await sweep(silent);
    expect(asked).toBe(1);
    expect(await statesOf(mine.ctx, order.id)).toEqual([["confirmed", "unknown", "customer_notices.outcome_unknown"]]);
  });

  it("[ORD-12] and a process that dies in the call leaves a row that says so", async () => {
    const mine = await shop();
    const order = await bought(mine);
    await act(mine.ctx, order.id, "confirm");
    const dies = { ...platform, mailer: { send: () => new Promise<never>(() => undefined), close: () => undefined } };
    while ((await dispatchEvents(test.db)) > 0);
    await catchUp(platform, tellCustomers, mine.ctx.merchantId);
    void sendDueNotices(dies, mine.ctx.merchantId);
    await expect.poll(() => statesOf(mine.ctx, order.id)).toEqual([["confirmed", "sending", null]]);
    await sweep(platform);
    expect(await mailsTo(order.email)).toEqual([]);
    platform.clock.advance(6 * MINUTE_MS);
    await sweep(platform);
    expect(await statesOf(mine.ctx, order.id)).toEqual([["confirmed", "unknown", "customer_notices.outcome_unknown"]]);
    expect(await mailsTo(order.email)).toEqual([]);
  });
});

describe("the settings of messages", () => {
  it("[ORD-12] keep what was given, in the order of the steps, and show every mail in both languages", async () => {
    const { ctx } = await shop({ name: "Zoé" });
    expect(await getNoticeSettings(ctx)).toEqual({
      steps: [...NOTICE_STEPS],
      preferred: "whatsapp",
      replyTo: null,
      accent: null,
    });
    await saveNoticeSettings(ctx, { steps: ["refunded", "confirmed"], accent: "#0f766e" });
    expect(await getNoticeSettings(ctx)).toEqual({
      steps: ["confirmed", "refunded"],
      preferred: "whatsapp",
      replyTo: null,
      accent: "#0f766e",
    });
    for (const step of NOTICE_STEPS)
      for (const locale of LOCALES) {
        const { senderName, subject, text, html } = await previewNotice(ctx, { step, locale });
        expect(senderName).toBe("Zoé");
        expect(html).toContain("#0f766e");
        expect(subject + text + html, `${step} ${locale}`).not.toMatch(/\{\w+\}|undefined|null/);
      }
  });
});

describe("the address of an order", () => {
  it("[ORD-16] shows where it is, and of the person the first name and the city", async () => {
    const mine = await shop({ name: "Zoé" });
    const { ctx } = mine;
    const order = await bought(mine);
    const { url } = await shareTracking(ctx, { id: order.id });
    expect((await shareTracking(ctx, { id: order.id })).url).toBe(url);
    const token = url.split("/t/")[1] ?? "";
    expect(await openTracking(platform, token)).toMatchObject({ status: "pending", firstName: "Ada", city: "Paris" });
    await act(ctx, order.id, "confirm");
    await act(ctx, order.id, "ship", { carrier: "La Poste", trackingNumber: "6A123" });
    platform.clock.advance(9 * DAY_MS);
    const shown = await openTracking(platform, token);
    expect(shown).toMatchObject({
      shop: { name: "Zoé" },
      status: "shipped",
      parcels: [{ units: 2, carrier: "La Poste", trackingNumber: "6A123", stalledDays: 9 }],
    });
    for (const secret of ["Martin", "rue de la Paix", "75002", order.address.phone.slice(4), order.email, "Lamp"])
      expect(JSON.stringify(shown)).not.toContain(secret);
    await act(ctx, order.id, "deliver");
    expect(await openTracking(platform, token)).toMatchObject({
      status: "delivered",
      parcels: [{ stalledDays: null }],
    });
  });

  it("[ORD-16] is nothing that a reader of the database could use, and ends when it is revoked", async () => {
    const mine = await shop();
    const order = await bought(mine);
    const { url } = await shareTracking(mine.ctx, { id: order.id });
    const token = url.split("/t/")[1] ?? "";
    const rows = await test.sql`select * from tracking_links where merchant_id = ${mine.ctx.merchantId}`;
    expect(JSON.stringify(rows)).not.toContain(token);
    for (const wrong of [token.slice(1), `${token.slice(0, -1)}!`, rows[0]?.["token_hash"] as string, "", "'; --"])
      expect(await openTracking(platform, wrong)).toBeUndefined();
    const fresh = await revokeTracking(mine.ctx, { id: order.id });
    expect(fresh.url).not.toBe(url);
    expect(await openTracking(platform, token)).toBeUndefined();
    expect(await openTracking(platform, fresh.url.split("/t/")[1] ?? "")).toMatchObject({ number: order.number });
  });

  it("[ORD-16] is one, however many ask for it at once", async () => {
    const mine = await shop();
    const { id } = await bought(mine);
    const urls = await Promise.all(Array.from({ length: 8 }, () => shareTracking(mine.ctx, { id })));
    expect(new Set(urls.map(({ url }) => url)).size).toBe(1);
  });
});
