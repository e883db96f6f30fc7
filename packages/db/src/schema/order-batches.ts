import { index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import {
  ORDER_BATCH_ACTS,
  ORDER_BATCH_ROW_STATES,
  ORDER_BATCH_STATES,
  type OrderBatchAct,
  type OrderBatchRowState,
} from "@nexusone/contracts/order-batch-terms";
import type { MoneyState } from "@nexusone/contracts/payment-terms";
import type { OrderStatus } from "@nexusone/contracts/order-terms";
import type { ReasonDetails } from "@nexusone/contracts/reasons";
import { instant, moneyMinor, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { orders } from "./orders.ts";

export type OrderBatchFilters = {
  readonly status?: OrderStatus | undefined;
  readonly money?: MoneyState | undefined;
  readonly q?: string | undefined;
  readonly contactId?: string | undefined;
};

/** One act on many orders: computed and stored first, then carried out order by order. */
export const orderBatches = tenantTable(
  "order_batches",
  {
    state: text("state").$type<(typeof ORDER_BATCH_STATES)[number]>().notNull(),
    act: text("act").$type<OrderBatchAct>().notNull(),
    note: text("note").notNull().default(""),
    carrier: text("carrier").notNull().default(""),
    /** Which orders; the ids themselves are in the rows once they were read. */
    selection: jsonb("selection").$type<{ ids: string[] } | { filters: OrderBatchFilters }>().notNull(),
    /** Orders looked at so far. */
    total: integer("total").notNull().default(0),
    /** How far it was read: the last order of the filtered list. */
    readTo: jsonb("read_to").$type<{ at: string; id: string }>(),
    userId: uuid("user_id"),
    userName: text("user_name").notNull(),
    expiresAt: instant("expires_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    oneOf(t.state, ORDER_BATCH_STATES),
    oneOf(t.act, ORDER_BATCH_ACTS),
    index("order_batches_recent").on(t.merchantId, t.createdAt),
  ],
);

export const orderBatchRows = tenantTable(
  "order_batch_rows",
  {
    batchId: uuid("batch_id").notNull(),
    position: integer("position").notNull(),
    orderId: uuid("order_id").notNull(),
    state: text("state").$type<OrderBatchRowState>().notNull(),
    reason: reasonCode("reason"),
    details: jsonb("details").$type<ReasonDetails>().notNull().default({}),
    /** Of all that the act depends on: an order with another one by then is left alone. */
    digest: text("digest").notNull(),
    currency: text("currency").notNull(),
    totalMinor: moneyMinor("total_minor").notNull(),
    /** At the cost and freight of the preview; null where the cost of a line was unknown. */
    costMinor: moneyMinor("cost_minor"),
    /** What `pay` pays: orders at suppliers with the amount that was shown, US cents. */
    pays: jsonb("pays").$type<readonly { id: string; usdMinor: number }[]>().notNull().default([]),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.batchId, orderBatches, "cascade"),
    tenantRef(t, t.orderId, orders, "cascade"),
    unique("order_batch_rows_key").on(t.merchantId, t.batchId, t.position),
    unique("order_batch_rows_order").on(t.merchantId, t.batchId, t.orderId),
    index("order_batch_rows_state").on(t.merchantId, t.batchId, t.state, t.position),
    index("order_batch_rows_of").on(t.merchantId, t.orderId),
    oneOf(t.state, ORDER_BATCH_ROW_STATES),
  ],
);
