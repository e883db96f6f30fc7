import { dispatchEvents } from "@nexusone/db/queries/events";
import type { OrderId } from "@nexusone/contracts/ids";
import type { OrderAction } from "@nexusone/contracts/order-terms";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { createContact } from "../contacts/create-contact.ts";
import { mergeContacts } from "../contacts/merge-contacts.ts";
import { updateDeliveryPreferences } from "../contacts/update-delivery-preferences.ts";
import { tellCustomers } from "../customer-notices/follow-orders.ts";
import { listNotices } from "../customer-notices/list-notices.ts";
import { catchUp } from "../events/consume-events.ts";
import { deleteMedia } from "../media/delete-media.ts";
import { noise } from "../media/pictures.fixture.ts";
import { sweepMedia } from "../media/sweep-media.ts";
import { actOnOrder } from "../orders/act-on-order.ts";
import { getOrder } from "../orders/get-order.ts";
import { eventsOf, ordered, stocked } from "../orders/orders.fixture.ts";
import { renderRequest } from "../webhooks/render.ts";
import { assignDrivers, getDeliverySettings, saveDeliverySettings } from "./automate.ts";
import { createDelivery, listDeliveries, shareDelivery, withdrawDelivery } from "./deliveries.ts";
import { addPhoto, drive, openDrive } from "./drive.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase({ max: 10 });
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

const act = (ctx: ServiceContext, orderId: OrderId, action: OrderAction, rest: object = {}) =>
  actOnOrder(ctx, { orderId, action, ...rest });
async function confirmed(units = 2) {
  const { ctx } = await createStaffedMerchant(platform);
  const { variantId } = await stocked(ctx, 50);
  const order = await ordered(ctx, variantId, { quantity: units });
  await act(ctx, order.id, "confirm");
  return { ctx, order, variantId };
}
async function assigned() {
  const { ctx, order } = await confirmed();
  const task = await createDelivery(ctx, { orderId: order.id, driverName: "Karim" });
  const { url } = await shareDelivery(ctx, { id: task.id });
  return { ctx, order, task, token: url.split("/d/")[1] ?? "" };
}
const typesOf = async (ctx: ServiceContext, id: OrderId) => (await eventsOf(ctx, id)).map(({ type }) => type);
const statusOf = async (ctx: ServiceContext, id: OrderId) => (await getOrder(ctx, { id })).status;

describe("a delivery by the shop's own driver", () => {
  it("[ORD-20] [WHK-05] is started and completed by link; the order and its customer follow", async () => {
    const { ctx, order, task, token } = await assigned();
    expect(await openDrive(platform, token)).toMatchObject({
      status: "pending",
      driverName: "Karim",
      address: { line1: "12 rue de la Paix" },
      items: [{ quantity: 2 }],
    });
    expect(await drive(platform, token, "start")).toBe(true);
    expect(await statusOf(ctx, order.id)).toBe("shipped");
    platform.clock.advance(HOUR_MS);
    expect(await drive(platform, token, "complete", "Left with the neighbour")).toBe(true);
    expect(await statusOf(ctx, order.id)).toBe("delivered");
    expect(await listDeliveries(ctx, { orderId: order.id })).toMatchObject([
      { id: task.id, status: "delivered", note: "Left with the neighbour", photoUrl: null, linkWorks: true },
    ]);
    expect(await typesOf(ctx, order.id)).toEqual(
      expect.arrayContaining(["delivery.assigned", "delivery.started", "delivery.completed"]),
    );
    const started = (await eventsOf(ctx, order.id)).find(({ type }) => type === "delivery.started");
    const { body } = renderRequest(started!, { secrets: [], bodySignature: false });
    expect(JSON.parse(body)).toMatchObject({
      event_type: "delivery_started",
      payload: { order_id: order.id, delivery_task_id: task.id, status: "shipped" },
    });
    while ((await dispatchEvents(test.db)) > 0);
    await catchUp(platform, tellCustomers, ctx.merchantId);
    expect((await listNotices(ctx, { orderId: order.id })).map(({ step }) => step)).toEqual([
      "confirmed",
      "out_for_delivery",
      "delivered",
    ]);
  });

  it("[ORD-20] may be said again over a bad connection, and arriving counts as having started", async () => {
    const { ctx, order, token } = await assigned();
    for (let nth = 0; nth < 3; nth += 1) expect(await drive(platform, token, "complete")).toBe(true);
    expect(await drive(platform, token, "start")).toBe(true);
    const types = await typesOf(ctx, order.id);
    expect(types.filter((type) => type === "delivery.completed")).toHaveLength(1);
    const [done] = await listDeliveries(ctx, { orderId: order.id });
    expect(done).toMatchObject({ startedAt: expect.any(String), completedAt: expect.any(String) });
  });

  it("[ORD-20] keeps the driver's picture, made anew, for as long as the delivery is on record", async () => {
    const { ctx, order, token } = await assigned();
    await drive(platform, token, "complete");
    await expect(addPhoto(platform, token, Buffer.from("<svg onload=alert(1)>"))).rejects.toMatchObject({
      reason: "media.type_refused",
    });
    expect(await addPhoto(platform, token, await noise(64).jpeg().toBuffer())).toBe(true);
    platform.clock.advance(3 * DAY_MS);
    await sweepMedia(platform);
    platform.clock.advance(3 * DAY_MS);
    await sweepMedia(platform);
    const photoUrl = (await listDeliveries(ctx, { orderId: order.id }))[0]?.photoUrl ?? "";
    const mediaId = /files\/[^/]+\/([^/]+)\//.exec(photoUrl)?.[1] ?? "";
    expect(await test.sql`select state from media_files where id = ${mediaId}`).toMatchObject([{ state: "ready" }]);
    await expect(deleteMedia(ctx, { mediaId: mediaId as never })).rejects.toMatchObject({ reason: "media.in_use" });
  });

  it("[ORD-20] its link ends a day after the parcel arrived, and when it is withdrawn; nobody else's token opens it", async () => {
    const { ctx, task, token } = await assigned();
    const rows = await test.sql`select * from delivery_tasks where merchant_id = ${ctx.merchantId}`;
    expect(JSON.stringify(rows)).not.toContain(token);
    for (const wrong of ["", token.slice(1), rows[0]?.["token_hash"] as string])
      expect(await openDrive(platform, wrong)).toBeUndefined();
    await drive(platform, token, "complete");
    platform.clock.advance(DAY_MS - 1);
    expect(await openDrive(platform, token)).toMatchObject({ status: "delivered" });
    platform.clock.advance(1);
    expect(await openDrive(platform, token)).toBeUndefined();
    expect(await drive(platform, token, "complete", "late")).toBe(false);
    expect(await addPhoto(platform, token, await noise(64).jpeg().toBuffer())).toBe(false);
    await expect(shareDelivery(ctx, { id: task.id })).rejects.toMatchObject({ reason: "deliveries.over" });
    await expect(withdrawDelivery(ctx, { id: task.id })).rejects.toMatchObject({ reason: "deliveries.over" });
  });

  it("[ORD-20] is taken back before it starts and on the way; the units go another way", async () => {
    const { ctx, order, task, token } = await assigned();
    expect(await withdrawDelivery(ctx, { id: task.id })).toMatchObject({ status: "cancelled", linkWorks: false });
    await withdrawDelivery(ctx, { id: task.id });
    expect(await openDrive(platform, token)).toBeUndefined();
    const again = await createDelivery(ctx, { orderId: order.id, driverName: "Lina" });
    const { url } = await shareDelivery(ctx, { id: again.id });
    await drive(platform, url.split("/d/")[1] ?? "", "start");
    expect(await withdrawDelivery(ctx, { id: again.id })).toMatchObject({ status: "failed" });
    expect((await typesOf(ctx, order.id)).filter((type) => type === "delivery.withdrawn")).toHaveLength(2);
  });

  it("[ORD-20] waits while the order is on hold, and needs something to bring", async () => {
    const { ctx, order, token } = await assigned();
    await expect(createDelivery(ctx, { orderId: order.id, driverName: "Lina" })).rejects.toMatchObject({
      reason: "orders.nothing_to_ship",
    });
    await act(ctx, order.id, "hold", { note: "wait" });
    expect(await openDrive(platform, token)).toMatchObject({ held: true });
    for (const step of ["start", "complete"] as const)
      await expect(drive(platform, token, step)).rejects.toMatchObject({ reason: "orders.on_hold" });
    await act(ctx, order.id, "release");
    expect(await drive(platform, token, "start")).toBe(true);
  });

  it("[ORD-20] is on record when the team says that it arrived", async () => {
    const { ctx, order, token } = await assigned();
    await drive(platform, token, "start");
    await act(ctx, order.id, "deliver");
    expect(await typesOf(ctx, order.id)).toContain("delivery.completed");
    expect(await openDrive(platform, token)).toMatchObject({ status: "delivered" });
  });

  it("[ORD-22] shows its driver what the customer asked for, whoever they were merged into", async () => {
    const { ctx, order, token } = await assigned();
    expect(await openDrive(platform, token)).toMatchObject({ wishes: null });
    const wishes = { days: [2, 4], window: null, place: "door" as const, instructions: "Second floor" };
    const contactId = order.customer.id;
    await updateDeliveryPreferences(ctx, { contactId, ...wishes });
    const other = await createContact(ctx, { name: "Ada" });
    await mergeContacts(ctx, { id: other.id, mergedId: contactId });
    expect(await openDrive(platform, token)).toMatchObject({ wishes });
  });
});

describe("by rule", () => {
  it("[ORD-20] confirmed orders of own products alone go to the driver, once", async () => {
    const { ctx, order, variantId } = await confirmed();
    expect(await getDeliverySettings(ctx)).toEqual({ driverName: null });
    const follow = async (): Promise<void> => {
      while ((await dispatchEvents(test.db)) > 0);
      await catchUp(platform, assignDrivers, ctx.merchantId);
    };
    await follow();
    expect(await listDeliveries(ctx, { orderId: order.id })).toEqual([]);
    await saveDeliverySettings(ctx, { driverName: "Karim" });
    const own = await ordered(ctx, variantId);
    const supplied = await ordered(ctx, (await stocked(ctx, 5)).variantId);
    const productId = (await getOrder(ctx, { id: supplied.id })).lines[0]!.productId;
    await test.sql`
      insert into supplier_links (merchant_id, product_id, supplier, external_id, environment, url, last_read_at)
      values (${ctx.merchantId}, ${productId}, 'cj', '1', 'sandbox', 'https://example.com', now())`;
    for (const { id } of [own, supplied]) await act(ctx, id, "confirm");
    await follow();
    await test.sql`delete from event_cursors where merchant_id = ${ctx.merchantId}`;
    await follow();
    expect(await listDeliveries(ctx, { orderId: own.id })).toMatchObject([{ driverName: "Karim", status: "pending" }]);
    expect(await listDeliveries(ctx, { orderId: supplied.id })).toEqual([]);
  });
});
