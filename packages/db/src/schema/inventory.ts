import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import {
  ALERT_KINDS,
  CHANGE_KINDS,
  PROPOSAL_STATES,
  SYNC_SCHEDULES,
  SYNC_STATES,
  SYNC_TRIGGERS,
  type AlertKind,
  type ChangeKind,
  type ChangePolicies,
  type SyncSchedule,
  type SyncState,
  type SyncTrigger,
} from "@nexusone/contracts/inventory-terms";
import type { SupplierChange } from "@nexusone/contracts/supplier-sync";
import { instant, oneOf, reasonCode, tenantRef, tenantTable, timestamps } from "./base.ts";
import { products } from "./catalog.ts";

/** How a merchant follows suppliers; made at the first look at a shop that has something to follow. */
export const inventorySettings = tenantTable(
  "inventory_settings",
  {
    schedule: text("schedule").$type<SyncSchedule>().notNull(),
    atMinute: integer("at_minute").notNull(),
    weekday: integer("weekday").notNull(),
    policies: jsonb("policies").$type<ChangePolicies>().notNull(),
    priceNoiseBps: integer("price_noise_bps").notNull(),
    stockNoiseBps: integer("stock_noise_bps").notNull(),
    lowStockAt: integer("low_stock_at").notNull(),
    /** Null while the schedule is off. */
    nextRunAt: instant("next_run_at"),
    ...timestamps(),
  },
  (t) => [
    unique("inventory_settings_key").on(t.merchantId),
    oneOf(t.schedule, SYNC_SCHEDULES),
    check("inventory_settings_minute_check", sql`${t.atMinute} between 0 and 1439 and ${t.weekday} between 1 and 7`),
  ],
);

/** Every sync of stock and cost. A merchant has one under way at most. */
export const inventorySyncLogs = tenantTable(
  "inventory_sync_logs",
  {
    trigger: text("trigger").$type<SyncTrigger>().notNull(),
    state: text("state").$type<SyncState>().notNull(),
    /** Why it waits or failed. */
    reason: reasonCode("reason"),
    resumesAt: instant("resumes_at"),
    /** How often it had to wait without getting any further. */
    waits: integer("waits").notNull().default(0),
    total: integer("total").notNull(),
    seen: integer("seen").notNull().default(0),
    changed: integer("changed").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    waiting: integer("waiting").notNull().default(0),
    points: integer("points").notNull().default(0),
    userId: uuid("user_id"),
    userName: text("user_name").notNull(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    ...timestamps(),
  },
  (t) => [
    uniqueIndex("inventory_sync_logs_one")
      .on(t.merchantId)
      .where(sql`state in ('running', 'waiting')`),
    index("inventory_sync_logs_recent").on(t.merchantId, t.id.desc().nullsFirst()),
    oneOf(t.trigger, SYNC_TRIGGERS),
    oneOf(t.state, SYNC_STATES),
  ],
);

/** How the sync stands with each product of a supplier. */
export const inventoryTracking = tenantTable(
  "inventory_tracking",
  {
    productId: uuid("product_id").notNull(),
    /** The run it is part of, its turn there, and whether that is still to come. */
    runId: uuid("run_id").notNull(),
    rank: integer("rank").notNull(),
    pending: boolean("pending").notNull(),
    /** Readings that failed one after the other, why the last did, and when the next attempt is due. */
    failures: integer("failures").notNull().default(0),
    reason: reasonCode("reason"),
    retryAt: instant("retry_at"),
    /** How often in a row the supplier did not know it. */
    missed: integer("missed").notNull().default(0),
    /** Of the last reading and what was made of it, and the product's version after it: the same again is nothing to write. */
    digest: text("digest"),
    version: integer("version"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.productId, products, "cascade"),
    tenantRef(t, t.runId, inventorySyncLogs, "cascade"),
    unique("inventory_tracking_product").on(t.merchantId, t.productId),
    index("inventory_tracking_turn")
      .on(t.merchantId, t.runId, t.rank)
      .where(sql`pending`),
    index("inventory_tracking_run").on(t.merchantId, t.runId),
    index("inventory_tracking_retry")
      .on(t.merchantId, t.retryAt)
      .where(sql`retry_at is not null`),
    index("inventory_tracking_failing")
      .on(t.merchantId, t.productId)
      .where(sql`reason is not null`),
  ],
);

/** Products of which a supplier said that something changed, until they join a sync: however often it says so, one reading. */
export const inventoryHints = tenantTable(
  "inventory_hints",
  {
    productId: uuid("product_id").notNull(),
    dueAt: instant("due_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.productId, products, "cascade"),
    unique("inventory_hints_product").on(t.merchantId, t.productId),
    index("inventory_hints_due").on(t.dueAt),
  ],
);

/** What follows from a supplier's change and waits for somebody's word; one of a kind for each product. */
export const inventoryProposals = tenantTable(
  "inventory_proposals",
  {
    productId: uuid("product_id").notNull(),
    kind: text("kind").$type<ChangeKind>().notNull(),
    /** A rejected one stays, so that the same is not asked again. */
    state: text("state").$type<(typeof PROPOSAL_STATES)[number]>().notNull(),
    holds: boolean("holds").notNull(),
    changes: jsonb("changes").$type<SupplierChange[]>().notNull(),
    /** Of what is proposed. */
    digest: text("digest").notNull(),
    foundAt: instant("found_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.productId, products, "cascade"),
    unique("inventory_proposals_key").on(t.merchantId, t.productId, t.kind),
    index("inventory_proposals_open")
      .on(t.merchantId, t.foundAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`state = 'open'`),
    oneOf(t.kind, CHANGE_KINDS),
    oneOf(t.state, PROPOSAL_STATES),
  ],
);

/** Low and empty stock. One open alert for each product, which ends by itself when it is no longer so. */
export const inventoryAlerts = tenantTable(
  "inventory_alerts",
  {
    productId: uuid("product_id").notNull(),
    kind: text("kind").$type<AlertKind>().notNull(),
    units: integer("units").notNull(),
    threshold: integer("threshold").notNull(),
    raisedAt: instant("raised_at").notNull(),
    resolvedAt: instant("resolved_at"),
    /** Out of sight until it ends. */
    dismissedAt: instant("dismissed_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.productId, products, "cascade"),
    uniqueIndex("inventory_alerts_open")
      .on(t.merchantId, t.productId)
      .where(sql`resolved_at is null`),
    index("inventory_alerts_shown")
      .on(t.merchantId, t.raisedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`resolved_at is null and dismissed_at is null`),
    index("inventory_alerts_product").on(t.merchantId, t.productId),
    oneOf(t.kind, ALERT_KINDS),
    check("inventory_alerts_out_check", sql`(${t.kind} = 'out') = (${t.units} = 0)`),
  ],
);
