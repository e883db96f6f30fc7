import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, text, unique } from "drizzle-orm/pg-core";
import { ENVIRONMENTS, type Environment } from "@nexusone/contracts/cj";
import { instant, oneOf, reasonCode, tenantTable, timestamps } from "./base.ts";
import { sealedText } from "./sealed.ts";

/**
 * A merchant's account at CJ. `environment` never changes: another one is another row. Secrets are sealed (`core/secrets`);
 * `token_version` lets one holder refresh at a time across processes.
 */
export const cjConnections = tenantTable(
  "cj_connections",
  {
    environment: text("environment").$type<Environment>().notNull(),
    /** CJ's account number from the key, which is not secret. */
    accountNumber: text("account_number").notNull(),
    accountLabel: text("account_label").notNull(),
    apiKeySealed: sealedText("api_key_sealed", "cj_connections.api_key").notNull(),
    accessTokenSealed: sealedText("access_token_sealed", "cj_connections.access_token"),
    accessExpiresAt: instant("access_expires_at"),
    refreshTokenSealed: sealedText("refresh_token_sealed", "cj_connections.refresh_token"),
    refreshExpiresAt: instant("refresh_expires_at"),
    /** The secret of CJ's webhooks: only the first token answer carries it. */
    openIdSealed: sealedText("open_id_sealed", "cj_connections.open_id"),
    tokenVersion: integer("token_version").notNull().default(0),
    qpsLimit: integer("qps_limit").notNull().default(1),
    pointsPerDay: integer("points_per_day").notNull().default(50_000),
    pointsDay: text("points_day").notNull().default(""),
    pointsUsed: integer("points_used").notNull().default(0),
    status: text("status").$type<"connected" | "failing">().notNull(),
    reason: reasonCode("reason"),
    connectedAt: instant("connected_at").notNull(),
    lastTestedAt: instant("last_tested_at"),
    ...timestamps(),
  },
  (t) => [
    unique("cj_connections_merchant_key").on(t.merchantId),
    // A CJ account belongs to one merchant of an environment; the constraint works across merchants, its error names none.
    unique("cj_connections_account_key").on(t.environment, t.accountNumber),
    oneOf(t.environment, ENVIRONMENTS),
    oneOf(t.status, ["connected", "failing"]),
    check("cj_connections_points_check", sql`${t.pointsUsed} >= 0`),
  ],
);

/** Every call to CJ (CJA-03). */
export const cjApiUsage = tenantTable(
  "cj_api_usage",
  {
    environment: text("environment").$type<Environment>().notNull(),
    endpoint: text("endpoint").notNull(),
    method: text("method").notNull(),
    httpStatus: integer("http_status"),
    code: text("code"),
    failure: text("failure"),
    points: integer("points").notNull(),
    durationMs: integer("duration_ms").notNull(),
    calledAt: instant("called_at").notNull(),
    ...timestamps(),
  },
  (t) => [index("cj_api_usage_recent").on(t.merchantId, t.calledAt.desc().nullsFirst(), t.id.desc().nullsFirst())],
);

/** CJ's answers about its own shelves, kept so that looking twice costs nothing and CJ's silence is no empty screen. */
export const cjAnswers = tenantTable(
  "cj_answers",
  {
    environment: text("environment").$type<Environment>().notNull(),
    /** What was asked. */
    key: text("key").notNull(),
    answer: jsonb("answer").notNull(),
    readAt: instant("read_at").notNull(),
    ...timestamps(),
  },
  (t) => [
    unique("cj_answers_key").on(t.merchantId, t.environment, t.key),
    index("cj_answers_age").on(t.merchantId, t.readAt),
  ],
);
