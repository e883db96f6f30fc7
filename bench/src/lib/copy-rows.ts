import { sql } from "drizzle-orm";
import { withMerchant, type Database } from "@nexusone/db/with-merchant";
import type { TestDatabase } from "@nexusone/testing/database";

export type Rows = { readonly table: string; readonly columns: readonly string[]; readonly rows: readonly object[] };

/** In an order in which every reference already exists. */
const TABLES = [
  "categories",
  "products",
  "supplier_links",
  "product_variants",
  "variant_stock",
  "product_media",
  "product_tags",
  "supplier_snapshots",
  "import_previews",
  "import_preview_rows",
  "import_logs",
  "credit_reservations",
  "credit_entries",
  "events",
  "freight_quotes",
  "cj_api_usage",
];

/** What a merchant has that was made since `since`, read as superuser: what an import left behind. */
export async function rowsSince(database: TestDatabase, merchantId: string, since: Date): Promise<Rows[]> {
  const read = TABLES.map(async (table): Promise<Rows> => {
    const named = await database.sql<{ name: string }[]>`select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER' and is_identity = 'NO'`;
    const rows = await database.sql<{ row: object }[]>`select to_jsonb(t) as row from ${database.sql(table)} t
      where merchant_id = ${merchantId} and created_at >= ${since}`;
    return { table, columns: named.map(({ name }) => name), rows: rows.map(({ row }) => row) };
  });
  return (await Promise.all(read)).filter(({ rows }) => rows.length > 0);
}

const BATCH = 250;

/** Writes the same rows for another merchant in batches, one transaction for all, under row security. */
export async function insertRows(db: Database, merchantId: string, tables: readonly Rows[]): Promise<void> {
  await withMerchant(db, { merchantId }, async (tx) => {
    for (const { table, columns, rows } of tables) {
      const names = sql.join(
        columns.map((name) => sql.identifier(name)),
        sql`, `,
      );
      for (let start = 0; start < rows.length; start += BATCH) {
        const batch = rows.slice(start, start + BATCH).map((row) => ({ ...row, merchant_id: merchantId }));
        await tx.execute(sql`insert into ${sql.identifier(table)} (${names})
          select ${names} from jsonb_populate_recordset(null::${sql.identifier(table)}, ${JSON.stringify(batch)}::jsonb)`);
      }
    }
  });
}
