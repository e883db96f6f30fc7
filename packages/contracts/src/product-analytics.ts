import { z } from "zod";
import { ProductId } from "./ids.ts";
import { INTERESTS, ORDER_STAGES } from "./product-analytics-terms.ts";

const Count = z.number().int();
/** Days of the shop's own calendar, today the last of them. */
const Days = z.coerce.number().int().min(1).max(92).default(30);
export const ProductAnalyticsInput = z.object({ days: Days });
export const OneProductAnalyticsInput = z.object({ productId: ProductId, days: Days });

const figures = {
  views: Count,
  clicks: Count,
  /** Orders with the product in it that were not cancelled. */
  conversions: Count,
  units: Count,
  /** The product's part of what came in for its orders, less what went back; delivery left out. */
  revenueMinor: z.number(),
};
const Window = z.object({ days: Count, from: z.iso.date(), to: z.iso.date(), currency: z.string() });

export const ProductAnalytics = Window.extend({
  totals: z.object(figures),
  /** What brought the most in the shop's currency first, twenty at the most. */
  products: z.array(
    z.object({
      productId: ProductId,
      name: z.string(),
      imageUrl: z.string().nullable(),
      ...figures,
      /** Pieces there are now; null while that is not known. */
      stock: Count.nullable(),
      /** How often they would sell in a year at this pace. */
      turnover: z.number().nullable(),
    }),
  ),
});
export type ProductAnalytics = z.infer<typeof ProductAnalytics>;

export const OneProductAnalytics = Window.extend({
  totals: z.object(figures),
  stock: Count.nullable(),
  turnover: z.number().nullable(),
  /** Every day of the time. */
  series: z.array(z.object({ day: z.iso.date(), ...figures })),
});
export type OneProductAnalytics = z.infer<typeof OneProductAnalytics>;

/** Of orders that came to the later word in that time. Hours. */
export const FulfilmentTimes = z.object({
  days: Count,
  stages: z.array(
    z.object({
      stage: z.enum(ORDER_STAGES),
      orders: Count,
      medianHours: z.number().nullable(),
      p90Hours: z.number().nullable(),
    }),
  ),
});
export type FulfilmentTimes = z.infer<typeof FulfilmentTimes>;

/** What the shop's own site saw; each call counts. */
export const CountInterestInput = z.object({
  items: z
    .array(
      z.object({
        productId: ProductId,
        kind: z.enum(INTERESTS),
        count: z.number().int().min(1).max(10_000).default(1),
      }),
    )
    .min(1)
    .max(100),
});
/** Products that are not in the catalogue are left out. */
export const CountedInterest = z.object({ counted: Count });
