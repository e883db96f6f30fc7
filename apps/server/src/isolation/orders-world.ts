import { randomUUID } from "node:crypto";
import type { OrderId, ProductId, VariantId } from "@nexusone/contracts/ids";
import { countInterest } from "@nexusone/core/analytics/product-figures";
import { createProduct } from "@nexusone/core/catalog/create-product";
import { actOnOrder } from "@nexusone/core/orders/act-on-order";
import { addMs, DAY_MS } from "@nexusone/core/clock";
import { saveDeliverySettings } from "@nexusone/core/deliveries/automate";
import { createDelivery } from "@nexusone/core/deliveries/deliveries";
import { orderBatchJob } from "@nexusone/core/order-batches/order-batch-job";
import { previewOrderBatch } from "@nexusone/core/order-batches/preview-order-batch";
import { createOrderLink } from "@nexusone/core/order-links/create-order-link";
import { saveOrderLinkSettings } from "@nexusone/core/order-links/settings";
import { createOrder } from "@nexusone/core/orders/create-order";
import { saveOrderSettings } from "@nexusone/core/orders/settings";
import { lookForReorders } from "@nexusone/core/reorder/look";
import { listReorders, orderReorder } from "@nexusone/core/reorder/reorders";
import { saveReorderSettings } from "@nexusone/core/reorder/settings";
import { inMerchantTx } from "@nexusone/core/transaction";
import { addFulfilmentTime } from "@nexusone/db/queries/product-analytics";
import type { Member } from "./world.ts";

export const ORDER_ADDRESS = {
  name: "Ada Martin",
  phone: "+33612345678",
  line1: "12 rue de la Paix",
  city: "Paris",
  zip: "75002",
  country: "FR",
};

const ownLamp = ({ ctx }: Member, stock: number) =>
  createProduct(ctx, {
    name: `Own lamp ${randomUUID()}`,
    variants: [{ priceMinor: 1_990, costMinor: 500, stock }],
  });

/** Something of the shop's own that can be sold at once. */
export async function newVariant(by: Member, stock = 500): Promise<VariantId> {
  const { variants } = await ownLamp(by, stock);
  return variants[0]!.id; // made with one
}
export const newProduct = async (by: Member): Promise<ProductId> => (await ownLamp(by, 500)).id;

let people = 0;
/** Somebody nobody else knows, by e-mail address and by phone. */
const stranger = () => {
  people += 1;
  return {
    customer: { email: `buyer-${randomUUID()}@example.com` },
    address: { ...ORDER_ADDRESS, phone: `+336${String(10_000_000 + people * 7)}` },
  };
};

/** An order of it, of a person nobody else knows. */
export async function newOrder(by: Member): Promise<OrderId> {
  const { order } = await createOrder(by.ctx, {
    ...stranger(),
    lines: [{ variantId: await newVariant(by), quantity: 2 }],
  });
  return order.id;
}

/** One that can be sent. */
export async function readyOrder(by: Member): Promise<OrderId> {
  const orderId = await newOrder(by);
  await actOnOrder(by.ctx, { orderId, action: "confirm" });
  return orderId;
}

/** One that a driver has. */
export const newDelivery = async (by: Member): Promise<string> =>
  (await createDelivery(by.ctx, { orderId: await readyOrder(by), driverName: "Karim" })).id;

/** One that leads to a cart elsewhere. */
export const newOrderLink = async ({ ctx }: Member): Promise<string> =>
  (await createOrderLink(ctx, { cartUrl: "https://shop.example.com/cart/42:1" })).id;

/** Goods that sold for a month and will not last; `ordered` when somebody followed the suggestion. */
export async function newReorder(by: Member, state: "suggested" | "ordered" = "suggested"): Promise<string> {
  const { ctx } = by;
  const variantId = await newVariant(by, 60);
  const placedAt = addMs(ctx.platform.clock.now(), -27 * DAY_MS).toISOString();
  await createOrder(ctx, { ...stranger(), lines: [{ variantId, quantity: 50 }], placedAt });
  await lookForReorders(ctx);
  for (let cursor: string | undefined; ;) {
    const page = await listReorders(ctx, { limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    const found = page.items.find((one) => one.variantId === variantId);
    if (found) return state === "ordered" ? (await orderReorder(ctx, { id: found.id })).id : found.id;
    if (page.nextCursor === null) throw new Error("nothing was suggested");
    cursor = page.nextCursor;
  }
}

/** An act on several orders that was read. */
export async function newOrderBatch(by: Member): Promise<string> {
  const ids = [await newOrder(by), await newOrder(by)];
  const { id } = await previewOrderBatch(by.ctx, { selection: { ids }, act: "confirm" });
  await orderBatchJob.handle(by.ctx.platform, { merchantId: by.ctx.merchantId, batchId: id });
  return id;
}

/** Orders in every table of theirs: one held and gone on, with a parcel on its way. */
export async function furnishOrders(by: Member): Promise<void> {
  await saveOrderSettings(by.ctx, { safetyBuffer: 2 });
  const orderId = await newOrder(by);
  for (const action of ["hold", "release", "confirm", "ship"] as const)
    await actOnOrder(by.ctx, { orderId, action, note: "as asked" });
  await newOrderBatch(by);
  await newDelivery(by);
  await saveDeliverySettings(by.ctx, { driverName: null });
  await newOrderLink(by);
  await saveOrderLinkSettings(by.ctx, { cartAddress: "https://shop.example.com/cart/{items}" });
  await countInterest(by.ctx, { items: [{ productId: await newProduct(by), kind: "view" }] });
  await inMerchantTx(by.ctx, (tx) =>
    addFulfilmentTime(tx, { day: "2026-03-02", stage: "confirmed_to_shipped", minutes: 90, step: 1 }),
  );
  await newReorder(by);
  await saveReorderSettings(by.ctx, { leadDays: 21 });
}
