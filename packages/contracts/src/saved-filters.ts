import { z } from "zod";
import { ExportProductsInput, PRODUCT_SORTS } from "./catalog.ts";
import { SavedFilterId } from "./ids.ts";

/** Of one person in one merchant. */
export const MAX_SAVED_FILTERS = 50;

/** Words, filters and order of the catalogue under a name. A field that is absent narrows nothing. */
export const SavedQuery = ExportProductsInput.extend({ sort: z.enum(PRODUCT_SORTS).optional() });
export type SavedQuery = z.infer<typeof SavedQuery>;

const Name = z.string().trim().min(1).max(60);
export const SaveFilterInput = z.object({
  name: Name,
  query: SavedQuery,
  /** Whether everybody of the merchant finds it in their list. */
  shared: z.boolean().default(false),
});
/** What is absent stays as it is. */
export const ChangeFilterInput = z.object({
  id: SavedFilterId,
  name: Name.optional(),
  query: SavedQuery.optional(),
  shared: z.boolean().optional(),
});
export const DeleteFilterInput = z.object({ id: SavedFilterId });

export const SavedFilter = z.object({
  id: SavedFilterId,
  name: z.string(),
  query: SavedQuery,
  shared: z.boolean(),
  /** Whose it is: one's own, or a colleague's who shares it. */
  own: z.boolean(),
  ownerName: z.string(),
  /** Whether the reader may rename, share and delete it. */
  changeable: z.boolean(),
});
export type SavedFilter = z.infer<typeof SavedFilter>;
/** One's own first, then what others share, each by name. */
export const SavedFilters = z.object({ items: z.array(SavedFilter) });
