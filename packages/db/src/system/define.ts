import type postgres from "postgres";
import { SYSTEM_ROLE } from "../roles.ts";

export type Privilege = "select" | "insert" | "update" | "delete";

/** A lookup or write that crosses merchants, as SQL owned by `nexus_system`. */
export interface SystemFunction {
  /** Name inside schema `system`. */
  name: string;
  /** Why row security has to be crossed here; becomes the function's comment. */
  reason: string;
  /** What it touches: `nexus_system` gets a policy and a grant for exactly the union of these. */
  access: Record<string, readonly Privilege[]>;
  /** Parameters as in CREATE FUNCTION, by convention prefixed `p_`. */
  args: string;
  returns: string;
  language?: "sql" | "plpgsql";
  volatility?: "volatile" | "stable";
  /** Schemas searched inside the body, default none: write `public.products`. Extensions' operators need "public". */
  searchPath?: string;
  body: string;
}

export function createStatement(fn: SystemFunction): string {
  return `create or replace function system.${fn.name}(${fn.args}) returns ${fn.returns}
language ${fn.language ?? "sql"} ${fn.volatility ?? "volatile"} security definer set search_path = '${fn.searchPath ?? ""}'
as $system$ ${fn.body} $system$`;
}

/** Union of what the functions touch: table -> privileges. */
export function accessOf(functions: readonly SystemFunction[]): Map<string, Set<Privilege>> {
  const all = new Map<string, Set<Privilege>>();
  for (const fn of functions) {
    for (const [table, privileges] of Object.entries(fn.access)) {
      const known = all.get(table) ?? new Set();
      privileges.forEach((privilege) => known.add(privilege));
      all.set(table, known);
    }
  }
  return all;
}

/**
 * Makes schema `system` hold exactly `functions`, callable by `appRole`, each able to reach its tables and nothing else.
 * Runs as the owner inside the hardening transaction; does nothing when all is as it should be.
 */
export async function applySystemFunctions(
  sql: postgres.TransactionSql,
  functions: readonly SystemFunction[],
  appRole: string,
): Promise<void> {
  const fingerprint = await fingerprintOf(sql, functions, appRole);
  const [state] = await sql<{ comment: string | null }[]>`
    select obj_description(oid, 'pg_namespace') as comment from pg_namespace where nspname = 'system'`;
  if (state?.comment !== fingerprint) {
    // Dropped with their schema rather than replaced: parameters and results may have changed.
    await sql.unsafe("drop schema if exists system cascade");
    await sql.unsafe(`create schema system; grant usage, create on schema system to ${SYSTEM_ROLE}`);
    await sql`grant usage on schema system to ${sql(appRole)}`;
    for (const fn of functions) {
      await sql.unsafe(createStatement(fn));
      const signature = `system.${fn.name}`;
      await sql.unsafe(`comment on function ${signature} is '${fn.reason.replaceAll("'", "''")}'`);
      await sql.unsafe(`alter function ${signature} owner to ${SYSTEM_ROLE}`);
      // Granted by the new owner, whom we may act for.
      await sql.unsafe(`set local role ${SYSTEM_ROLE}; revoke all on function ${signature} from public`);
      await sql`grant execute on function ${sql.unsafe(signature)} to ${sql(appRole)}`;
      await sql.unsafe("reset role");
    }
    await sql.unsafe(
      `revoke create on schema system from ${SYSTEM_ROLE}; comment on schema system is '${fingerprint}'`,
    );
  }
  await applyAccess(sql, accessOf(functions));
}

async function fingerprintOf(sql: postgres.TransactionSql, functions: readonly SystemFunction[], appRole: string) {
  const text = functions.map((fn) => createStatement(fn) + fn.reason).join("\n") + appRole;
  const [row] = await sql<{ hash: string }[]>`select encode(sha256(convert_to(${text}, 'utf8')), 'hex') as hash`;
  return row?.hash ?? "";
}

/** Grants always; policies only where the table has row security. What is no longer declared is taken away. */
async function applyAccess(sql: postgres.TransactionSql, access: Map<string, Set<Privilege>>): Promise<void> {
  const wanted = [...access].flatMap(([table, privileges]) =>
    [...privileges].map((privilege) => ({ table, privilege })),
  );
  const key = (row: { table: string; privilege: string }) => `${row.table}.${row.privilege}`;

  const granted = await sql<{ table: string; privilege: Privilege }[]>`
    select c.relname as table, lower(a.privilege_type) as privilege
    from pg_class c cross join lateral aclexplode(c.relacl) a
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.grantee = ${SYSTEM_ROLE}::regrole`;
  for (const row of missing(wanted, granted, key)) {
    await sql.unsafe(`grant ${row.privilege} on public."${row.table}" to ${SYSTEM_ROLE}`);
  }
  for (const row of missing(granted, wanted, key)) {
    await sql.unsafe(`revoke ${row.privilege} on public."${row.table}" from ${SYSTEM_ROLE}`);
  }

  const secured = new Set(
    (await sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity`).map(
      (row) => row["relname"] as string,
    ),
  );
  const policies = await sql<{ table: string; privilege: Privilege }[]>`
    select tablename as table, lower(cmd) as privilege from pg_policies
    where schemaname = 'public' and policyname like 'nexus_system_%'`;
  const wantedPolicies = wanted.filter((row) => secured.has(row.table));
  for (const row of missing(wantedPolicies, policies, key)) {
    const checks = {
      select: "using (true)",
      delete: "using (true)",
      insert: "with check (true)",
      update: "using (true)",
    };
    await sql.unsafe(
      `create policy nexus_system_${row.privilege} on public."${row.table}" for ${row.privilege} to ${SYSTEM_ROLE} ${checks[row.privilege]}`,
    );
  }
  for (const row of missing(policies, wantedPolicies, key)) {
    await sql.unsafe(`drop policy nexus_system_${row.privilege} on public."${row.table}"`);
  }
}

function missing<T>(from: readonly T[], within: readonly T[], key: (row: T) => string): T[] {
  const known = new Set(within.map(key));
  return from.filter((row) => !known.has(key(row)));
}
