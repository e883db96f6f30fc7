import { mappedCategories } from "../catalog/category-mappings.ts";
import type { ServiceContext } from "../context.ts";
import type { PlannedRow } from "./planned-row.ts";

/** Rows that name no category get the one the merchant keeps for the supplier's; a name that was given stays. */
export async function nameCategories(ctx: ServiceContext, rows: readonly PlannedRow[]): Promise<PlannedRow[]> {
  const names = await mappedCategories(
    ctx,
    "cj",
    rows.map((row) => (row.item.categoryName ? [] : (row.product?.categoryPath ?? []))),
  );
  return rows.map((row, index) => {
    const categoryName = names[index];
    return categoryName ? { ...row, item: { ...row.item, categoryName } } : row;
  });
}
