import {
  DeleteCategoryInput,
  MergeCategoriesInput,
  RenameCategoryInput,
  type CategoryChange,
} from "@nexusone/contracts/categories";
import type { CategoryView } from "@nexusone/contracts/catalog";
import { isUniqueViolation } from "@nexusone/db/errors";
import { listCategories, findCategory } from "@nexusone/db/queries/catalog-categories";
import {
  deleteCategoryRow,
  lockProductsIn,
  moveMappings,
  moveProducts,
  renameCategory,
} from "@nexusone/db/queries/category-changes";
import { moveSavedFilters } from "@nexusone/db/queries/saved-filters";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvents } from "../events/record-event.ts";
import { plainText } from "../imports/plain-text.ts";
import { inMerchantTx } from "../transaction.ts";

type Change = z.output<typeof CategoryChange>;

/** Throws `catalog.category_not_found`, and `catalog.category_name_taken` when another category has the name. */
export async function renameCategoryTo(
  ctx: ServiceContext,
  rawInput: z.input<typeof RenameCategoryInput>,
): Promise<z.output<typeof CategoryView>> {
  authorize(ctx, "catalog:edit");
  const { id, name } = RenameCategoryInput.parse(rawInput);
  try {
    return await inMerchantTx(ctx, async (tx) => {
      if (!(await renameCategory(tx, id, plainText(name)))) throw new DomainError("catalog.category_not_found");
      const found = (await listCategories(tx)).find((category) => category.id === id);
      return (found ?? { id, name, productCount: 0 }) as z.output<typeof CategoryView>; // our own uuid column
    });
  } catch (error) {
    if (isUniqueViolation(error, "categories_name_key")) throw new DomainError("catalog.category_name_taken");
    throw error;
  }
}

/** Everything of one category goes into another, mappings and saved filters too, and the first is gone. Throws `catalog.category_not_found`. */
export async function mergeCategories(
  ctx: ServiceContext,
  rawInput: z.input<typeof MergeCategoriesInput>,
): Promise<Change> {
  authorize(ctx, "catalog:edit");
  const { from, into } = MergeCategoriesInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    if (from === into || !(await findCategory(tx, into))) throw new DomainError("catalog.category_not_found");
    const products = await moveAll(tx, ctx, from, into);
    await moveMappings(tx, from, into);
    await moveSavedFilters(tx, from, into);
    if (!(await deleteCategoryRow(tx, from))) throw new DomainError("catalog.category_not_found");
    return { products };
  });
}

/** The category goes, its products stay without one. Throws `catalog.category_not_found`. */
export async function deleteCategory(
  ctx: ServiceContext,
  rawInput: z.input<typeof DeleteCategoryInput>,
): Promise<Change> {
  authorize(ctx, "catalog:edit");
  const { id } = DeleteCategoryInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const products = await moveAll(tx, ctx, id, null);
    if (!(await deleteCategoryRow(tx, id))) throw new DomainError("catalog.category_not_found");
    return { products };
  });
}

/** Written together: a category may hold the whole catalogue. */
const TOGETHER = 1_000;

/** Each product's history tells of the move, and an edit that was begun before it is stale. @returns how many moved. */
async function moveAll(tx: MerchantTx, ctx: ServiceContext, from: string, into: string | null): Promise<number> {
  const ids = await lockProductsIn(tx, from);
  for (let start = 0; start < ids.length; start += TOGETHER) {
    const some = ids.slice(start, start + TOGETHER);
    await moveProducts(tx, some, into, ctx.platform.clock.now());
    await recordEvents(
      tx,
      ctx,
      "product.updated",
      some.map((productId) => ({
        payload: { productId, fields: ["categoryId"], before: { categoryId: from }, after: { categoryId: into } },
        subject: { kind: "product", id: productId },
      })),
    );
  }
  return ids.length;
}
