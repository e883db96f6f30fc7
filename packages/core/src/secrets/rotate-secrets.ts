import { allMerchants } from "@nexusone/db/system/merchants";
import { withMerchant, type Database, type MerchantTx } from "@nexusone/db/with-merchant";
import { sql } from "drizzle-orm";
import { systemActing } from "../audit/acting.ts";
import type { Keyring } from "./keyring.ts";
import { resealInbox } from "../inbox/reseal-inbox.ts";
import { sealedTables, type SealedColumn } from "./sealed-columns.ts";

export type Rotation = {
  readonly merchants: number;
  /** Secrets sealed anew, by table and column; kept bodies by their table. */
  readonly resealed: Readonly<Record<string, number>>;
};

const BATCH = 200;

/**
 * Seals every secret of every merchant under the newest master key. Works while others read and write: a value that changed in
 * between was sealed by the newest key already and is left. Safe to repeat, and to break off anywhere.
 * @throws when a value opens with no key in the list; nothing it already did is lost.
 */
export async function rotateSecrets(db: Database, keyring: Keyring, batch = BATCH): Promise<Rotation> {
  const resealed: Record<string, number> = {};
  let merchants = 0;
  const tables = sealedTables();
  for await (const merchantId of allMerchants(db)) {
    merchants += 1;
    for (const { table, columns } of tables) {
      for (const column of columns) {
        const name = `${table}.${column.column}`;
        for (let more = true; more;) {
          // Short transactions: nobody waits for a row longer than a batch takes.
          const found = await withMerchant(db, { merchantId, by: systemActing("rotate-secrets") }, (tx) =>
            resealBatch(tx, keyring, table, column, batch),
          );
          resealed[name] = (resealed[name] ?? 0) + found;
          more = found === batch;
        }
      }
    }
  }
  resealed["webhook_inbox"] = await resealInbox(db, keyring, batch);
  return { merchants, resealed };
}

async function resealBatch(tx: MerchantTx, keyring: Keyring, table: string, column: SealedColumn, batch: number) {
  const [target, value] = [sql.identifier(table), sql.identifier(column.column)];
  const { rows } = await tx.execute(sql`
    select id, ${value} as sealed from ${target}
    where ${value} is not null and not starts_with(${value}, ${keyring.newestPrefix}) limit ${batch} for update`);
  for (const { id, sealed } of rows as { id: string; sealed: string }[]) {
    const fresh = keyring.reseal(sealed, column.purpose);
    if (fresh) await tx.execute(sql`update ${target} set ${value} = ${fresh} where id = ${id}`);
  }
  return rows.length;
}
