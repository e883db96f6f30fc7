import { sql } from "drizzle-orm";
import { check, index, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { DISPUTE_STATES, type DisputeState } from "@nexusone/contracts/dispute-terms";
import { instant, moneyMinor, oneOf, tenantRef, tenantTable, timestamps } from "./base.ts";
import { supplierOrders } from "./fulfilment.ts";
import { orders } from "./orders.ts";

/** A dispute that somebody opened at a supplier, and what came of it. One at a time for an order there. */
export const disputes = tenantTable(
  "disputes",
  {
    orderId: uuid("order_id").notNull(),
    supplierOrderId: uuid("supplier_order_id").notNull(),
    state: text("state").$type<DisputeState>().notNull(),
    reference: text("reference").notNull(),
    note: text("note").notNull(),
    byName: text("by_name").notNull(),
    openedAt: instant("opened_at").notNull(),
    settledAt: instant("settled_at"),
    /** What came back, and what that was in the order's currency at the shop's rate of then. */
    refundUsdMinor: moneyMinor("refund_usd_minor"),
    refundMinor: moneyMinor("refund_minor"),
    rate: text("rate"),
    rateAsOf: text("rate_as_of"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.orderId, orders, "cascade"),
    tenantRef(t, t.supplierOrderId, supplierOrders, "cascade"),
    uniqueIndex("disputes_open")
      .on(t.merchantId, t.supplierOrderId)
      .where(sql`state = 'open'`),
    index("disputes_order").on(t.merchantId, t.orderId),
    index("disputes_supplier_order").on(t.merchantId, t.supplierOrderId),
    oneOf(t.state, DISPUTE_STATES),
    check(
      "disputes_outcome_check",
      sql`(${t.state} = 'open') = (${t.settledAt} is null)
        and (${t.state} = 'refunded') = (${t.refundUsdMinor} is not null)
        and (${t.refundUsdMinor} is null) = (${t.refundMinor} is null)
        and (${t.refundUsdMinor} is null) = (${t.rate} is null) and (${t.rate} is null) = (${t.rateAsOf} is null)`,
    ),
  ],
);
