import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { REORDER_STATES, type ReorderState, type ReorderSum } from "@nexusone/contracts/reorder-terms";
import { instant, oneOf, tenantRef, tenantTable, timestamps } from "./base.ts";
import { products, productVariants } from "./catalog.ts";

/** How a merchant orders goods for stock, and what the last look found; made at that look. */
export const reorderSettings = tenantTable(
  "reorder_settings",
  {
    enabled: boolean("enabled").notNull(),
    leadDays: integer("lead_days").notNull(),
    coverDays: integer("cover_days").notNull(),
    lookedAt: instant("looked_at"),
    /** Units sold by the shop in each week before that, oldest first. */
    weeks: jsonb("weeks").$type<number[]>().notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("reorder_settings_key").on(t.merchantId),
    check("reorder_settings_check", sql`${t.leadDays} between 1 and 365 and ${t.coverDays} between 1 and 365`),
  ],
);

/** What should be ordered, and what was. A variant has one suggestion at most. */
export const reorders = tenantTable(
  "reorders",
  {
    productId: uuid("product_id").notNull(),
    variantId: uuid("variant_id").notNull(),
    state: text("state").$type<ReorderState>().notNull(),
    quantity: integer("quantity").notNull(),
    sum: jsonb("sum").$type<ReorderSum>().notNull(),
    /** Of `sum`: the most urgent first. */
    coverDays: integer("cover_days").notNull(),
    suggestedAt: instant("suggested_at").notNull(),
    decidedAt: instant("decided_at"),
    expectedAt: instant("expected_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.productId, products, "cascade"),
    tenantRef(t, t.variantId, productVariants, "cascade"),
    uniqueIndex("reorders_suggested")
      .on(t.merchantId, t.variantId)
      .where(sql`state = 'suggested'`),
    index("reorders_shown").on(t.merchantId, t.state, t.coverDays, t.id),
    index("reorders_variant").on(t.merchantId, t.variantId),
    index("reorders_product").on(t.merchantId, t.productId),
    oneOf(t.state, REORDER_STATES),
    check("reorders_quantity_check", sql`${t.quantity} >= 0 and (${t.state} = 'suggested') = (${t.decidedAt} is null)`),
  ],
);
