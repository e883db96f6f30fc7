import { sanitizeDescription } from "../catalog/sanitize-description.ts";
import { DomainError } from "../errors.ts";
import { isUuid, type Identities } from "./identities.ts";
import type { ArchiveTable } from "./plan.ts";
import { parseJson } from "./read-archive.ts";

/** Kept as the supplier or the page said it, and never shown as markup or followed. */
const VERBATIM = new Set(["raw", "reading", "options"]);

/** One line of an archive: exactly the table's columns, ids that are ids, nothing that could harm a reader. */
export function checkRow(table: ArchiveTable, columns: readonly string[], line: string, ids: Identities): void {
  const invalid = (problem: string) => new DomainError("archive.invalid_row", { table: table.name, problem });
  const row = parseJson(line);
  if (typeof row !== "object" || row === null || Array.isArray(row)) throw invalid("not an object");
  const values = row as Record<string, unknown>;
  const keys = Object.keys(values);
  if (keys.length !== columns.length || columns.some((column) => !Object.hasOwn(values, column)))
    throw invalid("other columns than the manifest names");
  for (const column of table.uuids) {
    const value = values[column];
    if (value === null || value === undefined) continue;
    if (!isUuid(value)) throw invalid(`${column} is not an id`);
    // People and sessions are not in the archive: they get a stand-in, the same everywhere.
    ids.add(value);
  }
  for (const column of columns) {
    if (VERBATIM.has(column)) continue;
    const unsafe = unsafePlace(column, values[column]);
    if (unsafe) throw new DomainError("archive.unsafe_content", { table: table.name, column: unsafe });
  }
}

/** The name of the first address that is none of the web, or piece of markup that our own cleaning would change. */
function unsafePlace(name: string, value: unknown): string | undefined {
  if (typeof value === "string") {
    if (/url$/i.test(name) && value !== "" && !/^https?:\/\//i.test(value)) return name;
    if (/html$/i.test(name) && sanitizeDescription(value) !== value) return name;
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = unsafePlace(Array.isArray(value) ? name : key, inner);
    if (found) return found;
  }
  return undefined;
}
