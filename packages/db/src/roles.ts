import { connectDirect, type DirectSql } from "./direct.ts";

export interface RoleLogins {
  owner: { name: string; password: string };
  app: { name: string; password: string };
}

/** No-login role that owns the functions of `src/system/`. */
export const SYSTEM_ROLE = "nexus_system";

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const identifier = (text: string) => `"${text.replaceAll('"', '""')}"`;

/**
 * On a server of ours: creates or corrects the three roles and the database. Safe to repeat.
 * @param options.adminUrl a superuser on a database that exists.
 */
export async function ensureRoles(options: RoleLogins & { adminUrl: string; database: string }): Promise<void> {
  const sql = connectDirect(options.adminUrl);
  try {
    const plain = "nosuperuser nobypassrls nocreaterole nocreatedb noreplication";
    await ensureRole(sql, options.owner.name, `login ${plain} password ${literal(options.owner.password)}`);
    await ensureRole(sql, options.app.name, `login ${plain} password ${literal(options.app.password)}`);
    await ensureRole(sql, SYSTEM_ROLE, `nologin ${plain}`);
    await sql.unsafe(`grant ${SYSTEM_ROLE} to ${identifier(options.owner.name)}`);
    await ensureDatabase(sql, options.database, options.owner.name);
    await sql.unsafe(`revoke all on database ${identifier(options.database)} from public`);
    await sql.unsafe(`grant connect on database ${identifier(options.database)} to ${identifier(options.app.name)}`);
  } finally {
    await sql.end();
  }
}

async function ensureRole(sql: DirectSql, name: string, attributes: string): Promise<void> {
  const [known] = await sql`select 1 from pg_roles where rolname = ${name}`;
  await sql.unsafe(`${known ? "alter" : "create"} role ${identifier(name)} ${attributes}`);
}

async function ensureDatabase(sql: DirectSql, name: string, owner: string): Promise<void> {
  const [known] = await sql`select 1 from pg_database where datname = ${name}`;
  if (!known) await sql.unsafe(`create database ${identifier(name)} owner ${identifier(owner)}`);
}

/**
 * On a server of yours: checks the app role and sees to `nexus_system`, creating what is missing when allowed.
 * @throws one line with the SQL an administrator has to run.
 */
export async function ensureForeignRoles(options: { ownerUrl: string; appRole: string }): Promise<void> {
  const sql = connectDirect(options.ownerUrl);
  try {
    const [me] = await sql<{ name: string; memberOfSystem: boolean; hasSystem: boolean; hasApp: boolean }[]>`
      select current_user as name,
        exists (select 1 from pg_roles where rolname = ${options.appRole}) as "hasApp",
        exists (select 1 from pg_roles where rolname = ${SYSTEM_ROLE}) as "hasSystem",
        exists (select 1 from pg_roles where rolname = ${SYSTEM_ROLE} and pg_has_role(oid, 'set')) as "memberOfSystem"`;
    if (!me) throw new Error("the database did not say who we are");
    const app = identifier(options.appRole);
    if (!me.hasApp) {
      throw new Error(`DATABASE_URL logs in as ${app}, which does not exist: create role ${app} login password '...'`);
    }
    const todo = [
      ...(me.hasSystem ? [] : [`create role ${SYSTEM_ROLE} nologin`]),
      ...(me.memberOfSystem ? [] : [`grant ${SYSTEM_ROLE} to ${identifier(me.name)}`]),
    ];
    try {
      for (const statement of todo) await sql.unsafe(statement);
    } catch (cause) {
      throw new Error(`DATABASE_OWNER_URL may not create roles; run as administrator: ${todo.join("; ")}`, { cause });
    }
  } finally {
    await sql.end();
  }
}

/** Copies a database, roles and rows included; nobody may be connected to `template`. */
export async function cloneDatabase(sql: DirectSql, template: string, name: string, owner: string): Promise<void> {
  await sql.unsafe(
    `create database ${identifier(name)} template ${identifier(template)} owner ${identifier(owner)} strategy file_copy`,
  );
}
