import { getTableName, is } from "drizzle-orm";
import { getTableConfig, PgTable, type PgColumn } from "drizzle-orm/pg-core";
import * as schema from "@nexusone/db/schema/index";
import { sealPurpose } from "@nexusone/db/schema/sealed";
import { DISPOSITIONS, WITHHELD } from "./dispositions.ts";

export type ArchiveTable = {
  readonly name: string;
  readonly carried: boolean;
  /** Written out, in order. */
  readonly columns: readonly string[];
  /** Those of them that may be missing from an archive of an earlier release: null or their default is meant then. */
  readonly optional: readonly string[];
  readonly uuids: readonly string[];
};
export type ArchivePlan = {
  /** Parents before children. */
  readonly tables: readonly ArchiveTable[];
  readonly withheld: readonly { readonly column: string; readonly why: string }[];
  readonly notCarried: readonly { readonly table: string; readonly why: string; readonly exported: boolean }[];
};

type Config = ReturnType<typeof getTableConfig>;
const isTenant = (config: Config) => config.columns.some((column) => column.name === "merchant_id");

/**
 * What an archive of a merchant holds, read off the schema: every table of merchants unless `DISPOSITIONS` says otherwise.
 * @throws naming a table that can neither be carried nor is listed there.
 */
export function archivePlan(all: Record<string, unknown> = schema): ArchivePlan {
  const configs = Object.values(all)
    .filter((value) => is(value, PgTable))
    .map(getTableConfig)
    .filter((config) => isTenant(config) || config.name === "merchants");
  const tables = configs.filter(({ name }) => DISPOSITIONS[name]?.kind !== "left_out");
  for (const name of Object.keys(DISPOSITIONS))
    if (!configs.some((config) => config.name === name)) throw new Error(`archive: there is no table ${name} any more`);
  return {
    tables: sorted(tables.map((config) => describe(config))),
    withheld: tables.flatMap((config) =>
      config.columns.flatMap((column) => {
        const why = reasonToWithhold(config.name, column);
        return why === undefined || column.name === "merchant_id"
          ? []
          : [{ column: `${config.name}.${column.name}`, why }];
      }),
    ),
    notCarried: Object.entries(DISPOSITIONS)
      .map(([table, { kind, why }]) => ({ table, why, exported: kind === "export_only" }))
      .sort((a, b) => a.table.localeCompare(b.table)),
  };
}

const DERIVED = "follows from the rest";

function reasonToWithhold(table: string, column: PgColumn): string | undefined {
  if (column.name === "merchant_id" || column.generated !== undefined) return DERIVED;
  if (sealPurpose(column) !== undefined) return "a secret: it never leaves";
  return WITHHELD[`${table}.${column.name}`];
}

function describe(config: Config): ArchiveTable & { parents: string[] } {
  const { name } = config;
  const carried = DISPOSITIONS[name] === undefined;
  const columns = config.columns.filter((column) => reasonToWithhold(name, column) === undefined);
  const parents = config.foreignKeys.flatMap((key) => {
    const { foreignTable, columns: from } = key.reference();
    // A reference that is not written out leads nowhere.
    if (from.some((column) => WITHHELD[`${name}.${column.name}`] !== undefined)) return [];
    return getTableName(foreignTable) === name ? [] : [foreignTable];
  });
  for (const parent of parents) {
    const parentName = getTableName(parent);
    if (carried && parentName !== "merchants" && (DISPOSITIONS[parentName] || !isTenant(getTableConfig(parent))))
      throw new Error(`archive: ${name} refers to ${parentName}, which is not carried: list it in DISPOSITIONS`);
  }
  if (carried) {
    const lost = config.columns.find(
      (column) => column.notNull && !column.hasDefault && !columns.includes(column) && name !== "merchants",
    );
    if (lost) throw new Error(`archive: ${name}.${lost.name} is needed but withheld: list ${name} in DISPOSITIONS`);
  }
  return {
    name,
    carried,
    columns: columns.map((column) => column.name),
    optional: columns.filter((column) => !column.notNull || column.hasDefault).map((column) => column.name),
    uuids: columns.filter((column) => column.getSQLType() === "uuid").map((column) => column.name),
    parents: parents.map(getTableName),
  };
}

/** Parents first, else by name. @throws for tables that refer to each other in a circle. */
function sorted(tables: readonly (ArchiveTable & { parents: string[] })[]): ArchiveTable[] {
  const done: ArchiveTable[] = [];
  const waiting = [...tables].sort((a, b) => a.name.localeCompare(b.name));
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ parents }) => !waiting.some((other) => parents.includes(other.name)));
    const [next] = waiting.splice(at, 1);
    if (at < 0 || !next) throw new Error(`archive: ${waiting.map(({ name }) => name).join(", ")} refer to each other`);
    const { parents: _, ...table } = next;
    done.push(table);
  }
  return done;
}
