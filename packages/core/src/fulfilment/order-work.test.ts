import { CreateWebhookInput } from "@nexusone/contracts/webhooks";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { createStaffedMerchant } from "@nexusone/testing/contexts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { assignDrivers, saveDeliverySettings } from "../deliveries/automate.ts";
import { listDeliveries } from "../deliveries/deliveries.ts";
import { CJ } from "../cj/supplier-id.ts";
import { catchUp } from "../events/consume-events.ts";
import { openShop, type Shop } from "../imports/shop.fixture.ts";
import { actOnOrder } from "../orders/act-on-order.ts";
import { ordered, stocked } from "../orders/orders.fixture.ts";
import { inMerchantTx } from "../transaction.ts";
import { createWebhook } from "../webhooks/create-webhook.ts";
import { deliverDue } from "../webhooks/deliver-due.ts";
import { webhookDelivery } from "../webhooks/delivery-job.ts";
import { webhookConsumer } from "../webhooks/handle-webhook-event.ts";
import { startReceiver, type Receiver } from "../webhooks/receiver.fixture.ts";
import { autoSubmitJob } from "./auto-submit-job.ts";
import { automateOrders } from "./automate.ts";
import { openDepot, type Depot } from "./depot.fixture.ts";
import { findSupplierOrderByNumber } from "./find-by-number.ts";
import { hintSupplierOrders, orderFulfilmentJob } from "./jobs.ts";
import { saveSettings } from "./settings.ts";

let shop: Shop;
let depot: Depot;
let receiver: Receiver;
beforeAll(async () => {
  shop = await openShop();
  depot = await openDepot(shop);
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.stop();
  await shop.close();
});

it("[ORD-02] an order at CJ is found by our number and by theirs, with where it stands and its parcels", async () => {
  const { order, row } = await depot.made();
  const byOurs = await findSupplierOrderByNumber(depot.ctx, { orderNumber: row.number });
  expect(byOurs).toMatchObject({ orderId: order.id, supplierOrder: { id: row.id, state: "created" }, shipments: [] });
  expect(row.externalId).not.toBeNull();
  expect(await findSupplierOrderByNumber(depot.ctx, { orderNumber: row.externalId! })).toEqual(byOurs);
  const { ctx: stranger } = await createStaffedMerchant(shop.platform);
  for (const [ctx, orderNumber] of [
    [stranger, row.number],
    [depot.ctx, "NOBODY-1"],
  ] as const)
    await expect(findSupplierOrderByNumber(ctx, { orderNumber })).rejects.toMatchObject({
      reason: "fulfilment.not_found",
    });
  const { order: gone } = await depot.paid();
  const { number } = await depot.last(gone.id);
  await shop.sandbox.control.orders.act(number, "ship", { openId: depot.openId });
  const names = { numbers: [number], externalIds: [], trackingNumbers: [] };
  await inMerchantTx(depot.ctx, (tx) => hintSupplierOrders(tx, depot.ctx, CJ, names));
  await depot.sync();
  expect(await findSupplierOrderByNumber(depot.ctx, { orderNumber: number })).toMatchObject({
    status: "shipped",
    shipments: [{ kind: "supplier", fulfilment: "shipped", trackingNumber: expect.any(String) }],
  });
});

it("[JOB-06] an order is validated, keeps its stock, and goes by jobs: to the driver or the supplier, and to who listens, once", async () => {
  const platform = shop.process({ outgoing: { trustedOrigins: [receiver.origin], timeoutMs: 5_000 } });
  const { merchantId } = depot;
  const ctx = { ...depot.ctx, platform };
  const input = { url: receiver.url, eventTypes: ["order.created", "order.status_changed"] };
  receiver.trust((await createWebhook(ctx, CreateWebhookInput.parse(input))).secret);
  await saveSettings(ctx, { automation: "create" });
  await saveDeliverySettings(ctx, { driverName: "Karim" });

  const own = await stocked(ctx, 3);
  const refused = { reason: "orders.out_of_stock" };
  await expect(ordered(ctx, own.variantId, { quantity: 4 })).rejects.toMatchObject(refused);
  const near = await ordered(ctx, own.variantId, { quantity: 3 });
  await expect(ordered(ctx, own.variantId)).rejects.toMatchObject(refused);
  await actOnOrder(ctx, { orderId: near.id, action: "confirm" });
  const far = await depot.order();

  while ((await dispatchEvents(platform.db)) > 0);
  for (const consumer of [assignDrivers, automateOrders, webhookConsumer])
    await catchUp(platform, consumer, ctx.merchantId);
  expect(await listDeliveries(ctx, { orderId: near.id })).toMatchObject([{ driverName: "Karim", status: "pending" }]);
  const work = { merchantId, orderId: far.id };
  expect(platform.enqueued).toContainEqual({ name: autoSubmitJob.name, payload: work });
  await autoSubmitJob.handle(platform, work);
  expect(platform.enqueued).toContainEqual({ name: orderFulfilmentJob.name, payload: work });
  await orderFulfilmentJob.handle(platform, work);
  expect(await depot.last(far.id)).toMatchObject({ state: "created" });
  expect([autoSubmitJob.queue, orderFulfilmentJob.queue]).toEqual(["order_processing", "order_processing"]);

  expect(platform.enqueued).toContainEqual({ name: webhookDelivery.name, payload: { merchantId } });
  expect(webhookDelivery.name).toBe("webhook_delivery");
  for (let nth = 0; nth < 2; nth += 1) await deliverDue(platform, ctx.merchantId);
  const heard = receiver.calls.map(({ body }) => body).filter(({ payload }) => payload["order_id"] === near.id);
  expect(heard.map(({ event_type, payload }) => `${event_type} ${String(payload["status"])}`).toSorted()).toEqual([
    "order_created pending",
    "order_status_changed confirmed",
  ]);
  expect(heard.every(({ merchant_id }) => merchant_id === merchantId)).toBe(true);
});
