import { z } from "zod";
import { AUDIT_ACTORS, AUDIT_OPERATIONS, AUDIT_TABLES } from "./audit-words.ts";
import { Instant, page, PageInput } from "./paging.ts";

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
