import { sql } from "drizzle-orm";
import { check, date, index, integer, text, unique, uuid } from "drizzle-orm/pg-core";
import { ORDER_STAGES, STAGE_BOUNDS_HOURS, type OrderStage } from "@nexusone/contracts/product-analytics-terms";
import { moneyMinor, oneOf, tenantRef, tenantTable, timestamps } from "./base.ts";
import { products } from "./catalog.ts";

/** What happened around a product on a day of the shop's calendar. Sums that events add to: no row is about an order or a person. */
export const productAnalytics = tenantTable(
  "product_analytics",
  {
    day: date("day").notNull(),
    productId: uuid("product_id").notNull(),
    currency: text("currency").notNull(),
    views: integer("views").notNull(),
    clicks: integer("clicks").notNull(),
    /** Of the day an order was placed, even when it was cancelled later: then they are taken off there. */
    conversions: integer("conversions").notNull(),
    units: integer("units").notNull(),
    /** Of the day of the payment. */
    revenueMinor: moneyMinor("revenue_minor").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.productId, products, "cascade"),
    unique("product_analytics_key").on(t.merchantId, t.productId, t.day, t.currency),
    index("product_analytics_day").on(t.merchantId, t.day),
  ],
);

/** How long orders took from one word to another, counted on the day they came to the later one. */
export const fulfilmentTimes = tenantTable(
  "fulfilment_times",
  {
    day: date("day").notNull(),
    stage: text("stage").$type<OrderStage>().notNull(),
    orders: integer("orders").notNull(),
    /** Whole minutes. */
    maxMinutes: integer("max_minutes").notNull(),
    /** Orders by `STAGE_BOUNDS_HOURS`. */
    histogram: integer("histogram").array().notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("fulfilment_times_key").on(t.merchantId, t.stage, t.day),
    oneOf(t.stage, ORDER_STAGES),
    check(
      "fulfilment_times_histogram_check",
      sql`cardinality(${t.histogram}) = ${sql.raw(String(STAGE_BOUNDS_HOURS.length + 1))}`,
    ),
  ],
);
