import type { VariantId } from "@nexusone/contracts/ids";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { updateMerchant } from "@nexusone/db/queries/merchants";
import { listTopProducts, sumProductFigures } from "@nexusone/db/queries/product-analytics";
import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { expectAllIndexed } from "@nexusone/testing/explain";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR_MS } from "../clock.ts";
import { listPublicProducts } from "../catalog/list-public-products.ts";
import type { ServiceContext } from "../context.ts";
import { catchUp } from "../events/consume-events.ts";
import { actOnOrder } from "../orders/act-on-order.ts";
import { createOrder } from "../orders/create-order.ts";
import { ADDRESS, ordered, stocked } from "../orders/orders.fixture.ts";
import { recordPayment } from "../payments/record-payment.ts";
import { inMerchantTx } from "../transaction.ts";
import { countProducts } from "./count-products.ts";
import { countInterest, getFulfilmentTimes, getOneProductAnalytics, getProductAnalytics } from "./product-figures.ts";

let test: TestDatabase;
let platform: ReturnType<typeof createTestPlatform>;
beforeAll(async () => {
  test = await createTestDatabase();
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

/** A shop, and what its consumer has seen once it has caught up. */
async function openedShop() {
  const { ctx } = await createStaffedMerchant(platform);
  const follow = async (): Promise<void> => {
    await dispatchEvents(test.db);
    await catchUp(platform, countProducts, ctx.merchantId);
  };
  return { ctx, follow };
}
const pay = (ctx: ServiceContext, orderId: string, kind: "capture" | "refund", amountMinor: number) =>
  recordPayment(ctx, { orderId: orderId as never, kind, amountMinor, reference: randomUUID() });
const two = async (ctx: ServiceContext, a: VariantId, b: VariantId) =>
  (
    await createOrder(ctx, {
      customer: { email: `buyer-${randomUUID()}@example.com` },
      address: ADDRESS,
      lines: [
        { variantId: a, quantity: 2 },
        { variantId: b, quantity: 1 },
      ],
      shippingMinor: 490,
    })
  ).order;

describe("figures of products", () => {
  it("[ANA-05] orders, payments and what was looked at, each counted once, and exactly gone when all went back", async () => {
    const { ctx, follow } = await openedShop();
    const lamp = await stocked(ctx, 40, { priceMinor: 1_990, costMinor: 500 });
    const shade = await stocked(ctx, null, { priceMinor: 731, costMinor: 100 });
    const order = await two(ctx, lamp.variantId, shade.variantId);
    const cancelled = await ordered(ctx, lamp.variantId, { quantity: 5 });
    await actOnOrder(ctx, { orderId: cancelled.id, action: "cancel" });
    await pay(ctx, order.id, "capture", 2_001);
    await pay(ctx, order.id, "capture", order.totalMinor - 2_001);
    await countInterest(ctx, {
      items: [
        { productId: lamp.productId, kind: "view", count: 7 },
        { productId: lamp.productId, kind: "click", count: 3 },
      ],
    });
    await follow();
    await follow();
    const all = await getProductAnalytics(ctx, { days: 7 });
    expect(all.products).toMatchObject([
      { productId: lamp.productId, views: 7, clicks: 3, conversions: 1, units: 2, revenueMinor: 3_980, stock: 40 },
      { productId: shade.productId, views: 0, clicks: 0, conversions: 1, units: 1, revenueMinor: 731, stock: null },
    ]);
    expect(all.totals).toEqual({ views: 7, clicks: 3, conversions: 2, units: 3, revenueMinor: 4_711 });

    for (const part of [1_234, 999]) await pay(ctx, order.id, "refund", part);
    await follow();
    const part = (await getProductAnalytics(ctx, { days: 7 })).totals.revenueMinor;
    const share = ((order.totalMinor - 2_233) * 4_711) / order.totalMinor;
    expect(Math.abs(part - share), "to the minor unit of each line").toBeLessThan(3);
    await pay(ctx, order.id, "refund", order.totalMinor - 2_233);
    await follow();
    const gone = await getProductAnalytics(ctx, { days: 7 });
    expect(gone.products.map(({ revenueMinor }) => revenueMinor)).toEqual([0, 0]);
  });

  it("[ANA-05] [ANA-06] of one product day by day by the shop's own calendar, with how often its stock turns over", async () => {
    const { ctx, follow } = await openedShop();
    await inMerchantTx(ctx, (tx) => updateMerchant(tx, ctx.merchantId, { timezone: "Pacific/Auckland" }));
    const { productId, variantId } = await stocked(ctx, 20);
    const now = platform.clock.now();
    const before = new Date(now.getTime() - 48 * HOUR_MS).toISOString();
    await ordered(ctx, variantId, { quantity: 4, placedAt: before });
    await ordered(ctx, variantId, { quantity: 2 });
    await follow();
    const one = await getOneProductAnalytics(ctx, { productId, days: 30 });
    const dayIn = (at: Date | string) =>
      new Date(at).toLocaleDateString("sv", { timeZone: "Pacific/Auckland" }).slice(0, 10);
    expect(one.series).toHaveLength(30);
    expect(one.series.filter(({ units }) => units > 0).map(({ day, units }) => [day, units])).toEqual([
      [dayIn(before), 4],
      [dayIn(now), 2],
    ]);
    expect(one.totals).toMatchObject({ conversions: 2, units: 6 });
    expect(one.turnover).toBeCloseTo((6 / one.stock!) * (365 / 30), 6);
    const unknown = getOneProductAnalytics(ctx, { productId: randomUUID() as never });
    await expect(unknown).rejects.toMatchObject({ reason: "catalog.product_not_found" });
  });

  it("[ANA-05] what strangers are shown of the public list are views; others' products count nowhere", async () => {
    const { ctx } = await openedShop();
    const other = await openedShop();
    const { productId } = await stocked(ctx, 5);
    const slug = `open-${randomUUID().slice(0, 8)}`;
    await inMerchantTx(ctx, (tx) => updateMerchant(tx, ctx.merchantId, { slug, publicCatalogue: true }));
    for (let look = 0; look < 2; look += 1)
      await listPublicProducts({ platform, requestId: randomUUID(), locale: "en" }, { shop: slug });
    const items = [{ productId, kind: "view" as const, count: 9 }];
    expect(await countInterest(other.ctx, { items })).toEqual({ counted: 0 });
    const { products } = await getProductAnalytics(ctx, { days: 1 });
    expect(products).toMatchObject([{ productId, views: 2, clicks: 0, conversions: 0 }]);
    expect((await getProductAnalytics(other.ctx, { days: 1 })).products).toEqual([]);
  });
});

describe("how long orders take", () => {
  it("[ANA-06] from confirmed to shipped to delivered, half and nine in ten of them, each order once", async () => {
    const { ctx, follow } = await openedShop();
    const { variantId } = await stocked(ctx, 500);
    const orders = [];
    for (let nth = 0; nth < 5; nth += 1) {
      const { id } = await ordered(ctx, variantId);
      await actOnOrder(ctx, { orderId: id, action: "confirm" });
      orders.push(id);
    }
    // One leaves every other hour; all arrive together.
    for (const orderId of orders) {
      platform.clock.advance(2 * HOUR_MS);
      await actOnOrder(ctx, { orderId, action: "ship" });
    }
    await follow();
    platform.clock.advance(24 * HOUR_MS);
    for (const orderId of orders) await actOnOrder(ctx, { orderId, action: "deliver" });
    await follow();
    await follow();
    const { stages } = await getFulfilmentTimes(ctx, { days: 7 });
    expect(stages.map(({ stage, orders: count }) => [stage, count])).toEqual([
      ["confirmed_to_shipped", 5],
      ["shipped_to_delivered", 5],
      ["confirmed_to_delivered", 5],
    ]);
    const [left, way, whole] = stages;
    expect(left!.medianHours).toBeGreaterThanOrEqual(4);
    expect(left!.medianHours).toBeLessThanOrEqual(8);
    expect(left!.p90Hours).toBeGreaterThan(8);
    expect(left!.p90Hours).toBeLessThanOrEqual(10);
    expect(way!.p90Hours).toBeLessThanOrEqual(33);
    expect(whole!.medianHours).toBeGreaterThan(24);
    expect(whole!.p90Hours).toBeLessThanOrEqual(34);
  });

  it("[ANA-05] figures read the days asked for by index and no others", async () => {
    const { ctx } = await openedShop();
    await test.sql`
      insert into products (merchant_id, name, name_lower, status, currency, min_price_minor, max_price_minor, variant_count, imported_at)
      select ${ctx.merchantId}, 'P ' || n, 'p ' || n, 'active', 'EUR', 1, 1, 1, now() from generate_series(1, 200) n`;
    await test.sql`
      insert into product_analytics (merchant_id, day, product_id, currency, views, clicks, conversions, units, revenue_minor)
      select ${ctx.merchantId}, date '2024-01-01' + d, id, 'EUR', 1, 1, 1, 1, 100
      from products, generate_series(1, 60) d where merchant_id = ${ctx.merchantId}`;
    await test.sql`analyze`;
    // The rows of the days asked for, of the twelve thousand there are.
    const most = { touchAtMost: 700 };
    const span = { first: "2024-02-01", last: "2024-02-03", currency: "EUR" };
    await inMerchantTx(ctx, async (tx) => {
      expect(await expectAllIndexed(tx, () => listTopProducts(tx, span, 20), most)).toBeGreaterThan(0);
      expect(await expectAllIndexed(tx, () => sumProductFigures(tx, span), most)).toBeGreaterThan(0);
    });
  });
});
