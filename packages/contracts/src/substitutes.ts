import { z } from "zod";
import { OrderId, ProductId, VariantId } from "./ids.ts";
import { Instant } from "./paging.ts";

/** Of all units of a line, at the price that the customer paid. */
const Leaves = z.object({ landedMinor: z.number(), profitMinor: z.number(), marginBps: z.number() });

/** A variant in words, with what one of it costs at its supplier. */
const Variant = z.object({
  variantId: VariantId,
  label: z.string(),
  sku: z.string().nullable(),
  /** In the order of the product's options; without a name where the product has none. */
  options: z.array(z.object({ name: z.string(), value: z.string() })),
  imageUrl: z.string().nullable(),
  /** Decimal US dollars; null where nobody knows. */
  costUsd: z.string().nullable(),
  /** Null where cost or freight is unknown. */
  leaves: Leaves.nullable(),
});

export const SubstituteView = Variant.extend({
  /** Options that are those of what was ordered. */
  sameOptions: z.number().int(),
  /** Units that an order can still have, and how old the supplier's oldest word about them is; null while nobody knows, which is not zero. */
  free: z.number().int().nullable(),
  stockReadAt: Instant.nullable(),
  /** Under the floor margin of the shop at the price that the customer paid. */
  belowFloor: z.boolean(),
  /** What all lines of the order would leave with it, counted as `profitMinor` of the order. */
  orderProfitMinor: z.number().nullable(),
});
export type SubstituteView = z.infer<typeof SubstituteView>;

/** A line that cannot be had as it is, or was replaced and has not gone to a supplier yet. */
export const SubstitutableLine = z.object({
  lineId: z.uuid(),
  productId: ProductId,
  name: z.string(),
  quantity: z.number().int(),
  priceMinor: z.number(),
  /** What the line stands for now; the answer of the person names it. */
  variantId: VariantId,
  /** As it was ordered, with its cost of then. */
  ordered: Variant,
  /** Whether the line stands for something else than was ordered. */
  replaced: z.boolean(),
  /** Best first, at most a handful. */
  substitutes: z.array(SubstituteView),
});
export type SubstitutableLine = z.infer<typeof SubstitutableLine>;

export const SubstitutesInput = z.object({ orderId: OrderId });
export const SubstitutesView = z.object({
  orderId: OrderId,
  currency: z.string(),
  lines: z.array(SubstitutableLine),
});
export type SubstitutesView = z.infer<typeof SubstitutesView>;

/** `insteadOf`: what the person saw the line stand for; another one by now is refused. */
export const SubstituteLineInput = z.object({
  orderId: OrderId,
  lineId: z.uuid(),
  insteadOf: VariantId,
  variantId: VariantId,
});
