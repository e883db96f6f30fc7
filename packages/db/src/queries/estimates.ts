import { and, eq, sql } from "drizzle-orm";
import type { Environment } from "@nexusone/contracts/cj";
import type { SupplierId } from "@nexusone/contracts/ids";
import { freightQuotes } from "../schema/freight-quotes.ts";
import { productVariants, supplierLinks, type FreightSnapshot } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";
import { QUOTE, type FreightQuoteRow } from "./freight-quotes.ts";

/** The stored answers to freight questions about any variant of these products of a supplier, for one destination. */
export async function findQuotesOfProducts(
  tx: MerchantTx,
  supplier: SupplierId,
  environment: Environment,
  externalIds: readonly string[],
  destination: { readonly country: string; readonly zip: string | null },
): Promise<FreightQuoteRow[]> {
  return tx
    .select(QUOTE)
    .from(freightQuotes)
    .where(
      and(
        eq(freightQuotes.environment, environment),
        sql`${freightQuotes.externalId} = any(${sql.param(externalIds)}::text[])`,
        // The key is supplier:origin:country:zip:variant:quantity.
        sql`split_part(${freightQuotes.key}, ':', 1) = ${supplier}`,
        sql`split_part(${freightQuotes.key}, ':', 3) = ${destination.country}`,
        sql`split_part(${freightQuotes.key}, ':', 4) = ${destination.zip ?? ""}`,
      ),
    );
}

export type ImportedFigures = {
  readonly externalId: string;
  readonly productId: string;
  readonly minCostUsd: string | null;
  /** The dearest quote its variants were last priced with. */
  readonly freight: FreightSnapshot | null;
};

/** What the merchant's own products of these external ids cost, and the freight they were priced with to this country. */
export async function findImportedFigures(
  tx: MerchantTx,
  supplier: SupplierId,
  externalIds: readonly string[],
  country: string,
): Promise<ImportedFigures[]> {
  const { rows } = await tx.execute<ImportedFigures>(sql`
    select l.external_id as "externalId", l.product_id as "productId", min(v.cost_usd::numeric)::text as "minCostUsd",
      (array_agg(v.freight order by (v.freight->>'usd')::numeric desc)
        filter (where v.freight->>'destination' = ${country}))[1] as freight
    from ${supplierLinks} l
    left join ${productVariants} v on v.merchant_id = l.merchant_id and v.product_id = l.product_id and v.active
    where l.supplier = ${supplier} and l.external_id = any(${sql.param(externalIds)}::text[])
    group by l.external_id, l.product_id`);
  return rows;
}
