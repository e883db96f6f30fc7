import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import type { LevelShown } from "@nexusone/contracts/inventory-terms";
import { products, supplierLinks } from "../schema/catalog.ts";
import { inventoryTracking } from "../schema/inventory.ts";
import type { MerchantTx } from "../with-merchant.ts";

type Key = { readonly at: Date; readonly id: string };

const alertOf = (kind: "low" | "out"): SQL =>
  sql`exists (select from inventory_alerts a where a.merchant_id = ${products.merchantId} and a.product_id = ${products.id}
    and a.resolved_at is null and a.kind = ${kind})`;
const SHOWN: Record<LevelShown, SQL | undefined> = {
  all: undefined,
  low: alertOf("low"),
  out: alertOf("out"),
  unknown: eq(products.stockState, "unknown"),
  held: sql`${products.saleHeldBy} is not null`,
  failing: sql`${inventoryTracking.reason} is not null`,
};

/** Products with their stock, newest first, one more than `limit` when there is a next page. */
export async function listLevelRows(
  tx: MerchantTx,
  { show, limit, after }: { show: LevelShown; limit: number; after?: Key | undefined },
) {
  return tx
    .select({
      product: products,
      link: supplierLinks,
      tracking: inventoryTracking,
      reserved: sql<number>`(
        select coalesce(sum(r.quantity), 0)::integer from product_variants v
        join reservations r on r.merchant_id = v.merchant_id and r.variant_id = v.id and r.state = 'held'
        where v.merchant_id = ${products.merchantId} and v.product_id = ${products.id})`,
    })
    .from(products)
    .leftJoin(
      supplierLinks,
      and(eq(supplierLinks.merchantId, products.merchantId), eq(supplierLinks.productId, products.id)),
    )
    .leftJoin(
      inventoryTracking,
      and(eq(inventoryTracking.merchantId, products.merchantId), eq(inventoryTracking.productId, products.id)),
    )
    .where(
      and(
        sql`${products.status} <> 'archived'`,
        SHOWN[show],
        after &&
          sql`(${products.importedAt}, ${products.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(products.importedAt), desc(products.id))
    .limit(limit + 1);
}
export type LevelRow = Awaited<ReturnType<typeof listLevelRows>>[number];
