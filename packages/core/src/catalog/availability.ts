import type { ProductRow } from "@nexusone/db/queries/catalog-product";

/**
 * Whether a product can be sold, whatever the merchant's own switch says: something is in stock and nobody has to decide
 * anything first. Null while stock is unknown, which is not zero.
 */
export function isAvailable({ stockTotal, saleHeldBy }: Pick<ProductRow, "stockTotal" | "saleHeldBy">): boolean | null {
  if (saleHeldBy !== null) return false;
  return stockTotal === null ? null : stockTotal > 0;
}
