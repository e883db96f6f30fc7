import { sql } from "drizzle-orm";
import { check, date, index, integer, text, unique, uuid } from "drizzle-orm/pg-core";
import { CREDIT_ENTRY_KINDS } from "@nexusone/contracts/billing";
import { PLANS, type Plan } from "@nexusone/contracts/plans";
import { oneOf, tenantTable, timestamps } from "./base.ts";

/**
 * One row per merchant, locked by whoever adds or removes a product. `product_cap` is the plan's limit, or the present count
 * after a downgrade below it: what is there stays, nothing can be added.
 */
export const merchantPlans = tenantTable(
  "merchant_plans",
  {
    plan: text("plan").$type<Plan>().notNull(),
    productCount: integer("product_count").notNull().default(0),
    productCap: integer("product_cap"),
    ...timestamps(),
  },
  (t) => [
    unique("merchant_plans_merchant_key").on(t.merchantId),
    oneOf(t.plan, PLANS),
    check(
      "merchant_plans_count_check",
      sql`${t.productCount} >= 0 and (${t.productCap} is null or ${t.productCount} <= ${t.productCap})`,
    ),
  ],
);

/** One row per merchant: the balance equals the sum of `credit_entries`, `reserved` the sum of open reservations. */
export const creditAccounts = tenantTable(
  "credit_accounts",
  {
    balance: integer("balance").notNull().default(0),
    reserved: integer("reserved").notNull().default(0),
    ...timestamps(),
  },
  (t) => [
    unique("credit_accounts_merchant_key").on(t.merchantId),
    check("credit_accounts_check", sql`${t.reserved} >= 0 and ${t.balance} >= ${t.reserved}`),
  ],
);

export const RESERVATION_STATES = ["open", "committed", "released"] as const;

export const creditReservations = tenantTable(
  "credit_reservations",
  {
    amount: integer("amount").notNull(),
    feature: text("feature").notNull(),
    state: text("state").$type<(typeof RESERVATION_STATES)[number]>().notNull(),
    /** What it is held for, e.g. the import log's id: one reservation per purpose. */
    purpose: text("purpose").notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("credit_reservations_purpose_key").on(t.merchantId, t.purpose),
    index("credit_reservations_open")
      .on(t.merchantId, t.feature, t.updatedAt)
      .where(sql`state = 'open'`),
    oneOf(t.state, RESERVATION_STATES),
    check("credit_reservations_amount_check", sql`${t.amount} > 0`),
  ],
);

/** The ledger: append-only. */
export const creditEntries = tenantTable(
  "credit_entries",
  {
    kind: text("kind").$type<(typeof CREDIT_ENTRY_KINDS)[number]>().notNull(),
    feature: text("feature").notNull(),
    amount: integer("amount").notNull(),
    balanceAfter: integer("balance_after").notNull(),
    referenceKind: text("reference_kind"),
    referenceId: text("reference_id"),
    referenceLabel: text("reference_label"),
    ...timestamps(),
  },
  (t) => [
    index("credit_entries_recent").on(t.merchantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    oneOf(t.kind, CREDIT_ENTRY_KINDS),
  ],
);

/** How often a feature was used, per day: step 7 of an import. */
export const usageCounters = tenantTable(
  "usage_counters",
  {
    feature: text("feature").notNull(),
    day: date("day", { mode: "string" }).notNull(),
    count: integer("count").notNull().default(0),
    userId: uuid("user_id"),
    ...timestamps(),
  },
  (t) => [unique("usage_counters_key").on(t.merchantId, t.feature, t.day)],
);
