import { sql } from "drizzle-orm";
import type { Environment } from "@nexusone/contracts/cj";
import type { SupplierId } from "@nexusone/contracts/ids";
import type { MerchantTx } from "../with-merchant.ts";

/** Products by what a supplier calls them or their variants, as far as the catalogue has them. */
export async function findNamedProducts(
  tx: MerchantTx,
  { supplier, environment }: { readonly supplier: SupplierId; readonly environment: Environment },
  names: { readonly products: readonly string[]; readonly variants: readonly string[] },
): Promise<{ externalId: string; productId: string }[]> {
  const { rows } = await tx.execute<{ externalId: string; productId: string }>(sql`
    select external_id as "externalId", product_id as "productId" from supplier_links
    where supplier = ${supplier} and environment = ${environment} and external_id = any(${sql.param([...names.products])}::text[])
    union all
    select v.external_id, v.product_id from product_variants v
    join supplier_links l on l.merchant_id = v.merchant_id and l.product_id = v.product_id
    where v.external_id = any(${sql.param([...names.variants])}::text[]) and l.supplier = ${supplier} and l.environment = ${environment}`);
  return rows;
}

/**
 * Notes that products may have changed. They are due after `waitMs`, and not before `spacingMs` have passed since the last
 * reading; what waits already waits no longer for that.
 */
export async function putHints(
  tx: MerchantTx,
  productIds: readonly string[],
  at: { readonly now: Date; readonly waitMs: number; readonly spacingMs: number },
): Promise<void> {
  if (productIds.length === 0) return;
  await tx.execute(sql`
    insert into inventory_hints (product_id, due_at)
    select l.product_id, greatest(${at.now.toISOString()}::timestamptz + ${at.waitMs} * interval '1 millisecond',
      l.last_read_at + ${at.spacingMs} * interval '1 millisecond')
    from supplier_links l where l.product_id = any(${sql.param([...productIds])}::uuid[])
    order by l.product_id
    on conflict (merchant_id, product_id) do nothing`);
}

/** Takes what is due by `now`, so that nobody else does. @returns products */
export async function takeDueHints(tx: MerchantTx, now: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.execute<{ productId: string }>(sql`
    delete from inventory_hints h using (
      select id from inventory_hints where due_at <= ${now.toISOString()}::timestamptz order by due_at limit ${limit}
      for update skip locked) d
    where h.id = d.id returning h.product_id as "productId"`);
  return rows.map(({ productId }) => productId);
}
