import {
  CommitImportInput,
  CreateDraftInput,
  DraftInput,
  DraftView,
  EditPreviewInput,
  ImportInput,
  ImportPreview,
  ImportProductsInput,
  ImportProductsResult,
  ImportRowView,
  ImportsPage,
  ImportView,
  ListImportsInput,
  PreviewImportInput,
  PreviewRow,
  PreviewRowInput,
  RunningPreview,
  StartPreviewInput,
  UndoBatchInput,
  UndoBatchResult,
  UndoImportInput,
} from "@nexusone/contracts/imports";
import { commitImport } from "@nexusone/core/imports/commit-import";
import { createDraft } from "@nexusone/core/imports/create-draft";
import { discardDraft } from "@nexusone/core/imports/discard-draft";
import { editPreview } from "@nexusone/core/imports/edit-preview";
import { getImport } from "@nexusone/core/imports/get-import";
import { getPreview } from "@nexusone/core/imports/get-preview";
import { getPreviewRow } from "@nexusone/core/imports/get-preview-row";
import { importProducts } from "@nexusone/core/imports/import-products";
import { listDrafts } from "@nexusone/core/imports/list-drafts";
import { listImports } from "@nexusone/core/imports/list-imports";
import { pauseImport } from "@nexusone/core/imports/pause-import";
import { previewImport } from "@nexusone/core/imports/preview-import";
import { resumeImport } from "@nexusone/core/imports/resume-import";
import { startPreview } from "@nexusone/core/imports/start-preview";
import { undoBatch } from "@nexusone/core/imports/undo-batch";
import { undoImport } from "@nexusone/core/imports/undo-import";
import { z } from "zod";
import { merchantProcedure, router } from "../trpc.ts";

export const importsRouter = router({
  preview: merchantProcedure
    .input(PreviewImportInput)
    .output(ImportPreview)
    .mutation(({ ctx, input }) => previewImport(ctx.service, input)),

  startPreview: merchantProcedure
    .input(StartPreviewInput)
    .output(RunningPreview)
    .mutation(({ ctx, input }) => startPreview(ctx.service, input)),

  getPreview: merchantProcedure
    .input(ImportInput)
    .output(RunningPreview)
    .query(({ ctx, input }) => getPreview(ctx.service, input)),

  getPreviewRow: merchantProcedure
    .input(PreviewRowInput)
    .output(PreviewRow)
    .query(({ ctx, input }) => getPreviewRow(ctx.service, input)),

  editPreview: merchantProcedure
    .input(EditPreviewInput)
    .output(RunningPreview)
    .mutation(({ ctx, input }) => editPreview(ctx.service, input)),

  commit: merchantProcedure
    .input(CommitImportInput)
    .output(ImportView)
    .mutation(({ ctx, input }) => commitImport(ctx.service, input)),

  get: merchantProcedure
    .input(ImportInput)
    .output(ImportView)
    .query(({ ctx, input }) => getImport(ctx.service, input)),

  pause: merchantProcedure
    .input(ImportInput)
    .output(ImportView)
    .mutation(({ ctx, input }) => pauseImport(ctx.service, input)),

  resume: merchantProcedure
    .input(ImportInput)
    .output(ImportView)
    .mutation(({ ctx, input }) => resumeImport(ctx.service, input)),

  list: merchantProcedure
    .input(ListImportsInput)
    .output(ImportsPage)
    .query(({ ctx, input }) => listImports(ctx.service, input)),

  undo: merchantProcedure
    .input(UndoImportInput)
    .output(ImportRowView)
    .mutation(({ ctx, input }) => undoImport(ctx.service, input)),

  undoBatch: merchantProcedure
    .meta({ heavy: true })
    .input(UndoBatchInput)
    .output(UndoBatchResult)
    .mutation(({ ctx, input }) => undoBatch(ctx.service, input)),

  importProducts: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/cj/import-products",
        also: ["POST /api/products/import"],
        summary: "Import CJ products by id or address; dry_run only computes the preview",
        permission: "catalog:import",
        example: {
          productIds: ["1424608189734850560"],
          priceRule: { kind: "multiplier", factor: "3", of: "landed" },
          categoryName: "Lamps",
          tags: ["bright"],
          dryRun: true,
        },
      },
      heavy: true,
    })
    .input(ImportProductsInput)
    .output(ImportProductsResult)
    .mutation(({ ctx, input }) => importProducts(ctx.service, input)),

  createDraft: merchantProcedure
    .input(CreateDraftInput)
    .output(DraftView)
    .mutation(({ ctx, input }) => createDraft(ctx.service, input)),

  listDrafts: merchantProcedure.output(z.array(DraftView)).query(({ ctx }) => listDrafts(ctx.service)),

  discardDraft: merchantProcedure
    .input(DraftInput)
    .output(DraftView)
    .mutation(({ ctx, input }) => discardDraft(ctx.service, input)),
});
