import { and, eq } from "drizzle-orm";
import { fxRates, merchants } from "../schema/merchants.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type Merchant = typeof merchants.$inferSelect;
export type FxRate = typeof fxRates.$inferSelect;

/** Inserts the merchant the transaction is bound to; undefined when the slug is taken. */
export async function insertMerchant(
  tx: MerchantTx,
  row: typeof merchants.$inferInsert & { id: string },
): Promise<Merchant | undefined> {
  const [merchant] = await tx.insert(merchants).values(row).onConflictDoNothing({ target: merchants.slug }).returning();
  return merchant;
}

/** The transaction's merchant with its rate from US dollars: row security lets no other through. */
export async function findMerchantWithRate(tx: MerchantTx): Promise<{ merchant: Merchant; fx: FxRate } | undefined> {
  const [row] = await tx
    .select({ merchant: merchants, fx: fxRates })
    .from(merchants)
    .innerJoin(
      fxRates,
      and(
        eq(fxRates.merchantId, merchants.id),
        eq(fxRates.fromCurrency, "USD"),
        eq(fxRates.toCurrency, merchants.currency),
      ),
    );
  return row;
}

export async function updateMerchant(tx: MerchantTx, id: string, change: Partial<Merchant>): Promise<void> {
  await tx.update(merchants).set(change).where(eq(merchants.id, id));
}

/** Sets the rate of a pair, the merchant's own or our reference. */
export async function putFxRate(
  tx: MerchantTx,
  rate: Pick<FxRate, "fromCurrency" | "toCurrency" | "rate" | "asOf" | "source">,
): Promise<void> {
  await tx
    .insert(fxRates)
    .values(rate)
    .onConflictDoUpdate({
      target: [fxRates.merchantId, fxRates.fromCurrency, fxRates.toCurrency],
      set: { rate: rate.rate, asOf: rate.asOf, source: rate.source },
    });
}
