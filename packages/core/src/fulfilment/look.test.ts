import { claimLooks } from "@nexusone/db/queries/supplier-looks";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from "../clock.ts";
import { CJ } from "../cj/supplier-id.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { inMerchantTx } from "../transaction.ts";
import { later, openDepot, type Depot } from "./depot.fixture.ts";
import { cjOrderSyncJob, hintSupplierOrders } from "./jobs.ts";
import { saveSettings } from "./settings.ts";
import { submitOrder } from "./submit-order.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const vendor = "cj-api" as const;

/** CJ says that there is news of these. */
const told = (on: Depot, orders: readonly { number: string }[]) =>
  inMerchantTx(on.ctx, (tx) =>
    hintSupplierOrders(tx, on.ctx, CJ, {
      numbers: orders.map(({ number }) => number),
      externalIds: [],
      trackingNumbers: [],
    }),
  );

it("[ORD-11] [CJA-02] many orders are looked at in two calls, and only one that has left is asked for by itself, once", async () => {
  const own = await openDepot(shop, { nth: 1 });
  const orders = [
    (await own.paid()).order,
    (await own.paid()).order,
    (await own.paid()).order,
    (await own.paid()).order,
  ];
  const look = async () => {
    await told(own, orders);
    await shop.sandbox.control.requests.clear();
    await own.sync();
    return { list: await own.calls("order/list"), each: await own.calls("order/getOrderDetail") };
  };
  expect(await look()).toEqual({ list: 1, each: 0 });
  for (const { number } of orders.slice(0, 2))
    await shop.sandbox.control.orders.act(number, "ship", { openId: own.openId });
  expect(await look(), "what of an order is in a parcel is not told of many at once").toEqual({ list: 1, each: 2 });
  const stages = await Promise.all(orders.map(async ({ id }) => (await own.view(id)).fulfilment));
  expect(stages).toEqual(["shipped", "shipped", "processing", "processing"]);
  expect(await look()).toEqual({ list: 1, each: 0 });
  for (const { number } of orders) await shop.sandbox.control.orders.act(number, "deliver", { openId: own.openId });
  await look();
  for (const { id } of orders) expect((await own.view(id)).fulfilment).toBe("delivered");
});

it("[ORD-11] what is as it was is looked at again in its time, and writes nothing", async () => {
  const own = await openDepot(shop, { nth: 2 });
  const orders = [(await own.paid()).order, (await own.paid()).order];
  await later(shop, 3 * HOUR_MS);
  await own.sync();
  const versions = () =>
    shop.database.sql`select xmin::text from orders where merchant_id = ${own.merchantId} order by id`;
  const before = await versions();
  await later(shop, 3 * HOUR_MS);
  await own.sync();
  expect(await versions()).toEqual(before);
  for (const { id } of orders) {
    const { nextAt, reason } = await own.last(id);
    expect(reason).toBeNull();
    expect(Date.parse(nextAt!)).toBe(shop.platform.clock.now().getTime() + 3 * HOUR_MS);
  }
});

it("[ORD-11] news that comes while CJ is being asked has the order looked at once more", async () => {
  const own = await openDepot(shop, { nth: 3 });
  const orders = [(await own.paid()).order, (await own.paid()).order];
  await later(shop, 3 * HOUR_MS);
  await own.sync();
  await later(shop, 3 * HOUR_MS);
  let asked = 0;
  const fetchAndTell: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (String(input instanceof Request ? input.url : input).includes("order/list") && (asked += 1) === 1)
      await told(own, orders.slice(0, 1));
    return answer;
  };
  const platform = { ...shop.platform, cj: { ...shop.platform.cj, fetch: fetchAndTell } };
  await shop.sandbox.control.requests.clear();
  await cjOrderSyncJob.handle(platform, { merchantId: own.merchantId });
  expect(asked).toBe(1);
  expect(await own.calls("order/*"), "the two of them, and the first once more").toBe(2);
});

it("[ORD-11] while CJ is away all looks wait together, and one that is asked about at midnight keeps what it waits for", async () => {
  const own = await openDepot(shop, { nth: 5 });
  await saveSettings(own.ctx, { automation: "pay", dailyLimitUsdMinor: 1 });
  const order = await own.order();
  await submitOrder(own.ctx, { orderId: order.id });
  await own.work(order.id);
  expect(await own.last(order.id)).toMatchObject({ state: "created", reason: "fulfilment.spending_limit" });
  await saveSettings(own.ctx, { dailyLimitUsdMinor: 1_000_000 });
  await shop.sandbox.control.faults.add({ match: { vendor, path: "/shopping" }, kind: "status", status: 503 });
  await later(shop, DAY_MS);
  await own.sync();
  expect(await own.last(order.id)).toMatchObject({ state: "created", reason: "fulfilment.spending_limit" });
  await shop.sandbox.control.faults.clear();
  await later(shop, HOUR_MS);
  await own.sync();
  expect(await own.last(order.id), "another day, another limit").toMatchObject({ state: "paid", reason: null });
  expect(await own.holds(order.id)).toEqual([]);
});

it("[ORD-11] however many orders are due, and whatever way the database takes, no more are asked about together than may be", async () => {
  const own = await openDepot(shop, { nth: 4 });
  const { row } = await own.paid();
  await shop.database.sql`
    insert into supplier_orders
    select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'number', 'N-' || n, 'external_id', 'E-' || n))).*
    from supplier_orders s, generate_series(1, 60) n where s.id = ${row.id}`;
  await later(shop, DAY_MS);
  const now = shop.platform.clock.now();
  const claimed = await inMerchantTx(own.ctx, async (tx) => {
    await tx.execute(sql`set local plan_cache_mode = force_custom_plan`);
    for (const way of ["hashjoin", "mergejoin", "sort", "hashagg", "material"])
      await tx.execute(sql.raw(`set local enable_${way} = off`));
    return claimLooks(tx, { now, until: addMs(now, MINUTE_MS), limit: 5 });
  });
  expect(claimed).toHaveLength(5);
});

it("[ORD-13] an order that CJ cancels while it waits for another day's limit waits for that no more; nobody hears that it went on", async () => {
  const own = await openDepot(shop, { nth: 6 });
  await saveSettings(own.ctx, { automation: "pay", dailyLimitUsdMinor: 1 });
  const { order } = await own.made();
  expect(await own.holds(order.id)).toEqual(["fulfilment.spending_limit"]);
  const words = () => shop.database.sql<{ status: string }[]>`
    select payload ->> 'status' as status from events
    where type = 'order.status_changed' and payload ->> 'orderId' = ${order.id}`;
  const before = await words();
  await shop.sandbox.control.orders.act(order.number, "cancel", { openId: own.openId });
  await told(own, [order]);
  await own.sync();
  expect(await own.last(order.id)).toMatchObject({ state: "cancelled", reason: "fulfilment.supplier_cancelled" });
  expect(await own.holds(order.id)).toEqual(["fulfilment.supplier_cancelled"]);
  expect(await own.view(order.id)).toMatchObject({ fulfilment: "confirmed", status: "on_hold" });
  expect(await words()).toEqual(before);
});

it("[ORD-13] while another part of the order waits to be paid, what it waits for stays", async () => {
  const own = await openDepot(shop, { products: 2, nth: 7 });
  await saveSettings(own.ctx, { automation: "pay", dailyLimitUsdMinor: 1 });
  const { order, row } = await own.made();
  // As if its goods lay in two countries.
  await shop.database.sql`
    insert into supplier_orders
    select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'number', s.number || '-2', 'external_id', null,
      'next_at', s.next_at + interval '1 day'))).*
    from supplier_orders s where s.id = ${row.id}`;
  await shop.sandbox.control.orders.act(row.number, "cancel", { openId: own.openId });
  await told(own, [row]);
  await own.sync();
  expect((await own.at(order.id)).map(({ state }) => state).toSorted()).toEqual(["cancelled", "created"]);
  expect((await own.holds(order.id)).toSorted()).toEqual([
    "fulfilment.spending_limit",
    "fulfilment.supplier_cancelled",
  ]);
});
