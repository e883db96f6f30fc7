import { listNotifications } from "../notifications/list-notifications.ts";
import { notify } from "../notifications/notify.ts";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProduct } from "../catalog/create-product.ts";
import { getProduct } from "../catalog/get-product.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { catchUp } from "../events/consume-events.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { actOnOrder } from "../orders/act-on-order.ts";
import { ordered } from "../orders/orders.fixture.ts";
import { lookForReorders, sweepReorders } from "./look.ts";
import { dismissReorders, listReorders, orderReorder, receiveReorder } from "./reorders.ts";
import { getReorderOutlook, saveReorderSettings } from "./settings.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** A product of the merchant's own that sold so many units in each week, the oldest first. */
async function sold(ctx: ServiceContext, stock: number, weekly: readonly number[]) {
  const { id, variants } = await createProduct(ctx, {
    name: "Lamp",
    variants: [{ priceMinor: 1_990, costMinor: 500, stock: stock + weekly.reduce((sum, one) => sum + one, 0) }],
  });
  const variantId = variants[0]!.id;
  for (const [at, quantity] of weekly.entries()) {
    const placedAt = addMs(ctx.platform.clock.now(), -(weekly.length - at - 0.5) * 7 * DAY_MS).toISOString();
    if (quantity === 0) continue;
    const order = await ordered(ctx, variantId, { quantity, placedAt });
    for (const action of ["confirm", "ship"] as const) await actOnOrder(ctx, { orderId: order.id, action });
  }
  return { productId: id, variantId };
}
const merchant = async () => (await shop.merchant({ credits: 300 })).ctx;
const suggestions = async (ctx: ServiceContext) => (await listReorders(ctx)).items;

describe("goods for stock", () => {
  it("[INV-15] what runs out before an order could come is suggested with its arithmetic, the most urgent first", async () => {
    const ctx = await merchant();
    const soon = await sold(ctx, 4, [7, 7, 7, 7, 7]);
    const sooner = await sold(ctx, 1, [7, 7, 7, 7, 7]);
    await sold(ctx, 400, [7, 7, 7, 7, 7]);
    expect(await lookForReorders(ctx)).toEqual({ suggested: 2 });
    expect(await suggestions(ctx)).toMatchObject([
      { variantId: sooner.variantId, quantity: 43, supplied: false, sum: { coverDays: 1, available: 1 } },
      {
        variantId: soon.variantId,
        quantity: 40,
        sum: { weeklyUnits: 7, coverDays: 4, expected: 44, safety: 0, available: 4, coming: 0, due: true },
      },
    ]);
    await shop.database.sql`update product_variants set external_id = 'a supplier' where id = ${sooner.variantId}`;
    const [supplied] = await suggestions(ctx);
    expect(supplied).toMatchObject({ supplied: true, sum: { coverDays: 1 } });
    await expect(orderReorder(ctx, { id: supplied!.id })).rejects.toMatchObject({ reason: "reorder.supplied" });
    const { items, nextCursor } = await listReorders(ctx, { limit: 1 });
    expect(items).toHaveLength(1);
    expect((await listReorders(ctx, { limit: 1, cursor: nextCursor! })).items).toMatchObject([soon]);
  });

  it("[INV-15] an order counts as coming, goes into stock once, and what came is what is there", async () => {
    const ctx = await merchant();
    const { productId } = await sold(ctx, 4, [7, 7, 7, 7, 7]);
    await lookForReorders(ctx);
    const [{ id } = { id: "" }] = await suggestions(ctx);
    expect(await orderReorder(ctx, { id, quantity: 60 })).toMatchObject({ state: "ordered", quantity: 60 });
    await expect(orderReorder(ctx, { id })).rejects.toMatchObject({ reason: "reorder.moved_on" });
    expect(await lookForReorders(ctx)).toEqual({ suggested: 0 });
    const came = await Promise.allSettled([1, 2, 3].map(() => receiveReorder(ctx, { id, quantity: 55 })));
    expect(came.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await getProduct(ctx, { id: productId })).stock).toBe(59);
    await expect(receiveReorder(ctx, { id, quantity: 55 })).rejects.toMatchObject({ reason: "reorder.moved_on" });
  });

  it("[INV-15] what was dismissed comes back after two weeks at the earliest, and what is no longer due goes", async () => {
    const ctx = await merchant();
    await sold(ctx, 4, [7, 7, 7, 7, 7]);
    await lookForReorders(ctx);
    const [one] = await suggestions(ctx);
    expect(await dismissReorders(ctx, { ids: [one!.id] })).toEqual({ dismissed: 1 });
    expect(await dismissReorders(ctx, { ids: [one!.id] })).toEqual({ dismissed: 0 });
    expect(await lookForReorders(ctx)).toEqual({ suggested: 0 });
    shop.platform.clock.advance(15 * DAY_MS);
    expect(await lookForReorders(ctx)).toEqual({ suggested: 1 });
    await saveReorderSettings(ctx, { leadDays: 1 });
    expect(await lookForReorders(ctx)).toEqual({ suggested: 0 });
    expect(await suggestions(ctx)).toEqual([]);
  });

  it("[INV-15] what was cancelled did not sell, and a shop of three weeks knows too little", async () => {
    const ctx = await merchant();
    await sold(ctx, 4, [7, 7, 7]);
    expect(await lookForReorders(ctx)).toEqual({ suggested: 0 });
    const other = await merchant();
    const { variantId } = await sold(other, 50, [1, 0, 0, 0, 0]);
    const order = await ordered(other, variantId, { quantity: 40 });
    await actOnOrder(other, { orderId: order.id, action: "cancel" });
    expect(await lookForReorders(other)).toEqual({ suggested: 0 });
    expect((await getReorderOutlook(other)).weeks).toEqual([1, 0, 0, 0, 0].slice(0, 5));
  });

  it("[INV-15] a look a day for whoever has it on; people are told once of what is new", async () => {
    const [on, off] = [await merchant(), await merchant()];
    for (const ctx of [on, off]) await sold(ctx, 4, [7, 7, 7, 7, 7]);
    await saveReorderSettings(off, { enabled: false });
    await sweepReorders(shop.platform);
    expect(await suggestions(on)).toHaveLength(1);
    expect(await suggestions(off)).toHaveLength(0);
    const first = (await getReorderOutlook(on)).lookedAt;
    shop.platform.clock.advance(DAY_MS / 2);
    await sweepReorders(shop.platform);
    expect((await getReorderOutlook(on)).lookedAt).toBe(first);
    shop.platform.clock.advance(DAY_MS);
    await sweepReorders(shop.platform);
    expect((await getReorderOutlook(on)).lookedAt).not.toBe(first);
    await dispatchEvents(shop.platform.db);
    await catchUp(shop.platform, notify, on.merchantId);
    const told = (await listNotifications(on)).items.filter(({ kind }) => kind === "reorder_suggested");
    expect(told.map(({ count }) => count)).toEqual([1]);
  });
});
