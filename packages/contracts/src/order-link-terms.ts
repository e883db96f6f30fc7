// No schemas here: the table and the admin's screen carry this file.

/** `pending` until its order is placed, or until somebody takes it back. */
export const ORDER_LINK_STATES = ["pending", "completed", "cancelled"] as const;
export type OrderLinkState = (typeof ORDER_LINK_STATES)[number];
/** What the customer finds in the cart, as it was called when the link was made. */
export type OrderLinkItem = {
  readonly variantId: string;
  readonly name: string;
  readonly label: string;
  readonly quantity: number;
};

/** The place of the items in the address of a cart. */
export const CART_PLACE = "{items}";

/** The items as carts with addresses of their own read them, `SKU:2,OTHER:1`, in their place in the shop's cart address. */
export const fillCart = (
  address: string,
  items: readonly { readonly sku: string; readonly quantity: number }[],
): string =>
  address.replace(CART_PLACE, () =>
    items.map(({ sku, quantity }) => `${encodeURIComponent(sku)}:${quantity}`).join(","),
  );
