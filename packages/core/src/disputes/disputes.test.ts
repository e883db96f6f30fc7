import { FIRST_DISPUTE_DAYS } from "@nexusone/contracts/dispute-terms";
import type { OrderId } from "@nexusone/contracts/ids";
import { lockOrder } from "@nexusone/db/queries/orders";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "../clock.ts";
import { asSupport, later, openDepot, type Depot } from "../fulfilment/depot.fixture.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { expectedAt } from "../fulfilment/views.ts";
import { moveParcel, openParcel } from "../orders/parcels.ts";
import { getOrderMoney } from "../payments/get-order-money.ts";
import { inMerchantTx } from "../transaction.ts";
import { listDisputeClocks, openDispute, settleDispute } from "./disputes.ts";

let shop: Shop;
let depot: Depot;
beforeAll(async () => {
  shop = await openShop();
  depot = await openDepot(shop);
});
afterAll(() => shop.close());

const clockOf = async (orderId: OrderId) => (await listDisputeClocks(depot.ctx, { orderId }))[0]!; // one paid order there
const told = async (orderId: string): Promise<string[]> => {
  const rows = await shop.database.sql<{ type: string }[]>`
    select type from events where merchant_id = ${depot.merchantId} and payload ->> 'orderId' = ${orderId}
      and type like 'dispute.%' order by id`;
  return rows.map(({ type }) => type);
};

describe("the dispute clock", () => {
  it("[ORD-14] starts with the payment, goes by the day it left, and says once that a dispute is possible", async () => {
    const { order, row } = await depot.paid();
    expect(await clockOf(order.id)).toMatchObject({
      supplierOrderId: row.id,
      door: "not_yet",
      days: 60,
      countedFrom: "payment",
      countedAt: row.paidAt,
      evidence: { trackingNumbers: [], shippedAt: null, lastEvent: null, silentDays: 0 },
    });
    await shop.sandbox.control.orders.act(order.number, "ship", { openId: depot.openId });
    await shop.sandbox.control.orders.act(order.number, "delay", { openId: depot.openId, days: 300 });
    await later(shop, DAY_MS);
    await depot.sync();
    const left = await clockOf(order.id);
    expect(left).toMatchObject({ door: "not_yet", countedFrom: "dispatch", countedAt: left.evidence.shippedAt });
    expect(left.evidence.trackingNumbers).toHaveLength(1);
    expect(left.evidence.lastEvent).not.toBeNull();

    await later(shop, (FIRST_DISPUTE_DAYS + 1) * DAY_MS);
    await depot.sync();
    expect(await told(order.id), "sixty days, not forty-five").toEqual([]);
    await later(shop, 15 * DAY_MS);
    for (let look = 0; look < 2; look += 1) {
      await depot.sync();
      await later(shop, DAY_MS);
    }
    expect(await told(order.id)).toEqual(["dispute.possible"]);
    const late = await clockOf(order.id);
    expect(late).toMatchObject({ door: "open", closedBy: null });
    expect(late.evidence.silentDays).toBeGreaterThanOrEqual(60);

    await shop.sandbox.control.orders.act(order.number, "deliver", { openId: depot.openId });
    await later(shop, DAY_MS);
    await depot.sync();
    expect(await clockOf(order.id)).toMatchObject({ door: "closed", closedBy: "delivered" });
    expect(await told(order.id)).toEqual(["dispute.possible"]);
  });

  it("[ORD-14] [ORD-16] half of an order that arrived leaves the door open, and the other half expected until its day is over", async () => {
    const { order, row } = await depot.paid({ quantity: 2 });
    const expected = () => inMerchantTx(depot.ctx, (tx) => expectedAt(tx, order.id, depot.ctx.platform.clock.now()));
    expect(await expected(), "before anything left").toBeUndefined();
    await inMerchantTx(depot.ctx, async (tx) => {
      const locked = (await lockOrder(tx, order.id))!;
      const lines = [{ lineId: row.lines[0]!.lineId, quantity: 1 }];
      const parcel = await openParcel(tx, locked, { kind: "supplier", lines });
      await moveParcel(tx, depot.ctx, locked, parcel, "delivered");
    });
    expect(await clockOf(order.id)).toMatchObject({ door: "not_yet", closedBy: null });
    expect((await expected())?.getTime()).toBe(depot.ctx.platform.clock.now().getTime() + row.maxDays! * DAY_MS);
    await later(shop, row.maxDays! * DAY_MS + 1);
    expect(await expected(), "its day is over").toBeUndefined();
    expect(await clockOf(order.id)).toMatchObject({ closedBy: null });
  });
});

describe("disputes", () => {
  it("[ORD-14] what CJ gives back counts for the order's profit now, at the rate of that day, once", async () => {
    const { order, row } = await depot.paid();
    const before = await getOrderMoney(depot.ctx, { orderId: order.id });
    const [opened] = await openDispute(depot.ctx, { supplierOrderId: row.id, reference: "D-1", note: "no news" });
    const [dispute] = opened!.disputes;
    expect(dispute).toMatchObject({ state: "open", reference: "D-1", note: "no news", refund: null });
    const twice = openDispute(depot.ctx, { supplierOrderId: row.id });
    await expect(twice).rejects.toMatchObject({ reason: "disputes.already_open" });

    const outcome = { id: dispute!.id, outcome: "refunded", refundUsdMinor: 1_240, note: "agreed by mail" } as const;
    const [settled] = await settleDispute(depot.ctx, outcome);
    const { refund, note } = settled!.disputes[0]!;
    expect(note, "what was noted at first is evidence").toBe("no news\nagreed by mail");
    expect(refund).toMatchObject({ usdMinor: 1_240, currency: before.currency });
    expect(refund!.minor).toBe(Math.round(1_240 * Number(refund!.rate)));
    const after = await getOrderMoney(depot.ctx, { orderId: order.id });
    expect(after.supplierRefundMinor).toBe(refund!.minor);
    expect(after.profit!.nowMinor - before.profit!.nowMinor).toBe(refund!.minor);
    expect(after.profit!.thenMinor).toBe(before.profit!.thenMinor);
    await expect(settleDispute(depot.ctx, outcome)).rejects.toMatchObject({ reason: "disputes.settled" });
    expect(await getOrderMoney(depot.ctx, { orderId: order.id })).toEqual(after);

    // Refused, then tried again: each is a row of its own.
    const [second] = await openDispute(depot.ctx, { supplierOrderId: row.id });
    const refused = await settleDispute(depot.ctx, { id: second!.disputes[0]!.id, outcome: "refused" });
    expect(refused[0]!.disputes.map(({ state }) => state)).toEqual(["refused", "refunded"]);
    expect(await told(order.id)).toEqual(["dispute.opened", "dispute.settled", "dispute.opened", "dispute.settled"]);
    expect(await getOrderMoney(depot.ctx, { orderId: order.id })).toEqual(after);
  });

  it("[ORD-14] only what was paid is disputed, and only who may note money says what came back", async () => {
    const unpaid = await depot.made();
    expect(await listDisputeClocks(depot.ctx, { orderId: unpaid.order.id })).toEqual([]);
    const early = openDispute(depot.ctx, { supplierOrderId: unpaid.row.id });
    await expect(early).rejects.toMatchObject({ reason: "disputes.not_paid" });
    const nobodys = openDispute(depot.ctx, { supplierOrderId: unpaid.order.id });
    await expect(nobodys).rejects.toMatchObject({ reason: "disputes.not_found" });

    const { row } = await depot.paid();
    const [clock] = await openDispute(asSupport(depot.ctx), { supplierOrderId: row.id });
    const { id } = clock!.disputes[0]!;
    const settle = async () => settleDispute(asSupport(depot.ctx), { id, outcome: "reissued" });
    await expect(settle()).rejects.toMatchObject({ reason: "request.forbidden" });
    const without = async () => settleDispute(depot.ctx, { id, outcome: "refunded" });
    await expect(without(), "an amount belongs to it").rejects.toThrow();
    const force = shop.database.sql`update disputes set state = 'refunded', settled_at = opened_at where id = ${id}`;
    await expect(force).rejects.toThrow("disputes_outcome_check");
  });
});
