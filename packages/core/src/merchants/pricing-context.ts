import { PricingContext } from "@nexusone/contracts/merchants";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import type { GuardRails } from "@nexusone/contracts/guard-rails";
import type { PricingTerms } from "@nexusone/contracts/margin";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import { asPriceRule, asPricingTerms } from "@nexusone/contracts/pricing";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

/** What every price and margin of the transaction's merchant is computed with. Throws `request.not_found`. */
export async function pricingContext(tx: MerchantTx): Promise<PricingContext> {
  const row = await findMerchantWithRate(tx);
  if (!row) throw new DomainError("request.not_found");
  return contextOf(row);
}

/** What the prices that the catalogue holds are moved with. */
export type Pricing = { readonly terms: PricingTerms; readonly defaultRule: PriceRule; readonly rails: GuardRails };

/** Terms, default rule and guard rails of the transaction's merchant. Throws `request.not_found`. */
export async function readPricing(tx: MerchantTx): Promise<Pricing> {
  const row = await findMerchantWithRate(tx);
  if (!row) throw new DomainError("request.not_found");
  const { terms, defaultPriceRule } = contextOf(row);
  const { maxRiseBps, maxFallBps, floorMarginBps } = row.merchant;
  return {
    terms: asPricingTerms(terms),
    defaultRule: asPriceRule(defaultPriceRule),
    rails: { maxRiseBps, maxFallBps, floorMarginBps },
  };
}

function contextOf({ merchant, fx }: NonNullable<Awaited<ReturnType<typeof findMerchantWithRate>>>): PricingContext {
  return PricingContext.parse({
    terms: { ...merchant, fxRate: fx.rate },
    defaultPriceRule: merchant.defaultPriceRule,
    floorMarginBps: merchant.floorMarginBps,
    destinationCountry: merchant.destinationCountry,
  });
}
