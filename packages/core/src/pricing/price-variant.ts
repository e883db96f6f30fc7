import { add, bps, fraction, mul, round } from "@nexusone/contracts/fraction";
import { landedCostMinor, landedMargin, type Margin, type PricingTerms } from "@nexusone/contracts/margin";
import { priceByRule, type PriceRule } from "@nexusone/contracts/price-rule";
import type { ReasonCode } from "@nexusone/contracts/reasons";

export type VariantFacts = { readonly costUsd: string | null; readonly freightUsd: string | null };

export type PricedVariant = {
  /** Null when the rule cannot make one; `reason` says why. */
  readonly priceMinor: number | null;
  readonly fromRule: boolean;
  readonly landedMinor: number | null;
  readonly margin: Margin | null;
  readonly dutyUsd: string | null;
  readonly reason: ReasonCode | null;
};

/** One variant's price, by hand or by rule, and what it leaves. Pure; the arithmetic is that of contracts. */
export function priceVariant(
  facts: VariantFacts,
  rule: PriceRule,
  terms: PricingTerms,
  typedMinor?: number | undefined,
): PricedVariant {
  const { costUsd, freightUsd } = facts;
  const fromRule = typedMinor === undefined;
  if (costUsd === null)
    return {
      priceMinor: null,
      fromRule,
      landedMinor: null,
      margin: null,
      dutyUsd: null,
      reason: "import.variant_unpriced",
    };
  const priceMinor = typedMinor ?? priceByRule(rule, { terms, costUsd, freightUsd }) ?? null;
  return {
    priceMinor,
    fromRule,
    landedMinor: landedCostMinor({ terms, costUsd, freightUsd }) ?? null,
    margin: priceMinor === null ? null : (landedMargin({ terms, priceMinor, costUsd, freightUsd }) ?? null),
    dutyUsd: dutyOf(terms, costUsd, freightUsd),
    reason: priceMinor === null ? "import.price_needs_quote" : null,
  };
}

/** Duty of one item in decimal USD, rounded to cents for display; null when the rule is unknown or lacks the freight. */
export function dutyOf({ duty }: PricingTerms, costUsd: string, freightUsd: string | null): string | null {
  switch (duty.kind) {
    case "none":
      return "0.00";
    case "unknown":
      return null;
    case "per_parcel":
    case "per_item":
      return duty.usd;
    case "percent": {
      if (freightUsd === null) return null;
      const cents = round(mul(mul(add(fraction(costUsd), fraction(freightUsd)), bps(duty.rateBps)), fraction(100)));
      const digits = String(cents).padStart(3, "0");
      return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
    }
  }
}

/** A floor is a share of the net sale. Without a margin there is nothing to compare. */
export const isBelowFloor = (margin: Pick<Margin, "percentOfNetBps"> | null, floorBps: number): boolean =>
  margin !== null && margin.percentOfNetBps < floorBps;
