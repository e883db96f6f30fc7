import { z } from "zod";
import type { DutyRule, PricingTerms } from "./margin.ts";
import type { PriceRule } from "./price-rule.ts";

/** Exact decimal text, up to six decimals; never a double. */
export const Decimal = z.string().regex(/^\d{1,9}(?:\.\d{1,6})?$/);
export const Bps = z.number().int().min(0).max(1_000_000);
export const Minor = z.number().int().min(0).max(1_000_000_000_000);

const of = z.enum(["landed", "cost"]).default("landed");
const shared = {
  ending: z
    .object({ step: z.number().int().min(1).max(1_000_000), minor: z.number().int().min(0).max(999_999) })
    .nullable()
    .optional(),
  floorMinor: Minor.nullable().optional(),
};
export const PriceRuleSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("multiplier"), factor: Decimal, of, ...shared }),
  z.object({ kind: z.literal("percent"), markupBps: Bps, of, ...shared }),
  z.object({ kind: z.literal("fixed"), addMinor: Minor, of, ...shared }),
  z.object({ kind: z.literal("target_margin"), marginBps: z.number().int().min(0).max(9_500), ...shared }),
]);
/** Fails to compile when the schema and the arithmetic's own type drift apart. */
export const asPriceRule = (rule: z.output<typeof PriceRuleSchema>): PriceRule => rule;

export const DutyRuleSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("unknown") }),
  z.object({ kind: z.literal("per_parcel"), usd: Decimal }),
  z.object({ kind: z.literal("per_item"), usd: Decimal }),
  z.object({ kind: z.literal("percent"), rateBps: Bps }),
]);
export const asDutyRule = (rule: z.output<typeof DutyRuleSchema>): DutyRule => rule;

export const PricingTermsSchema = z.object({
  currency: z.string(),
  fxRate: Decimal,
  vatRateBps: Bps,
  pricesIncludeVat: z.boolean(),
  feeRateBps: Bps,
  feeFixedMinor: Minor,
  duty: DutyRuleSchema,
  commissionBps: Bps,
});
export const asPricingTerms = (terms: z.output<typeof PricingTermsSchema>): PricingTerms => terms;

export const MarginView = z.object({
  currency: z.string(),
  quantity: z.number(),
  priceMinor: z.number(),
  netSaleMinor: z.number(),
  landedMinor: z.number(),
  profitMinor: z.number(),
  percentOfPriceBps: z.number(),
  percentOfNetBps: z.number(),
  dutyIncluded: z.boolean(),
  parts: z.object({
    cost: z.number(),
    freight: z.number(),
    duty: z.number(),
    tax: z.number(),
    fees: z.number(),
    commission: z.number(),
    profit: z.number(),
  }),
});
