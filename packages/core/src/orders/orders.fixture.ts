import { randomUUID } from "node:crypto";
import type { CreateOrderInput } from "@nexusone/contracts/orders";
import type { VariantId } from "@nexusone/contracts/ids";
import type { z } from "zod";
import { createProduct } from "../catalog/create-product.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { listEventsAbout } from "@nexusone/db/queries/event-history";
import { createOrder } from "./create-order.ts";

export const ADDRESS = {
  name: "Ada Martin",
  phone: "+33 6 12 34 56 78",
  line1: "12 rue de la Paix",
  city: "Paris",
  zip: "75002",
  country: "FR",
};

/** A product of the merchant's own with one variant, and how many there are of it. */
export async function stocked(
  ctx: ServiceContext,
  stock: number | null,
  price = { priceMinor: 1_990, costMinor: 500 },
) {
  const product = await createProduct(ctx, {
    name: `Lamp ${randomUUID().slice(0, 8)}`,
    variants: [{ ...price, stock }],
  });
  const [variant] = product.variants;
  if (!variant) throw new Error("made with one");
  return { productId: product.id, variantId: variant.id, name: product.name };
}

type Input = z.input<typeof CreateOrderInput>;
/** An order of one variant by somebody new. */
export const ordered = async (
  ctx: ServiceContext,
  variantId: VariantId,
  input: Partial<Input> & { quantity?: number } = {},
) => {
  const { quantity = 1, ...rest } = input;
  const customer = { email: `buyer-${randomUUID()}@example.com` };
  const { order } = await createOrder(ctx, { customer, address: ADDRESS, lines: [{ variantId, quantity }], ...rest });
  return order;
};

/** What is on record about an order, oldest first. */
export const eventsOf = async (ctx: ServiceContext, id: string) =>
  (await readMerchant(ctx, (tx) => listEventsAbout(tx, { kind: "order", id }, { limit: 99 }))).toReversed();
