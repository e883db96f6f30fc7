import { dispatchEvents } from "@nexusone/db/queries/events";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createProduct } from "../catalog/create-product.ts";
import { deleteProduct } from "../catalog/delete-product.ts";
import { updateProduct } from "../catalog/update-product.ts";
import { MINUTE_MS } from "../clock.ts";
import { catchUp } from "../events/consume-events.ts";
import { listNotifications } from "../notifications/list-notifications.ts";
import { getNotificationSettings } from "../notifications/notification-settings.ts";
import { notify } from "../notifications/notify.ts";
import { sendDueNotifications } from "../notifications/send-due.ts";
import { dismissAlerts, listAlerts, setLowStock } from "./alerts.ts";
import { listEvents } from "./events.fixture.ts";
import { listLevels } from "./list-levels.ts";
import { getInventory } from "./list-runs.ts";
import { saveInventorySettings } from "./settings.ts";
import { openStockroom, type Stockroom } from "./stockroom.fixture.ts";

let room: Stockroom;
beforeAll(async () => {
  room = await openStockroom();
});
afterAll(() => room.close());
afterEach(() => room.restore());

describe("alerts", () => {
  it("[INV-06] [INV-07] five or fewer is low, none is only out, and both end by themselves", async () => {
    const { ctx, id, before } = await room.stocked();
    const kinds = async () => (await listAlerts(ctx)).items.map(({ kind, units }) => [kind, units]);
    await room.stocks(before, 6);
    await room.sync(ctx);
    expect(await kinds()).toEqual([]);
    await room.stocks(before, 5);
    await room.sync(ctx);
    expect(await kinds()).toEqual([["low", 5]]);
    await room.stocks(before, 0);
    await room.sync(ctx);
    expect(await kinds()).toEqual([["out", 0]]);
    expect((await listLevels(ctx, { show: "out" })).items).toMatchObject([{ productId: id, stock: 0 }]);
    expect(await getInventory(ctx)).toMatchObject({ low: 0, out: 1, run: { state: "done" } });
    await room.stocks(before, 60);
    await room.sync(ctx);
    expect(await kinds()).toEqual([]);
    expect((await listEvents(ctx, "inventory.alert_raised")).map(({ payload }) => payload["kind"])).toEqual([
      "low",
      "out",
    ]);
  });

  it("[INV-08] thresholds are the shop's or the product's own, and count at once", async () => {
    const { ctx, id, before } = await room.stocked();
    await room.stocks(before, 20);
    await room.sync(ctx);
    await setLowStock(ctx, { productId: id, lowStockAt: 20 });
    expect((await listAlerts(ctx)).items).toMatchObject([{ kind: "low", threshold: 20 }]);
    expect((await listLevels(ctx, { show: "low" })).items).toMatchObject([{ ownThreshold: true, lowStockAt: 20 }]);
    await setLowStock(ctx, { productId: id, lowStockAt: null });
    expect((await listAlerts(ctx)).items).toEqual([]);
    await saveInventorySettings(ctx, { lowStockAt: 25 });
    expect((await listAlerts(ctx)).items).toMatchObject([{ threshold: 25 }]);
    await saveInventorySettings(ctx, { lowStockAt: 0 });
    expect((await listAlerts(ctx)).items).toEqual([]);
  });

  it("[INV-08] a dismissed alert stays out of sight until the next one", async () => {
    const { ctx, before } = await room.stocked();
    await room.stocks(before, 3);
    await room.sync(ctx);
    const [alert] = (await listAlerts(ctx)).items;
    expect(await dismissAlerts(ctx, { ids: [alert!.id] })).toEqual({ dismissed: 1 });
    expect(await dismissAlerts(ctx, { ids: [alert!.id] })).toEqual({ dismissed: 0 });
    await room.stocks(before, 2);
    await room.sync(ctx);
    expect((await listAlerts(ctx)).items).toEqual([]);
    await room.stocks(before, 0);
    await room.sync(ctx);
    expect((await listAlerts(ctx)).items).toMatchObject([{ kind: "out" }]);
  });

  it("[INV-08] [NOT-01] tells people in the centre and by mail, many products in one notice", async () => {
    const { ctx, before } = await room.stocked();
    const others = [await room.imported(ctx), await room.imported(ctx)];
    for (const one of [before, ...others.map((other) => other.before)]) await room.stocks(one, 0);
    await room.sync(ctx);
    while ((await dispatchEvents(room.shop.database.db)) > 0);
    await catchUp(room.shop.platform, notify, ctx.merchantId);
    expect((await listNotifications(ctx)).items).toMatchObject([{ kind: "stock_out", count: 3 }]);
    const known = room.shop.platform.mails.length;
    room.later(5 * MINUTE_MS);
    await sendDueNotifications(room.shop.platform, ctx.merchantId);
    const { email } = await getNotificationSettings(ctx);
    const mails = room.shop.platform.mails.slice(known).filter(({ to }) => to === email);
    expect(mails.map(({ text }) => /3 products are out of stock/.test(text))).toEqual([true]);
  });

  it("[INV-06] counts the merchant's own stock as well, and nothing that is archived", async () => {
    const { ctx } = await room.shop.merchant();
    const own = await createProduct(ctx, {
      name: "Syrup",
      variants: [{ label: "125 ml", priceMinor: 1290, stock: 4 }],
    });
    expect((await listAlerts(ctx)).items).toMatchObject([{ productId: own.id, units: 4 }]);
    await updateProduct(ctx, { id: own.id, variants: [{ variantId: own.variants[0]!.id, stock: 0 }] });
    expect((await listAlerts(ctx)).items).toMatchObject([{ kind: "out" }]);
    await updateProduct(ctx, { id: own.id, status: "archived" });
    expect((await listAlerts(ctx)).items).toEqual([]);
    await updateProduct(ctx, { id: own.id, status: "active" });
    expect((await listAlerts(ctx)).items).toMatchObject([{ kind: "out" }]);
    await deleteProduct(ctx, { id: own.id });
    expect((await listAlerts(ctx)).items).toEqual([]);
  });
});
