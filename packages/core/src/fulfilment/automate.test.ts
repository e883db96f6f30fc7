import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "../clock.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { actOnOrder } from "../orders/act-on-order.ts";
import { inMerchantTx } from "../transaction.ts";
import { asSupport, later, openDepot, type Depot } from "./depot.fixture.ts";
import { connectCj } from "../cj/connect-cj.ts";
import { disconnectCj } from "../cj/disconnect-cj.ts";
import { saveSettings } from "./settings.ts";
import { submitOrder } from "./submit-order.ts";
import { cancelSupplierOrder, paySupplierOrder } from "./supplier-order-acts.ts";
import { recordPayment } from "../payments/record-payment.ts";
import type { StoredEvent } from "@nexusone/db/queries/events";
import { autoSubmitJob } from "./auto-submit-job.ts";
import { automateOrders } from "./automate.ts";

let shop: Shop;
let depot: Depot;
beforeAll(async () => {
  shop = await openShop();
  depot = await openDepot(shop);
});
afterAll(() => shop.close());

const vendor = "cj-api" as const;

describe("who may move money", () => {
  it("[ORD-04] support sends orders and pays none; the database takes no payment without a word on record", async () => {
    const { row } = await depot.made();
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
    // Too much came in and the rest went back before anybody looked: all of it is paid all the same.
    const over = await waiting();
    const amountMinor = over.totalMinor + 1_000;
    await recordPayment(own.ctx, { orderId: over.id, kind: "capture", amountMinor, reference: over.number });
    const back = { orderId: over.id, kind: "refund", amountMinor: 1_000, reference: `${over.number} back` } as const;
    await recordPayment(own.ctx, back);
    await tell("payment.received", over);
    expect(await state(over)).toBe("confirmed");
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

  it("[ORD-13] automation that meets an account which cannot be used says so on the order, and goes on once it can", async () => {
    const own = await openDepot(shop, { nth: 8 });
    await saveSettings(own.ctx, { automation: "create" });
    const order = await own.order();
    const { enqueued } = shop.platform;
    const job = { merchantId: own.merchantId, orderId: order.id };
    await disconnectCj(own.ctx);
    enqueued.length = 0;
    for (const waits of [0, 1]) await autoSubmitJob.handle(shop.platform, { ...job, waits });
    expect(await own.holds(order.id)).toEqual(["cj.not_connected"]);
    expect(enqueued.filter(({ name }) => name === autoSubmitJob.name)).toHaveLength(2);
    await connectCj(own.ctx, { apiKey: own.apiKey, environment: "sandbox" });
    await autoSubmitJob.handle(shop.platform, { ...job, waits: 2 });
    await own.work(order.id);
    expect(await own.last(order.id)).toMatchObject({ state: "created", reason: null });
    expect(await own.holds(order.id)).toEqual([]);
    // A person's own hold stays theirs.
    const kept = await own.order();
    await actOnOrder(own.ctx, { orderId: kept.id, action: "hold" });
    await autoSubmitJob.handle(shop.platform, { merchantId: own.merchantId, orderId: kept.id });
    expect(await own.at(kept.id)).toEqual([]);
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
    const { order, row } = await depot.made();
    await cancelSupplierOrder(depot.ctx, { id: row.id });
    await depot.work(order.id);
    expect((await depot.truthOf(order.number))[0]).toMatchObject({ status: "CANCELLED" });
    expect(await depot.last(order.id)).toMatchObject({ state: "cancelled" });
    const done = await depot.paid();
    const late = cancelSupplierOrder(depot.ctx, { id: done.row.id });
    await expect(late).rejects.toMatchObject({ reason: "fulfilment.already_paid" });
    const whole = actOnOrder(depot.ctx, { orderId: done.order.id, action: "cancel" });
    await expect(whole).rejects.toMatchObject({ reason: "fulfilment.already_paid" });
    const other = await depot.made();
    await actOnOrder(depot.ctx, { orderId: other.order.id, action: "cancel" });
    await depot.work(other.order.id);
    expect((await depot.truthOf(other.order.number))[0]).toMatchObject({ status: "CANCELLED" });
  });
});
