import {
  ChangeFilterInput,
  DeleteFilterInput,
  SavedFilter,
  SavedFilters,
  SaveFilterInput,
} from "@nexusone/contracts/saved-filters";
import { changeFilter, deleteFilter, listSavedFilters, saveFilter } from "@nexusone/core/catalog/saved-filters";
import { merchantProcedure, router } from "../trpc.ts";

export const savedFiltersRouter = router({
  list: merchantProcedure.output(SavedFilters).query(({ ctx }) => listSavedFilters(ctx.service)),

  save: merchantProcedure
    .input(SaveFilterInput)
    .output(SavedFilter)
    .mutation(({ ctx, input }) => saveFilter(ctx.service, input)),

  change: merchantProcedure
    .input(ChangeFilterInput)
    .output(SavedFilter)
    .mutation(({ ctx, input }) => changeFilter(ctx.service, input)),

  delete: merchantProcedure
    .input(DeleteFilterInput)
    .output(SavedFilter)
    .mutation(({ ctx, input }) => deleteFilter(ctx.service, input)),
});
