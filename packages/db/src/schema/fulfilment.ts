import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { ENVIRONMENTS, type Environment } from "@nexusone/contracts/cj";
import {
  APPROVERS,
  AUTOMATIONS,
  CARRIER_REASONS,
  CARRIER_RULES,
  SUPPLIER_ORDER_STATES,
  type Approver,
  type Automation,
  type CarrierReason,
  type CarrierRule,
  type SupplierOrderState,
} from "@nexusone/contracts/fulfilment-terms";
import { SUPPLIER_ID_FORMAT, type SupplierId } from "@nexusone/contracts/ids";
import type { ReasonDetails } from "@nexusone/contracts/reasons";
import { instant, matches, moneyMinor, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { orders } from "./orders.ts";

/** How far orders go by themselves; made when somebody first says so. */
export const fulfilmentSettings = tenantTable(
  "fulfilment_settings",
  {
    automation: text("automation").$type<Automation>().notNull(),
    /** What automation may spend a day (UTC). */
    dailyLimitUsdMinor: moneyMinor("daily_limit_usd_minor").notNull(),
    carrierRule: text("carrier_rule").$type<CarrierRule>().notNull(),
    carrierMaxUsdMinor: moneyMinor("carrier_max_usd_minor").notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("fulfilment_settings_key").on(t.merchantId),
    oneOf(t.automation, AUTOMATIONS),
    oneOf(t.carrierRule, CARRIER_RULES),
    check("fulfilment_settings_check", sql`${t.dailyLimitUsdMinor} >= 0 and ${t.carrierMaxUsdMinor} >= 0`),
  ],
);

/** A piece of an order as a supplier gets it: `variantId` is the supplier's own. */
export type SupplierOrderLine = { readonly lineId: string; readonly variantId: string; readonly quantity: number };
export type CarrierOption = {
  readonly carrier: string;
  readonly usdMinor: number;
  readonly minDays: number | null;
  readonly maxDays: number | null;
};

/**
 * What of an order goes to a supplier from one warehouse country. The number is the key by which the supplier tells a repetition
 * from another order, so it is given before the first call and never again. Transitions: `transitions.ts`.
 */
export const supplierOrders = tenantTable(
  "supplier_orders",
  {
    orderId: uuid("order_id").notNull(),
    supplier: text("supplier").$type<SupplierId>().notNull(),
    environment: text("environment").$type<Environment>().notNull(),
    number: text("number").notNull(),
    state: text("state").$type<SupplierOrderState>().notNull(),
    lines: jsonb("lines").$type<SupplierOrderLine[]>().notNull(),
    origin: text("origin").notNull(),
    carrier: text("carrier").notNull(),
    /** What the shop's rule takes and why; who took another way instead. */
    ruleCarrier: text("rule_carrier"),
    ruleReason: text("rule_reason").$type<CarrierReason>(),
    chosenBy: text("chosen_by"),
    minDays: integer("min_days"),
    maxDays: integer("max_days"),
    /** Other ways of the quote, while it is a plan. */
    options: jsonb("options").$type<CarrierOption[]>().notNull(),
    goodsUsdMinor: moneyMinor("goods_usd_minor").notNull(),
    freightUsdMinor: moneyMinor("freight_usd_minor").notNull(),
    /** What the supplier asks for all of it. */
    askedUsdMinor: moneyMinor("asked_usd_minor"),
    /** Whose word lets money move, and how much of it. */
    approvedBy: text("approved_by").$type<Approver>(),
    approvedUsdMinor: moneyMinor("approved_usd_minor"),
    approvedAt: instant("approved_at"),
    /** Why it waits or was refused. */
    reason: reasonCode("reason"),
    details: jsonb("details").$type<ReasonDetails>().notNull(),
    externalId: text("external_id"),
    /** Passing failures since the last success. */
    failures: integer("failures").notNull().default(0),
    /** When somebody has to look again; null: nothing is to be done. */
    nextAt: instant("next_at"),
    /** Digest of what the supplier said last of a paid order: the same again is followed already. */
    seen: text("seen"),
    plannedAt: instant("planned_at").notNull(),
    paidAt: instant("paid_at"),
    /** When people were told that its delay can be disputed; once. */
    disputeToldAt: instant("dispute_told_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.orderId, orders, "cascade"),
    unique("supplier_orders_number_key").on(t.merchantId, t.number, t.supplier),
    index("supplier_orders_order").on(t.merchantId, t.orderId),
    index("supplier_orders_external").on(t.merchantId, t.externalId),
    index("supplier_orders_due")
      .on(t.merchantId, t.nextAt)
      .where(sql`next_at is not null`),
    index("supplier_orders_approved")
      .on(t.merchantId, t.approvedAt)
      .where(sql`approved_by = 'automation'`),
    matches(t.supplier, SUPPLIER_ID_FORMAT),
    oneOf(t.environment, ENVIRONMENTS),
    oneOf(t.state, SUPPLIER_ORDER_STATES),
    oneOf(t.ruleReason, CARRIER_REASONS),
    oneOf(t.approvedBy, APPROVERS),
    // Money never moves without somebody's word on the record.
    check("supplier_orders_approved_check", sql`${t.state} <> 'paying' or ${t.approvedUsdMinor} is not null`),
  ],
);
