import { z } from "zod";
import { OrderId, VariantId } from "./ids.ts";
import { CART_PLACE, ORDER_LINK_STATES } from "./order-link-terms.ts";
import { OrderNumber } from "./orders.ts";
import { Instant, page, PageInput } from "./paging.ts";

/** A name that the whole world knows, not a number of some network. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?$/i;
const isPlain = (text: string): boolean => {
  const { username, password } = new URL(text);
  return username === "" && password === "";
};
const httpsAddress = (normalize: boolean) =>
  z
    .url({ protocol: /^https$/, hostname: HOST, normalize, abort: true })
    .max(2_000)
    .refine(isPlain, { error: "must not carry a name or password" });
/** As a browser would write it. */
const CartUrl = httpsAddress(true);

/** Says what is in the cart (`items`, put into the shop's cart address), or names a cart that was filled already. */
export const CreateOrderLinkInput = z
  .object({
    items: z
      .array(
        z.object({
          variantId: VariantId.optional(),
          /** Or the `sku` of one. */
          sku: z.string().trim().min(1).max(100).optional(),
          quantity: z.number().int().min(1).max(1_000),
        }),
      )
      .max(50)
      .default([]),
    cartUrl: CartUrl.optional(),
    /** For the team: whom it is for. */
    note: z.string().trim().max(200).default(""),
    /** The conversation it was made in, as the program that talks there knows it. */
    conversationId: z.uuid().optional(),
  })
  .refine(({ items, cartUrl }) => items.length > 0 || cartUrl !== undefined, { error: "items or cartUrl is missing" });

export const OrderLinkInput = z.object({ id: z.uuid() });
/** `number`: the order that came of it, when it is one of this shop. */
export const CompleteOrderLinkInput = OrderLinkInput.extend({ number: OrderNumber.optional() });
export const ListOrderLinksInput = PageInput.extend({
  status: z.enum(ORDER_LINK_STATES).optional(),
  orderId: OrderId.optional(),
  conversationId: z.uuid().optional(),
});

export const OrderLinkView = z.object({
  id: z.uuid(),
  /** What the customer gets: leads to the cart while the link is pending, and says that it is over then. */
  orderLink: z.url(),
  cartUrl: z.string(),
  items: z.array(z.object({ variantId: VariantId, name: z.string(), label: z.string(), quantity: z.number().int() })),
  note: z.string(),
  conversationId: z.uuid().nullable(),
  status: z.enum(ORDER_LINK_STATES),
  order: z.object({ id: OrderId, number: z.string() }).nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type OrderLinkView = z.infer<typeof OrderLinkView>;
export const OrderLinksPage = page(OrderLinkView);

export const OrderLinkSettings = z
  .object({
    /** The address of a cart in the shop where customers pay, with `{items}` once; null: links name a filled cart. */
    cartAddress: httpsAddress(false)
      .refine((text) => text.split(CART_PLACE).length === 2, {
        error: `must contain ${CART_PLACE} once`,
      })
      .nullable(),
  })
  .strict();
export type OrderLinkSettings = z.infer<typeof OrderLinkSettings>;
