import { randomUUID } from "node:crypto";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProduct } from "../catalog/create-product.ts";
import { HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { createOrder } from "../orders/create-order.ts";
import { ADDRESS, ordered, stocked } from "../orders/orders.fixture.ts";
import { createOrderLink } from "./create-order-link.ts";
import { listOrderLinks, openOrderLink } from "./list-order-links.ts";
import { cancelOrderLink, completeOrderLink } from "./settle-order-link.ts";
import { getOrderLinkSettings, saveOrderLinkSettings } from "./settings.ts";

let test: TestDatabase;
let platform: TestPlatform;
beforeAll(async () => {
  test = await createTestDatabase({ max: 10 });
  platform = createTestPlatform(test.db);
});
afterAll(() => test.close());

const CART = "https://shop.example.com/cart/42:1";
async function shop() {
  const { ctx } = await createStaffedMerchant(platform);
  await saveOrderLinkSettings(ctx, { cartAddress: "https://shop.example.com/cart/{items}" });
  const sku = `LAMP-${randomUUID().slice(0, 8)}`;
  const { variants } = await createProduct(ctx, {
    name: "Lamp",
    variants: [{ priceMinor: 1_990, costMinor: 500, stock: 5, sku }],
  });
  return { ctx, sku, variantId: variants[0]!.id };
}
const opened = (orderLink: string) => openOrderLink(platform, orderLink.split("/o/")[1] ?? "");
const eventsOf = async ({ merchantId }: ServiceContext) => {
  const rows = await test.sql<{ type: string }[]>`
    select type from events where merchant_id = ${merchantId} and type like 'order_link.%' order by id`;
  return rows.map(({ type }) => type.slice("order_link.".length));
};

describe("an order link", () => {
  it("[ORD-18] [ORD-19] is made from items, kept with its conversation, and leads to the shop's own cart", async () => {
    const { ctx, sku, variantId } = await shop();
    const conversationId = randomUUID();
    const link = await createOrderLink(ctx, { items: [{ sku, quantity: 2 }], note: "Ada", conversationId });
    expect(link).toMatchObject({
      cartUrl: `https://shop.example.com/cart/${sku}:2`,
      items: [{ variantId, name: "Lamp", label: "", quantity: 2 }],
      status: "pending",
      order: null,
      conversationId,
    });
    expect(link.orderLink).toMatch(/\/o\/[\w-]{22}$/);
    expect(await opened(link.orderLink)).toBe(link.cartUrl);
    // Nothing is kept from others before somebody orders.
    expect((await ordered(ctx, variantId, { quantity: 5 })).units).toBe(5);
    const other = await createOrderLink(ctx, { cartUrl: CART });
    expect(other.orderLink).not.toBe(link.orderLink);
    expect((await listOrderLinks(ctx)).items).toEqual([other, link]);
    expect((await listOrderLinks(ctx, { conversationId })).items).toEqual([link]);
    expect((await listOrderLinks(ctx, { limit: 1 })).nextCursor).not.toBeNull();
    expect(await eventsOf(ctx)).toEqual(["settings_saved", "created", "created"]);
  });

  it("[ORD-19] is refused with the reason while nobody could order, and nothing is kept", async () => {
    const { ctx, sku } = await shop();
    const unnamed = await stocked(ctx, 5);
    const refused = async (items: object[], reason: string) =>
      expect(createOrderLink(ctx, { items: items as never })).rejects.toMatchObject({ reason });
    await refused([{ sku, quantity: 6 }], "orders.out_of_stock");
    await refused([{ sku: "nobody's", quantity: 1 }], "orders.variant_not_found");
    await refused([{ variantId: unnamed.variantId, quantity: 1 }], "order_links.no_sku");
    await saveOrderLinkSettings(ctx, { cartAddress: null });
    expect(await getOrderLinkSettings(ctx)).toEqual({ cartAddress: null });
    await refused([{ sku, quantity: 1 }], "order_links.no_cart");
    expect((await listOrderLinks(ctx)).items).toEqual([]);
  });

  it("[ORD-18] is completed by the order that came by it, in the same breath, and leads nowhere any more", async () => {
    const { ctx, variantId } = await shop();
    const { id, orderLink } = await createOrderLink(ctx, { cartUrl: CART });
    const order = { number: "WEB-1", address: ADDRESS, lines: [{ variantId, quantity: 1 }], orderLinkId: id };
    await expect(createOrder(ctx, { ...order, orderLinkId: randomUUID() })).rejects.toMatchObject({
      reason: "order_links.not_found",
    });
    platform.clock.advance(HOUR_MS);
    const made = await createOrder(ctx, order);
    expect(made.created).toBe(true);
    expect((await createOrder(ctx, order)).created).toBe(false);
    const { items } = await listOrderLinks(ctx, { orderId: made.order.id, status: "completed" });
    expect(items).toMatchObject([{ id, order: { id: made.order.id, number: "WEB-1" } }]);
    expect(Date.parse(items[0]!.updatedAt) - Date.parse(items[0]!.createdAt)).toBe(HOUR_MS);
    expect(await opened(orderLink)).toBeUndefined();
    expect(await eventsOf(ctx)).toEqual(["settings_saved", "created", "completed"]);
  });

  it("[ORD-18] is completed by hand, with an order of this shop or of another, once", async () => {
    const { ctx, variantId } = await shop();
    const { number } = await ordered(ctx, variantId);
    const here = await createOrderLink(ctx, { cartUrl: CART });
    for (let nth = 0; nth < 2; nth += 1)
      expect(await completeOrderLink(ctx, { id: here.id, number })).toMatchObject({ order: { number } });
    await expect(completeOrderLink(ctx, { id: here.id })).rejects.toMatchObject({ reason: "order_links.over" });
    await expect(cancelOrderLink(ctx, { id: here.id })).rejects.toMatchObject({ reason: "order_links.over" });
    const elsewhere = await createOrderLink(ctx, { cartUrl: CART });
    await expect(completeOrderLink(ctx, { id: elsewhere.id, number: "NOBODY-1" })).rejects.toMatchObject({
      reason: "orders.not_found",
    });
    expect(await completeOrderLink(ctx, { id: elsewhere.id })).toMatchObject({ status: "completed", order: null });
  });

  it("[ORD-18] is taken back; an order that was placed all the same is taken, and the link stays cancelled", async () => {
    const { ctx, variantId } = await shop();
    const { id, orderLink } = await createOrderLink(ctx, { cartUrl: CART });
    for (let nth = 0; nth < 2; nth += 1)
      expect(await cancelOrderLink(ctx, { id })).toMatchObject({ status: "cancelled" });
    expect(await opened(orderLink)).toBeUndefined();
    expect((await ordered(ctx, variantId, { orderLinkId: id })).status).toBe("pending");
    await expect(completeOrderLink(ctx, { id })).rejects.toMatchObject({ reason: "order_links.over" });
    expect(await eventsOf(ctx)).toEqual(["settings_saved", "created", "cancelled"]);
  });

  it("[ORD-18] [AUT-06] of another merchant does not exist, and no other address opens it", async () => {
    const { ctx } = await shop();
    const { ctx: stranger } = await createStaffedMerchant(platform);
    const { id, orderLink } = await createOrderLink(ctx, { cartUrl: CART });
    for (const act of [cancelOrderLink, completeOrderLink])
      await expect(act(stranger, { id })).rejects.toMatchObject({ reason: "order_links.not_found" });
    expect((await listOrderLinks(stranger)).items).toEqual([]);
    for (const wrong of ["", id, orderLink.slice(0, -1), `${orderLink}x`]) expect(await opened(wrong)).toBeUndefined();
    expect(await opened(orderLink)).toBe(CART);
  });
});
