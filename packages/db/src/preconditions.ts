import { sql } from "drizzle-orm";
import { CROSS_MERCHANT_INDEXES, WIDER_POLICIES } from "./tenancy-rules.ts";
import { withSystem, type Database } from "./with-merchant.ts";

export interface TenancyProblem {
  /** Table, view or role. */
  subject: string;
  problem: string;
}

/**
 * Stops a process that row security would not bind, or a database with a hole in it.
 * @throws one error naming each table and what is wrong with it.
 */
export async function assertTenancy(db: Database): Promise<void> {
  const problems = await findTenancyProblems(db);
  if (problems.length === 0) return;
  const lines = problems.map(({ subject, problem }) => `${subject}: ${problem}`);
  throw new Error(`merchants would not be kept apart, refusing to start: ${lines.join("; ")}`);
}

/** Everything found wrong, as seen by the role of `db`. Empty when all is well. */
export async function findTenancyProblems(db: Database): Promise<TenancyProblem[]> {
  const found = await withSystem(db, async (tx) => {
    const all: TenancyProblem[] = [];
    for (const check of CHECKS) {
      const { rows } = await tx.execute(check);
      all.push(...(rows as unknown as TenancyProblem[]));
    }
    return all;
  });
  return found.sort((a, b) => a.subject.localeCompare(b.subject));
}

/** Indexes of merchants' tables led by something else than the merchant, without a reason on record. */
export async function findForeignIndexes(db: Database): Promise<TenancyProblem[]> {
  const { rows } = await withSystem(db, (tx) => tx.execute(UNLED_INDEXES));
  return (rows as unknown as TenancyProblem[]).filter((row) => !(row.problem in CROSS_MERCHANT_INDEXES));
}

const ROLE = sql`
  select current_user::text as subject, 'the app role may not be a superuser or have BYPASSRLS' as problem
  from pg_roles where rolname = current_user and (rolsuper or rolbypassrls)`;

// Tables of merchants: those with merchant_id. `usable` leaves out policies that bind other roles only.
const TENANT_TABLES = sql`
  with tenant as (
    select c.* from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and exists (
      select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'merchant_id' and not a.attisdropped)),
  usable as (
    select p.*, pg_get_expr(polqual, polrelid) as qual, pg_get_expr(polwithcheck, polrelid) as checked from pg_policy p
    where exists (select 1 from unnest(polroles) r where r = 0 or pg_has_role(current_user, r, 'member')))`;

const setting = (name: string) =>
  `( SELECT (NULLIF(current_setting('app.${name}'::text, true), ''::text))::uuid AS "nullif")`;
/** The conditions a policy may consist of, as Postgres prints them. Anything looser needs its reason on record. */
const BOUND = [
  `(merchant_id = ${setting("merchant_id")})`,
  `(user_id = ${setting("user_id")})`,
  `(id = ${setting("merchant_id")})`,
  `(id = ${setting("user_id")})`,
];
const isBound = (expression: string) => sql`${sql.raw(expression)} = any (${sql.param(BOUND)})`;

const TABLES = sql`${TENANT_TABLES}
  select relname::text as subject, 'row security is not enabled and forced' as problem
  from tenant where not (relrowsecurity and relforcerowsecurity)
  union all
  select relname::text, 'no policy compares merchant_id with the current merchant' from tenant
  where not exists (select 1 from usable where polrelid = tenant.oid and polpermissive
    and qual = ${BOUND[0]})
  union all
  select relname::text, 'the primary key is not led by merchant_id' from tenant
  where not exists (select 1 from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.conrelid = tenant.oid and k.contype = 'p' and a.attname = 'merchant_id')
  union all
  select relname::text, 'the app role may act as its owner' from tenant
  where pg_has_role(current_user, relowner, 'member')`;

const POLICIES = sql`${TENANT_TABLES}
  select c.relname::text as subject, 'policy ' || polname || ' admits rows of others' as problem
  from usable join pg_class c on c.oid = polrelid
  where polpermissive and c.relnamespace = 'public'::regnamespace and polname <> all (${sql.param(Object.keys(WIDER_POLICIES))})
    and not (coalesce(${isBound("qual")}, true) and coalesce(${isBound("checked")}, true))`;

const REFERENCES = sql`${TENANT_TABLES},
  reference as (
    select k.*, child.relname as child,
      (select array_agg(a.attname order by o.n) from unnest(k.conkey) with ordinality o(num, n)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = o.num) as child_columns,
      (select array_agg(a.attname order by o.n) from unnest(k.confkey) with ordinality o(num, n)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = o.num) as parent_columns,
      exists (select 1 from unnest(k.confdelsetcols) num join pg_attribute a on a.attrelid = k.conrelid and a.attnum = num
        where a.attname = 'merchant_id') as names_merchant
    from pg_constraint k join tenant child on child.oid = k.conrelid join tenant parent on parent.oid = k.confrelid
    where k.contype = 'f')
  select child::text as subject, 'reference ' || conname || ' does not carry merchant_id' as problem from reference
  where array_position(child_columns, 'merchant_id') is null
    or array_position(child_columns, 'merchant_id') is distinct from array_position(parent_columns, 'merchant_id')
  union all
  select child::text, 'reference ' || conname || ' would set merchant_id to null' from reference
  where confdeltype in ('n', 'd') and (confdelsetcols is null or names_merchant)`;

const VIEWS = sql`
  select relname::text as subject, 'a view that does not run as its caller (security_invoker) reads past row security' as problem
  from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'v' and has_table_privilege(oid, 'select')
    and not coalesce('security_invoker=true' = any(reloptions) or 'security_invoker=on' = any(reloptions), false)
    and not exists (select 1 from pg_depend d where d.objid = pg_class.oid and d.deptype = 'e')
  union all
  select relname::text, 'the app role reaches a table without row security' from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm') and not relrowsecurity
    and has_table_privilege(oid, 'select, insert, update, delete')`;

const UNLED_INDEXES = sql`${TENANT_TABLES}
  select tenant.relname::text as subject, i.relname::text as problem
  from tenant join pg_index x on x.indrelid = tenant.oid join pg_class i on i.oid = x.indexrelid
  join pg_am m on m.oid = i.relam
  left join pg_attribute a on a.attrelid = tenant.oid and a.attnum = x.indkey[0]
  where m.amname = 'btree' and a.attname is distinct from 'merchant_id'`;

const CHECKS = [ROLE, TABLES, POLICIES, REFERENCES, VIEWS];
