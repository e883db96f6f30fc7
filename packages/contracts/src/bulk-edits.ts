import { z } from "zod";
import { PRODUCT_STATUSES, ProductFilters, Tag } from "./catalog.ts";
import { CategoryId, ProductId } from "./ids.ts";
import { Instant } from "./paging.ts";
import { PriceRuleSchema } from "./pricing.ts";

/** What a bulk edit may reach at once: its plan is stored row by row. */
export const BULK_EDIT_MOST = 50_000;

const TagList = z.array(Tag).max(20);
/** What to change; what is not named stays. Prices go by a rule or by a percentage of today's, not by both. */
export const BulkChange = z
  .object({
    status: z.enum(PRODUCT_STATUSES).optional(),
    /** Null takes products out of their category. */
    categoryId: CategoryId.nullable().optional(),
    addTags: TagList.optional(),
    removeTags: TagList.optional(),
    /** For every variant; null goes back to the shop's rule. */
    priceRule: PriceRuleSchema.nullable().optional(),
    /** Raises (or lowers) every price by a share of itself; the prices then count as typed. */
    pricePercentBps: z.number().int().min(-9_000).max(100_000).optional(),
  })
  .refine((change) =>
    Object.values(change).some((part) => part !== undefined && !(Array.isArray(part) && !part.length)),
  )
  .refine(({ priceRule, pricePercentBps }) => priceRule === undefined || pricePercentBps === undefined);
export type BulkChange = z.infer<typeof BulkChange>;

/** Named products, or all that the list's filters match when the preview is made. */
export const BulkSelection = z.union([
  z.object({ ids: z.array(ProductId).min(1).max(5_000) }),
  z.object({ filters: ProductFilters }),
]);
export const PreviewBulkEditInput = z.object({ selection: BulkSelection, change: BulkChange });
export const BulkEditInput = z.object({ id: z.uuid() });
export const BulkEditRowsInput = BulkEditInput.extend({
  /** Position of the last row seen. */
  after: z.number().int().min(-1).max(BULK_EDIT_MOST).default(-1),
  limit: z.number().int().min(1).max(100).default(50),
  excluded: z.boolean().default(false),
});

export const BULK_EDIT_STATES = ["reading", "ready", "running", "done", "undoing", "undone"] as const;
/** Of one product. `kept`: an undo left it, because it was changed since. */
export const BULK_ROW_STATES = ["planned", "excluded", "changed", "skipped", "restored", "kept"] as const;

export const BulkEditView = z.object({
  id: z.uuid(),
  state: z.enum(BULK_EDIT_STATES),
  change: BulkChange,
  by: z.string(),
  createdAt: Instant,
  /** Until when a ready preview can be carried out. */
  expiresAt: Instant,
  /** Until when it can be undone; null before it was carried out. */
  undoableUntil: Instant.nullable(),
  /** Products chosen; while it is read, those looked at so far are in `counts`. */
  total: z.number().int(),
  counts: z.record(z.enum(BULK_ROW_STATES), z.number().int()),
  /** Why products were left out, by reason. */
  reasons: z.array(z.object({ reason: z.string(), count: z.number().int() })),
});
export type BulkEditView = z.infer<typeof BulkEditView>;

/** The part of a product that a bulk edit can change. */
export const BulkFacts = z.object({
  status: z.enum(PRODUCT_STATUSES),
  category: z.string().nullable(),
  tags: z.array(z.string()),
  minPriceMinor: z.number(),
  maxPriceMinor: z.number(),
  minMarginBps: z.number().int().nullable(),
});
export const BulkEditRow = z.object({
  position: z.number().int(),
  productId: ProductId,
  name: z.string(),
  imageUrl: z.string().nullable(),
  currency: z.string(),
  state: z.enum(BULK_ROW_STATES),
  reason: z.string().nullable(),
  reasonDetails: z.record(z.string(), z.union([z.string(), z.number()])),
  before: BulkFacts,
  /** Null for a product that is left out. */
  after: BulkFacts.nullable(),
});
export const BulkEditRows = z.object({ items: z.array(BulkEditRow), next: z.number().int().nullable() });
