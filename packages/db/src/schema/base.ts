import type { ReasonCode } from "@nexusone/contracts/reasons";
import { getTableName, sql, type BuildColumns, type BuildExtraConfigColumns, type SQL } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
  type AnyPgColumn,
  type CheckBuilder,
  type ForeignKeyBuilder,
  type PgColumnBuilderBase,
  type PgPolicy,
  type PgTableExtraConfigValue,
  type PgTableWithColumns,
} from "drizzle-orm/pg-core";

type Columns = Record<string, PgColumnBuilderBase>;
type TypedTable<Name extends string, C extends Columns> = PgTableWithColumns<{
  name: Name;
  schema: undefined;
  columns: BuildColumns<Name, C, "pg">;
  dialect: "pg";
}>;
type Extras<Name extends string, C extends Columns> = (
  t: BuildExtraConfigColumns<Name, C, "pg">,
) => PgTableExtraConfigValue[];

// Stand-ins that only lend their name to foreign keys: importing the real tables here would be an import cycle.
// Never export them, or drizzle-kit would take them for tables of their own.
const merchantsName = pgTable("merchants", { id: uuid("id").primaryKey() });
const usersName = pgTable("users", { id: uuid("id").primaryKey() });

/** SQL of the merchant of the running transaction; null (so: no rows) outside `withMerchant`. */
export function currentMerchant(): SQL {
  // After a commit the setting is '' rather than null, and ''::uuid would raise.
  return sql`nullif(current_setting('app.merchant_id', true), '')::uuid`;
}

/** SQL of the user of the running transaction; null outside `withUser` and `withMerchant({ userId })`. */
export function currentUser(): SQL {
  return sql`nullif(current_setting('app.user_id', true), '')::uuid`;
}

type PolicyFor = "all" | "select" | "insert" | "update" | "delete";

/** Policy `column = owner`, once evaluated per statement (`(select ...)`) so that it serves as an index condition. */
function ownerPolicy(name: string, column: string, owner: SQL, allowed: PolicyFor): PgPolicy {
  const condition = sql`${sql.identifier(column)} = (select ${owner})`;
  return pgPolicy(name, {
    as: "permissive",
    for: allowed,
    using: allowed === "insert" ? undefined : condition,
    withCheck: allowed === "select" || allowed === "delete" ? undefined : condition,
  });
}

/** Rows whose `column` is the current merchant. `tenantTable` adds it; `merchants` itself uses column `id`. */
export function merchantPolicy(table: string, column = "merchant_id", allowed: PolicyFor = "all"): PgPolicy {
  return ownerPolicy(`${table}_merchant`, column, currentMerchant(), allowed);
}

/** Rows whose `column` is the current user. `userTable` adds it; `users` itself uses column `id`. */
export function userPolicy(table: string, column = "user_id", allowed: PolicyFor = "all"): PgPolicy {
  return ownerPolicy(`${table}_user`, column, currentUser(), allowed);
}

function merchantKey() {
  return {
    // A DEFAULT takes no subquery, the policy does: hence the two forms of the same expression.
    merchantId: uuid("merchant_id").notNull().default(currentMerchant()),
    id: uuid("id")
      .notNull()
      .default(sql`uuidv7()`),
  };
}

function userKey() {
  return {
    id: uuid("id")
      .primaryKey()
      .default(sql`uuidv7()`),
    userId: uuid("user_id").notNull().default(currentUser()),
  };
}

/**
 * A table owned by a merchant: adds `merchantId` (defaults to the transaction's merchant), `id` (uuidv7),
 * primary key `(merchant_id, id)`, the cascade from `merchants` and the policy. FORCE comes from `migrateDatabase`.
 */
export function tenantTable<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  extras?: Extras<Name, ReturnType<typeof merchantKey> & C>,
): TypedTable<Name, ReturnType<typeof merchantKey> & C> {
  // pgTable cannot infer through the spread of a generic; the declared return type states what the spread holds.
  return pgTable(name, { ...merchantKey(), ...columns } as Columns, (t) => [
    primaryKey({ name: `${name}_pkey`, columns: [t.merchantId!, t.id!] }),
    foreignKey({ name: `${name}_merchant_fk`, columns: [t.merchantId!], foreignColumns: [merchantsName.id] }).onDelete(
      "cascade",
    ),
    merchantPolicy(name),
    ...(extras?.(t as never) ?? []),
  ]) as never;
}

/** A table owned by a user across merchants (sessions, tokens): policy by the transaction's user, index on it. */
export function userTable<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  extras?: Extras<Name, ReturnType<typeof userKey> & C>,
): TypedTable<Name, ReturnType<typeof userKey> & C> {
  return pgTable(name, { ...userKey(), ...columns } as Columns, (t) => [
    foreignKey({ name: `${name}_user_fk`, columns: [t.userId!], foreignColumns: [usersName.id] }).onDelete("cascade"),
    index(`${name}_user_id`).on(t.userId!),
    userPolicy(name),
    ...(extras?.(t as never) ?? []),
  ]) as never;
}

/**
 * A table of the platform. It has no policy, and the app role gets no grant on a table without row security:
 * it is reached through the named functions of `src/system/` or by the owner only.
 */
export const platformTable = pgTable;

interface TenantKeyed {
  merchantId: AnyPgColumn;
  id: AnyPgColumn;
}

/**
 * Foreign key `(merchant_id, column) -> (merchant_id, id)`: a reference to another merchant's row cannot be written.
 * @throws for 'set null', which would null `merchant_id` too; write `on delete set null (column)` in a custom migration.
 */
export function tenantRef(
  t: { merchantId: AnyPgColumn },
  column: AnyPgColumn,
  to: TenantKeyed | (() => TenantKeyed),
  onDelete: "cascade" | "restrict" = "restrict",
): ForeignKeyBuilder {
  if (onDelete !== "cascade" && onDelete !== "restrict") {
    throw new Error(`tenantRef of ${column.name}: '${String(onDelete)}' would null merchant_id; write it by hand`);
  }
  const target = typeof to === "function" ? to() : to;
  return foreignKey({
    name: `${getTableName(column.table)}_${column.name.replace(/_id$/, "")}_fk`,
    columns: [t.merchantId, column],
    foreignColumns: [target.merchantId, target.id],
  }).onDelete(onDelete);
}

/** `created_at timestamptz not null default now()`. */
export function createdAt() {
  return { createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow() };
}

/** `created_at` and `updated_at`; a trigger added by `migrateDatabase` keeps `updated_at` current. */
export function timestamps() {
  return { ...createdAt(), updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow() };
}

/** A code of the registry of reasons: only what has words for people may be stored. */
export const reasonCode = (name: string) => text(name).$type<ReasonCode>();

/** An instant, `timestamptz`. */
export function instant(name: string) {
  return timestamp(name, { withTimezone: true });
}

/** Minor units of a currency as bigint (never numeric: its comparisons lose their index under row security). */
export function moneyMinor(name: string) {
  return bigint(name, { mode: "number" });
}

/** CHECK that a text column looks like this (or is null): for words whose list is not the database's affair. */
export function matches(column: AnyPgColumn, format: string): CheckBuilder {
  return check(`${getTableName(column.table)}_${column.name}_check`, sql`${column} ~ ${sql.raw(`'${format}'`)}`);
}

/** CHECK that a text column holds one of `values` (or null): enums lose their index under row security. */
export function oneOf(column: AnyPgColumn, values: readonly string[]): CheckBuilder {
  const list = values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ");
  return check(`${getTableName(column.table)}_${column.name}_check`, sql`${column} in (${sql.raw(list)})`);
}
