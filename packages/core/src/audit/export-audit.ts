import { ExportAuditInput, type AuditEntryView, type AuditExportView } from "@nexusone/contracts/audit";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { describeEntries, rangeOf } from "./list-audit.ts";

/** More than an auditor reads in a sitting, less than strains a process. */
const MOST = 5_000;
const COLUMNS = [
  "at",
  "actor_kind",
  "actor_id",
  "actor",
  "user_id",
  "operation",
  "table",
  "row_id",
  "subject",
  "before",
  "after",
  "request_id",
  "id",
] as const;

/** The newest entries that match, at most 5,000, as a file. For owners and admins. */
export async function exportAudit(
  ctx: ServiceContext,
  rawInput: z.input<typeof ExportAuditInput> = {},
): Promise<z.infer<typeof AuditExportView>> {
  authorize(ctx, "audit:read");
  const { format, from, to, ...filter } = ExportAuditInput.parse(rawInput);
  const found = await readMerchant(ctx, (tx) =>
    describeEntries(tx, { ...filter, ...rangeOf({ from, to }), limit: MOST }),
  );
  const entries = found.slice(0, MOST);
  return {
    fileName: `audit-${ctx.platform.clock.now().toISOString().slice(0, 10)}.${format}`,
    contentType: format === "csv" ? "text/csv" : "application/json",
    content: format === "csv" ? toCsv(entries) : JSON.stringify(entries, undefined, 1),
    rows: entries.length,
    truncated: found.length > MOST,
  };
}

const toCsv = (entries: readonly AuditEntryView[]): string =>
  [COLUMNS.join(","), ...entries.map((entry) => cellsOf(entry).map(cell).join(","))].join("\r\n") + "\r\n";

function cellsOf(entry: AuditEntryView): string[] {
  const json = (value: Record<string, unknown> | null) => (value === null ? "" : JSON.stringify(value));
  const { at, actor, userId, operation, table, rowId, subject, before, after, requestId, id } = entry;
  return [
    at,
    actor.kind,
    actor.id ?? "",
    actor.name,
    userId ?? "",
    operation,
    table,
    rowId,
    subject.name ?? "",
    json(before),
    json(after),
    requestId ?? "",
    id,
  ];
}

/** Quoted where needed; what a spreadsheet would take for a formula begins with an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
