import { sql } from "drizzle-orm";
import { check, index, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { ORDER_LINK_STATES, type OrderLinkItem, type OrderLinkState } from "@nexusone/contracts/order-link-terms";
import { instant, oneOf, tenantRef, tenantTable, timestamps } from "./base.ts";
import { orders } from "./orders.ts";

/** Where the shop's cart is; made when somebody first says so. */
export const orderLinkSettings = tenantTable(
  "order_link_settings",
  { cartAddress: text("cart_address"), ...timestamps() },
  (t) => [unique("order_link_settings_key").on(t.merchantId)],
);

/**
 * An address that leads a customer to a filled cart of another shop's software, and what became of it. An object of its own:
 * the order, if it comes, is placed there, and may or may not come here too.
 */
export const orderLinks = tenantTable(
  "order_links",
  {
    /** 128 bits in the address. Not sealed: it opens nothing but the cart that stands beside it. */
    code: text("code").notNull(),
    cartUrl: text("cart_url").notNull(),
    items: jsonb("items").$type<OrderLinkItem[]>().notNull(),
    note: text("note").notNull(),
    /** The caller's own, of whatever program talks with the customer. */
    conversationId: uuid("conversation_id"),
    status: text("status").$type<OrderLinkState>().notNull().default("pending"),
    orderId: uuid("order_id"),
    madeAt: instant("made_at").notNull(),
    settledAt: instant("settled_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.orderId, orders, "cascade"),
    // Asked across merchants (`system.order_link_cart`): the one lookup that is not led by the merchant.
    unique("order_links_code_key").on(t.code),
    index("order_links_newest").on(t.merchantId, t.madeAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("order_links_status").on(t.merchantId, t.status, t.madeAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("order_links_order").on(t.merchantId, t.orderId),
    index("order_links_conversation").on(t.merchantId, t.conversationId),
    oneOf(t.status, ORDER_LINK_STATES),
    check(
      "order_links_settled_check",
      sql`(${t.status} = 'pending') = (${t.settledAt} is null) and (${t.orderId} is null or ${t.status} = 'completed')`,
    ),
  ],
);
