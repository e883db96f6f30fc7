import { sql } from "drizzle-orm";
import { withMerchant, type Database, type MerchantTx } from "./with-merchant.ts";

/**
 * A read-only transaction of one merchant in which everything is as it was at its first statement, however long it reads.
 * On the primary, without the usual time limits: end it soon, the database keeps what it sees.
 */
export function withSnapshot<T>(db: Database, merchantId: string, fn: (tx: MerchantTx) => Promise<T>): Promise<T> {
  const beginReadOnly = db.beginReadOnly.replace("begin", "begin isolation level repeatable read");
  const steady: Database = { ...db, beginReadOnly, readPool: db.pool };
  return withMerchant(steady, { merchantId, readOnly: true }, async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`);
    // Texts of moments must not depend on where the server stands.
    await tx.execute(sql`set local timezone = 'UTC'`);
    return fn(tx);
  });
}
