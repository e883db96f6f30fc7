import type { Address, AddressField } from "@nexusone/contracts/addresses";
import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tenantRef, tenantTable, timestamps } from "./base.ts";
import { conversations, messages } from "./conversations.ts";
import { orders } from "./orders.ts";

/** That a customer's message was answered by itself: written with the answer, so that there are never two. */
export const chatTurns = tenantTable(
  "chat_turns",
  {
    messageId: uuid("message_id").notNull(),
    at: instant("at").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.messageId, messages, "cascade"),
    unique("chat_turns_message").on(t.merchantId, t.messageId),
    index("chat_turns_age").on(t.at),
  ],
);

export type BasketLine = {
  readonly variantId: string;
  readonly quantity: number;
  /** Of one, as the person saw it last. */
  readonly priceMinor: number;
};

/** What somebody wants to order in a conversation. One is open at a time; `orderId` closes it, and whoever taps again learns which. */
export const chatBaskets = tenantTable(
  "chat_baskets",
  {
    conversationId: uuid("conversation_id").notNull(),
    lines: jsonb("lines").$type<readonly BasketLine[]>().notNull(),
    /** Where it is to go, as far as they told. */
    address: jsonb("address").$type<Address>(),
    /** The part of the address that their next words are, until `awaitingUntil`. */
    awaiting: text("awaiting").$type<AddressField>(),
    awaitingUntil: instant("awaiting_until"),
    /** Counts every change: a button confirms the version that it was shown with. */
    version: integer("version").notNull().default(1),
    orderId: uuid("order_id"),
    expiresAt: instant("expires_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.conversationId, conversations, "cascade"),
    tenantRef(t, t.orderId, orders, "cascade"),
    uniqueIndex("chat_baskets_open")
      .on(t.merchantId, t.conversationId)
      .where(sql`order_id is null`),
    index("chat_baskets_conversation").on(t.merchantId, t.conversationId),
    index("chat_baskets_order").on(t.merchantId, t.orderId),
    index("chat_baskets_age").on(t.expiresAt),
    check("chat_baskets_awaiting_check", sql`(${t.awaiting} is null) = (${t.awaitingUntil} is null)`),
  ],
);
