import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import {
  IMPORT_ROW_STATES,
  IMPORT_SOURCES,
  PREVIEW_ROW_STATUSES,
  PREVIEW_STATES,
  type ImportSource,
} from "@nexusone/contracts/imports";
import { SUPPLIER_ID_FORMAT, type SupplierId } from "@nexusone/contracts/ids";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import { instant, matches, oneOf, tenantRef, tenantTable, timestamps } from "./base.ts";

/** A computed plan, valid for 30 minutes; a commit carries out exactly its rows. */
export const importPreviews = tenantTable(
  "import_previews",
  {
    source: text("source").$type<ImportSource>().notNull(),
    /** Of a preview read by a job: the caller's name for it. */
    key: uuid("key"),
    state: text("state").$type<(typeof PREVIEW_STATES)[number]>().notNull().default("ready"),
    createdBy: jsonb("created_by").notNull(),
    /** What its rows are priced with (`PricingContext` of contracts); null in previews older than this column. */
    pricing: jsonb("pricing"),
    expiresAt: instant("expires_at").notNull(),
    committedAt: instant("committed_at"),
    /** While it is set nobody begins another row of the import. */
    pausedAt: instant("paused_at"),
    cjPoints: integer("cj_points").notNull().default(0),
    ...timestamps(),
  },
  (t) => [
    oneOf(t.source, IMPORT_SOURCES),
    oneOf(t.state, PREVIEW_STATES),
    unique("import_previews_key").on(t.merchantId, t.key),
    index("import_previews_expiry").on(t.merchantId, t.expiresAt),
  ],
);

export const importPreviewRows = tenantTable(
  "import_preview_rows",
  {
    previewId: uuid("preview_id").notNull(),
    position: integer("position").notNull(),
    ref: text("ref").notNull(),
    /** Null where the reference names nothing. */
    supplier: text("supplier").$type<SupplierId>(),
    externalId: text("external_id"),
    status: text("status").$type<(typeof PREVIEW_ROW_STATUSES)[number]>().notNull(),
    reason: text("reason"),
    reasonDetails: jsonb("reason_details").$type<Record<string, string | number>>().notNull().default({}),
    existingProductId: uuid("existing_product_id"),
    /** What a job is to read (`Asked` of core); null in a row that was read at once. */
    asked: jsonb("asked"),
    /** The row as shown (`PreviewRow` of contracts), and what the commit writes (`ProductSnapshot` of core). */
    view: jsonb("view").notNull(),
    snapshot: jsonb("snapshot"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.previewId, importPreviews, "cascade"),
    unique("import_preview_rows_key").on(t.merchantId, t.previewId, t.position),
    index("import_preview_rows_external").on(t.merchantId, t.externalId, t.createdAt),
    oneOf(t.status, PREVIEW_ROW_STATUSES),
    matches(t.supplier, SUPPLIER_ID_FORMAT),
  ],
);

/** Each import of one product, from queued to its end (CAT-20). Kept when the product goes. */
export const importLogs = tenantTable(
  "import_logs",
  {
    previewId: uuid("preview_id").notNull(),
    rowId: uuid("row_id").notNull(),
    supplier: text("supplier").$type<SupplierId>().notNull(),
    externalId: text("external_id").notNull(),
    name: text("name"),
    imageUrl: text("image_url"),
    source: text("source").$type<ImportSource>().notNull(),
    state: text("state").$type<(typeof IMPORT_ROW_STATES)[number]>().notNull(),
    reason: text("reason"),
    reasonDetails: jsonb("reason_details").$type<Record<string, string | number>>().notNull().default({}),
    /** The merchant's edits to the row (`RowEdit`), applied when it is carried out. */
    edit: jsonb("edit"),
    productId: uuid("product_id"),
    credits: integer("credits").notNull().default(0),
    userId: uuid("user_id"),
    userName: text("user_name").notNull(),
    extensionSessionId: uuid("extension_session_id"),
    finishedAt: instant("finished_at"),
    undoableUntil: instant("undoable_until"),
    ...timestamps(),
  },
  (t) => [
    unique("import_logs_row_key").on(t.merchantId, t.rowId),
    index("import_logs_preview").on(t.merchantId, t.previewId),
    index("import_logs_recent").on(t.merchantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index("import_logs_product").on(t.merchantId, t.productId),
    index("import_logs_session").on(t.merchantId, t.extensionSessionId, t.createdAt.desc().nullsFirst()),
    matches(t.supplier, SUPPLIER_ID_FORMAT),
    oneOf(t.source, IMPORT_SOURCES),
    oneOf(t.state, IMPORT_ROW_STATES),
    check("import_logs_credits_check", sql`${t.credits} >= 0`),
  ],
);

export const DRAFT_STATES = ["waiting", "completed", "failed", "discarded"] as const;

/** The extension's own reading of a page while CJ did not answer: completed by a job, never shown as verified. */
export const importDrafts = tenantTable(
  "import_drafts",
  {
    /** Null in drafts older than this column: whoever knows the id. */
    supplier: text("supplier").$type<SupplierId>(),
    externalId: text("external_id").notNull(),
    reading: jsonb("reading").notNull(),
    priceRule: jsonb("price_rule").$type<PriceRule>(),
    prices: jsonb("prices").$type<Record<string, number>>(),
    categoryName: text("category_name"),
    tags: text("tags")
      .array()
      .notNull()
      .default(sql`'{}'`),
    state: text("state").$type<(typeof DRAFT_STATES)[number]>().notNull(),
    reason: text("reason"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    productId: uuid("product_id"),
    userId: uuid("user_id"),
    userName: text("user_name").notNull(),
    extensionSessionId: uuid("extension_session_id"),
    ...timestamps(),
  },
  (t) => [
    index("import_drafts_open").on(t.merchantId, t.state, t.createdAt.desc().nullsFirst()),
    index("import_drafts_shown")
      .on(t.merchantId, t.createdAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`state <> 'discarded'`),
    oneOf(t.state, DRAFT_STATES),
    matches(t.supplier, SUPPLIER_ID_FORMAT),
  ],
);
