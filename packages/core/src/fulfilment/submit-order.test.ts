import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS } from "../clock.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { actOnOrder } from "../orders/act-on-order.ts";
import { listOrderHistory } from "../orders/list-order-history.ts";
import { ADDRESS, ordered, stocked } from "../orders/orders.fixture.ts";
import { getCjStatus } from "../cj/get-cj-status.ts";
import { later, openDepot, type Depot } from "./depot.fixture.ts";
import { planSupplierOrders } from "./plan-orders.ts";
import { quoteShipping } from "./quote-shipping.ts";
import { saveSettings } from "./settings.ts";
import { submitOrder } from "./submit-order.ts";
import { paySupplierOrder } from "./supplier-order-acts.ts";

let shop: Shop;
let depot: Depot;
beforeAll(async () => {
  shop = await openShop();
  depot = await openDepot(shop);
});
afterAll(() => shop.close());

const vendor = "cj-api" as const;

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
    const { order, row } = await depot.made({ address: { phone: "+33 6 12 34 56 78" } });
    expect(row).toMatchObject({ state: "created", number: order.number, reason: null, can: { pay: true } });
    const [there] = await depot.truthOf(order.number);
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
    const { order } = await depot.made();
    const [there] = await depot.truthOf(order.number);
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
    expect(await depot.truthOf(bare.number)).toEqual([]);
  });

  it("[ORD-04] sending twice, and at once from two sides, is one order at CJ", async () => {
    const order = await depot.order();
    await Promise.all([1, 2].map(() => submitOrder(depot.ctx, { orderId: order.id })));
    await Promise.allSettled([1, 2, 3].map(() => depot.work(order.id)));
    await submitOrder(depot.ctx, { orderId: order.id });
    await depot.work(order.id);
    expect(await depot.truthOf(order.number)).toHaveLength(1);
    expect(await depot.at(order.id)).toHaveLength(1);
  });

  it("[ORD-13] an answer that got lost is not repeated: our number is asked for, and the order adopted", async () => {
    await shop.sandbox.control.requests.clear();
    await depot.lose("order/createOrderV2");
    const { order, row } = await depot.made();
    expect(row).toMatchObject({ state: "wanted", reason: "cj.unavailable" });
    await later(shop, HOUR_MS);
    await depot.sync();
    expect(await depot.last(order.id)).toMatchObject({ state: "created", reason: null });
    expect(await depot.truthOf(order.number)).toHaveLength(1);
    const asked = await shop.sandbox.control.requests.list({ vendor, path: "/shopping/order/*" });
    const about = asked.filter(({ query, body }) => JSON.stringify([query, body]).includes(order.number));
    expect(about.map(({ path }) => path.split("/").at(-1))).toEqual(["createOrderV2", "getOrderDetail"]);
  });

  it("[ORD-13] a payment whose answer got lost is found, not made again", async () => {
    const before = await depot.balance();
    const { order, row } = await depot.made();
    await depot.lose("pay/payBalance");
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
    const { order, row } = await depot.made();
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
    expect(await depot.truthOf(order.number)).toHaveLength(1);
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
