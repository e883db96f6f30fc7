import type { Margin, PricingTerms } from "@nexusone/contracts/margin";
import type { MerchantSettings } from "@nexusone/contracts/merchants";

/** The shop's settings as the margin arithmetic takes them. The platform's share is read off a margin the server made, 0 without one. */
export function termsOf(settings: MerchantSettings, margin?: Margin | null): PricingTerms {
  const commissionBps =
    margin && margin.netSaleMinor > 0 ? Math.round((margin.parts.commission / margin.netSaleMinor) * 10_000) : 0;
  return {
    currency: settings.currency,
    fxRate: settings.fx.rate,
    vatRateBps: settings.vatRateBps,
    pricesIncludeVat: settings.pricesIncludeVat,
    feeRateBps: settings.feeRateBps,
    feeFixedMinor: settings.feeFixedMinor,
    duty: settings.duty,
    commissionBps,
  };
}
