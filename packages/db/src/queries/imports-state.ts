import { and, eq, sql } from "drizzle-orm";
import type { SupplierId } from "@nexusone/contracts/ids";
import { creditAccounts, merchantPlans } from "../schema/billing.ts";
import { products, supplierLinks } from "../schema/catalog.ts";
import { merchants } from "../schema/merchants.ts";
import type { MerchantTx } from "../with-merchant.ts";

/** What decides about an import before CJ is asked: destination, plan and credits, in one query. */
export async function findImportState(tx: MerchantTx) {
  const [row] = await tx
    .select({
      destinationCountry: merchants.destinationCountry,
      destinationZip: merchants.destinationZip,
      carrierMaxDays: merchants.carrierMaxDays,
      isDemo: merchants.isDemo,
      plan: merchantPlans.plan,
      productCount: merchantPlans.productCount,
      productCap: merchantPlans.productCap,
      balance: creditAccounts.balance,
      reserved: creditAccounts.reserved,
    })
    .from(merchants)
    .innerJoin(merchantPlans, eq(merchantPlans.merchantId, merchants.id))
    .innerJoin(creditAccounts, eq(creditAccounts.merchantId, merchants.id));
  return row;
}
export type ImportState = NonNullable<Awaited<ReturnType<typeof findImportState>>>;

/** Which of these supplier products the merchant has: external id -> product id. One query for any number. */
export async function findImported(
  tx: MerchantTx,
  supplier: SupplierId,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  if (externalIds.length === 0) return new Map();
  const rows = await tx
    .select({ externalId: supplierLinks.externalId, productId: supplierLinks.productId })
    .from(supplierLinks)
    .innerJoin(
      products,
      and(eq(products.merchantId, supplierLinks.merchantId), eq(products.id, supplierLinks.productId)),
    )
    .where(
      and(
        eq(supplierLinks.supplier, supplier),
        sql`${supplierLinks.externalId} = any(${sql.param(externalIds)}::text[])`,
      ),
    );
  return new Map(rows.map((row) => [row.externalId, row.productId]));
}

/** Available credits, with the account locked until the transaction ends. */
export async function lockAvailableCredits(tx: MerchantTx): Promise<number> {
  const [row] = await tx
    .select({ balance: creditAccounts.balance, reserved: creditAccounts.reserved })
    .from(creditAccounts)
    .for("update");
  return row ? row.balance - row.reserved : 0;
}
