import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Address } from "@nexusone/contracts/addresses";
import {
  FULFILMENTS,
  ORDER_SOURCES,
  RESERVATION_STATES,
  SHIPMENT_KINDS,
  type Fulfilment,
  type OrderSource,
  type ReservationState,
  type ShipmentKind,
} from "@nexusone/contracts/order-terms";
import { MONEY_STATES, type MoneyState } from "@nexusone/contracts/payment-terms";
import type { ReasonDetails } from "@nexusone/contracts/reasons";
import { instant, moneyMinor, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { bytewiseText, products, productVariants, type FreightSnapshot } from "./catalog.ts";
import { contacts } from "./contacts.ts";

/** How a shop takes orders; made with its first order. */
export const orderSettings = tenantTable(
  "order_settings",
  {
    /** Units of every variant that no order gets: what other places may sell before we hear of it. */
    safetyBuffer: integer("safety_buffer").notNull().default(0),
    /** Of the next order that brings no number of its own. */
    nextNumber: integer("next_number").notNull().default(1_001),
    ...timestamps(),
  },
  (t) => [
    unique("order_settings_key").on(t.merchantId),
    check("order_settings_check", sql`${t.safetyBuffer} >= 0 and ${t.nextNumber} > 0`),
  ],
);

/**
 * What a customer bought. Fulfilment, holds (`order_holds`), money (payments) and the public word (`orderStatus`) are four
 * things. `transitions.ts` has the database refuse a fulfilment that may not follow.
 */
export const orders = tenantTable(
  "orders",
  {
    /** The merchant's own: the same again is the same order. Suppliers get it too. */
    number: bytewiseText("number").notNull(),
    source: text("source").$type<OrderSource>().notNull(),
    /** Of what was asked for, so that the same number for something else is told apart from a repetition. */
    digest: text("digest").notNull(),
    fulfilment: text("fulfilment").$type<Fulfilment>().notNull().default("pending"),
    /** Copies that lists ask by index: a hold is open; a parcel was handed over. */
    held: boolean("held").notNull().default(false),
    parcelSent: boolean("parcel_sent").notNull().default(false),
    /** A copy too: what its payments come to, written with each of them. */
    money: text("money").$type<MoneyState>().notNull().default("unpaid"),
    contactId: uuid("contact_id").notNull(),
    /** As it was when the order was placed, with the name on the parcel. */
    address: jsonb("address").$type<Address>().notNull(),
    country: text("country").notNull(),
    currency: text("currency").notNull(),
    itemsMinor: moneyMinor("items_minor").notNull(),
    shippingMinor: moneyMinor("shipping_minor").notNull(),
    discountMinor: moneyMinor("discount_minor").notNull(),
    totalMinor: moneyMinor("total_minor").notNull(),
    /** The supplier's own id once it has the order. */
    externalOrderId: text("external_order_id"),
    note: text("note").notNull().default(""),
    placedAt: instant("placed_at").notNull(),
    /** Since when it is where it is. */
    movedAt: instant("moved_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.contactId, contacts),
    unique("orders_number_key").on(t.merchantId, t.number),
    index("orders_newest").on(t.merchantId, t.placedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("orders_fulfilment").on(t.merchantId, t.fulfilment, t.placedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("orders_held")
      .on(t.merchantId, t.placedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`held`),
    index("orders_money").on(t.merchantId, t.money, t.placedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("orders_contact").on(t.merchantId, t.contactId, t.placedAt.desc().nullsFirst()),
    index("orders_external").on(t.merchantId, t.externalOrderId),
    oneOf(t.fulfilment, FULFILMENTS),
    oneOf(t.money, MONEY_STATES),
    oneOf(t.source, ORDER_SOURCES),
    check(
      "orders_total_check",
      sql`${t.itemsMinor} >= 0 and ${t.shippingMinor} >= 0 and ${t.discountMinor} >= 0
        and ${t.totalMinor} = ${t.itemsMinor} + ${t.shippingMinor} - ${t.discountMinor} and ${t.totalMinor} >= 0`,
    ),
  ],
);

/** What a line stood for before another variant took its place, with its cost and margin as of the order. */
export type OrderedVariant = {
  readonly variantId: string;
  readonly label: string;
  readonly sku: string | null;
  readonly costUsd: string | null;
  readonly costMinor: number | null;
  readonly freight: FreightSnapshot | null;
  readonly landedMinor: number | null;
  readonly profitMinor: number | null;
  readonly marginBps: number | null;
};

/** What was bought, with the price and what it left as of then. The references restrict: what was sold stays in the catalogue. */
export const orderLines = tenantTable(
  "order_lines",
  {
    orderId: uuid("order_id").notNull(),
    position: integer("position").notNull(),
    productId: uuid("product_id").notNull(),
    variantId: uuid("variant_id").notNull(),
    name: text("name").notNull(),
    label: text("label").notNull(),
    sku: text("sku"),
    quantity: integer("quantity").notNull(),
    priceMinor: moneyMinor("price_minor").notNull(),
    /** What one cost then: a supplier's dollars, or the merchant's own cost. */
    costUsd: text("cost_usd"),
    costMinor: moneyMinor("cost_minor"),
    freight: jsonb("freight").$type<FreightSnapshot>(),
    /** Of all units of the line; null where nobody knew. */
    landedMinor: moneyMinor("landed_minor"),
    profitMinor: moneyMinor("profit_minor"),
    /** Profit as a share of the price. */
    marginBps: integer("margin_bps"),
    /** What the customer ordered, where another variant has taken its place: the columns above are then of that one. */
    ordered: jsonb("ordered").$type<OrderedVariant>(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.orderId, orders, "cascade"),
    tenantRef(t, t.productId, products),
    tenantRef(t, t.variantId, productVariants),
    unique("order_lines_key").on(t.merchantId, t.orderId, t.position),
    index("order_lines_product").on(t.merchantId, t.productId),
    index("order_lines_variant").on(t.merchantId, t.variantId),
    check("order_lines_check", sql`${t.quantity} > 0 and ${t.priceMinor} >= 0`),
  ],
);

/** Why an order waits: a reason of the registry. Several may be open at once, one of a kind. */
export const orderHolds = tenantTable(
  "order_holds",
  {
    orderId: uuid("order_id").notNull(),
    reason: reasonCode("reason").notNull(),
    details: jsonb("details").$type<ReasonDetails>().notNull(),
    placedAt: instant("placed_at").notNull(),
    resolvedAt: instant("resolved_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.orderId, orders, "cascade"),
    uniqueIndex("order_holds_open")
      .on(t.merchantId, t.orderId, t.reason)
      .where(sql`resolved_at is null`),
    index("order_holds_order").on(t.merchantId, t.orderId),
  ],
);

/** Units of a variant that an order keeps from others: one pool, whatever the place that sold them. */
export const reservations = tenantTable(
  "reservations",
  {
    orderId: uuid("order_id").notNull(),
    lineId: uuid("line_id").notNull(),
    variantId: uuid("variant_id").notNull(),
    quantity: integer("quantity").notNull(),
    state: text("state").$type<ReservationState>().notNull().default("held"),
    endedAt: instant("ended_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.orderId, orders, "cascade"),
    tenantRef(t, t.lineId, orderLines, "cascade"),
    tenantRef(t, t.variantId, productVariants),
    unique("reservations_line_key").on(t.merchantId, t.lineId),
    index("reservations_held")
      .on(t.merchantId, t.variantId)
      .where(sql`state = 'held'`),
    index("reservations_variant").on(t.merchantId, t.variantId),
    index("reservations_order").on(t.merchantId, t.orderId),
    oneOf(t.state, RESERVATION_STATES),
    check("reservations_check", sql`${t.quantity} > 0 and (${t.state} = 'held') = (${t.endedAt} is null)`),
  ],
);

/** A parcel: of a supplier, or from the merchant's own hands. */
export const shipments = tenantTable(
  "shipments",
  {
    orderId: uuid("order_id").notNull(),
    kind: text("kind").$type<ShipmentKind>().notNull(),
    fulfilment: text("fulfilment").$type<Fulfilment>().notNull().default("pending"),
    carrier: text("carrier"),
    trackingNumber: text("tracking_number"),
    trackingUrl: text("tracking_url"),
    /** The supplier's own id of it. */
    externalId: text("external_id"),
    shippedAt: instant("shipped_at"),
    deliveredAt: instant("delivered_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.orderId, orders, "cascade"),
    unique("shipments_external_key").on(t.merchantId, t.externalId),
    index("shipments_order").on(t.merchantId, t.orderId),
    oneOf(t.kind, SHIPMENT_KINDS),
    oneOf(t.fulfilment, FULFILMENTS),
  ],
);

/** Which units a parcel holds. */
export const shipmentLines = tenantTable(
  "shipment_lines",
  {
    shipmentId: uuid("shipment_id").notNull(),
    lineId: uuid("line_id").notNull(),
    quantity: integer("quantity").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.shipmentId, shipments, "cascade"),
    tenantRef(t, t.lineId, orderLines, "cascade"),
    unique("shipment_lines_key").on(t.merchantId, t.shipmentId, t.lineId),
    index("shipment_lines_line").on(t.merchantId, t.lineId),
    check("shipment_lines_check", sql`${t.quantity} > 0`),
  ],
);

/** What is told of a parcel on its way. The same news twice is one row (`digest`). */
export const trackingEvents = tenantTable(
  "tracking_events",
  {
    shipmentId: uuid("shipment_id").notNull(),
    happenedAt: instant("happened_at").notNull(),
    fulfilment: text("fulfilment").$type<Fulfilment>().notNull(),
    /** The carrier's words; empty for what we noted ourselves. */
    activity: text("activity").notNull(),
    location: text("location"),
    digest: text("digest").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.shipmentId, shipments, "cascade"),
    unique("tracking_events_key").on(t.merchantId, t.shipmentId, t.digest),
    index("tracking_events_order").on(t.merchantId, t.shipmentId, t.happenedAt),
    oneOf(t.fulfilment, FULFILMENTS),
  ],
);
