import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import {
  AREAS,
  LATENCY_BOUNDS_MS,
  RANGES,
  type Area,
  type Figure,
  type Range,
} from "@nexusone/contracts/analytics-terms";
import { PAGE_HOSTS, PAGE_KINDS, PAGE_SELECTORS, type PageReportView } from "@nexusone/contracts/page-reports";
import { instant, oneOf, platformTable, tenantTable, timestamps } from "./base.ts";
import { users } from "./users.ts";

/** How often something happened in an hour, how it ended and how long it took. Sums only: no row is about a call or a person. */
export const integrationAnalytics = tenantTable(
  "integration_analytics",
  {
    hour: instant("hour").notNull(),
    area: text("area").$type<Area>().notNull(),
    operation: text("operation").notNull(),
    /** `ok` or a code of the registry. */
    outcome: text("outcome").notNull(),
    calls: integer("calls").notNull(),
    totalMs: bigint("total_ms", { mode: "number" }).notNull(),
    maxMs: integer("max_ms").notNull(),
    /** Calls by `LATENCY_BOUNDS_MS`; all zero for what has no duration. */
    histogram: integer("histogram").array().notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("integration_analytics_key").on(t.merchantId, t.hour, t.area, t.operation, t.outcome),
    index("integration_analytics_operation").on(
      t.merchantId,
      t.area,
      t.operation,
      t.hour.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    index("integration_analytics_hour").on(t.hour),
    oneOf(t.area, AREAS),
    check(
      "integration_analytics_histogram_check",
      sql`cardinality(${t.histogram}) = ${sql.raw(String(LATENCY_BOUNDS_MS.length + 1))}`,
    ),
  ],
);

/** What a person wants of the analytics of a merchant; without a row the defaults of the contract hold. */
export const userIntegrationSettings = tenantTable(
  "user_integration_settings",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    defaultRange: text("default_range").$type<Range>().notNull(),
    pinned: jsonb("pinned").$type<Figure[]>().notNull(),
    countMyUse: boolean("count_my_use").notNull(),
    ...timestamps(),
  },
  (t) => [unique("user_integration_settings_user_key").on(t.merchantId, t.userId), oneOf(t.defaultRange, RANGES)],
);

/** Statements that were slow, of all merchants and of nobody, by day. The text has places instead of values. */
export const slowStatements = platformTable(
  "slow_statements",
  {
    day: date("day", { mode: "string" }).notNull(),
    name: text("name").notNull(),
    statement: text("statement").notNull(),
    calls: integer("calls").notNull(),
    totalMs: bigint("total_ms", { mode: "number" }).notNull(),
    maxMs: integer("max_ms").notNull(),
  },
  (t) => [primaryKey({ name: "slow_statements_pkey", columns: [t.day, t.name] })],
);

/** What paired browsers no longer find on CJ's pages, of all merchants and of nobody, by day. */
export const pageReports = platformTable(
  "page_reports",
  {
    day: date("day", { mode: "string" }).notNull(),
    host: text("host").$type<PageReportView["host"]>().notNull(),
    page: text("page").$type<PageReportView["page"]>().notNull(),
    selector: text("selector").$type<PageReportView["selector"]>().notNull(),
    /** Of the extension. */
    version: text("version").notNull(),
    reports: integer("reports").notNull(),
    lastAt: instant("last_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "page_reports_pkey", columns: [t.day, t.host, t.page, t.selector, t.version] }),
    oneOf(t.host, PAGE_HOSTS),
    oneOf(t.page, PAGE_KINDS),
    oneOf(t.selector, PAGE_SELECTORS),
  ],
);
