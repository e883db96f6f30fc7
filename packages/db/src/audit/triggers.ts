import { is } from "drizzle-orm";
import { getTableConfig, PgTable, type PgColumn } from "drizzle-orm/pg-core";
import { AUDIT_OPERATIONS, type AuditOperation } from "@nexusone/contracts/audit-words";
import type postgres from "postgres";
import { sealPurpose } from "../schema/sealed.ts";
import * as schema from "../schema/index.ts";
import { ACCOUNT_TRIGGERS } from "./account-triggers.ts";
import { AUDITED, type AuditRule } from "./rules.ts";

const BOOKKEEPING = new Set(["merchant_id", "id", "created_at", "updated_at"]);

export type AuditTrigger = { readonly table: string; readonly name: string; readonly statement: string };

export const allTables = (): ReturnType<typeof getTableConfig>[] =>
  Object.values(schema)
    .filter((value) => is(value, PgTable))
    .map(getTableConfig);

/** Merchants' tables of the schema, and `merchants` itself. */
export const merchantTables = (): ReturnType<typeof getTableConfig>[] =>
  allTables().filter(
    ({ name, columns }) => name === "merchants" || columns.some((column) => column.name === "merchant_id"),
  );

type AuditedColumns = {
  readonly watched: readonly string[];
  readonly hidden: readonly string[];
  readonly origins: readonly string[];
};

/** Columns of a table that its triggers look at, and those of them whose values are never written down, or only in part. */
export function auditedColumns(columns: readonly PgColumn[], rule: AuditRule): AuditedColumns {
  const { only, ignored = [], hidden = [], origins = [] } = rule;
  const watched = columns.filter(
    ({ name, generated }) =>
      generated === undefined && !BOOKKEEPING.has(name) && !ignored.includes(name) && (only?.includes(name) ?? true),
  );
  return {
    watched: watched.map(({ name }) => name),
    hidden: watched
      .filter(
        (column) =>
          hidden.includes(column.name) || sealPurpose(column) !== undefined || /_hash(es)?$/.test(column.name),
      )
      .map(({ name }) => name),
    origins,
  };
}

const ruleOf = (table: string): AuditRule | undefined => (AUDITED as Readonly<Record<string, AuditRule>>)[table];

/** Every trigger there must be on tables of merchants. */
export function auditTriggers(): AuditTrigger[] {
  return merchantTables().flatMap(({ name: table, columns }) => {
    const rule = ruleOf(table);
    if (!rule) return [];
    const audited = auditedColumns(columns, rule);
    return (rule.operations ?? AUDIT_OPERATIONS).map((operation) => ({
      table,
      name: `audit_${operation}`,
      statement: statementOf(table, operation, audited, rule.when?.[operation]),
    }));
  });
}

function statementOf(
  table: string,
  operation: AuditOperation,
  { watched, hidden, origins }: AuditedColumns,
  condition: string | undefined,
): string {
  const row = (side: "old" | "new") => `row(${watched.map((name) => `${side}."${name}"`).join(", ")})`;
  const conditions = [
    // Decided before anything is queued: the busy updates of bookkeeping cost a comparison.
    ...(operation === "update" ? [`${row("old")} is distinct from ${row("new")}`] : []),
    ...(condition === undefined ? [] : [`(${condition})`]),
  ];
  const when = conditions.length > 0 ? `when (${conditions.join(" and ")}) ` : "";
  const columns = [watched, hidden, origins].map((names) => `'${names.join(",")}'`).join(", ");
  return `create trigger audit_${operation} after ${operation} on public."${table}" for each row ${when}execute function system.write_audit(${columns})`;
}

/**
 * Brings the triggers to the rules, as the owner inside the hardening transaction: what is missing or was declared otherwise
 * is made anew, what is no longer declared goes. To be called after `applySystemFunctions`, whose function they call.
 */
export async function applyAuditTriggers(sql: postgres.TransactionSql): Promise<void> {
  const present = await sql<{ table: string; name: string; statement: string | null; enabled: boolean }[]>`
    select c.relname as table, t.tgname as name, obj_description(t.oid, 'pg_trigger') as statement, t.tgenabled = 'O' as enabled
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgname like 'audit\\_%'`;
  const existing = new Set(
    (await sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`).map(
      (row) => row["relname"] as string,
    ),
  );
  // A database of an earlier migration, as tests make them, lacks later tables.
  const wanted = [...auditTriggers(), ...ACCOUNT_TRIGGERS].filter(({ table }) => existing.has(table));
  const same = (a: { table: string; name: string }, b: { table: string; name: string }) =>
    a.table === b.table && a.name === b.name;
  for (const trigger of present) {
    const keep = wanted.find((one) => same(one, trigger));
    if (keep?.statement === trigger.statement && trigger.enabled) continue;
    await sql.unsafe(`drop trigger ${trigger.name} on public."${trigger.table}"`);
  }
  for (const trigger of wanted) {
    const kept = present.find((one) => same(one, trigger));
    if (kept?.statement === trigger.statement && kept.enabled) continue;
    await sql.unsafe(trigger.statement);
    await sql.unsafe(
      `comment on trigger ${trigger.name} on public."${trigger.table}" is '${trigger.statement.replaceAll("'", "''")}'`,
    );
  }
}
