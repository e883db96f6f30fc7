import { z } from "zod";
import { CURRENCIES } from "./currencies.ts";
import { Country, Currency, LocaleCode } from "./identity.ts";
import { MerchantId } from "./ids.ts";
import { Instant } from "./paging.ts";
import { Bps, Decimal, DutyRuleSchema, Minor, PriceRuleSchema, PricingTermsSchema } from "./pricing.ts";

export const FxRateView = z.object({
  from: Currency,
  to: Currency,
  rate: Decimal,
  asOf: z.iso.date(),
  /** `reference` until the merchant confirms or enters their own. */
  source: z.enum(["reference", "merchant"]),
});
const GuardStep = z.number().int().min(0).max(100_000);
export const MerchantSettings = z.object({
  id: MerchantId,
  name: z.string(),
  slug: z.string(),
  isDemo: z.boolean(),
  currency: Currency,
  destinationCountry: Country,
  destinationZip: z.string().nullable(),
  timezone: z.string(),
  locale: LocaleCode,
  vatRateBps: Bps,
  pricesIncludeVat: z.boolean(),
  feeRateBps: Bps,
  feeFixedMinor: Minor,
  duty: DutyRuleSchema,
  defaultPriceRule: PriceRuleSchema,
  /** Slowest delivery the default carrier rule accepts. */
  carrierMaxDays: z.number().int(),
  floorMarginBps: Bps,
  /** Largest rise and fall of a price in one refresh; null is no limit. */
  maxRiseBps: GuardStep.nullable(),
  maxFallBps: GuardStep.nullable(),
  /** Strangers may list the active products by the slug. */
  publicCatalogue: z.boolean(),
  fx: FxRateView,
  createdAt: Instant,
});
export type MerchantSettings = z.infer<typeof MerchantSettings>;
export const CreateMerchantInput = z.object({
  name: z.string().trim().min(1).max(120),
  currency: z.enum(CURRENCIES),
  destinationCountry: Country,
});
export const UpdateMerchantInput = z
  .object({
    name: z.string().trim().min(1).max(120),
    destinationCountry: Country,
    destinationZip: z.string().trim().max(16).nullable(),
    timezone: z
      .string()
      .max(64)
      .refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone) || zone === "UTC"),
    locale: LocaleCode,
    vatRateBps: z.number().int().min(0).max(5_000),
    pricesIncludeVat: z.boolean(),
    feeRateBps: z.number().int().min(0).max(5_000),
    feeFixedMinor: Minor,
    duty: DutyRuleSchema,
    defaultPriceRule: PriceRuleSchema,
    carrierMaxDays: z.number().int().min(1).max(90),
    floorMarginBps: z.number().int().min(0).max(9_500),
    maxRiseBps: GuardStep.nullable(),
    maxFallBps: GuardStep.max(10_000).nullable(),
    publicCatalogue: z.boolean(),
    fxRate: Decimal,
  })
  .partial();
/** What the card needs to recompute a margin on the spot. */
export const PricingContext = z.object({
  terms: PricingTermsSchema,
  defaultPriceRule: PriceRuleSchema,
  floorMarginBps: Bps,
  destinationCountry: Country,
});
export type PricingContext = z.infer<typeof PricingContext>;
