import { CategoryView } from "@nexusone/contracts/catalog";
import {
  CategoryChange,
  CategoryMappings,
  DeleteCategoryInput,
  ListCategoryMappingsInput,
  MergeCategoriesInput,
  RenameCategoryInput,
  SetCategoryMappingInput,
} from "@nexusone/contracts/categories";
import { listCategoryMappings, setCategoryMapping } from "@nexusone/core/catalog/category-mappings";
import { deleteCategory, mergeCategories, renameCategoryTo } from "@nexusone/core/catalog/change-categories";
import { merchantProcedure, router } from "../trpc.ts";

export const categoriesRouter = router({
  rename: merchantProcedure
    .input(RenameCategoryInput)
    .output(CategoryView)
    .mutation(({ ctx, input }) => renameCategoryTo(ctx.service, input)),

  merge: merchantProcedure
    .input(MergeCategoriesInput)
    .output(CategoryChange)
    .mutation(({ ctx, input }) => mergeCategories(ctx.service, input)),

  delete: merchantProcedure
    .input(DeleteCategoryInput)
    .output(CategoryChange)
    .mutation(({ ctx, input }) => deleteCategory(ctx.service, input)),

  listMappings: merchantProcedure
    .input(ListCategoryMappingsInput.optional())
    .output(CategoryMappings)
    .query(({ ctx, input }) => listCategoryMappings(ctx.service, input)),

  setMapping: merchantProcedure
    .input(SetCategoryMappingInput)
    .output(CategoryMappings)
    .mutation(({ ctx, input }) => setCategoryMapping(ctx.service, input)),
});
