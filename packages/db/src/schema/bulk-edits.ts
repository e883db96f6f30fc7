import { index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { BULK_EDIT_STATES, BULK_ROW_STATES, type BulkChange } from "@nexusone/contracts/bulk-edits";
import type { ProductFilters } from "@nexusone/contracts/catalog";
import type { Guard } from "@nexusone/contracts/guard-rails";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import { instant, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";

/** Everything of a product that a bulk edit writes, and that its undo brings back. */
export type ProductState = {
  readonly status: string;
  readonly categoryId: string | null;
  readonly priceRule: PriceRule | null;
  readonly minPriceMinor: number;
  readonly maxPriceMinor: number;
  readonly minMarginBps: number | null;
  readonly editedAt: string | null;
  readonly searchText: string;
  readonly tags: readonly string[];
  /** Null when no price changes. */
  readonly variants:
    | readonly {
        readonly id: string;
        readonly priceMinor: number;
        readonly priceFromRule: boolean;
        readonly heldPriceMinor: number | null;
        readonly heldBy: Guard | null;
        readonly landedMinor: number | null;
        readonly profitMinor: number | null;
        readonly marginBps: number | null;
      }[]
    | null;
};

/** A change of many products: computed and stored first, then carried out exactly so, and undone for a day. */
export const bulkEdits = tenantTable(
  "bulk_edits",
  {
    state: text("state").$type<(typeof BULK_EDIT_STATES)[number]>().notNull(),
    change: jsonb("change").$type<BulkChange>().notNull(),
    /** Which products; the ids themselves are in the rows once they were read. */
    selection: jsonb("selection").$type<{ ids: string[] } | { filters: ProductFilters }>().notNull(),
    total: integer("total").notNull().default(0),
    /** How far it was read: the last product of the filtered list. */
    readTo: jsonb("read_to").$type<{ value: string | number | null; id: string }>(),
    userId: uuid("user_id"),
    userName: text("user_name").notNull(),
    expiresAt: instant("expires_at").notNull(),
    undoableUntil: instant("undoable_until"),
    ...timestamps(),
  },
  (t) => [oneOf(t.state, BULK_EDIT_STATES), index("bulk_edits_recent").on(t.merchantId, t.createdAt)],
);

export const bulkEditRows = tenantTable(
  "bulk_edit_rows",
  {
    editId: uuid("edit_id").notNull(),
    position: integer("position").notNull(),
    productId: uuid("product_id").notNull(),
    /** The product's own before: one that has moved on since is left alone. */
    version: integer("version").notNull(),
    state: text("state").$type<(typeof BULK_ROW_STATES)[number]>().notNull(),
    reason: reasonCode("reason"),
    reasonDetails: jsonb("reason_details").$type<Record<string, string | number>>().notNull().default({}),
    before: jsonb("before").$type<ProductState>().notNull(),
    after: jsonb("after").$type<ProductState>(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.editId, bulkEdits, "cascade"),
    unique("bulk_edit_rows_key").on(t.merchantId, t.editId, t.position),
    unique("bulk_edit_rows_product").on(t.merchantId, t.editId, t.productId),
    index("bulk_edit_rows_state").on(t.merchantId, t.editId, t.state, t.position),
    oneOf(t.state, BULK_ROW_STATES),
  ],
);
