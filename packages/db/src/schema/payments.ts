import { sql } from "drizzle-orm";
import { check, index, integer, text, unique, uuid } from "drizzle-orm/pg-core";
import {
  PAYMENT_KINDS,
  PAYMENT_METHODS,
  type PaymentKind,
  type PaymentMethod,
} from "@nexusone/contracts/payment-terms";
import { createdAt, instant, moneyMinor, oneOf, tenantRef, tenantTable } from "./base.ts";
import { orders } from "./orders.ts";

/** Money that came in for an order or went back: a record that only grows. What an order's money stands at is its sum. */
export const payments = tenantTable(
  "payments",
  {
    orderId: uuid("order_id").notNull(),
    kind: text("kind").$type<PaymentKind>().notNull(),
    method: text("method").$type<PaymentMethod>().notNull(),
    amountMinor: moneyMinor("amount_minor").notNull(),
    currency: text("currency").notNull(),
    /** Of the bank or the till: a payment is on record once. */
    reference: text("reference").notNull(),
    note: text("note").notNull(),
    byName: text("by_name").notNull(),
    happenedAt: instant("happened_at").notNull(),
    ...createdAt(),
  },
  (t) => [
    tenantRef(t, t.orderId, orders),
    unique("payments_reference_key").on(t.merchantId, t.method, t.reference),
    index("payments_order").on(t.merchantId, t.orderId),
    index("payments_newest").on(t.merchantId, t.happenedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    oneOf(t.kind, PAYMENT_KINDS),
    oneOf(t.method, PAYMENT_METHODS),
    check("payments_amount_check", sql`${t.amountMinor} > 0`),
  ],
);

/**
 * Whose money a payment is, in parts that sum to it: one line for a capture, one for each capture a refund comes from, with its
 * sign turned. Written with the payment and never again, so that a change of terms moves no past earnings.
 */
export const commissionLines = tenantTable(
  "commission_lines",
  {
    paymentId: uuid("payment_id").notNull(),
    captureId: uuid("capture_id").notNull(),
    currency: text("currency").notNull(),
    amountMinor: moneyMinor("amount_minor").notNull(),
    taxMinor: moneyMinor("tax_minor").notNull(),
    platformMinor: moneyMinor("platform_minor").notNull(),
    clientMinor: moneyMinor("client_minor").notNull(),
    /** What taking the payment costs by the shop's terms; refunds bring nothing of it back. */
    feeMinor: moneyMinor("fee_minor").notNull(),
    platformBps: integer("platform_bps").notNull(),
    happenedAt: instant("happened_at").notNull(),
    ...createdAt(),
  },
  (t) => [
    tenantRef(t, t.paymentId, payments),
    tenantRef(t, t.captureId, payments),
    unique("commission_lines_key").on(t.merchantId, t.paymentId, t.captureId),
    index("commission_lines_capture").on(t.merchantId, t.captureId),
    index("commission_lines_time").on(t.merchantId, t.happenedAt),
    check(
      "commission_lines_sum_check",
      sql`${t.amountMinor} = ${t.taxMinor} + ${t.platformMinor} + ${t.clientMinor} and ${t.platformBps} between 0 and 10000`,
    ),
  ],
);
