import type { AuditTrigger } from "./triggers.ts";

/** Tables of people's accounts that are on record, by acts rather than by columns: no value of them is written down. */
export const ACCOUNT_TABLES = ["users", "user_sessions", "user_tokens"] as const;

/** Tables of no merchant that are not on record, each with the reason. A table in no list fails the schema test. */
export const NOT_ON_RECORD: Readonly<Record<string, string>> = {
  account_logs: "is the record itself; nobody but the triggers and two functions can write it",
  event_readers: "bookkeeping of readers",
  leases: "who works at what for some seconds",
  page_reports: "counted by machines",
  rate_slots: "counted by machines",
  rate_windows: "counted by machines",
  slow_statements: "counted by machines",
  webhook_inbox: "written by machines: what vendors sent; replaying it is on the account's record",
};

const PROFILE = ["email", "name", "phone_number", "locale", "password_hash", "email_verified_at", "is_platform_admin"];
const row = (side: "old" | "new"): string => `row(${PROFILE.map((name) => `${side}.${name}`).join(", ")})`;

const trigger = (
  table: (typeof ACCOUNT_TABLES)[number],
  operation: "insert" | "update",
  condition = "",
): AuditTrigger => ({
  table,
  name: `audit_${operation}`,
  statement: `create trigger audit_${operation} after ${operation} on public."${table}" for each row ${condition}execute function system.write_account_log()`,
});

export const ACCOUNT_TRIGGERS: readonly AuditTrigger[] = [
  trigger("users", "insert"),
  trigger("users", "update", `when (${row("old")} is distinct from ${row("new")}) `),
  trigger("user_sessions", "insert"),
  // Every use of a session is written to it; only its end is an act.
  trigger("user_sessions", "update", "when (old.revoked_at is null and new.revoked_at is not null) "),
  trigger("user_tokens", "insert"),
];
