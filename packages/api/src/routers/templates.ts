import { Done } from "@nexusone/contracts/paging";
import {
  AddDefaultsInput,
  AddedDefaults,
  ArchiveTemplateInput,
  CheckTemplateInput,
  CreateTemplateInput,
  DeleteTemplateInput,
  EditTemplateInput,
  ListTemplatesInput,
  PreviewTemplateInput,
  SubmitTemplateInput,
  SyncResult,
  TemplateCheck,
  TemplateInput,
  TemplateOptions,
  TemplatePreview,
  TemplateSample,
  TemplatesPage,
  TemplateView,
  UploadSampleInput,
} from "@nexusone/contracts/templates";
import { addDefaultTemplates } from "@nexusone/core/templates/add-defaults";
import { checkTemplate } from "@nexusone/core/templates/check";
import { createTemplate } from "@nexusone/core/templates/create-template";
import { deleteTemplate } from "@nexusone/core/templates/delete-template";
import { archiveTemplate, editTemplate } from "@nexusone/core/templates/edit-template";
import { getTemplate, listTemplates } from "@nexusone/core/templates/list-templates";
import { previewTemplate } from "@nexusone/core/templates/preview-template";
import { submitTemplate } from "@nexusone/core/templates/submit-template";
import { syncTemplates } from "@nexusone/core/templates/sync-templates";
import { getTemplateOptions } from "@nexusone/core/templates/template-options";
import { uploadSample } from "@nexusone/core/templates/upload-sample";
import { merchantProcedure, router } from "../trpc.ts";

const ID = "0198c0de-7a11-7000-8000-000000000001";

export const templatesRouter = router({
  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/templates",
        summary: "Message templates by type, status, language and words",
        permission: "templates:read",
      },
    })
    .input(ListTemplatesInput)
    .output(TemplatesPage)
    .query(({ ctx, input }) => listTemplates(ctx.service, input)),

  get: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/templates/{id}",
        summary: "A template with its versions, what was submitted and what Meta answered",
        permission: "templates:read",
      },
    })
    .input(TemplateInput)
    .output(TemplateView)
    .query(({ ctx, input }) => getTemplate(ctx.service, input)),

  options: merchantProcedure.output(TemplateOptions).query(({ ctx }) => getTemplateOptions(ctx.service)),

  create: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/templates",
        status: 201,
        summary: "Keep a template as a draft, with what Meta would find in it; nothing is submitted",
        permission: "templates:manage",
        example: {
          name: "order_ready",
          type: "buttons",
          language: "en",
          body: "Hello {{first_name}}, your order {{order_number}} can be picked up.",
          buttons: [{ id: "on_my_way", label: "On my way" }],
          variables: ["first_name", "order_number"],
        },
      },
    })
    .input(CreateTemplateInput)
    .output(TemplateView)
    .mutation(({ ctx, input }) => createTemplate(ctx.service, input)),

  edit: merchantProcedure
    .input(EditTemplateInput)
    .output(TemplateView)
    .mutation(({ ctx, input }) => editTemplate(ctx.service, input)),

  archive: merchantProcedure
    .input(ArchiveTemplateInput)
    .output(TemplateView)
    .mutation(({ ctx, input }) => archiveTemplate(ctx.service, input)),

  delete: merchantProcedure
    .input(DeleteTemplateInput)
    .output(Done)
    .mutation(({ ctx, input }) => deleteTemplate(ctx.service, input)),

  // Queries by nature, but a template does not fit an address.
  check: merchantProcedure
    .input(CheckTemplateInput)
    .output(TemplateCheck)
    .mutation(({ ctx, input }) => checkTemplate(ctx.service, input)),

  preview: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/templates/preview",
        summary: "A template with values, with what is known of a contact and an order, else with its examples",
        permission: "templates:read",
        example: { templateId: ID, variables: { first_name: "Ana", order_number: "1042" } },
      },
    })
    .input(PreviewTemplateInput)
    .output(TemplatePreview)
    .mutation(({ ctx, input }) => previewTemplate(ctx.service, input)),

  submit: merchantProcedure
    .meta({ heavy: true })
    .input(SubmitTemplateInput)
    .output(TemplateView)
    .mutation(({ ctx, input }) => submitTemplate(ctx.service, input)),

  sync: merchantProcedure
    .meta({ heavy: true })
    .output(SyncResult)
    .mutation(({ ctx }) => syncTemplates(ctx.service)),

  uploadSample: merchantProcedure
    .meta({ heavy: true })
    .input(UploadSampleInput)
    .output(TemplateSample)
    .mutation(({ ctx, input }) => uploadSample(ctx.service, input)),

  addDefaults: merchantProcedure
    .input(AddDefaultsInput)
    .output(AddedDefaults)
    .mutation(({ ctx, input }) => addDefaultTemplates(ctx.service, input)),
});
