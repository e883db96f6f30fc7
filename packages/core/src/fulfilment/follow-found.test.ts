import {
  SUPPLIER_ORDER_STATES,
  SUPPLIER_ORDER_TRANSITIONS,
  type SupplierOrderState,
} from "@nexusone/contracts/fulfilment-terms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../clock.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { followCjMessages } from "../cj/webhook/follow-cj-messages.ts";
import type { MessageRow } from "@nexusone/db/queries/channel-events";
import { actOnOrder } from "../orders/act-on-order.ts";
import { ADDRESS, stocked } from "../orders/orders.fixture.ts";
import { inMerchantTx } from "../transaction.ts";
import { dollars, later, openDepot, type Depot } from "./depot.fixture.ts";

import { createOrder } from "../orders/create-order.ts";
import { createDelivery } from "../deliveries/deliveries.ts";
import { planSupplierOrders } from "./plan-orders.ts";
import { submitOrder } from "./submit-order.ts";
let shop: Shop;
let depot: Depot;
beforeAll(async () => {
  shop = await openShop();
  depot = await openDepot(shop);
});
afterAll(() => shop.close());

describe("the states of an order at a supplier", () => {
  it("[ORD-13] the database refuses every way that the table of the contracts does not have", async () => {
    const { row } = await depot.made();
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
    const { order } = await own.paid();
    await own.sync();
    const paid = await own.view(order.id);
    expect(paid).toMatchObject({ fulfilment: "processing", shipments: [] });
    const seen = new Set<string>([paid.fulfilment]);
    let eta: string | null = null;
    for (let days = 0; days < 20; days += 1) {
      await later(shop, DAY_MS);
      await own.sync();
      seen.add((await own.view(order.id)).fulfilment);
      eta ??= (await own.last(order.id)).etaAt;
    }
    expect([...seen]).toEqual(["processing", "shipped", "delivered"]);
    const view = await own.view(order.id);
    expect(view).toMatchObject({ fulfilment: "delivered", status: "delivered", holds: [] });
    expect(await own.last(order.id)).toMatchObject({ state: "done", nextAt: null });
    const [parcel] = view.shipments;
    const [there] = await own.truthOf(order.number);
    expect(parcel).toMatchObject({ kind: "supplier", trackingNumber: there!.parts[0]!.trackNumber });
    const words = parcel!.events.map(({ activity }) => activity).filter(Boolean);
    expect(words[0]).toBe("Delivered");
    expect(new Set(words).size).toBe(words.length);
    expect(words.length).toBeGreaterThan(3);
    expect(eta).not.toBeNull();
  });

  it("[ORD-11] a split order is followed parcel by parcel", async () => {
    const two = await openDepot(shop, { products: 2, nth: 4 });
    const { order } = await two.paid();
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
    const silent = await depot.paid();
    await shop.sandbox.control.orders.act(silent.order.number, "ship", { openId: depot.openId });
    await shop.sandbox.control.orders.act(silent.order.number, "delay", { openId: depot.openId, days: 20 });
    const back = await depot.paid();
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
    const { order } = await depot.paid();
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
    const { order } = await own.paid();
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
    const { order } = await depot.made();
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

  it("[ORD-20] [ORD-11] a driver gets what is not ordered at CJ, and CJ what no driver has", async () => {
    const { variantId } = await stocked(depot.ctx, 5);
    const { order } = await createOrder(depot.ctx, {
      customer: { email: "both@example.com" },
      address: ADDRESS,
      lines: [
        { variantId, quantity: 2 },
        { variantId: depot.goods[0]!.variantId, quantity: 1 },
      ],
    });
    if (order.held) await actOnOrder(depot.ctx, { orderId: order.id, action: "release" });
    await actOnOrder(depot.ctx, { orderId: order.id, action: "confirm" });
    await submitOrder(depot.ctx, { orderId: order.id, pay: true });
    await depot.work(order.id);
    const task = await createDelivery(depot.ctx, { orderId: order.id, driverName: "Karim" });
    const unitsOf = async (shipmentId: string) =>
      (await depot.view(order.id)).shipments.find(({ id }) => id === shipmentId)?.lines.map(({ quantity }) => quantity);
    expect(await unitsOf(task.shipmentId)).toEqual([2]);
    const again = createDelivery(depot.ctx, { orderId: order.id, driverName: "Karim" });
    await expect(again).rejects.toMatchObject({ reason: "orders.nothing_to_ship" });
    await shop.sandbox.control.orders.act(order.number, "ship", { openId: depot.openId });
    await later(shop, DAY_MS);
    await depot.sync();
    expect((await depot.view(order.id)).shipments.map(({ kind }) => kind).sort()).toEqual(["local", "supplier"]);

    const other = await depot.order();
    await createDelivery(depot.ctx, { orderId: other.id, driverName: "Karim" });
    await expect(planSupplierOrders(depot.ctx, { orderId: other.id })).rejects.toMatchObject({
      reason: "fulfilment.nothing_to_send",
    });
  });

  it("[ORD-13] one order that cannot be followed keeps no other waiting", async () => {
    const own = await openDepot(shop);
    const [bad, good] = [await own.paid(), await own.paid()];
    await shop.sandbox.control.orders.act(good.order.number, "ship", { openId: own.openId });
    await later(shop, DAY_MS);
    // Nothing can be made of what is stored of it.
    await shop.database.sql`update supplier_orders set lines = '{}'::jsonb where id = ${bad.row.id}`;
    await own.sync();
    expect((await own.view(good.order.id)).shipments).toHaveLength(1);
    const [row] = await shop.database.sql<{ nextAt: Date }[]>`
      select next_at as "nextAt" from supplier_orders where id = ${bad.row.id}`;
    expect(row!.nextAt.getTime() - shop.platform.clock.now().getTime(), "asked again").toBe(HOUR_MS);
  });
});
