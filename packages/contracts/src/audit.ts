import { z } from "zod";
import { Instant, page, PageInput } from "./paging.ts";

/** The merchant's tables whose writes are put on record: which columns of them, `db/src/audit/rules.ts` says. */
export const AUDIT_TABLES = [
  "api_keys",
  "chrome_extension_sessions",
  "cj_connections",
  "credit_entries",
  "events",
  "fx_rates",
  "invitations",
  "memberships",
  "merchant_plans",
  "merchants",
  "notification_settings",
  "product_variants",
  "products",
  "webhook_secrets",
  "webhooks",
] as const;
export type AuditTable = (typeof AUDIT_TABLES)[number];

export const AUDIT_OPERATIONS = ["insert", "update", "delete"] as const;
export type AuditOperation = (typeof AUDIT_OPERATIONS)[number];

/** Who is on record. `unknown`: a write that came past the verbs, by a connection that did not say for whom. */
export const AUDIT_ACTORS = ["user", "extension_session", "api_key", "job", "system", "unknown"] as const;
export type AuditActor = (typeof AUDIT_ACTORS)[number];

/** Stands for a value that is never written down: a secret, or what concerns a person. */
export const HIDDEN = "[hidden]";

const filter = {
  /** A person: what they did themselves, by their keys and by their browsers. */
  userId: z.uuid().optional(),
  actorKind: z.enum(AUDIT_ACTORS).optional(),
  table: z.enum(AUDIT_TABLES).optional(),
  rowId: z.uuid().optional(),
  operation: z.enum(AUDIT_OPERATIONS).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
};
export const ListAuditInput = PageInput.extend(filter);
export const ExportAuditInput = z.object({ ...filter, format: z.enum(["csv", "json"]).default("csv") });

/** One write of one row. `before` and `after` hold the columns that changed; an insert has no `before`, a delete no `after`. */
export const AuditEntryView = z.object({
  id: z.uuid(),
  /** Real time, also where the business clock was moved. */
  at: Instant,
  table: z.string(),
  rowId: z.uuid(),
  /** What it was done to, by the name it has now, or had when it went; `productId` while there is a product to look at. */
  subject: z.object({ name: z.string().nullable(), productId: z.uuid().nullable() }),
  operation: z.enum(AUDIT_OPERATIONS),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** `name` is a person's, or of the job or part of the system; empty when nobody is known. */
  actor: z.object({ kind: z.enum(AUDIT_ACTORS), id: z.string().nullable(), name: z.string() }),
  userId: z.uuid().nullable(),
  requestId: z.string().nullable(),
});
export type AuditEntryView = z.infer<typeof AuditEntryView>;
export const AuditPage = page(AuditEntryView);

/** `truncated`: more matched than one file holds; narrow the time. */
export const AuditExportView = z.object({
  fileName: z.string(),
  contentType: z.string(),
  content: z.string(),
  rows: z.number().int(),
  truncated: z.boolean(),
});

/** Who is on record, those who left too. */
export const AuditPeopleView = z.array(z.object({ userId: z.uuid(), name: z.string() }));
