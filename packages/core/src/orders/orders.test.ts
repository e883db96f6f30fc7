import { ORDER_STATUSES, orderStatus } from "@nexusone/contracts/order-terms";
import type { OrderAction } from "@nexusone/contracts/order-terms";
import { renderRequest } from "../webhooks/render.ts";
import { createStaffedMerchant, createMember, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteProduct } from "../catalog/delete-product.ts";
import { updateProduct } from "../catalog/update-product.ts";
import type { ServiceContext } from "../context.ts";
import { listAlerts } from "../inventory/alerts.ts";
import { listLevels } from "../inventory/list-levels.ts";
import { actOnOrder, changeOrderAddress } from "./act-on-order.ts";
import { createOrder } from "./create-order.ts";
import { findSellable } from "./find-sellable.ts";
import { getOrder, getOrderTracking } from "./get-order.ts";
import { listOrderHistory } from "./list-order-history.ts";
import { getOrderFigures, listOrders } from "./list-orders.ts";
import { ADDRESS, eventsOf, ordered, stocked } from "./orders.fixture.ts";
import { getOrderSettings, saveOrderSettings } from "./settings.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase({ max: 20 });
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

const shop = async () => (await createStaffedMerchant(platform)).ctx;
const act = (ctx: ServiceContext, orderId: string, action: OrderAction, rest: object = {}) =>
  actOnOrder(ctx, { orderId: orderId as never, action, ...rest });
/** Units held of everything, as the owner of the database counts them. */
async function heldUnits({ merchantId }: ServiceContext): Promise<number> {
  const [row] = await test.sql<{ units: number }[]>`
    select coalesce(sum(quantity), 0)::integer as units from reservations where merchant_id = ${merchantId} and state = 'held'`;
  return row?.units ?? 0;
}
const stockOf = async (ctx: ServiceContext, productId: string) =>
  (await listLevels(ctx)).items.find((level) => level.productId === productId)?.stock;

describe("taking an order", () => {
  it("[ORD-07] [INV-16] 100 at once on 10 units: ten are reserved, ninety are told why", async () => {
    const ctx = await shop();
    const { variantId, name } = await stocked(ctx, 10);
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => ordered(ctx, variantId)));
    const refused = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
    expect(outcomes.length - refused.length).toBe(10);
    expect(refused).toHaveLength(90);
    for (const reason of refused)
      expect(reason).toMatchObject({ reason: "orders.out_of_stock", details: { name, wanted: 1, free: 0 } });
    expect(await heldUnits(ctx)).toBe(10);
    expect(new Set((await listOrders(ctx, { limit: 100 })).items.map(({ number }) => number)).size).toBe(10);
  }, 60_000);

  it("[ORD-07] takes several lines or none, whatever order they come in", async () => {
    const ctx = await shop();
    const [a, b] = [await stocked(ctx, 50), await stocked(ctx, 50)];
    const lines = [a, b].map(({ variantId }) => ({ variantId, quantity: 1 }));
    const both = Array.from({ length: 60 }, (_, nth) =>
      createOrder(ctx, { address: ADDRESS, lines: nth % 2 === 0 ? lines : lines.toReversed() }),
    );
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(50);
    expect(await heldUnits(ctx)).toBe(100);
    await expect(
      createOrder(ctx, { address: ADDRESS, lines: [{ variantId: a.variantId, quantity: 1 }] }),
    ).rejects.toMatchObject({ reason: "orders.out_of_stock" });
  }, 60_000);

  it("[ORD-04] [ORD-15] holds price, cost and margin as of then, and shows them beside today's", async () => {
    const ctx = await shop();
    const { variantId, productId } = await stocked(ctx, 10);
    const order = await ordered(ctx, variantId, { quantity: 2, shippingMinor: 490, discountMinor: 100 });
    expect(order).toMatchObject({
      status: "pending",
      itemsMinor: 3_980,
      shippingMinor: 490,
      discountMinor: 100,
      totalMinor: 4_370,
      currency: "EUR",
      country: "FR",
      units: 2,
      lines: [
        { quantity: 2, priceMinor: 1_990, reservation: "held", atOrder: { landedMinor: 1_000, profitMinor: 2_980 } },
      ],
    });
    await updateProduct(ctx, {
      id: productId,
      variants: [{ variantId, costMinor: 700 }],
      prices: [{ variantId, priceMinor: 2_500 }],
    });
    const { lines } = await getOrder(ctx, { id: order.id });
    expect(lines).toMatchObject([
      { priceMinor: 1_990, atOrder: { profitMinor: 2_980 }, today: { profitMinor: 2_580 } },
    ]);
  });

  it("[ORD-04] by the merchant's number it is safe to repeat, at the same moment too; other content is refused", async () => {
    const ctx = await shop();
    const { variantId } = await stocked(ctx, 10);
    const input = { number: "WEB-1042", address: ADDRESS, lines: [{ variantId, quantity: 2 }] };
    const answers = await Promise.all(Array.from({ length: 8 }, () => createOrder(ctx, input)));
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map(({ order }) => order.id)).size).toBe(1);
    expect(await heldUnits(ctx)).toBe(2);
    await expect(createOrder(ctx, { ...input, lines: [{ variantId, quantity: 3 }] })).rejects.toMatchObject({
      reason: "orders.number_taken",
      details: { number: "WEB-1042" },
    });
    const other = await shop();
    const theirs = await stocked(other, 10);
    const same = { ...input, lines: [{ variantId: theirs.variantId, quantity: 1 }] };
    expect((await createOrder(other, same)).created).toBe(true);
  });

  it("[ORD-04] numbers what comes without one, and finds a product by what people read", async () => {
    const ctx = await shop();
    const { productId, variantId } = await stocked(ctx, 10);
    await updateProduct(ctx, { id: productId, variants: [{ variantId, sku: "LAMP-1" }] });
    const line = { sku: "LAMP-1", quantity: 1 };
    const first = await createOrder(ctx, { address: ADDRESS, lines: [line] });
    const second = await createOrder(ctx, { address: ADDRESS, lines: [line] });
    expect([first.order.number, second.order.number]).toEqual(["#1001", "#1002"]);
    await expect(createOrder(ctx, { address: ADDRESS, lines: [{ sku: "NO-1", quantity: 1 }] })).rejects.toMatchObject({
      reason: "orders.variant_not_found",
      details: { variant: "NO-1" },
    });
    await expect(createOrder(ctx, { address: ADDRESS, lines: [line], discountMinor: 999_999 })).rejects.toMatchObject({
      reason: "orders.discount_too_high",
    });
    expect(await heldUnits(ctx)).toBe(2);
  });

  it("[ORD-07] refuses what is not for sale, and takes what nobody counts", async () => {
    const ctx = await shop();
    const [sold, unknown] = [await stocked(ctx, 10), await stocked(ctx, null)];
    await updateProduct(ctx, { id: sold.productId, status: "inactive" });
    await expect(ordered(ctx, sold.variantId)).rejects.toMatchObject({ reason: "orders.not_for_sale" });
    expect((await findSellable(ctx, {})).map(({ variantId, free }) => [variantId, free])).toEqual([
      [unknown.variantId, null],
    ]);
    expect(await ordered(ctx, unknown.variantId, { quantity: 500 })).toMatchObject({ status: "pending" });
  });

  it("[INV-16] keeps the shop's buffer from every order", async () => {
    const ctx = await shop();
    const { variantId } = await stocked(ctx, 10);
    expect(await saveOrderSettings(ctx, { safetyBuffer: 8 })).toEqual({ safetyBuffer: 8 });
    expect((await findSellable(ctx, {})).map(({ free }) => free)).toEqual([2]);
    await ordered(ctx, variantId, { quantity: 2 });
    await expect(ordered(ctx, variantId)).rejects.toMatchObject({
      reason: "orders.out_of_stock",
      details: { free: 0 },
    });
    expect(await getOrderSettings(ctx)).toEqual({ safetyBuffer: 8 });
  });

  it("[ORD-15] makes one customer of the same e-mail address or phone, and takes a known one", async () => {
    const ctx = await shop();
    const { variantId } = await stocked(ctx, 10);
    const customer = { name: "Ada", email: "Ada@Example.com" };
    const [a, b] = [await ordered(ctx, variantId, { customer }), await ordered(ctx, variantId, { customer })];
    const c = await ordered(ctx, variantId, { contactId: a.customer.id });
    expect(new Set([a, b, c].map((order) => order.customer.id)).size).toBe(1);
    expect(a.customer.name).toBe("Ada");
    expect((await listOrders(ctx, { contactId: a.customer.id })).items).toHaveLength(3);
    const other = await shop();
    const theirs = await stocked(other, 10);
    await expect(ordered(other, theirs.variantId, { contactId: a.customer.id })).rejects.toMatchObject({
      reason: "orders.contact_not_found",
    });
  });
});

describe("holds", () => {
  it("[ORD-13] an address no parcel can go to holds the order until it is right", async () => {
    const ctx = await shop();
    const { variantId } = await stocked(ctx, 10);
    const order = await ordered(ctx, variantId, { address: { ...ADDRESS, zip: "7500", phone: "123456789" } });
    expect(order).toMatchObject({
      status: "on_hold",
      fulfilment: "pending",
      holds: [{ reason: "orders.address_incomplete", details: { count: 2 } }],
      addressProblems: [{ field: "phone" }, { field: "zip" }],
    });
    await expect(act(ctx, order.id, "confirm")).rejects.toMatchObject({ reason: "orders.on_hold" });
    await expect(act(ctx, order.id, "release")).rejects.toMatchObject({ reason: "orders.address_incomplete" });
    expect(await changeOrderAddress(ctx, { id: order.id, address: { ...ADDRESS, zip: "7500" } })).toMatchObject({
      status: "on_hold",
      holds: [{ details: { count: 1 } }],
    });
    expect(await changeOrderAddress(ctx, { id: order.id, address: ADDRESS })).toMatchObject({
      status: "pending",
      holds: [],
      addressProblems: [],
    });
    expect((await eventsOf(ctx, order.id)).map(({ type }) => type)).toEqual([
      "order.created",
      "order.held",
      "order.status_changed",
      "order.address_changed",
      "order.address_changed",
      "order.hold_resolved",
      "order.status_changed",
    ]);
  });

  it("[ORD-13] several at once; it goes on when the last is lifted, and a sale at a loss asks first", async () => {
    const ctx = await shop();
    const { variantId } = await stocked(ctx, 10, { priceMinor: 400, costMinor: 500 });
    const order = await ordered(ctx, variantId);
    expect(order.holds).toMatchObject([{ reason: "orders.at_loss", details: { profitMinor: -100 } }]);
    const twice = await act(ctx, order.id, "hold", { note: "waits for a call" });
    expect(twice.holds.map(({ reason }) => reason)).toEqual(["orders.at_loss", "orders.held_by_hand"]);
    expect((await act(ctx, order.id, "hold", { note: "again" })).holds).toHaveLength(2);
    expect(await act(ctx, order.id, "release", { holdId: twice.holds[0]!.id })).toMatchObject({ status: "on_hold" });
    expect(await act(ctx, order.id, "release")).toMatchObject({ status: "pending", holds: [] });
    const told = (await listOrderHistory(ctx, { id: order.id })).items.filter(({ type }) => type === "order.held");
    expect(told.map(({ payload }) => payload)).toMatchObject([
      { reason: "orders.held_by_hand", details: { note: expect.stringMatching(/./) } },
      { reason: "orders.at_loss", details: { profitMinor: -100 } },
    ]);
    expect(await act(ctx, order.id, "confirm")).toMatchObject({ status: "confirmed" });
  });
});

describe("the way of an order", () => {
  it("[ORD-10] [ORD-14] a cancelled one gives back exactly what it kept, and is over", async () => {
    const ctx = await shop();
    const { variantId, productId } = await stocked(ctx, 10);
    const [kept, gone] = [
      await ordered(ctx, variantId, { quantity: 3 }),
      await ordered(ctx, variantId, { quantity: 4 }),
    ];
    expect(await heldUnits(ctx)).toBe(7);
    expect((await listLevels(ctx)).items).toMatchObject([{ productId, stock: 10, reserved: 7 }]);
    await act(ctx, gone.id, "confirm");
    expect(await act(ctx, gone.id, "cancel")).toMatchObject({
      status: "cancelled",
      lines: [{ reservation: "released" }],
    });
    expect(await heldUnits(ctx)).toBe(3);
    for (const action of ["cancel", "confirm", "ship", "retry", "hold"] as const)
      await expect(act(ctx, gone.id, action)).rejects.toMatchObject({ reason: "orders.illegal_transition" });
    expect(await stockOf(ctx, productId)).toBe(10);
    expect((await ordered(ctx, variantId, { quantity: 7 })).status).toBe("pending");
    expect((await getOrder(ctx, { id: kept.id })).lines[0]?.reservation).toBe("held");
  });

  it("[ORD-06] [ORD-10] [ORD-16] [ORD-17] goes from hand to hand; own stock leaves with the parcel", async () => {
    const ctx = await shop();
    const { variantId, productId } = await stocked(ctx, 10);
    const order = await ordered(ctx, variantId, { quantity: 6 });
    await act(ctx, order.id, "confirm");
    const sent = await act(ctx, order.id, "ship", { carrier: "La Poste", trackingNumber: "6A1" });
    expect(sent).toMatchObject({ status: "shipped", lines: [{ reservation: "used", inParcels: 6 }] });
    expect(await stockOf(ctx, productId)).toBe(4);
    expect((await listAlerts(ctx)).items).toMatchObject([{ productId, kind: "low", units: 4 }]);
    await expect(act(ctx, order.id, "cancel")).rejects.toMatchObject({ reason: "orders.illegal_transition" });
    platform.clock.advance(3_600_000);
    expect(await act(ctx, order.id, "deliver")).toMatchObject({ status: "delivered" });
    expect(await getOrderTracking(ctx, { id: order.id })).toMatchObject({
      number: order.number,
      currentStatus: "delivered",
      parcels: [
        {
          status: "delivered",
          carrier: "La Poste",
          trackingNumber: "6A1",
          events: [{ status: "delivered" }, { status: "shipped" }],
        },
      ],
    });
    const history = (await listOrderHistory(ctx, { id: order.id })).items;
    expect(history.map(({ type }) => type)).toContain("order.parcel_moved");
    expect(history.every(({ actor }) => actor.kind === "user")).toBe(true);
    expect(await heldUnits(ctx)).toBe(0);
    await expect(deleteProduct(ctx, { id: productId, permanent: true })).rejects.toMatchObject({
      reason: "catalog.was_sold",
    });
  });

  it("[ORD-13] in several parcels; one that failed is sent again", async () => {
    const ctx = await shop();
    const { variantId, productId } = await stocked(ctx, 10);
    const order = await ordered(ctx, variantId, { quantity: 3 });
    const [line] = order.lines;
    await act(ctx, order.id, "confirm");
    const some = await act(ctx, order.id, "ship", { lines: [{ lineId: line!.id, quantity: 2 }] });
    expect(some).toMatchObject({ status: "partially_shipped", lines: [{ inParcels: 2, reservation: "held" }] });
    await expect(act(ctx, order.id, "ship", { lines: [{ lineId: line!.id, quantity: 2 }] })).rejects.toMatchObject({
      reason: "orders.nothing_to_ship",
    });
    expect(await act(ctx, order.id, "ship")).toMatchObject({ status: "shipped" });
    const [first, second] = (await getOrder(ctx, { id: order.id })).shipments;
    expect(await act(ctx, order.id, "deliver", { shipmentId: first!.id })).toMatchObject({ status: "shipped" });
    expect(await act(ctx, order.id, "fail", { shipmentId: second!.id })).toMatchObject({ lines: [{ inParcels: 2 }] });
    expect(await act(ctx, order.id, "fail")).toMatchObject({ status: "failed" });
    expect(await act(ctx, order.id, "retry")).toMatchObject({ status: "confirmed" });
    expect(await act(ctx, order.id, "ship")).toMatchObject({ status: "shipped", lines: [{ inParcels: 3 }] });
    expect(await act(ctx, order.id, "deliver")).toMatchObject({ status: "delivered" });
    expect(await stockOf(ctx, productId)).toBe(7);
  });

  it("[WHK-03] tells receivers of the order and of each new word, with nothing about the person", async () => {
    const ctx = await shop();
    const { variantId, productId } = await stocked(ctx, 10);
    const order = await ordered(ctx, variantId, { quantity: 2, number: "W-1", shippingMinor: 490 });
    await act(ctx, order.id, "confirm");
    const [created, changed] = await eventsOf(ctx, order.id);
    const body = (event: NonNullable<typeof created>) =>
      JSON.parse(renderRequest(event, { secrets: [], bodySignature: false }).body) as Record<string, unknown>;
    const payload = {
      order_id: order.id,
      number: "W-1",
      customer_id: order.customer.id,
      items: [{ product_id: productId, variant_id: variantId, quantity: 2, price: 19.9, price_minor: 1_990 }],
      total_amount: 44.7,
      total_minor: 4_470,
      currency: "EUR",
      created_at: order.placedAt,
    };
    expect(body(created!)).toMatchObject({ event_type: "order_created", payload: { ...payload, status: "pending" } });
    expect(body(changed!)).toMatchObject({
      event_type: "order_status_changed",
      payload: { ...payload, status: "confirmed", previous_status: "pending" },
    });
    for (const { payload: told } of await eventsOf(ctx, order.id))
      expect(JSON.stringify(told)).not.toMatch(/Ada|Paris|rue|3361/);
  });
});

describe("the list", () => {
  it("[ORD-05] [UIX-02] by public word, number and page; the words of the list are those of the order", async () => {
    const ctx = await shop();
    const { variantId } = await stocked(ctx, 100);
    const made = [];
    for (let nth = 0; nth < 6; nth++) {
      platform.clock.advance(1_000);
      made.push(await ordered(ctx, variantId, { number: `W-${nth}` }));
    }
    const [held, confirmed, sent, cancelled, failed] = made;
    await act(ctx, held!.id, "hold");
    for (const order of [confirmed, sent]) await act(ctx, order!.id, "confirm");
    await act(ctx, sent!.id, "ship");
    await act(ctx, cancelled!.id, "cancel");
    await act(ctx, failed!.id, "fail");
    const all = (await listOrders(ctx)).items;
    expect(all.map(({ number }) => number)).toEqual(["W-5", "W-4", "W-3", "W-2", "W-1", "W-0"]);
    const { counts } = await getOrderFigures(ctx);
    for (const status of ORDER_STATUSES) {
      const found = (await listOrders(ctx, { status })).items;
      expect(found.map(({ id }) => id)).toEqual(
        all.filter((order) => orderStatus(order) === status).map(({ id }) => id),
      );
      expect(counts[status]).toBe(found.length);
    }
    expect(all.find(({ id }) => id === held!.id)).toMatchObject({
      status: "on_hold",
      holds: ["orders.held_by_hand"],
      firstHold: { reason: "orders.held_by_hand" },
    });
    const first = await listOrders(ctx, { limit: 4 });
    const rest = await listOrders(ctx, { limit: 4, cursor: first.nextCursor! });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(rest.nextCursor).toBeNull();
    expect((await listOrders(ctx, { q: "W-3" })).items).toHaveLength(1);
    expect((await listOrders(ctx, { q: "W" })).items).toHaveLength(6);
  });

  it("[AUT-04] [AUT-06] nobody else's, and not for who may not", async () => {
    const { ctx, merchant } = await createStaffedMerchant(platform);
    const { variantId } = await stocked(ctx, 10);
    const order = await ordered(ctx, variantId);
    const other = await shop();
    await expect(getOrder(other, { id: order.id })).rejects.toMatchObject({ reason: "orders.not_found" });
    await expect(act(other, order.id, "confirm")).rejects.toMatchObject({ reason: "orders.not_found" });
    await expect(ordered(other, variantId)).rejects.toMatchObject({ reason: "orders.variant_not_found" });
    expect((await listOrders(other)).items).toEqual([]);
    const { ctx: support } = await createMember(platform, merchant.id, "support");
    expect(await act(support, order.id, "confirm")).toMatchObject({ status: "confirmed" });
    await expect(saveOrderSettings(support, { safetyBuffer: 1 })).rejects.toMatchObject({
      reason: "request.forbidden",
    });
  });
});
