import { appendFileSync, mkdirSync } from "node:fs";
import type { ServerResponse } from "node:http";
import path from "node:path";
import type { DirectSql } from "@nexusone/db/direct";

/** Where a code was seen: thrown by a verb, left on a row by a job, in an answer of the server, or on a screen. */
export type Where = "verb" | "job" | "api" | "screen";

const seen = new Set<string>();

/** A folder of files that the processes of a run write; unset: nothing is noted. */
const folder = process.env["NEXUSONE_OBSERVED_REASONS"];

/** Notes that the running suite saw this code. */
export function noteReason(where: Where, code: string): void {
  const line = `${where} ${code}\n`;
  if (!folder || seen.has(line)) return;
  seen.add(line);
  mkdirSync(folder, { recursive: true });
  appendFileSync(path.join(folder, `${process.pid}.txt`), line);
}

const REASON = /"(?:reason|failedReason|failed_reason)":"([a-z_]+\.[a-z_]+)"/g;

/** Notes every code that an answer carries, as a refusal or as what became of a row. */
export function noteReasonsIn(text: string): void {
  for (const [, code] of text.matchAll(REASON)) if (code !== undefined) noteReason("api", code);
}

/** The documentation lists all codes, which observes none. */
const DOCUMENTATION = /^\/api\/(openapi\.json|docs)/;

/** Reads what leaves a server of this process, whoever asked. */
export function noteAnswersOf(response: { prototype: ServerResponse }): void {
  const { prototype } = response;
  for (const name of ["write", "end"] as const) {
    const original = prototype[name] as (...args: unknown[]) => unknown;
    Object.assign(prototype, {
      [name](this: ServerResponse, ...args: unknown[]): unknown {
        const [chunk] = args;
        const type = String(this.getHeader("content-type") ?? "");
        const readable = typeof chunk === "string" || chunk instanceof Uint8Array;
        if (readable && /json|event-stream/.test(type) && !DOCUMENTATION.test(this.req.url ?? ""))
          noteReasonsIn(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
        return original.apply(this, args);
      },
    });
  }
}

/** Notes what work has left on rows of this database: why a delivery failed, an operation ended, a row was left out of a plan. */
export async function noteStoredReasons(sql: DirectSql): Promise<void> {
  if (!folder) return;
  const columns = await sql<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and column_name ~ 'reason$' and data_type = 'text'`;
  for (const { table, column } of columns) {
    const rows = await sql<{ code: string }[]>`
      select distinct ${sql(column)} as code from ${sql(table)} where ${sql(column)} ~ '^[a-z_]+\\.[a-z_]+$'`;
    for (const { code } of rows) noteReason("job", code);
  }
  const planned = await sql<{ code: string }[]>`
    select distinct found[1] as code
    from import_preview_rows, regexp_matches(view::text, '"reason": "([a-z_]+\\.[a-z_]+)"', 'g') found`;
  for (const { code } of planned) noteReason("job", code);
}
