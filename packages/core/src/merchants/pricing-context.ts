import { PricingContext } from "@nexusone/contracts/merchants";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

/** What every price and margin of the transaction's merchant is computed with. Throws `request.not_found`. */
export async function pricingContext(tx: MerchantTx): Promise<PricingContext> {
  const row = await findMerchantWithRate(tx);
  if (!row) throw new DomainError("request.not_found");
  const { merchant, fx } = row;
  return PricingContext.parse({
    terms: { ...merchant, fxRate: fx.rate },
    defaultPriceRule: merchant.defaultPriceRule,
    floorMarginBps: merchant.floorMarginBps,
    destinationCountry: merchant.destinationCountry,
  });
}
