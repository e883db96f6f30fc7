import { afterAll, beforeAll, expect, it } from "vitest";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import type { Platform } from "../platform.ts";
import { later, openDepot } from "./depot.fixture.ts";
import { cjOrderSyncJob, orderFulfilmentJob } from "./jobs.ts";
import { submitOrder } from "./submit-order.ts";
import { cancelSupplierOrder } from "./supplier-order-acts.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** The same shop at a CJ that refuses calls with the code that `codeFor` has for them, and what was logged as an error. */
function refusedBy(codeFor: (url: URL) => number | false) {
  const errors: unknown[] = [];
  const refusingFetch: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const code = codeFor(url);
    return code ? Response.json({ code, result: false, message: "refused", data: null }) : fetch(input, init);
  };
  const { cj, log } = shop.platform;
  const platform: Platform = {
    ...shop.platform,
    cj: { ...cj, fetch: refusingFetch },
    log: { ...log, error: (fields) => void errors.push(fields) },
  };
  return { platform, errors };
}
const WRONG_PARAMETER = 1600300;
const WRONG_REQUEST = 1600100;
const ORDER_NOT_FOUND = 1603100;

it.each([
  ["a wrong parameter", WRONG_PARAMETER],
  ["an order it does not know", ORDER_NOT_FOUND],
])(
  "[ORD-11] [ORD-13] where CJ refuses to tell of many orders together for %s, each is asked for by itself; one it refuses waits alone, and nothing is an error",
  async (_why, together) => {
    const own = await openDepot(shop, { nth: 2 });
    const [first, refused, last] = [await own.paid(), await own.paid(), await own.paid()];
    for (const { order } of [first, refused, last])
      await shop.sandbox.control.orders.act(order.number, "ship", { openId: own.openId });
    await later(shop, DAY_MS);
    const isAbout = (url: URL): boolean => url.searchParams.get("orderId") === refused.row.externalId;
    const { platform, errors } = refusedBy((url) =>
      url.pathname.endsWith("order/list") ? together : isAbout(url) && WRONG_REQUEST,
    );
    await cjOrderSyncJob.handle(platform, { merchantId: own.merchantId });
    const stages = await Promise.all(
      [first, refused, last].map(async ({ order }) => (await own.view(order.id)).fulfilment),
    );
    expect(stages).toEqual(["shipped", "processing", "shipped"]);
    const inAnHour = addMs(shop.platform.clock.now(), HOUR_MS).toISOString();
    expect(await own.last(refused.order.id)).toMatchObject({ state: "paid", reason: "cj.rejected", nextAt: inAnHour });
    expect(await own.holds(refused.order.id)).toEqual([]);
    expect(errors).toEqual([]);
    await later(shop, HOUR_MS);
    await own.sync();
    expect(await own.view(refused.order.id)).toMatchObject({ fulfilment: "shipped" });
    expect(await own.last(refused.order.id)).toMatchObject({ reason: null });
  },
);

it("[ORD-13] an order whose making had no answer is not taken for refused because CJ refuses to say what became of it", async () => {
  const own = await openDepot(shop, { nth: 3 });
  const order = await own.order();
  await submitOrder(own.ctx, { orderId: order.id });
  await own.lose("order/createOrderV2");
  await own.work(order.id);
  await later(shop, HOUR_MS);
  const { platform, errors } = refusedBy((url) => url.pathname.endsWith("getOrderDetail") && WRONG_REQUEST);
  await cjOrderSyncJob.handle(platform, { merchantId: own.merchantId });
  expect(await own.last(order.id)).toMatchObject({ state: "wanted", reason: "cj.rejected" });
  expect(errors).toEqual([]);
  await later(shop, HOUR_MS);
  await own.sync();
  expect(await own.last(order.id)).toMatchObject({ state: "created", number: order.number });
  expect(await own.truthOf(order.number)).toHaveLength(1);
});

it.each([
  ["a wrong parameter", WRONG_PARAMETER],
  ["an order it does not know", ORDER_NOT_FOUND],
])(
  "[ORD-13] [ORD-14] an order that CJ does not let us take back for %s is asked about again, ends no job and is no error",
  async (_why, code) => {
    const own = await openDepot(shop, { nth: 4 });
    const { order, row } = await own.made();
    await cancelSupplierOrder(own.ctx, { id: row.id });
    // CJ says the same of any call that it finds wrong; an address is in none but the making of an order.
    const { platform, errors } = refusedBy((url) => url.pathname.endsWith("deleteOrder") && code);
    await orderFulfilmentJob.handle(platform, { merchantId: own.merchantId, orderId: order.id });
    const inAnHour = addMs(shop.platform.clock.now(), HOUR_MS).toISOString();
    expect(await own.last(order.id)).toMatchObject({
      state: "cancelling",
      reason: "fulfilment.refused",
      nextAt: inAnHour,
    });
    await cjOrderSyncJob.handle(platform, { merchantId: own.merchantId });
    expect(errors).toEqual([]);
    await later(shop, HOUR_MS);
    await own.sync();
    expect(await own.last(order.id)).toMatchObject({ state: "cancelled", reason: null });
  },
);
