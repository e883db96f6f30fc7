import {
  SUPPLIER_ORDER_STATES,
  SUPPLIER_ORDER_TRANSITIONS,
  type SupplierOrderState,
} from "@nexusone/contracts/fulfilment-terms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../clock.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { actOnOrder, changeOrderAddress } from "../orders/act-on-order.ts";
import { listOrderHistory } from "../orders/list-order-history.ts";
import { ADDRESS, ordered, stocked } from "../orders/orders.fixture.ts";
import { getCjStatus } from "../cj/get-cj-status.ts";
import { followCjMessages } from "../cj/webhook/follow-cj-messages.ts";
import type { MessageRow } from "@nexusone/db/queries/channel-events";
import { inMerchantTx } from "../transaction.ts";
import { asSupport, dollars, later, openDepot, type Buyer } from "./depot.fixture.ts";
import { planSupplierOrders } from "./plan-orders.ts";
import { quoteShipping } from "./quote-shipping.ts";
import { saveSettings } from "./settings.ts";
import { submitOrder } from "./submit-order.ts";
import { cancelSupplierOrder, paySupplierOrder, resendOrder } from "./supplier-order-acts.ts";
import { recordPayment } from "../payments/record-payment.ts";
import type { StoredEvent } from "@nexusone/db/queries/events";
import { autoSubmitJob } from "./auto-submit-job.ts";
import { automateOrders } from "./automate.ts";

let shop: Shop;
let depot: Buyer;
beforeAll(async () => {
  shop = await openShop();
  depot = await openDepot(shop);
});
afterAll(() => shop.close());

const vendor = "cj-api" as const;
const lose = (path: string) =>
  shop.sandbox.control.faults.add({ match: { vendor, path: `/shopping/${path}` }, kind: "lost_answer", times: 1 });

/** Sent and made at CJ, unpaid. */
async function made(over: Parameters<Buyer["order"]>[0] = {}, on = depot) {
  const order = await on.order(over);
  await submitOrder(on.ctx, { orderId: order.id });
  await on.work(order.id);
  return { order, row: await on.last(order.id) };
}
async function paid(on = depot) {
  const { order, row } = await made({}, on);
  await paySupplierOrder(on.ctx, { id: row.id, usdMinor: row.askedUsdMinor ?? 0 });
  await on.work(order.id);
  return { order, row: await on.last(order.id) };
}
const truthOf = async (number: string, on = depot) => (await on.truth()).filter((one) => one.orderNumber === number);

describe("sending an order to CJ", () => {
  it("[ORD-08] plans with a real quote: carrier by the shop's rule, days and cost, and moves nothing", async () => {
    const order = await depot.order({ quantity: 2 });
    const [plan] = await planSupplierOrders(depot.ctx, { orderId: order.id });
    expect(plan).toMatchObject({ state: "planned", origin: "CN", lines: [{ quantity: 2 }], can: { submit: true } });
    const inTime = plan!.options.filter(({ maxDays }) => maxDays !== null && maxDays <= 15);
    expect(plan!.carrier).toBe((inTime[0] ?? plan!.options[0])?.carrier);
    expect(plan!.freightUsdMinor).toBe(plan!.options.find(({ carrier }) => carrier === plan!.carrier)?.usdMinor);
    const other = plan!.options.find(({ carrier }) => carrier !== plan!.carrier)!;
    const [chosen] = await planSupplierOrders(depot.ctx, { orderId: order.id, carrier: other.carrier });
    const by = depot.ctx.actor.kind === "user" ? depot.ctx.actor.name : "";
    const byRule = { carrier: plan!.carrier, why: "cheapest_in_time" };
    expect(plan).toMatchObject({ byRule, chosenBy: null });
    expect(chosen).toMatchObject({ carrier: other.carrier, freightUsdMinor: other.usdMinor, byRule, chosenBy: by });
    // Asked anew, because half an hour has gone by: what somebody chose stays chosen, the rule's own way ends it.
    const [again] = await planSupplierOrders(depot.ctx, { orderId: order.id });
    expect(again).toMatchObject({ carrier: other.carrier, byRule, chosenBy: by });
    const [back] = await planSupplierOrders(depot.ctx, { orderId: order.id, carrier: plan!.carrier });
    expect(back).toMatchObject({ carrier: plan!.carrier, chosenBy: null });
    const { items } = await listOrderHistory(depot.ctx, { id: order.id });
    expect(items.filter(({ type }) => type === "order.carrier_chosen").map(({ payload }) => payload)).toMatchObject([
      { carrier: other.carrier, byRule: plan!.carrier },
    ]);
    expect(await depot.truth()).toEqual([]);
    await saveSettings(depot.ctx, { carrierRule: "fastest", carrierMaxUsdMinor: 10_000 });
    const [fast] = await planSupplierOrders(depot.ctx, { orderId: order.id });
    const days = fast!.options.map(({ maxDays }) => maxDays ?? 999);
    expect(fast!.options.find(({ carrier }) => carrier === fast!.carrier)?.maxDays).toBe(Math.min(...days));
    await saveSettings(depot.ctx, { carrierRule: "cheapest" });
  });

  it("[ORD-03] [CJA-03] tells what sending goods costs by a real quote, by the shop's rule and why, and counts its points", async () => {
    const { variantId } = depot.goods[0]!;
    const { variantId: own } = await stocked(depot.ctx, 5);
    const input = { country: "fr", zip: "75002", lines: [{ variantId, quantity: 2 }] };
    const points = async () => (await getCjStatus(depot.ctx)).connection?.pointsUsedToday ?? 0;
    await shop.sandbox.control.requests.clear();
    const asked = async () =>
      (await shop.sandbox.control.requests.list({ vendor, path: "/logistic/freightCalculate" })).map(
        ({ body }) => body,
      );
    const before = await points();

    const dry = await quoteShipping(depot.ctx, { ...input, dryRun: true });
    expect(dry).toMatchObject({ totalUsdMinor: null, totalMinor: null, points: 10, unquoted: [] });
    expect(dry.parcels).toMatchObject([
      { origin: "CN", lines: [{ variantId, quantity: 2 }], options: [], chosen: null },
    ]);
    expect([await asked(), await points()], "nothing was asked").toEqual([[], before]);

    const cost = await quoteShipping(depot.ctx, { ...input, lines: [...input.lines, { variantId: own, quantity: 1 }] });
    expect(cost.unquoted, "the merchant's own goods have no supplier").toEqual([own]);
    const [parcel] = cost.parcels;
    expect(parcel!.chosen).toMatchObject({ why: "cheapest_in_time" });
    const way = parcel!.options.find(({ carrier }) => carrier === parcel!.chosen?.carrier)!;
    expect(way.maxDays).toBeLessThanOrEqual(15);
    expect(cost).toMatchObject({ totalUsdMinor: way.usdMinor, totalMinor: way.minor, points: 10 });
    expect(Math.abs(way.minor - way.usdMinor * Number(cost.rate))).toBeLessThanOrEqual(0.5);
    expect(await asked()).toMatchObject([{ endCountryCode: "FR", zip: "75002", products: [{ quantity: 2 }] }]);
    expect(await points()).toBe(before + 10);

    const order = await depot.order({ quantity: 2 });
    const [plan] = await planSupplierOrders(depot.ctx, { orderId: order.id });
    expect(plan, "an order of the same goods is planned the same").toMatchObject({
      carrier: way.carrier,
      freightUsdMinor: way.usdMinor,
    });
    const nowhere = await quoteShipping(depot.ctx, { ...input, country: "MC", zip: "98000" });
    expect(nowhere).toMatchObject({ totalUsdMinor: null, parcels: [{ options: [], chosen: null }] });
    const unknown = quoteShipping(depot.ctx, { ...input, lines: [{ variantId: order.id as never, quantity: 1 }] });
    await expect(unknown).rejects.toMatchObject({ reason: "orders.variant_not_found" });
  });

  it("[ORD-01] [ORD-04] makes it at CJ under our number with the planned carrier, and pays nothing until somebody says so", async () => {
    const before = await depot.balance();
    const { order, row } = await made({ address: { phone: "+33 6 12 34 56 78" } });
    expect(row).toMatchObject({ state: "created", number: order.number, reason: null, can: { pay: true } });
    const [there] = await truthOf(order.number);
    expect(there).toMatchObject({ status: "CREATED", carrier: row.carrier, origin: row.origin, paidAt: null });
    expect((there!.productUsd + there!.postageUsd) * 100).toBeCloseTo(row.askedUsdMinor!, 5);
    expect(await depot.balance()).toBe(before);
    expect(await depot.view(order.id)).toMatchObject({ fulfilment: "confirmed", externalOrderId: there!.orderId });
    await paySupplierOrder(depot.ctx, { id: row.id, usdMinor: row.askedUsdMinor! });
    await depot.work(order.id);
    expect(await depot.last(order.id)).toMatchObject({ state: "paid", reason: null });
    expect(await depot.balance()).toBeCloseTo(before - row.askedUsdMinor! / 100, 2);
    // Paid is not shipped.
    expect(await depot.view(order.id)).toMatchObject({ fulfilment: "processing", shipments: [] });
  });

  it("[ORD-01] sends what the customer gave and makes up no phone, e-mail or name", async () => {
    const { order } = await made();
    const [there] = await truthOf(order.number);
    expect(there!.address).toEqual({
      countryCode: "FR",
      country: "France",
      province: "Paris",
      city: "Paris",
      address: ADDRESS.line1,
      address2: null,
      zip: ADDRESS.zip,
      name: ADDRESS.name,
      phone: ADDRESS.phone,
      email: null,
      taxId: null,
    });
    const bare = await depot.order({ address: { phone: "" }, confirm: false });
    await actOnOrder(depot.ctx, { orderId: bare.id, action: "release" }).catch(() => undefined);
    expect(await depot.holds(bare.id)).toContain("orders.address_incomplete");
    expect(await truthOf(bare.number)).toEqual([]);
  });

  it("[ORD-04] sending twice, and at once from two sides, is one order at CJ", async () => {
    const order = await depot.order();
    await Promise.all([1, 2].map(() => submitOrder(depot.ctx, { orderId: order.id })));
    await Promise.allSettled([1, 2, 3].map(() => depot.work(order.id)));
    await submitOrder(depot.ctx, { orderId: order.id });
    await depot.work(order.id);
    expect(await truthOf(order.number)).toHaveLength(1);
    expect(await depot.at(order.id)).toHaveLength(1);
  });

  it("[ORD-13] an answer that got lost is not repeated: our number is asked for, and the order adopted", async () => {
    await shop.sandbox.control.requests.clear();
    await lose("order/createOrderV2");
    const { order, row } = await made();
    expect(row).toMatchObject({ state: "wanted", reason: "cj.unavailable" });
    await later(shop, HOUR_MS);
    await depot.sync();
    expect(await depot.last(order.id)).toMatchObject({ state: "created", reason: null });
    expect(await truthOf(order.number)).toHaveLength(1);
    const asked = await shop.sandbox.control.requests.list({ vendor, path: "/shopping/order/*" });
    const about = asked.filter(({ query, body }) => JSON.stringify([query, body]).includes(order.number));
    expect(about.map(({ path }) => path.split("/").at(-1))).toEqual(["createOrderV2", "getOrderDetail"]);
  });

  it("[ORD-13] a payment whose answer got lost is found, not made again", async () => {
    const before = await depot.balance();
    const { order, row } = await made();
    await lose("pay/payBalance");
    await paySupplierOrder(depot.ctx, { id: row.id, usdMinor: row.askedUsdMinor! });
    await depot.work(order.id);
    expect(await depot.last(order.id)).toMatchObject({ state: "paying", reason: "cj.unavailable" });
    await later(shop, HOUR_MS);
    await depot.sync();
    expect(await depot.last(order.id)).toMatchObject({ state: "paid", reason: null });
    expect(await depot.balance()).toBeCloseTo(before - row.askedUsdMinor! / 100, 2);
  });

  it("[ORD-13] CJ away for six hours: the order waits, says why, and goes on by itself", async () => {
    await shop.sandbox.control.faults.add({ match: { vendor, path: "/shopping" }, kind: "status", status: 503 });
    const { order, row } = await made();
    expect(row).toMatchObject({ state: "wanted", reason: "cj.unavailable" });
    for (let hour = 0; hour < 6; hour += 1) {
      await later(shop, HOUR_MS);
      await depot.sync();
    }
    expect(await depot.last(order.id)).toMatchObject({ state: "wanted" });
    await shop.sandbox.control.faults.clear();
    await later(shop, HOUR_MS);
    await depot.sync();
    expect(await depot.last(order.id)).toMatchObject({ state: "created", reason: null });
    expect(await truthOf(order.number)).toHaveLength(1);
  });
});

describe("what cannot be sent", () => {
  it("[ORD-13] an order that is not confirmed, one without anything from a supplier, and a country nobody goes to", async () => {
    const plan = (orderId: string) => planSupplierOrders(depot.ctx, { orderId: orderId as never });
    const pending = await depot.order({ confirm: false });
    await expect(plan(pending.id)).rejects.toMatchObject({ reason: "fulfilment.not_confirmed" });
    const { variantId } = await stocked(depot.ctx, 5);
    const own = await ordered(depot.ctx, variantId);
    await actOnOrder(depot.ctx, { orderId: own.id, action: "confirm" });
    await expect(plan(own.id)).rejects.toMatchObject({ reason: "fulfilment.nothing_to_send" });
    const far = await depot.order({ address: { country: "MC", city: "Monaco", zip: "98000" } });
    await expect(plan(far.id)).rejects.toMatchObject({ reason: "fulfilment.no_carrier" });
  });
});

describe("what CJ refuses ends in a hold with its remedy", () => {
  it("[ORD-13] a removed variant, and one click sends it again once it is back", async () => {
    const [goods] = depot.goods;
    const order = await depot.order();
    await planSupplierOrders(depot.ctx, { orderId: order.id });
    await shop.sandbox.control.products.remove(goods!.pid);
    await submitOrder(depot.ctx, { orderId: order.id });
    await depot.work(order.id);
    expect(await depot.last(order.id)).toMatchObject({ state: "refused", reason: "fulfilment.variant_removed" });
    expect(await depot.holds(order.id)).toEqual(["fulfilment.variant_removed"]);
    await shop.sandbox.control.products.restore(goods!.pid);
    await shop.sandbox.control.products.setStock(goods!.vid, "CN", { cj: 500, factory: 10_000 });
    await resendOrder(depot.ctx, { orderId: order.id });
    await depot.work(order.id);
    expect(await depot.last(order.id)).toMatchObject({ state: "created", number: `${order.number}-2` });
    expect(await depot.holds(order.id)).toEqual([]);
  });

  it("[ORD-13] too few pieces left", async () => {
    const [goods] = depot.goods;
    const order = await depot.order();
    await planSupplierOrders(depot.ctx, { orderId: order.id });
    await shop.sandbox.control.products.setStock(goods!.vid, "CN", { cj: 0, factory: 0 });
    await submitOrder(depot.ctx, { orderId: order.id });
    await depot.work(order.id);
    expect(await depot.holds(order.id)).toEqual(["fulfilment.out_of_stock"]);
    await shop.sandbox.control.products.setStock(goods!.vid, "CN", { cj: 500, factory: 10_000 });
  });

  it("[ORD-13] a doubted address: nothing can be paid; corrected, it goes under a new number and the first is taken back", async () => {
    const { order, row } = await made({ address: { line1: "PO Box 12" } });
    expect(row).toMatchObject({
      state: "created",
      reason: "fulfilment.address_refused",
      can: { pay: false, resend: true },
    });
    expect(await depot.holds(order.id)).toEqual(["fulfilment.address_refused"]);
    const pay = paySupplierOrder(depot.ctx, { id: row.id, usdMinor: row.askedUsdMinor! });
    await expect(pay).rejects.toMatchObject({ reason: "fulfilment.not_payable" });
    await changeOrderAddress(depot.ctx, { id: order.id, address: { ...ADDRESS, line1: "12 rue Haute" } });
    await resendOrder(depot.ctx, { orderId: order.id });
    await depot.work(order.id);
    const rows = await depot.at(order.id);
    expect(rows.map(({ state, number }) => [state, number])).toEqual([
      ["cancelled", order.number],
      ["created", `${order.number}-2`],
    ]);
    expect((await truthOf(order.number))[0]).toMatchObject({ status: "CANCELLED" });
    expect((await truthOf(`${order.number}-2`))[0]).toMatchObject({ address: { address: "12 rue Haute" } });
    expect(await depot.holds(order.id)).toEqual([]);
  });

  it("[ORD-13] a price that moved since the plan is not paid until somebody agrees to it", async () => {
    const [goods] = depot.goods;
    const order = await depot.order();
    const [plan] = await planSupplierOrders(depot.ctx, { orderId: order.id });
    await shop.sandbox.control.products.setPrice(goods!.vid, plan!.goodsUsdMinor / 100 + 3);
    await submitOrder(depot.ctx, { orderId: order.id, pay: true });
    await depot.work(order.id);
    const row = await depot.last(order.id);
    expect(row).toMatchObject({
      state: "created",
      reason: "fulfilment.price_moved",
      askedUsdMinor: plan!.goodsUsdMinor + plan!.freightUsdMinor + 300,
    });
    expect((await truthOf(order.number))[0]).toMatchObject({ paidAt: null });
    const old = paySupplierOrder(depot.ctx, { id: row.id, usdMinor: row.askedUsdMinor! - 300 });
    await expect(old).rejects.toMatchObject({ reason: "fulfilment.not_payable" });
    await paySupplierOrder(depot.ctx, { id: row.id, usdMinor: row.askedUsdMinor! });
    await depot.work(order.id);
    expect(await depot.last(order.id)).toMatchObject({ state: "paid" });
    expect(await depot.holds(order.id)).toEqual([]);
    await shop.sandbox.control.products.setPrice(goods!.vid, plan!.goodsUsdMinor / 100);
  });

  it("[ORD-13] an empty balance holds the order by name, and it is paid by itself when there is money", async () => {
    const { order, row } = await made();
    await shop.sandbox.control.accounts.setBalance(depot.apiKey, 0);
    await paySupplierOrder(depot.ctx, { id: row.id, usdMinor: row.askedUsdMinor! });
    await depot.work(order.id);
    expect(await depot.last(order.id)).toMatchObject({ state: "paying", reason: "fulfilment.balance_insufficient" });
    expect(await depot.holds(order.id)).toEqual(["fulfilment.balance_insufficient"]);
    await shop.sandbox.control.accounts.setBalance(depot.apiKey, 2_000);
    await later(shop, 2 * HOUR_MS);
    await depot.sync();
    expect(await depot.last(order.id)).toMatchObject({ state: "paid", reason: null });
    expect(await depot.holds(order.id)).toEqual([]);
  });

  it("[ORD-13] our number that belongs to another order at CJ is never adopted", async () => {
    const [goods] = depot.goods;
    const order = await depot.order();
    await planSupplierOrders(depot.ctx, { orderId: order.id });
    const auth = await fetch(`${shop.sandbox.cjApiUrl}/authentication/getAccessToken`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ apiKey: depot.apiKey }),
    });
    const { data } = (await auth.json()) as { data: { accessToken: string } };
    await fetch(`${shop.sandbox.cjApiUrl}/shopping/order/createOrderV2`, {
      method: "POST",
      headers: { "content-type": "application/json", "CJ-Access-Token": data.accessToken },
      body: JSON.stringify({
        orderNumber: order.number,
        shippingCountryCode: "FR",
        shippingCountry: "France",
        shippingProvince: "Paris",
        shippingCity: "Paris",
        shippingCustomerName: "Somebody else",
        shippingAddress: "1 rue Basse",
        shippingZip: "75001",
        shippingPhone: "+33611111112",
        logisticName: (await depot.last(order.id)).carrier,
        fromCountryCode: "CN",
        products: [{ vid: goods!.vid, quantity: 1, storeLineItemId: "elsewhere" }],
      }),
    });
    await submitOrder(depot.ctx, { orderId: order.id });
    await depot.work(order.id);
    expect(await depot.holds(order.id)).toEqual(["fulfilment.number_taken"]);
    await resendOrder(depot.ctx, { orderId: order.id });
    await depot.work(order.id);
    expect(await depot.last(order.id)).toMatchObject({ state: "created", number: `${order.number}-2` });
  });

  it("[ORD-13] CJ cancels what was paid: the order says so, and goes again on one click", async () => {
    const { order } = await paid();
    await shop.sandbox.control.orders.act(order.number, "cancel", { openId: depot.openId });
    await later(shop, 4 * HOUR_MS);
    await depot.sync();
    expect(await depot.last(order.id)).toMatchObject({ state: "cancelled", reason: "fulfilment.supplier_cancelled" });
    expect(await depot.holds(order.id)).toEqual(["fulfilment.supplier_cancelled"]);
    await resendOrder(depot.ctx, { orderId: order.id });
    await depot.work(order.id);
    expect(await depot.last(order.id)).toMatchObject({ state: "created", number: `${order.number}-2` });
  });
});

describe("who may move money", () => {
  it("[ORD-04] support sends orders and pays none; the database takes no payment without a word on record", async () => {
    const { row } = await made();
    const pay = async () => paySupplierOrder(asSupport(depot.ctx), { id: row.id, usdMinor: row.askedUsdMinor! });
    await expect(pay()).rejects.toMatchObject({ reason: "request.forbidden" });
    const submit = async () => submitOrder(asSupport(depot.ctx), { orderId: row.id as never, pay: true });
    await expect(submit()).rejects.toMatchObject({ reason: "request.forbidden" });
    const force = shop.database.sql`update supplier_orders set state = 'paying' where id = ${row.id}`;
    await expect(force).rejects.toThrow("supplier_orders_approved_check");
    const skip = shop.database.sql`update supplier_orders set state = 'done' where id = ${row.id}`;
    await expect(skip).rejects.toThrow("may not go from created to done");
  });

  it("[ORD-08] automation sends what is confirmed; it pays only when asked to, and stops at the limit of the day", async () => {
    const own = await openDepot(shop, { nth: 1 });
    const auto = (orderId: string) => autoSubmitJob.handle(shop.platform, { merchantId: own.merchantId, orderId });
    const first = await own.order();
    await auto(first.id);
    expect(await own.at(first.id), "by hand is the default").toEqual([]);
    await saveSettings(own.ctx, { automation: "create" });
    await auto(first.id);
    await own.work(first.id);
    const unpaid = await own.last(first.id);
    expect(unpaid).toMatchObject({ state: "created", paidAt: null });
    await saveSettings(own.ctx, { automation: "pay", dailyLimitUsdMinor: unpaid.askedUsdMinor! + 1 });
    const [second, third] = [await own.order(), await own.order()];
    for (const { id } of [second, third]) await auto(id);
    await own.work(second.id);
    await own.work(third.id);
    expect(await own.last(second.id)).toMatchObject({ state: "paid" });
    expect(await own.last(third.id)).toMatchObject({ state: "created", reason: "fulfilment.spending_limit" });
    expect(await own.holds(third.id)).toEqual(["fulfilment.spending_limit"]);
    await later(shop, DAY_MS);
    await own.sync();
    await own.work(third.id);
    expect(await own.last(third.id)).toMatchObject({ state: "paid" });
    expect(await own.last(first.id), "what was left to a person stays so").toMatchObject({ state: "created" });
    expect(await own.holds(third.id)).toEqual([]);
  });

  it("[ORD-08] automation takes up an order once its customer has paid all of it; a person's word is enough without", async () => {
    const own = await openDepot(shop, { nth: 6 });
    await saveSettings(own.ctx, { automation: "pay", dailyLimitUsdMinor: 100_000 });
    const tell = (type: string, { id }: { id: string }, more: object = {}) =>
      inMerchantTx(own.ctx, (tx) => {
        const event = { type, payload: { orderId: id, ...more } } as unknown as StoredEvent;
        return automateOrders.apply({ ...own.ctx, tx }, [event]);
      });
    const waiting = async () => {
      const order = await own.order({ confirm: false });
      if (order.held) await actOnOrder(own.ctx, { orderId: order.id, action: "release" });
      return order;
    };
    const state = async ({ id }: { id: string }) => (await own.view(id)).fulfilment;
    const order = await waiting();
    await tell("order.created", order, { status: "pending" });
    expect(await state(order), "nobody paid").toBe("pending");
    const half = Math.floor(order.totalMinor / 2);
    for (const [nth, amountMinor] of [half, order.totalMinor - half].entries()) {
      expect(await state(order)).toBe("pending");
      const reference = `${order.number} ${nth}`;
      await recordPayment(own.ctx, { orderId: order.id, kind: "capture", amountMinor, reference });
      await tell("payment.received", order);
    }
    expect(await state(order)).toBe("confirmed");
    const vouched = await waiting();
    await actOnOrder(own.ctx, { orderId: vouched.id, action: "confirm" });
    await autoSubmitJob.handle(shop.platform, { merchantId: own.merchantId, orderId: vouched.id });
    await own.work(vouched.id);
    expect(await own.last(vouched.id)).toMatchObject({ state: "paid" });
  });

  it("[ORD-13] automation outlives a supplier that is away for longer than a job is tried", async () => {
    const own = await openDepot(shop, { nth: 7 });
    await saveSettings(own.ctx, { automation: "create" });
    const order = await own.order();
    const { enqueued } = shop.platform;
    await shop.sandbox.control.faults.add({ match: { vendor }, kind: "status", status: 503 });
    const job = { merchantId: own.merchantId, orderId: order.id };
    for (let waits = 0; waits < 20; waits += 1) {
      enqueued.length = 0;
      await autoSubmitJob.handle(shop.platform, { ...job, waits });
      expect(enqueued.filter(({ name }) => name === autoSubmitJob.name)).toEqual([
        { name: autoSubmitJob.name, payload: { ...job, waits: waits + 1 } },
      ]);
    }
    await shop.sandbox.control.faults.clear();
    await autoSubmitJob.handle(shop.platform, { ...job, waits: 20 });
    await own.work(order.id);
    expect(await own.last(order.id)).toMatchObject({ state: "created", reason: null });
  });

  it("[ORD-13] automation that meets a removed variant says so on the order", async () => {
    const own = await openDepot(shop, { nth: 8 });
    await saveSettings(own.ctx, { automation: "pay", dailyLimitUsdMinor: 100_000 });
    const order = await own.order();
    await shop.sandbox.control.products.remove(own.goods[0]!.pid);
    await autoSubmitJob.handle(shop.platform, { merchantId: own.merchantId, orderId: order.id });
    expect(await own.holds(order.id)).toEqual(["fulfilment.variant_removed"]);
    expect(await own.at(order.id)).toEqual([]);
  });

  it("[ORD-14] an unpaid order is taken back at CJ; a paid one cannot be", async () => {
    const { order, row } = await made();
    await cancelSupplierOrder(depot.ctx, { id: row.id });
    await depot.work(order.id);
    expect((await truthOf(order.number))[0]).toMatchObject({ status: "CANCELLED" });
    expect(await depot.last(order.id)).toMatchObject({ state: "cancelled" });
    const done = await paid();
    const late = cancelSupplierOrder(depot.ctx, { id: done.row.id });
    await expect(late).rejects.toMatchObject({ reason: "fulfilment.already_paid" });
    const whole = actOnOrder(depot.ctx, { orderId: done.order.id, action: "cancel" });
    await expect(whole).rejects.toMatchObject({ reason: "fulfilment.already_paid" });
    const other = await made();
    await actOnOrder(depot.ctx, { orderId: other.order.id, action: "cancel" });
    await depot.work(other.order.id);
    expect((await truthOf(other.order.number))[0]).toMatchObject({ status: "CANCELLED" });
  });
});

describe("the states of an order at a supplier", () => {
  it("[ORD-13] the database refuses every way that the table of the contracts does not have", async () => {
    const { row } = await made();
    const goesThrough = (from: SupplierOrderState, to: SupplierOrderState): Promise<boolean> =>
      shop.database.sql
        .begin(async (tx) => {
          await tx`set local session_replication_role = replica`;
          await tx`update supplier_orders set state = ${from}, approved_usd_minor = 1 where id = ${row.id}`;
          await tx`set local session_replication_role = origin`;
          await tx`update supplier_orders set state = ${to} where id = ${row.id}`;
          throw new Error("rolled back");
        })
        .catch((error: Error) => {
          if (error.message !== "rolled back") expect(error.message).toMatch(/may not go from/);
          return error.message === "rolled back";
        });
    for (const from of SUPPLIER_ORDER_STATES)
      for (const to of SUPPLIER_ORDER_STATES)
        expect(await goesThrough(from, to), `${from} to ${to}`).toBe(
          from === to || SUPPLIER_ORDER_TRANSITIONS[from].includes(to),
        );
  });
});

describe("following CJ", () => {
  it("[ORD-11] [ORD-16] nothing is shipped before CJ says so; then each stage comes with its news and a promise, once", async () => {
    const own = await openDepot(shop, { nth: 2 });
    const { order } = await paid(own);
    await own.sync();
    expect(await own.view(order.id)).toMatchObject({ fulfilment: "processing", shipments: [] });
    const seen = new Set<string>();
    let eta: string | null = null;
    for (let days = 0; days < 20; days += 1) {
      await later(shop, DAY_MS);
      await own.sync();
      seen.add((await own.view(order.id)).fulfilment);
      eta ??= (await own.last(order.id)).etaAt;
    }
    expect([...seen]).toEqual(["processing", "shipped", "delivered"].filter((stage) => seen.has(stage)));
    const view = await own.view(order.id);
    expect(view).toMatchObject({ fulfilment: "delivered", status: "delivered", holds: [] });
    expect(await own.last(order.id)).toMatchObject({ state: "done", nextAt: null });
    const [parcel] = view.shipments;
    const [there] = await truthOf(order.number, own);
    expect(parcel).toMatchObject({ kind: "supplier", trackingNumber: there!.parts[0]!.trackNumber });
    const words = parcel!.events.map(({ activity }) => activity).filter(Boolean);
    expect(words[0]).toBe("Delivered");
    expect(new Set(words).size).toBe(words.length);
    expect(words.length).toBeGreaterThan(3);
    expect(eta).not.toBeNull();
  });

  it("[ORD-11] a split order is followed parcel by parcel", async () => {
    const two = await openDepot(shop, { products: 2, nth: 4 });
    const { order } = await paid(two);
    const rows = await two.at(order.id);
    expect(rows.every(({ state }) => state === "paid")).toBe(true);
    for (const { number } of rows) await shop.sandbox.control.orders.act(number, "split", { openId: two.openId });
    await later(shop, 3 * DAY_MS);
    await two.sync();
    const view = await two.view(order.id);
    expect(view.fulfilment).toBe("shipped");
    expect(view.shipments.map(({ lines }) => lines.length)).toEqual([1, 1]);
    expect(new Set(view.shipments.map(({ trackingNumber }) => trackingNumber)).size).toBe(2);
    await later(shop, 40 * DAY_MS);
    await two.sync();
    expect((await two.view(order.id)).fulfilment).toBe("delivered");
  });

  it("[ORD-13] a parcel that falls silent and one that comes back are named; news lifts the first", async () => {
    const silent = await paid();
    await shop.sandbox.control.orders.act(silent.order.number, "ship", { openId: depot.openId });
    await shop.sandbox.control.orders.act(silent.order.number, "delay", { openId: depot.openId, days: 20 });
    const back = await paid();
    await shop.sandbox.control.orders.act(back.order.number, "return", { openId: depot.openId });
    await later(shop, 10 * DAY_MS);
    await depot.sync();
    expect(await depot.holds(silent.order.id)).toEqual(["fulfilment.parcel_stalled"]);
    expect(await depot.view(silent.order.id)).toMatchObject({ status: "shipped" });
    await later(shop, 25 * DAY_MS);
    await depot.sync();
    expect(await depot.holds(silent.order.id)).toEqual([]);
    expect(await depot.holds(back.order.id)).toEqual(["fulfilment.delivery_failed"]);
    expect(await depot.view(back.order.id)).toMatchObject({ fulfilment: "shipped" });
  });

  it("[ORD-11] a message of CJ's is a hint: the order is looked at at once, and nothing in the message is believed", async () => {
    const { order } = await paid();
    await shop.sandbox.control.orders.act(order.number, "ship", { openId: depot.openId });
    const told = { order: { orderNumber: order.number, orderStatus: "DELIVERED" } };
    const stranger = { order: { orderNumber: "nobody's" } };
    const messages = [told, stranger].map(
      (payload, nth) => ({ id: String(nth), kind: "order", payload }) as unknown as MessageRow,
    );
    const settled = await inMerchantTx(depot.ctx, (tx) => followCjMessages(tx, depot.ctx, messages));
    expect(settled.map(({ state }) => state)).toEqual(["done", "ignored"]);
    expect((await depot.view(order.id)).fulfilment).toBe("processing");
    await depot.sync();
    expect((await depot.view(order.id)).fulfilment).toBe("shipped");
  });

  it("[ORD-11] while CJ tells us of orders by itself, it is asked once a day for what its messages left out", async () => {
    const own = await openDepot(shop, { nth: 9 });
    const { order } = await paid(own);
    const untilLook = async () => Date.parse((await own.last(order.id)).nextAt!) - shop.platform.clock.now().getTime();
    expect(await untilLook()).toBeLessThan(DAY_MS / 2);
    await shop.database.sql`
      insert into cj_webhooks (merchant_id, connection_id, key_sealed, key_hash, state)
      select merchant_id, id, 'sealed', ${order.id}, 'registered' from cj_connections where merchant_id = ${own.merchantId}`;
    await later(shop, DAY_MS / 2);
    await own.sync();
    expect(await untilLook()).toBe(DAY_MS);
    await shop.database.sql`update cj_webhooks set reason = 'cj.webhook_failing' where merchant_id = ${own.merchantId}`;
    await later(shop, DAY_MS);
    await own.sync();
    expect(await untilLook(), "not when many get lost").toBeLessThan(DAY_MS);
  });

  it("[ORD-11] what was paid at CJ's own pages is found without us", async () => {
    const { order } = await made();
    const auth = await fetch(`${shop.sandbox.cjApiUrl}/authentication/getAccessToken`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ apiKey: depot.apiKey }),
    });
    const { data } = (await auth.json()) as { data: { accessToken: string } };
    const headers = { "content-type": "application/json", "CJ-Access-Token": data.accessToken };
    const body = JSON.stringify({ orderId: order.number });
    await fetch(`${shop.sandbox.cjApiUrl}/shopping/order/confirmOrder`, { method: "PATCH", headers, body });
    await fetch(`${shop.sandbox.cjApiUrl}/shopping/pay/payBalance`, { method: "POST", headers, body });
    await later(shop, 7 * HOUR_MS);
    await depot.sync();
    expect(await depot.last(order.id)).toMatchObject({ state: "paid" });
    expect(dollars(await depot.last(order.id))).toBeGreaterThan(0);
  });
});
