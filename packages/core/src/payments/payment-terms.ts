import { add, bps, fraction, mul, round } from "@nexusone/contracts/fraction";
import type { ShareTerms } from "@nexusone/contracts/payment-terms";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DomainError } from "../errors.ts";

export type PaymentTerms = ShareTerms & {
  readonly currency: string;
  readonly timezone: string;
  readonly isDemo: boolean;
  /** What taking so much costs. */
  readonly feeOf: (amountMinor: number) => number;
};

/** What a payment of now is cut by. @throws `request.not_found`. */
export async function paymentTerms(tx: MerchantTx): Promise<PaymentTerms> {
  const row = await findMerchantWithRate(tx);
  if (!row) throw new DomainError("request.not_found");
  const { vatRateBps, pricesIncludeVat, commissionBps, feeRateBps, feeFixedMinor, currency, timezone, isDemo } =
    row.merchant;
  const feeOf = (amountMinor: number): number =>
    round(add(mul(fraction(amountMinor), bps(feeRateBps)), fraction(feeFixedMinor)));
  return { vatRateBps, pricesIncludeVat, commissionBps, currency, timezone, isDemo, feeOf };
}
