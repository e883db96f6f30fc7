import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS } from "../clock.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { changeOrderAddress } from "../orders/act-on-order.ts";
import { ADDRESS } from "../orders/orders.fixture.ts";
import { later, openDepot, type Depot } from "./depot.fixture.ts";
import { planSupplierOrders } from "./plan-orders.ts";
import { submitOrder } from "./submit-order.ts";
import { paySupplierOrder, resendOrder } from "./supplier-order-acts.ts";

let shop: Shop;
let depot: Depot;
beforeAll(async () => {
  shop = await openShop();
  depot = await openDepot(shop);
});
afterAll(() => shop.close());

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
    const { order, row } = await depot.made({ address: { line1: "PO Box 12" } });
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
    expect((await depot.truthOf(order.number))[0]).toMatchObject({ status: "CANCELLED" });
    expect((await depot.truthOf(`${order.number}-2`))[0]).toMatchObject({ address: { address: "12 rue Haute" } });
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
    expect((await depot.truthOf(order.number))[0]).toMatchObject({ paidAt: null });
    const old = paySupplierOrder(depot.ctx, { id: row.id, usdMinor: row.askedUsdMinor! - 300 });
    await expect(old).rejects.toMatchObject({ reason: "fulfilment.not_payable" });
    await paySupplierOrder(depot.ctx, { id: row.id, usdMinor: row.askedUsdMinor! });
    await depot.work(order.id);
    expect(await depot.last(order.id)).toMatchObject({ state: "paid" });
    expect(await depot.holds(order.id)).toEqual([]);
    await shop.sandbox.control.products.setPrice(goods!.vid, plan!.goodsUsdMinor / 100);
  });

  it("[ORD-13] an empty balance holds the order by name, and it is paid by itself when there is money", async () => {
    const { order, row } = await depot.made();
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
    const { order } = await depot.paid();
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
