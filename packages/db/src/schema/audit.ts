import { sql } from "drizzle-orm";
import { index, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { AUDIT_ACTORS, AUDIT_OPERATIONS, type AuditActor, type AuditOperation } from "@nexusone/contracts/audit-words";
import { instant, oneOf, tenantTable } from "./base.ts";

/**
 * Every write of a sensitive row, by whatever way it came: filled by triggers (`audit/triggers.ts`), which tables by
 * `audit/rules.ts`. The app role reads it and nothing else, so nobody can write, change or forget an entry.
 */
export const auditLogs = tenantTable(
  "audit_logs",
  {
    /** Real time. Ids are made of it, so a range of time is a range of ids. */
    at: instant("at")
      .notNull()
      .default(sql`clock_timestamp()`),
    tableName: text("table_name").notNull(),
    rowId: uuid("row_id").notNull(),
    operation: text("operation").$type<AuditOperation>().notNull(),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    actorKind: text("actor_kind").$type<AuditActor>().notNull(),
    actorId: text("actor_id"),
    /** The person behind it: whose key, whose browser, for whom the job ran. */
    userId: uuid("user_id"),
    requestId: text("request_id"),
  },
  (t) => [
    oneOf(t.operation, AUDIT_OPERATIONS),
    oneOf(t.actorKind, AUDIT_ACTORS),
    index("audit_logs_table").on(t.merchantId, t.tableName, t.id.desc().nullsFirst()),
    index("audit_logs_operation").on(t.merchantId, t.operation, t.id.desc().nullsFirst()),
    index("audit_logs_table_operation").on(t.merchantId, t.tableName, t.operation, t.id.desc().nullsFirst()),
    index("audit_logs_user").on(t.merchantId, t.userId, t.id.desc().nullsFirst()),
    index("audit_logs_user_table").on(t.merchantId, t.userId, t.tableName, t.operation, t.id.desc().nullsFirst()),
    index("audit_logs_actor").on(t.merchantId, t.actorKind, t.id.desc().nullsFirst()),
    index("audit_logs_row").on(t.merchantId, t.rowId, t.id.desc().nullsFirst()),
  ],
);
