import { lockProducts } from "@nexusone/db/queries/catalog-product";
import { findOrderSettings } from "@nexusone/db/queries/orders";
import { findVariantIds, listPoolOf, listProductIdsOf, type PoolRow } from "@nexusone/db/queries/orders-stock";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

type Wanted = { readonly variantId?: string | undefined; readonly sku?: string | undefined; readonly quantity: number };
export type Pooled<L extends Wanted> = { readonly line: L; readonly row: PoolRow };

/** Units of a variant that an order can still have; null while its stock is unknown, which is not zero. */
export const freeUnits = ({ variant, inStock, reserved }: PoolRow, safetyBuffer: number): number | null =>
  variant.stockKnown ? Math.max(0, inStock - reserved - safetyBuffer) : null;

/** Whether anybody can buy it now, stock aside. */
export const isForSale = ({ product, variant }: PoolRow): boolean =>
  product.status === "active" && product.saleHeldBy === null && variant.active && variant.offSaleAt === null;

/**
 * What these lines mean, with enough of each free. The products stay locked until the transaction ends, so that nobody else
 * counts on the same units: whoever comes second waits, and sees what the first one took.
 * @throws `orders.variant_not_found` {variant}, `orders.not_for_sale` {name, productId}, `orders.out_of_stock` {name, wanted, free}.
 */
export async function takeFromPool<L extends Wanted>(tx: MerchantTx, lines: readonly L[]): Promise<Pooled<L>[]> {
  const bySku = await findVariantIds(
    tx,
    lines.flatMap(({ variantId, sku }) => (variantId === undefined && sku !== undefined ? [sku] : [])),
  );
  const named = lines.map((line) => ({ line, variantId: line.variantId ?? bySku.get(line.sku ?? "") }));
  const ids = [...new Set(named.flatMap(({ variantId }) => variantId ?? []))];
  await lockProducts(tx, await listProductIdsOf(tx, ids));
  const rows = new Map((await listPoolOf(tx, ids)).map((row) => [row.variant.id, row]));
  const pooled = named.map(({ line, variantId }) => {
    const row = rows.get(variantId ?? "");
    if (!row) throw new DomainError("orders.variant_not_found", { variant: line.sku ?? line.variantId ?? "" });
    const { name, id: productId } = row.product;
    if (!isForSale(row)) throw new DomainError("orders.not_for_sale", { name, productId });
    return { line, row };
  });
  const { safetyBuffer } = await findOrderSettings(tx);
  for (const same of Map.groupBy(pooled, ({ row }) => row.variant.id).values()) {
    const [{ row }] = same as [Pooled<L>]; // groups have members
    const wanted = same.reduce((sum, { line }) => sum + line.quantity, 0);
    const free = freeUnits(row, safetyBuffer);
    if (free !== null && wanted > free)
      throw new DomainError("orders.out_of_stock", { name: nameOf(row), wanted, free, productId: row.product.id });
  }
  return pooled;
}

/** The product, and which of its variants where there are several. */
const nameOf = ({ product, variant }: PoolRow): string =>
  product.variantCount > 1 ? `${product.name} (${variant.label})` : product.name;
