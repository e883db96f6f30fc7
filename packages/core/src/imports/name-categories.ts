import { mappedCategories } from "../catalog/category-mappings.ts";
import type { ServiceContext } from "../context.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import type { PlannedRow } from "./planned-row.ts";

/** Rows that name no category get the one the merchant keeps for the supplier's; a name that was given stays. */
export async function nameCategories(ctx: ServiceContext, rows: readonly PlannedRow[]): Promise<PlannedRow[]> {
  const nameOf = new Map<PlannedRow, string>();
  const open = rows.filter(({ item, product }) => !item.categoryName && product);
  for (const [supplier, own] of Map.groupBy(open, (row) => row.supplier)) {
    const paths = own.map(({ product }) => product?.categoryPath ?? []);
    const names = await mappedCategories(ctx, supplierOf(ctx, supplier).id, paths);
    own.forEach((row, index) => names[index] && nameOf.set(row, names[index]));
  }
  return rows.map((row) => {
    const categoryName = nameOf.get(row);
    return categoryName ? { ...row, item: { ...row.item, categoryName } } : row;
  });
}
