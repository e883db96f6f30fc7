import {
  BulkEditInput,
  BulkEditRows,
  BulkEditRowsInput,
  BulkEditView,
  PreviewBulkEditInput,
} from "@nexusone/contracts/bulk-edits";
import { commitBulkEdit, undoBulkEdit } from "@nexusone/core/bulk-edits/commit-bulk-edit";
import { getBulkEdit, listBulkEditRows } from "@nexusone/core/bulk-edits/get-bulk-edit";
import { previewBulkEdit } from "@nexusone/core/bulk-edits/preview-bulk-edit";
import { merchantProcedure, router } from "../trpc.ts";

export const bulkEditsRouter = router({
  preview: merchantProcedure
    .meta({ heavy: true })
    .input(PreviewBulkEditInput)
    .output(BulkEditView)
    .mutation(({ ctx, input }) => previewBulkEdit(ctx.service, input)),

  get: merchantProcedure
    .input(BulkEditInput)
    .output(BulkEditView)
    .query(({ ctx, input }) => getBulkEdit(ctx.service, input)),

  listRows: merchantProcedure
    .input(BulkEditRowsInput)
    .output(BulkEditRows)
    .query(({ ctx, input }) => listBulkEditRows(ctx.service, input)),

  commit: merchantProcedure
    .meta({ heavy: true })
    .input(BulkEditInput)
    .output(BulkEditView)
    .mutation(({ ctx, input }) => commitBulkEdit(ctx.service, input)),

  undo: merchantProcedure
    .input(BulkEditInput)
    .output(BulkEditView)
    .mutation(({ ctx, input }) => undoBulkEdit(ctx.service, input)),
});
