import type postgres from "postgres";
import { applyAuditTriggers } from "./audit/triggers.ts";
import { applySystemFunctions } from "./system/define.ts";
import { SYSTEM_FUNCTIONS } from "./system/index.ts";
import { APPEND_ONLY, READ_ONLY } from "./tenancy-rules.ts";
import { applyTransitionGuards } from "./transitions.ts";

interface TableState {
  name: string;
  secured: boolean;
  forced: boolean;
  ofMerchant: boolean;
  policies: number;
  untouched: boolean;
  granted: string[];
}

const BOUND = ["delete", "insert", "select", "update"];
const BOUND_APPEND_ONLY = ["insert", "select"];
const BOUND_READ_ONLY = ["select"];

/**
 * Brings every table of schema public to its rules, in one transaction as the owner: row security forced where it is
 * enabled, the app role's grants exactly on tables with row security, the `updated_at` trigger, the system functions, the audit, the guards of states.
 * @throws naming a table that has `merchant_id` and no row security or policy.
 */
export async function hardenTenancy(sql: postgres.Sql, appRole: string): Promise<void> {
  await sql.begin(async (tx) => {
    for (const table of await readTables(tx, appRole)) await hardenTable(tx, table, appRole);
    await tx`grant usage on schema public to ${tx(appRole)}`;
    await tx`grant usage on all sequences in schema public to ${tx(appRole)}`;
    await applySystemFunctions(tx, SYSTEM_FUNCTIONS, appRole);
    await applyAuditTriggers(tx);
    await applyTransitionGuards(tx);
  });
}

async function hardenTable(tx: postgres.TransactionSql, table: TableState, appRole: string): Promise<void> {
  if (table.ofMerchant && (!table.secured || table.policies === 0)) {
    throw new Error(`table ${table.name} has merchant_id but no row security with a policy: declare it by tenantTable`);
  }
  const target = tx.unsafe(`public."${table.name}"`);
  if (table.secured && !table.forced) await tx`alter table ${target} force row level security`;
  if (table.untouched) {
    await tx`create trigger set_updated_at before update on ${target} for each row execute function public.set_updated_at()`;
  }
  const bound = READ_ONLY.includes(table.name)
    ? BOUND_READ_ONLY
    : APPEND_ONLY.includes(table.name)
      ? BOUND_APPEND_ONLY
      : BOUND;
  const wanted = table.secured ? bound : [];
  if (wanted.join() !== table.granted.join()) {
    await tx`revoke all on ${target} from ${tx(appRole)}`;
    if (wanted.length > 0) await tx`grant ${tx.unsafe(wanted.join(", "))} on ${target} to ${tx(appRole)}`;
  }
}

async function readTables(tx: postgres.TransactionSql, appRole: string): Promise<TableState[]> {
  return tx<TableState[]>`
    select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped)
        as "ofMerchant",
      (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'updated_at' and not a.attisdropped)
        and not exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'set_updated_at') as untouched,
      array(select lower(g.privilege_type) from aclexplode(c.relacl) g
        where g.grantee = (select oid from pg_roles where rolname = ${appRole}) order by 1) as granted
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    order by c.relname`;
}

/**
 * Lifts FORCE from every table while migrations run. Under it an owner who is no superuser updates no row, and a foreign
 * key is accepted over rows that violate it. The app role is no owner: it stays bound. `hardenTenancy` puts FORCE back.
 */
export async function liftForce(sql: postgres.Sql): Promise<void> {
  const forced = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relforcerowsecurity`;
  for (const { name } of forced) await sql`alter table ${sql.unsafe(`public."${name}"`)} no force row level security`;
}
