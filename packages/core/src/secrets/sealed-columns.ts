import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import * as schema from "@nexusone/db/schema/index";
import { sealPurpose } from "@nexusone/db/schema/sealed";

export type SealedColumn = { readonly column: string; readonly purpose: string };
export type SealedTable = { readonly table: string; readonly columns: readonly SealedColumn[] };

/** Every table of the schema with its sealed columns, found by their type. @throws for one that belongs to no merchant. */
export function sealedTables(): SealedTable[] {
  return Object.values(schema)
    .filter((value) => is(value, PgTable))
    .flatMap((table) => {
      const all = Object.values(getTableColumns(table));
      const columns = all.flatMap((column) => {
        const purpose = sealPurpose(column);
        return purpose === undefined ? [] : [{ column: column.name, purpose }];
      });
      if (columns.length === 0) return [];
      const name = getTableName(table);
      // Rotation walks merchants: a secret that is nobody's would be forgotten, and lost with the old key.
      if (!all.some((column) => column.name === "merchant_id")) {
        throw new Error(`${name} has a sealed column and no merchant: rotate-secrets does not reach it`);
      }
      return [{ table: name, columns }];
    });
}
