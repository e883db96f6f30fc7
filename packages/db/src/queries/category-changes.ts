import { and, asc, eq, sql } from "drizzle-orm";
import type { SupplierId } from "@nexusone/contracts/ids";
import { categories, categoryMappings, products } from "../schema/catalog.ts";
import type { MerchantTx } from "../with-merchant.ts";

/** False when there is none of this id. Raises 23505 `categories_name_key` when another has the name. */
export async function renameCategory(tx: MerchantTx, id: string, name: string): Promise<boolean> {
  const rows = await tx
    .update(categories)
    .set({ name, nameLower: sql`lower(${name})` })
    .where(eq(categories.id, id))
    .returning({ id: categories.id });
  return rows.length > 0;
}

/** Ids of the products of a category, locked until the transaction ends; in one order for all, so that nobody waits in a circle. */
export async function lockProductsIn(tx: MerchantTx, categoryId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: products.id })
    .from(products)
    .where(eq(products.categoryId, categoryId))
    .orderBy(asc(products.id))
    .for("update");
  return rows.map(({ id }) => id);
}

/** Puts products into a category, or into none: an edit by the merchant like any other. */
export async function moveProducts(
  tx: MerchantTx,
  ids: readonly string[],
  into: string | null,
  now: Date,
): Promise<void> {
  await tx
    .update(products)
    .set({ categoryId: into, version: sql`${products.version} + 1`, editedAt: now })
    .where(sql`${products.id} = any(${sql.param(`{${ids.join(",")}}`)}::uuid[])`);
}

export async function moveMappings(tx: MerchantTx, from: string, into: string): Promise<void> {
  await tx.update(categoryMappings).set({ categoryId: into }).where(eq(categoryMappings.categoryId, from));
}

/** The category with its mappings; false when there is none of this id. */
export async function deleteCategoryRow(tx: MerchantTx, id: string): Promise<boolean> {
  const rows = await tx.delete(categories).where(eq(categories.id, id)).returning({ id: categories.id });
  return rows.length > 0;
}

export async function putMapping(
  tx: MerchantTx,
  row: { supplier: SupplierId; path: string[]; pathKey: string; categoryId: string },
): Promise<void> {
  await tx
    .insert(categoryMappings)
    .values(row)
    .onConflictDoUpdate({
      target: [categoryMappings.merchantId, categoryMappings.supplier, categoryMappings.pathKey],
      set: { categoryId: row.categoryId, path: row.path },
    });
}

export async function deleteMapping(tx: MerchantTx, supplier: SupplierId, pathKey: string): Promise<void> {
  await tx
    .delete(categoryMappings)
    .where(and(eq(categoryMappings.supplier, supplier), eq(categoryMappings.pathKey, pathKey)));
}

const MAPPING = {
  path: categoryMappings.path,
  pathKey: categoryMappings.pathKey,
  categoryId: categoryMappings.categoryId,
  categoryName: categories.name,
};
const mapped = (tx: MerchantTx) =>
  tx
    .select(MAPPING)
    .from(categoryMappings)
    .innerJoin(
      categories,
      and(eq(categories.merchantId, categoryMappings.merchantId), eq(categories.id, categoryMappings.categoryId)),
    );

export const listMappings = (tx: MerchantTx, supplier: SupplierId) =>
  mapped(tx).where(eq(categoryMappings.supplier, supplier)).orderBy(categoryMappings.pathKey).limit(2_000);

/** Of these paths: the merchant's category by path key. */
export async function findMappings(
  tx: MerchantTx,
  supplier: SupplierId,
  pathKeys: readonly string[],
): Promise<Map<string, string>> {
  if (pathKeys.length === 0) return new Map();
  const rows = await mapped(tx).where(
    and(
      eq(categoryMappings.supplier, supplier),
      sql`${categoryMappings.pathKey} = any(${sql.param(pathKeys)}::text[])`,
    ),
  );
  return new Map(rows.map((row) => [row.pathKey, row.categoryName]));
}
