import type { PricingTerms } from "./margin.ts";
import { amountText } from "./money.ts";

export type Costed = {
  /** Of the supplier, decimal dollars. */
  readonly costUsd: string | null;
  /** Of a product without supplier: what the merchant pays, in the shop's currency. */
  readonly costMinor: number | null;
  readonly freight: { readonly usd: string } | null;
};
export type CostBasis = { readonly terms: PricingTerms; readonly costUsd: string; readonly freightUsd: string | null };

/**
 * What one item costs, as the margin arithmetic takes it. The merchant's own cost is landed already and in the shop's currency:
 * rate 1, no freight, no duty. Undefined when nobody knows the cost. No zod.
 */
export function costBasis(variant: Costed, terms: PricingTerms): CostBasis | undefined {
  const { costUsd, costMinor, freight } = variant;
  if (costUsd !== null) return { terms, costUsd, freightUsd: freight?.usd ?? null };
  if (costMinor === null) return undefined;
  const own: PricingTerms = { ...terms, fxRate: "1", duty: { kind: "none" } };
  return { terms: own, costUsd: amountText(costMinor, terms.currency), freightUsd: "0" };
}
