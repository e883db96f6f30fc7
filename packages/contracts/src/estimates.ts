import { z } from "zod";
import { ProductId, SupplierId } from "./ids.ts";
import { Instant } from "./paging.ts";
import { Decimal } from "./pricing.ts";

/** As many products as two of CJ's list pages show. */
export const MOST_ESTIMATES = 120;
/** Prices in US dollars as the list shows them; null when it shows none. */
export const EstimateItem = z.object({
  externalId: z.string().trim().min(1).max(64),
  minUsd: Decimal.nullable(),
  maxUsd: Decimal.nullable(),
});
/** Products of one supplier; left out: the installation's first. */
export const EstimateMarginsInput = z.object({
  supplier: SupplierId.optional(),
  items: z.array(EstimateItem).min(1).max(MOST_ESTIMATES),
});
/** What a product would earn at the least, by a quote that is known already. Always banded: shown with "~". */
export const MarginEstimate = z.object({
  priceMinor: z.number(),
  profitMinor: z.number(),
  percentOfPriceBps: z.number(),
  percentOfNetBps: z.number(),
  belowFloor: z.boolean(),
  banded: z.literal(true),
  /** Of the freight quote. */
  quotedAt: Instant,
  /** How long that quote's carrier takes to the merchant's destination; null when it does not say. */
  minDays: z.number().nullable(),
  maxDays: z.number().nullable(),
  dutyIncluded: z.boolean(),
});
export type MarginEstimate = z.infer<typeof MarginEstimate>;
export const MarginEstimates = z.object({
  currency: z.string(),
  items: z.array(
    z.object({
      externalId: z.string(),
      /** Set when the merchant has it already, with the least cost it was imported or last refreshed with. */
      productId: ProductId.nullable(),
      importedCostUsd: z.string().nullable(),
      /** Null without a stored quote for the merchant's destination, or without a price. */
      estimate: MarginEstimate.nullable(),
    }),
  ),
});
