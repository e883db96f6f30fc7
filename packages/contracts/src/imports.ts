import { z } from "zod";
import { FreightView, Tag, Tags } from "./catalog.ts";
import { StockRow } from "./cj.ts";
import { DraftId, ImportLogId, PreviewId, PreviewRowId, ProductId, SupplierId } from "./ids.ts";
import { Instant, page, PageInput } from "./paging.ts";
import { MarginView, Minor, PriceRuleSchema } from "./pricing.ts";
import { PricingContext } from "./merchants.ts";

export const IMPORT_SOURCES = ["extension", "admin", "api", "draft"] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];
export const PREVIEW_ROW_STATUSES = ["reading", "ok", "excluded"] as const;
export const PREVIEW_STATES = ["reading", "ready"] as const;
const settings = {
  priceRule: PriceRuleSchema.optional(),
  /** Prices typed by hand, by supplier variant id. */
  prices: z.record(z.string().max(64), Minor).optional(),
  categoryName: z.string().trim().min(1).max(80).optional(),
  tags: Tags.optional(),
};
/** A product named by its supplier's id or by any form of its address. Without `supplier`: of the first who knows the form. */
export const ImportItem = z.object({
  supplier: SupplierId.optional(),
  ref: z.string().trim().min(1).max(2_000),
  ...settings,
});
export const PreviewImportInput = z.object({ items: z.array(ImportItem).min(1).max(500) });
/** `key` is the caller's own: a second call with it returns the same preview. */
export const StartPreviewInput = PreviewImportInput.extend({ key: z.uuid() });
export const PreviewVariant = z.object({
  externalId: z.string(),
  sku: z.string().nullable(),
  label: z.string(),
  options: z.array(z.string()),
  imageUrl: z.string().nullable(),
  costUsd: z.string().nullable(),
  freight: FreightView.nullable(),
  dutyUsd: z.string().nullable(),
  landedMinor: z.number().nullable(),
  priceMinor: z.number().nullable(),
  margin: MarginView.nullable(),
  stock: z.array(StockRow).nullable(),
  /** Why this variant is left out. */
  reason: z.string().nullable(),
});
export const PreviewRow = z.object({
  id: PreviewRowId,
  ref: z.string(),
  externalId: z.string().nullable(),
  name: z.string().nullable(),
  imageUrl: z.string().nullable(),
  /** "reading" until its product was read; "ok" counts against plan and credits only once the whole preview is ready. */
  status: z.enum(PREVIEW_ROW_STATUSES),
  reason: z.string().nullable(),
  reasonDetails: z.record(z.string(), z.union([z.string(), z.number()])),
  existingProductId: ProductId.nullable(),
  priceRule: PriceRuleSchema.nullable(),
  categoryName: z.string().nullable(),
  tags: z.array(z.string()),
  belowFloor: z.boolean(),
  optionNames: z.array(z.string()),
  variants: z.array(PreviewVariant),
});
export const ImportPreview = z.object({
  id: PreviewId,
  createdAt: Instant,
  expiresAt: Instant,
  rows: z.array(PreviewRow),
  cost: z.object({ credits: z.number().int(), cjPoints: z.number().int() }),
  creditsAvailable: z.number().int(),
  productsLeft: z.number().int().nullable(),
  pricing: PricingContext,
});
export type ImportPreview = z.infer<typeof ImportPreview>;
/** What a list needs of a row's variants: the range of prices, and the numbers of the one that earns least. */
export const PreviewNumbers = z.object({
  variants: z.number().int(),
  minPriceMinor: z.number().nullable(),
  maxPriceMinor: z.number().nullable(),
  costUsd: z.string().nullable(),
  landedMinor: z.number().nullable(),
  margin: MarginView.nullable(),
  freight: FreightView.pick({
    usd: true,
    carrier: true,
    minDays: true,
    maxDays: true,
    quotedAt: true,
    banded: true,
  }).nullable(),
});
export type PreviewNumbers = z.infer<typeof PreviewNumbers>;
/** A row without its variants, which `imports.getPreviewRow` tells. Numbers are null as long as its product is unread. */
export const TriageRow = PreviewRow.omit({ variants: true, optionNames: true }).extend({
  numbers: PreviewNumbers.nullable(),
});
export type TriageRow = z.infer<typeof TriageRow>;
/** A preview whose rows are read by a job: `read` of `total` rows so far. Only a ready one can be committed. */
export const RunningPreview = ImportPreview.extend({
  rows: z.array(TriageRow),
  state: z.enum(PREVIEW_STATES),
  read: z.number().int(),
  total: z.number().int(),
});
export type RunningPreview = z.infer<typeof RunningPreview>;
export const PreviewRowInput = z.object({ rowId: PreviewRowId });
const TagList = z.array(Tag).max(20);
/** What is changed on rows of a ready preview; what is not named stays. */
export const PreviewChange = z
  .object({
    priceRule: PriceRuleSchema.optional(),
    /** Null takes the category away. */
    categoryName: settings.categoryName.unwrap().nullable().optional(),
    addTags: TagList.optional(),
    removeTags: TagList.optional(),
    /** False leaves the row out; true takes it in again, as far as plan and credits have room. */
    include: z.boolean().optional(),
  })
  .refine((change) =>
    Object.values(change).some((part) => part !== undefined && !(Array.isArray(part) && part.length === 0)),
  );
export type PreviewChange = z.infer<typeof PreviewChange>;
export const EditPreviewInput = z.object({
  id: PreviewId,
  rowIds: z.array(PreviewRowId).min(1).max(500),
  change: PreviewChange,
});
export const RowEdit = z.object({ rowId: PreviewRowId, include: z.boolean().optional(), ...settings });
/** The stored plan is executed; `edits` are the merchant's own changes to it (price, rule, category, tags, leaving a row out). */
export const CommitImportInput = z.object({ previewId: PreviewId, edits: z.array(RowEdit).max(500).default([]) });
export const IMPORT_STATES = ["planned", "running", "paused", "done"] as const;
export const IMPORT_ROW_STATES = ["queued", "imported", "failed", "undone"] as const;
export const ImportRowView = z.object({
  id: ImportLogId,
  rowId: PreviewRowId.nullable(),
  externalId: z.string(),
  name: z.string().nullable(),
  imageUrl: z.string().nullable(),
  state: z.enum(IMPORT_ROW_STATES),
  reason: z.string().nullable(),
  reasonDetails: z.record(z.string(), z.union([z.string(), z.number()])),
  productId: ProductId.nullable(),
  credits: z.number().int(),
  source: z.enum(IMPORT_SOURCES),
  by: z.string(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  undoableUntil: Instant.nullable(),
});
export const ImportView = z.object({
  id: PreviewId,
  /** "planned" until its preview is committed; "paused" while a person holds the rows that are not imported yet. */
  state: z.enum(IMPORT_STATES),
  rows: z.array(ImportRowView),
  counts: z.object({ queued: z.number(), imported: z.number(), failed: z.number(), undone: z.number() }),
  creditsCharged: z.number().int(),
});
export type ImportView = z.infer<typeof ImportView>;
export const ImportInput = z.object({ id: PreviewId });
export const UndoImportInput = z.object({ importLogId: ImportLogId, force: z.boolean().default(false) });
export const UndoBatchInput = ImportInput.extend({ force: z.boolean().default(false) });
/** What an undo of a whole import did now, and the rows it left: edited since, or not to be undone any more and why. */
export const UndoBatchResult = z.object({
  undone: z.number().int(),
  credits: z.number().int(),
  edited: z.array(ImportRowView),
  /** `order` is the number of the one that holds on to the product. */
  refused: z.array(
    z.object({ row: ImportRowView, cause: z.enum(["expired", "gone", "ordered"]), order: z.string().nullable() }),
  ),
});
export type UndoBatchResult = z.infer<typeof UndoBatchResult>;
export const ListImportsInput = PageInput;
export const ImportsPage = page(ImportRowView);
/** One call: preview and commit. With `dryRun` only the preview. */
export const ImportProductsInput = z.object({
  productIds: z.array(z.string().trim().min(1).max(64)).max(500).optional(),
  urls: z.array(z.string().trim().min(1).max(2_000)).max(500).optional(),
  dryRun: z.boolean().default(false),
  ...settings,
});
export const ImportProductsResult = z.object({ preview: ImportPreview, import: ImportView.nullable() });

/** What the extension read from CJ's page while CJ's API did not answer. Never treated as verified. */
export const PageReading = z.object({
  pid: z.string().max(64),
  name: z.string().max(500).nullable(),
  url: z.string().max(2_000),
  imageUrl: z.string().max(2_000).nullable(),
  minUsd: z.string().max(20).nullable(),
  maxUsd: z.string().max(20).nullable(),
  variants: z
    .array(z.object({ vid: z.string().max(64), label: z.string().max(300), priceUsd: z.string().max(20).nullable() }))
    .max(500),
});
export const CreateDraftInput = z.object({ reading: PageReading, ...settings });
export const DraftView = z.object({
  id: DraftId,
  externalId: z.string(),
  name: z.string().nullable(),
  imageUrl: z.string().nullable(),
  url: z.string(),
  minUsd: z.string().nullable(),
  maxUsd: z.string().nullable(),
  state: z.enum(["waiting", "completed", "failed", "discarded"]),
  reason: z.string().nullable(),
  attempts: z.number().int(),
  nextAttemptAt: Instant.nullable(),
  productId: ProductId.nullable(),
  createdAt: Instant,
});
export const DraftInput = z.object({ id: DraftId });
