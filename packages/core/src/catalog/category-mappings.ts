import type { SupplierId } from "@nexusone/contracts/catalog";
import { pathKey, SetCategoryMappingInput, type CategoryMappings } from "@nexusone/contracts/categories";
import { upsertCategory } from "@nexusone/db/queries/catalog-categories";
import { deleteMapping, findMappings, listMappings, putMapping } from "@nexusone/db/queries/category-changes";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";

type Answer = z.output<typeof CategoryMappings>;

/** Which of the merchant's categories takes what CJ keeps under which names. */
export function listCategoryMappings(ctx: ServiceContext): Promise<Answer> {
  authorize(ctx, "catalog:read");
  return readMerchant(ctx, async (tx) => ({
    items: (await listMappings(tx, "cj")).map(({ path, categoryId, categoryName }) => ({
      path,
      category: { id: categoryId as Answer["items"][number]["category"]["id"], name: categoryName }, // our own uuid column
    })),
  }));
}

/** Sends what CJ keeps under a path into a category from now on, or no longer. Safe to repeat. */
export async function setCategoryMapping(
  ctx: ServiceContext,
  rawInput: z.input<typeof SetCategoryMappingInput>,
): Promise<Answer> {
  authorize(ctx, "catalog:edit");
  const { path, categoryName } = SetCategoryMappingInput.parse(rawInput);
  await inMerchantTx(ctx, async (tx) => {
    if (categoryName === null) return deleteMapping(tx, "cj", pathKey(path));
    const { id } = await upsertCategory(tx, plainText(categoryName));
    return putMapping(tx, { supplier: "cj", path: path.map(plainText), pathKey: pathKey(path), categoryId: id });
  });
  return listCategoryMappings(ctx);
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
