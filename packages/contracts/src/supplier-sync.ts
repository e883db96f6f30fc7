import { z } from "zod";
import { ProductId, SupplierId, VariantId } from "./ids.ts";
import { Instant } from "./paging.ts";

/** What a refresh writes unless the merchant has made it theirs. A typed price is theirs by `priceRule: null`. */
export const OWNABLE_FIELDS = ["name", "descriptionHtml", "images"] as const;
export type OwnableField = (typeof OWNABLE_FIELDS)[number];

/** `onSale`: of the product, or of one variant. `variant`: one that the catalogue does not have yet. */
export const SYNC_FIELDS = [...OWNABLE_FIELDS, "onSale", "variant", "costUsd", "stock", "price", "label"] as const;
const Value = z.union([z.string(), z.number(), z.boolean()]).nullable();
/** Texts are cut to their first 200 characters, pictures are counted. `to` of a held price is what the rule wants. */
export const SupplierChange = z.object({
  field: z.enum(SYNC_FIELDS),
  variantId: VariantId.nullable(),
  /** The variant's name; null when the product itself is meant. */
  label: z.string().nullable(),
  from: Value,
  to: Value,
  /** Of the merchant: a refresh leaves it as it is. */
  owner: z.enum(["merchant", "supplier"]),
});
export type SupplierChange = z.infer<typeof SupplierChange>;

const Figures = z.object({
  minCostUsd: z.string().nullable(),
  maxCostUsd: z.string().nullable(),
  /** Units everywhere; null is unknown. */
  stock: z.number().int().nullable(),
  /** Of the least earning variant at today's prices, of the price; null without a freight quote. */
  marginBps: z.number().int().nullable(),
});
/** Without `supplier`: the installation's first. */
export const CompareWithSupplierInput = z.object({
  supplier: SupplierId.optional(),
  externalId: z.string().trim().min(1).max(100),
});
export const SupplierComparison = z.object({
  productId: ProductId,
  /** As the catalogue has it, and as the supplier says now; `now.marginBps` is what today's price would leave. */
  before: Figures,
  now: Figures,
  changes: z.array(SupplierChange),
  /** Of the prices in `changes`, which are minor units. */
  currency: z.string(),
  /** When the supplier said `now`. */
  readAt: Instant,
  /** The supplier did not answer: `now` is what it said last. */
  fromCache: z.boolean(),
});
export type SupplierComparison = z.infer<typeof SupplierComparison>;
export const RefreshProductInput = z.object({ id: ProductId, version: z.number().int().optional() });
