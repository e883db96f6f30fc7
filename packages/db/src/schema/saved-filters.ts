import { boolean, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import type { SavedQuery } from "@nexusone/contracts/saved-filters";
import { tenantTable, timestamps } from "./base.ts";
import { users } from "./users.ts";

/** Ways to look at the catalogue that people keep under a name, for themselves or for everybody of the merchant. */
export const savedFilters = tenantTable(
  "saved_filters",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** As it was when the filter was saved: colleagues are shown whose it is. */
    userName: text("user_name").notNull(),
    name: text("name").notNull(),
    nameLower: text("name_lower").notNull(),
    query: jsonb("query").$type<SavedQuery>().notNull(),
    shared: boolean("shared").notNull(),
    ...timestamps(),
  },
  (t) => [unique("saved_filters_name_key").on(t.merchantId, t.userId, t.nameLower)],
);
