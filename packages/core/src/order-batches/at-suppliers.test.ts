import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDepot, type Depot } from "../fulfilment/depot.fixture.ts";
import { planSupplierOrders } from "../fulfilment/plan-orders.ts";
import { submitOrder } from "../fulfilment/submit-order.ts";
import { cancelSupplierOrder, paySupplierOrder } from "../fulfilment/supplier-order-acts.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { ordered, stocked } from "../orders/orders.fixture.ts";
import { listOrdersOfBatch } from "./get-order-batch.ts";
import { carryOut, plan, work } from "./order-batches.fixture.ts";

let shop: Shop;
let depot: Depot;
beforeAll(async () => {
  shop = await openShop();
  depot = await openDepot(shop);
});
afterAll(() => shop.close());

/** Sent and made at CJ, unpaid. */
async function made() {
  const order = await depot.order();
  await submitOrder(depot.ctx, { orderId: order.id });
  await depot.work(order.id);
  return { ...order, row: await depot.last(order.id) };
}
const reasonsOf = async (id: string) =>
  (await listOrdersOfBatch(depot.ctx, { id, problems: true })).items.map(({ number, reason }) => [number, reason]);

describe("many orders at a supplier", () => {
  it("[ORD-04] [ORD-13] pays the amounts that were shown, each once, and none that is another one by now", async () => {
    const { ctx } = depot;
    const orders = [await made(), await made(), await made()];
    const [first, second, third] = orders as [(typeof orders)[0], (typeof orders)[0], (typeof orders)[0]];
    const { variantId } = await stocked(ctx, 5);
    const own = await ordered(ctx, variantId);
    const ids = [...orders.map(({ id }) => id), own.id];
    const ready = await plan(ctx, { selection: { ids }, act: "pay" });
    const asked = orders.map(({ row }) => row.askedUsdMinor!);
    expect(ready).toMatchObject({
      counts: { planned: 3, excluded: 1 },
      payUsdMinor: asked[0]! + asked[1]! + asked[2]!,
    });
    expect(await reasonsOf(ready.id)).toEqual([[own.number, "fulfilment.not_payable"]]);
    const before = await depot.balance();

    await paySupplierOrder(ctx, { id: second.row.id, usdMinor: asked[1]! });
    await cancelSupplierOrder(ctx, { id: third.row.id });
    for (const { id } of [second, third]) await depot.work(id);
    expect(await carryOut(ctx, ready.id)).toMatchObject({ state: "done", counts: { done: 1, refused: 2 } });
    expect(await reasonsOf(ready.id)).toEqual([
      [second.number, "orders.batch_moved"],
      [third.number, "orders.batch_moved"],
      [own.number, "fulfilment.not_payable"],
    ]);
    await carryOut(ctx, ready.id);
    for (const { id } of orders) await depot.work(id);
    expect(await depot.last(first.id)).toMatchObject({ state: "paid" });
    expect(await depot.last(third.id)).toMatchObject({ state: "cancelled" });
    expect(await depot.balance()).toBeCloseTo(before - (asked[0]! + asked[1]!) / 100, 2);

    const later = await plan(ctx, { selection: { ids: [first.id] }, act: "cancel" });
    expect(await reasonsOf(later.id)).toEqual([[first.number, "fulfilment.already_paid"]]);
    const shipped = await plan(ctx, { selection: { ids: [first.id] }, act: "ship" });
    expect(await reasonsOf(shipped.id)).toEqual([[first.number, "orders.sent_by_supplier"]]);
  });

  it("[ORD-13] sends again what was refused, once, also when the process died while it did", async () => {
    const { ctx } = depot;
    const { products } = shop.sandbox.control;
    const [goods] = depot.goods;
    const orders = [await depot.order(), await depot.order()];
    for (const { id } of orders) await planSupplierOrders(ctx, { orderId: id });
    await products.setStock(goods!.vid, "CN", { cj: 0, factory: 0 });
    for (const { id } of orders) {
      await submitOrder(ctx, { orderId: id });
      await depot.work(id);
      expect(await depot.holds(id)).toEqual(["fulfilment.out_of_stock"]);
    }
    await products.setStock(goods!.vid, "CN", { cj: 500, factory: 10_000 });
    const fine = await made();
    const ids = [...orders.map(({ id }) => id), fine.id];
    const ready = await plan(ctx, { selection: { ids }, act: "resend" });
    expect(ready).toMatchObject({ counts: { planned: 2, excluded: 1 }, payUsdMinor: 0 });
    expect(await reasonsOf(ready.id)).toEqual([[fine.number, "orders.batch_unchanged"]]);
    expect(await carryOut(ctx, ready.id)).toMatchObject({ counts: { done: 2, refused: 0 } });

    // As a process leaves it that died after the suppliers had been asked.
    await shop.database
      .sql`update order_batch_rows set state = 'doing' where batch_id = ${ready.id} and state = 'done'`;
    await shop.database.sql`update order_batches set state = 'running' where id = ${ready.id}`;
    await work(ctx, ready.id);
    for (const { id, number } of orders) {
      await depot.work(id);
      expect(await depot.holds(id)).toEqual([]);
      expect((await depot.at(id)).map((row) => [row.number, row.state])).toEqual([
        [number, "cancelled"],
        [`${number}-2`, "created"],
      ]);
    }
  });
});
