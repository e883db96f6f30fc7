import {
  ListCategoryMappingsInput,
  pathKey,
  SetCategoryMappingInput,
  type CategoryMappings,
} from "@nexusone/contracts/categories";
import type { SupplierId } from "@nexusone/contracts/ids";
import { upsertCategory } from "@nexusone/db/queries/catalog-categories";
import { deleteMapping, findMappings, listMappings, putMapping } from "@nexusone/db/queries/category-changes";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { plainText } from "../imports/plain-text.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

type Answer = z.output<typeof CategoryMappings>;

/** Which of the merchant's categories takes what a supplier keeps under which names. @throws `supplier.unknown`. */
export async function listCategoryMappings(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListCategoryMappingsInput> = {},
): Promise<Answer> {
  authorize(ctx, "catalog:read");
  const { id } = supplierOf(ctx, ListCategoryMappingsInput.parse(rawInput).supplier);
  return readMerchant(ctx, async (tx) => ({
    items: (await listMappings(tx, id)).map(({ path, categoryId, categoryName }) => ({
      path,
      category: { id: categoryId as Answer["items"][number]["category"]["id"], name: categoryName }, // our own uuid column
    })),
  }));
}

/** Sends what a supplier keeps under a path into a category from now on, or no longer. Safe to repeat. @throws `supplier.unknown`. */
export async function setCategoryMapping(
  ctx: ServiceContext,
  rawInput: z.input<typeof SetCategoryMappingInput>,
): Promise<Answer> {
  authorize(ctx, "catalog:edit");
  const { path, categoryName, supplier } = SetCategoryMappingInput.parse(rawInput);
  const from = supplierOf(ctx, supplier).id;
  await inMerchantTx(ctx, async (tx) => {
    if (categoryName === null) return deleteMapping(tx, from, pathKey(path));
    const { id } = await upsertCategory(tx, plainText(categoryName));
    return putMapping(tx, { supplier: from, path: path.map(plainText), pathKey: pathKey(path), categoryId: id });
  });
  return listCategoryMappings(ctx, { supplier: from });
}

/**
 * The merchant's category for each supplier path: that of the narrowest level that is mapped, null when none is. One query
 * for any number of paths.
 */
export async function mappedCategories(
  ctx: ServiceContext,
  supplier: SupplierId,
  paths: readonly (readonly string[])[],
): Promise<(string | null)[]> {
  const keysOf = (path: readonly string[]): string[] => path.map((_, at) => pathKey(path.slice(0, path.length - at))); // narrowest first
  const wanted = [...new Set(paths.flatMap(keysOf))];
  if (wanted.length === 0) return paths.map(() => null);
  const found = await readMerchant(ctx, (tx) => findMappings(tx, supplier, wanted));
  return paths.map((path) => keysOf(path).flatMap((key) => found.get(key) ?? [])[0] ?? null);
}
