// No schemas here: the admin's first screen carries this file.

/** The merchant's tables whose writes are put on record: which columns of them, `db/src/audit/rules.ts` says. */
export const AUDIT_TABLES = [
  "api_keys",
  "chrome_extension_sessions",
  "cj_connections",
  "credit_entries",
  "disputes",
  "events",
  "fulfilment_settings",
  "fx_rates",
  "inventory_settings",
  "invitations",
  "memberships",
  "merchant_plans",
  "merchants",
  "notification_settings",
  "order_link_settings",
  "payments",
  "product_variants",
  "products",
  "suppressions",
  "webhook_secrets",
  "webhooks",
  "whatsapp_apps",
  "whatsapp_business_config",
  "whatsapp_campaigns",
  "whatsapp_channels",
] as const;
export type AuditTable = (typeof AUDIT_TABLES)[number];

export const AUDIT_OPERATIONS = ["insert", "update", "delete"] as const;
export type AuditOperation = (typeof AUDIT_OPERATIONS)[number];

/** Who is on record. `unknown`: a write that came past the verbs, by a connection that did not say for whom. */
export const AUDIT_ACTORS = ["user", "extension_session", "api_key", "job", "system", "unknown"] as const;
export type AuditActor = (typeof AUDIT_ACTORS)[number];

/** Stands for a value that is never written down: a secret, or what concerns a person. */
export const HIDDEN = "[hidden]";

/** What is on record about people's own accounts, outside any merchant. */
export const ACCOUNT_ACTS = [
  "account_created",
  "dead_letters_retried",
  "bodies_replayed",
  "email_changed",
  "email_confirmed",
  "link_sent",
  "password_changed",
  "platform_admin_ended",
  "platform_admin_made",
  "profile_changed",
  "session_ended",
  "sign_in_refused",
  "signed_in",
] as const;
export type AccountAct = (typeof ACCOUNT_ACTS)[number];
