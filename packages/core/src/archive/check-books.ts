import type { MerchantTx } from "@nexusone/db/with-merchant";
import { sql, type SQL } from "drizzle-orm";
import { DomainError } from "../errors.ts";

/** What is true of every merchant at any time, and has to be true of one that was read in. Throws `archive.inconsistent`. */
const books = (own: SQL) => ({
  "one plan": sql`select count(*) = 1 from merchant_plans where ${own}`,
  "products of the plan": sql`
    select product_count = (select count(*) from products where ${own}) from merchant_plans where ${own}`,
  "one credit account": sql`select count(*) = 1 from credit_accounts where ${own}`,
  "balance of credits": sql`
    select balance = (select coalesce(sum(amount), 0) from credit_entries where ${own})
    from credit_accounts where ${own}`,
  "reserved credits": sql`
    select reserved = (select coalesce(sum(amount), 0) from credit_reservations where state = 'open' and ${own})
    from credit_accounts where ${own}`,
});

export async function checkBooks(tx: MerchantTx, merchantId: string): Promise<void> {
  for (const [problem, question] of Object.entries(books(sql`merchant_id = ${merchantId}`))) {
    const { rows } = await tx.execute(sql`select (${question}) as true`);
    if (rows[0]?.["true"] !== true) throw new DomainError("archive.inconsistent", { problem });
  }
}
