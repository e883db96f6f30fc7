import { z } from "zod";
import { CategoryNameInput } from "./catalog.ts";
import { CategoryId, SupplierId } from "./ids.ts";

const Level = z.string().trim().min(1).max(200);
/** Names of a supplier's category and those above it, from the widest. */
export const SupplierPath = z.array(Level).min(1).max(6);

export const RenameCategoryInput = CategoryNameInput.extend({ id: CategoryId });
export const MergeCategoriesInput = z.object({ from: CategoryId, into: CategoryId });
export const DeleteCategoryInput = z.object({ id: CategoryId });
/** How many products changed their category with it. */
export const CategoryChange = z.object({ products: z.number().int() });

export const CategoryMapping = z.object({
  path: z.array(z.string()),
  category: z.object({ id: CategoryId, name: z.string() }),
});
export const CategoryMappings = z.object({ items: z.array(CategoryMapping) });
/** Of one supplier; left out: the installation's first. */
export const ListCategoryMappingsInput = z.object({ supplier: SupplierId.optional() });
/** Without a category the mapping is removed. An unknown name makes the category. */
export const SetCategoryMappingInput = ListCategoryMappingsInput.extend({
  path: SupplierPath,
  categoryName: CategoryNameInput.shape.name.nullable(),
});

/** One form of writing for paths that people and vendors write differently. */
export const pathKey = (path: readonly string[]): string =>
  path.map((level) => level.trim().replace(/\s+/g, " ").toLowerCase()).join(" > ");
