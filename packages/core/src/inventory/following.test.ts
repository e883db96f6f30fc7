import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { updateProduct } from "../catalog/update-product.ts";
import { HOUR_MS } from "../clock.ts";
import { listNotifications } from "../notifications/list-notifications.ts";
import { listAlerts } from "./alerts.ts";
import { decideApprovals, listApprovals } from "./approvals.ts";
import { listEvents } from "./events.fixture.ts";
import { listLevels } from "./list-levels.ts";
import { listRuns } from "./list-runs.ts";
import { saveInventorySettings } from "./settings.ts";
import { openStockroom, pricesOf, type Stockroom } from "./stockroom.fixture.ts";
import { sweepSyncs } from "./sweep-syncs.ts";

let room: Stockroom;
beforeAll(async () => {
  room = await openStockroom();
});
afterAll(() => room.close());
afterEach(() => room.restore());

describe("availability", () => {
  it("[INV-05] empty stock puts a product off sale, its return back on, and the merchant's own switch is never touched", async () => {
    const { ctx, id, before } = await room.stocked();
    const other = await room.imported(ctx);
    await updateProduct(ctx, { id: other.id, status: "inactive" });
    for (const one of [before, other.before]) await room.stocks(one, 0);
    await room.sync(ctx);
    expect(await room.product(ctx, id)).toMatchObject({ stock: 0, available: false, status: "active" });
    expect(await room.product(ctx, other.id)).toMatchObject({ available: false, status: "inactive" });
    for (const one of [before, other.before]) await room.stocks(one, 30);
    await room.sync(ctx);
    expect(await room.product(ctx, id)).toMatchObject({ stock: 30, available: true, status: "active" });
    expect(await room.product(ctx, other.id)).toMatchObject({ available: true, status: "inactive" });
  });

  it("[INV-05] when the merchant wants to be asked, a return waits for their word, and for the next one after a no", async () => {
    const { ctx, id, before } = await room.stocked();
    await room.policy(ctx, { stock: "ask" });
    await room.stocks(before, 0);
    await room.sync(ctx);
    await room.stocks(before, 25);
    expect(await room.sync(ctx)).toMatchObject({ waiting: 1 });
    expect(await room.product(ctx, id)).toMatchObject({ stock: 25, available: false });
    const [asked] = (await listApprovals(ctx)).items;
    expect(asked).toMatchObject({ kind: "stock", productId: id });
    await decideApprovals(ctx, { ids: [asked!.id], decision: "reject" });
    await room.sync(ctx);
    expect((await room.product(ctx, id)).available).toBe(false);
    expect((await listApprovals(ctx)).items).toEqual([]);
    await room.stocks(before, 0);
    await room.sync(ctx);
    await room.stocks(before, 25);
    await room.sync(ctx);
    const [again] = (await listApprovals(ctx)).items;
    await decideApprovals(ctx, { ids: [again!.id], decision: "approve" });
    expect((await room.product(ctx, id)).available).toBe(true);
  });

  it("[INV-03] unknown stock is not zero", async () => {
    const { ctx, id, before } = await room.stocked();
    await room.shop.database.sql`update products set stock_total = null where id = ${id}`;
    expect((await room.product(ctx, id)).available).toBeNull();
    expect((await listLevels(ctx, { show: "unknown" })).items).toMatchObject([{ productId: id, stock: null }]);
    expect((await listAlerts(ctx)).items).toEqual([]);
    await room.sync(ctx);
    expect((await room.product(ctx, id)).stock).toBe(before.stock);
  });
});

describe("prices", () => {
  it("[INV-04] a jump waits for somebody: approving takes it, and a loss is not sold meanwhile", async () => {
    const { ctx, id, before } = await room.stocked();
    await room.reprices(before, 40);
    const run = await room.sync(ctx);
    expect(run).toMatchObject({ changed: 1, waiting: 1 });
    const held = await room.product(ctx, id);
    expect(pricesOf(held)).toEqual(pricesOf(before));
    expect(held).toMatchObject({ available: false });
    const [asked] = (await listApprovals(ctx)).items;
    expect(asked).toMatchObject({ kind: "cost", holds: true });
    expect(asked!.changes[0]).toMatchObject({ field: "price", from: before.variants[0]!.priceMinor });
    expect(await decideApprovals(ctx, { ids: [asked!.id], decision: "approve" })).toEqual({ decided: 1, gone: 0 });
    const after = await room.product(ctx, id);
    expect(after.minPriceMinor).toBeGreaterThan(before.minPriceMinor);
    expect(after.available).toBe(true);
    expect(await decideApprovals(ctx, { ids: [asked!.id], decision: "approve" })).toEqual({ decided: 0, gone: 1 });
  });

  it("[INV-04] a price by rule that comes to leave less than the floor, and may not rise so far by itself, is not sold at without a word", async () => {
    const { ctx, id, before } = await room.stocked();
    for (const { externalId, costUsd, priceMinor, margin } of before.variants) {
      // Sold for 2.5 times what it costs with its freight: 1.4 times that much more leaves four percent.
      const more = (1.4 * (priceMinor - margin!.profitMinor)) / 90;
      await room.shop.sandbox.control.products.setPrice(externalId!, Number((Number(costUsd) + more).toFixed(2)));
    }
    expect(await room.sync(ctx)).toMatchObject({ waiting: 1 });
    const held = await room.product(ctx, id);
    expect(pricesOf(held), "a step too large").toEqual(pricesOf(before));
    for (const { margin } of held.variants) {
      expect(margin?.profitMinor, "no loss").toBeGreaterThan(0);
      expect(margin?.percentOfNetBps, "and less than the floor").toBeLessThan(1_000);
    }
    expect(held).toMatchObject({ available: false, saleHeldBy: "cost" });
    const [asked] = (await listApprovals(ctx)).items;
    await decideApprovals(ctx, { ids: [asked!.id], decision: "approve" });
    expect((await room.product(ctx, id)).available).toBe(true);
  });

  it("[INV-04] a price that somebody types answers the question about it, and the sale goes on", async () => {
    const { ctx, id, before } = await room.stocked();
    await room.reprices(before, 40);
    await room.sync(ctx);
    expect((await room.product(ctx, id)).saleHeldBy).toBe("cost");
    const prices = before.variants.map((variant) => ({ variantId: variant.id, priceMinor: 9_000_000 }));
    await updateProduct(ctx, { id, prices });
    expect((await listApprovals(ctx)).items).toEqual([]);
    expect(await room.product(ctx, id)).toMatchObject({ saleHeldBy: null, available: true });
  });

  it("[INV-04] a typed price that a cost rise turns into a loss stops the sale until somebody decides", async () => {
    const { ctx, id, before } = await room.stocked();
    const prices = before.variants.map(({ id: variantId, priceMinor }) => ({ variantId, priceMinor }));
    await updateProduct(ctx, { id, prices });
    await room.reprices(before, 40);
    expect(await room.sync(ctx)).toMatchObject({ waiting: 1 });
    expect(await room.product(ctx, id)).toMatchObject({ available: false, saleHeldBy: "cost" });
    expect(pricesOf(await room.product(ctx, id)), "typed prices stay").toEqual(pricesOf(before));
    await room.sync(ctx);
    expect(await room.product(ctx, id), "the next reading changes nothing about it").toMatchObject({
      available: false,
    });
    const [asked] = (await listApprovals(ctx)).items;
    expect(asked).toMatchObject({ kind: "cost", holds: true });
    await decideApprovals(ctx, { ids: [asked!.id], decision: "reject" });
    expect(await room.product(ctx, id), "sold at a loss, knowingly").toMatchObject({ available: true });
    await room.sync(ctx);
    expect(await room.product(ctx, id)).toMatchObject({ available: true, saleHeldBy: null });
    await room.reprices(before, 41);
    expect(await room.sync(ctx)).toMatchObject({ waiting: 1 });
    const [again] = (await listApprovals(ctx)).items;
    await decideApprovals(ctx, { ids: [again!.id], decision: "approve" });
    const after = await room.product(ctx, id);
    expect(after.available).toBe(true);
    expect(after.minPriceMinor).toBeGreaterThan(before.minPriceMinor);
  });

  it("[INV-04] a loss that ends by itself, or was typed knowingly, is nobody's question", async () => {
    const { ctx, id, before } = await room.stocked();
    const prices = before.variants.map(({ id: variantId, priceMinor }) => ({ variantId, priceMinor }));
    await updateProduct(ctx, { id, prices });
    await room.reprices(before, 40);
    await room.sync(ctx);
    await room.reprices(before, 1);
    await room.sync(ctx);
    expect(await room.product(ctx, id)).toMatchObject({ available: true, saleHeldBy: null });
    expect((await listApprovals(ctx)).items).toEqual([]);
  });

  it("[INV-04] a refused price is not asked again until it is another one", async () => {
    const { ctx, id, before } = await room.stocked();
    await room.policy(ctx, { cost: "ask" });
    await room.reprices(before, 1.1);
    await room.sync(ctx);
    expect(pricesOf(await room.product(ctx, id))).toEqual(pricesOf(before));
    expect((await room.product(ctx, id)).variants[0]!.held).toMatchObject({ by: "asked" });
    const asked = (await listApprovals(ctx)).items;
    await decideApprovals(ctx, { ids: asked.map((one) => one.id), decision: "reject" });
    await room.sync(ctx);
    expect((await listApprovals(ctx)).items).toEqual([]);
    expect((await room.product(ctx, id)).variants[0]!.held).toBeNull();
    await room.reprices(before, 1.2);
    await room.sync(ctx);
    expect((await listApprovals(ctx)).items).toHaveLength(1);
    expect(pricesOf(await room.product(ctx, id))).toEqual(pricesOf(before));
  });

  it("[INV-04] a price that would hardly move stays; small steps add up", async () => {
    const { ctx, id, before } = await room.stocked();
    await saveInventorySettings(ctx, { priceNoiseBps: 500 });
    await room.reprices(before, 1.02);
    await room.sync(ctx);
    expect(pricesOf(await room.product(ctx, id))).toEqual(pricesOf(before));
    expect(Number((await room.product(ctx, id)).minCostUsd)).toBeGreaterThan(Number(before.minCostUsd));
    await room.reprices(before, 1.25);
    await room.sync(ctx);
    expect((await room.product(ctx, id)).minPriceMinor).toBeGreaterThan(before.minPriceMinor);
  });
});

describe("what comes and goes", () => {
  it("[INV-05] a product is gone only when CJ did not know it twice", async () => {
    const { ctx, pid, id } = await room.stocked();
    await room.shop.sandbox.control.products.remove(pid);
    await room.sync(ctx);
    expect(await room.product(ctx, id)).toMatchObject({ origin: { offSale: false }, available: true });
    await room.sync(ctx);
    expect(await room.product(ctx, id)).toMatchObject({
      origin: { offSale: true },
      available: false,
      status: "active",
    });
    await room.shop.sandbox.control.products.restore(pid);
    await room.sync(ctx);
    expect(await room.product(ctx, id)).toMatchObject({ origin: { offSale: false }, available: true });
  });

  it("[INV-05] the second look comes after an hour by itself, and one not-found between two answers counts for nothing", async () => {
    const { ctx, pid, id } = await room.stocked();
    await saveInventorySettings(ctx, { schedule: "off" });
    await room.shop.sandbox.control.products.remove(pid);
    await room.sync(ctx);
    await room.shop.sandbox.control.products.restore(pid);
    await room.sync(ctx);
    await room.shop.sandbox.control.products.remove(pid);
    await room.sync(ctx);
    expect((await room.product(ctx, id)).origin).toMatchObject({ offSale: false });
    room.later(HOUR_MS + 1);
    await sweepSyncs(room.shop.platform);
    const [retry] = (await listRuns(ctx)).items;
    expect(retry).toMatchObject({ state: "running", trigger: "retry", total: 1 });
    await room.work(ctx, retry!.id);
    expect((await room.product(ctx, id)).origin).toMatchObject({ offSale: true });
  });

  it("[INV-05] gone and new variants wait when the merchant wants to be asked, and follow on a yes", async () => {
    const { ctx, id, before } = await room.stocked();
    const [gone] = before.variants;
    await room.policy(ctx, { variantGone: "ask", variantNew: "ask" });
    await room.shop.database.sql`update product_variants set external_id = 'vid-nobody-sells' where id = ${gone!.id}`;
    expect(await room.sync(ctx)).toMatchObject({ waiting: 2 });
    const waiting = await room.product(ctx, id);
    expect(waiting.variants).toHaveLength(before.variants.length);
    expect(waiting.variants.every(({ offSale }) => !offSale)).toBe(true);
    const { items } = await listApprovals(ctx);
    expect(items.map(({ kind }) => kind).sort()).toEqual(["variantGone", "variantNew"]);
    await decideApprovals(ctx, { ids: items.map((one) => one.id), decision: "approve" });
    const after = await room.product(ctx, id);
    expect(after.variants).toHaveLength(before.variants.length + 1);
    expect(after.variants.find((one) => one.id === gone!.id)).toMatchObject({ offSale: true });
    expect(after.variants.find((one) => one.externalId === gone!.externalId)).toMatchObject({
      offSale: false,
      priceMinor: gone!.priceMinor,
    });
  });

  it("[INV-05] a product on hold is not sold until somebody decides", async () => {
    const { ctx, pid, id } = await room.stocked();
    await room.policy(ctx, { productGone: "hold" });
    await room.shop.sandbox.control.products.remove(pid);
    await room.sync(ctx);
    await room.sync(ctx);
    expect(await room.product(ctx, id)).toMatchObject({ available: false, origin: { offSale: false } });
    expect((await listLevels(ctx, { show: "held" })).items).toMatchObject([{ productId: id, heldBy: "productGone" }]);
    const [asked] = (await listApprovals(ctx)).items;
    await decideApprovals(ctx, { ids: [asked!.id], decision: "approve" });
    expect(await room.product(ctx, id)).toMatchObject({ available: false, origin: { offSale: true } });
    expect((await listLevels(ctx, { show: "held" })).items).toEqual([]);
  });

  it("[NOT-01] people are told of what they want to hear of", async () => {
    const { ctx, before } = await room.stocked();
    await room.policy(ctx, { cost: "notify" });
    await room.reprices(before, 1.1);
    await room.sync(ctx);
    expect(await listEvents(ctx, "inventory.change_followed")).toMatchObject([{ payload: { kind: "cost" } }]);
    expect((await listNotifications(ctx)).items).toEqual([]);
  });
});
