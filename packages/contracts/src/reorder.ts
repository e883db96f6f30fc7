import { z } from "zod";
import { ProductId, VariantId } from "./ids.ts";
import { Instant, page, PageInput } from "./paging.ts";
import { REORDER_STATES, REORDERS_SHOWN } from "./reorder-terms.ts";

const Days = z.number().int().min(1).max(365);
export const ReorderSettings = z.object({
  /** Look every day what has to be ordered. */
  enabled: z.boolean(),
  leadDays: Days,
  coverDays: Days,
});
export type ReorderSettings = z.infer<typeof ReorderSettings>;
export const SaveReorderSettingsInput = ReorderSettings.partial();

export const ListReordersInput = PageInput.extend({ state: z.enum(REORDERS_SHOWN).default("suggested") });
export const ReorderView = z.object({
  id: z.uuid(),
  state: z.enum(REORDER_STATES),
  productId: ProductId,
  variantId: VariantId,
  name: z.string(),
  /** Which of several variants; empty for the only one. */
  variant: z.string(),
  imageUrl: z.string().nullable(),
  /** A supplier keeps the stock: nothing can be ordered into it, but it will not last. */
  supplied: z.boolean(),
  quantity: z.number().int(),
  sum: z.object({
    weeklyUnits: z.number(),
    coverDays: z.number().int().nullable(),
    expected: z.number(),
    safety: z.number(),
    available: z.number(),
    coming: z.number(),
    suggested: z.number().int(),
    due: z.boolean(),
  }),
  suggestedAt: Instant,
  /** Of what was ordered: when it should be there. */
  expectedAt: Instant.nullable(),
});
export type ReorderView = z.infer<typeof ReorderView>;
export const ReordersPage = page(ReorderView);

const Units = z.number().int().min(1).max(1_000_000);
/** `quantity` instead of the suggested one. */
export const OrderReorderInput = z.object({ id: z.uuid(), quantity: Units.optional() });
export const DismissReordersInput = z.object({ ids: z.array(z.uuid()).min(1).max(100) });
/** `quantity`: what has really come. */
export const ReceiveReorderInput = z.object({ id: z.uuid(), quantity: z.number().int().min(0).max(1_000_000) });
export const DismissedReorders = z.object({ dismissed: z.number().int() });

export const ReorderOutlook = ReorderSettings.extend({
  /** Null while nothing was looked at. */
  lookedAt: Instant.nullable(),
  /** Units the shop sold in each of the last weeks, oldest first; the last one ended when it was looked. */
  weeks: z.array(z.number()),
  /** What each of the coming 52 weeks sells, as a factor of an ordinary one. */
  season: z.array(z.number()),
  /** Null while there are too few weeks. Shares of what was sold in the trials. */
  backTest: z.object({ trials: z.number().int(), errorShare: z.number(), naiveShare: z.number() }).nullable(),
});
export type ReorderOutlook = z.infer<typeof ReorderOutlook>;
