import { priceForMargin, type PricingTerms } from "./margin.ts";
import { applyEnding, type PriceRule } from "./price-rule.ts";

/** How far a price may go by itself. No zod: the admin computes with it while somebody types. */
export type GuardRails = {
  /** Largest rise and fall of one price in one refresh, in basis points of the price before; null is no limit. */
  readonly maxRiseBps: number | null;
  readonly maxFallBps: number | null;
  /** Least profit as a share of the net sale. */
  readonly floorMarginBps: number;
};
/** Typed for one product; null is open. */
export type PriceBounds = { readonly minMinor: number | null; readonly maxMinor: number | null };

/**
 * What kept a price back: too large a rise or fall, a floor margin that the upper bound leaves no room for, or the merchant's
 * wish to be asked.
 */
export const GUARDS = ["rise", "fall", "floor", "asked"] as const;
export type Guard = (typeof GUARDS)[number];

export type GuardedPrice = {
  readonly priceMinor: number;
  /** The price that was not taken, and which rail kept it back. */
  readonly held: { readonly priceMinor: number; readonly by: Guard } | null;
};

type Wish = {
  /** Null for a variant that has no price yet: nothing to rise or fall from. */
  readonly currentMinor: number | null;
  /** By the rule. */
  readonly wantedMinor: number;
  readonly ending: PriceRule["ending"];
  readonly terms: PricingTerms;
  readonly costUsd: string;
  readonly freightUsd: string | null;
};

/**
 * A rule's price between the rails: first brought inside the typed bounds, then up to the floor margin; a move larger than
 * allowed is not made at all but kept for somebody to decide. Without a freight quote no margin is known and the floor is silent.
 */
export function guardPrice(wish: Wish, rails: GuardRails, bounds: PriceBounds): GuardedPrice {
  const { currentMinor } = wish;
  const low = bounds.minMinor ?? 0;
  const high = bounds.maxMinor ?? Number.MAX_SAFE_INTEGER;
  const bounded = Math.min(high, Math.max(low, wish.wantedMinor));
  const least = priceForMargin(wish, rails.floorMarginBps, "net") ?? 0;
  const keep = (priceMinor: number, by: Guard): GuardedPrice => {
    const kept = Math.min(high, Math.max(low, currentMinor ?? priceMinor));
    return { priceMinor: kept, held: kept === priceMinor ? null : { priceMinor, by } };
  };
  // No price is inside the bounds and above the floor: the bounds were typed for this very product.
  if (least > high) return keep(bounded, "floor");
  const wanted = bounded >= least ? bounded : Math.min(high, applyEnding(least, wish.ending));
  if (currentMinor !== null && currentMinor > 0) {
    const change = (wanted - currentMinor) * 10_000;
    if (rails.maxRiseBps !== null && change > currentMinor * rails.maxRiseBps) return keep(wanted, "rise");
    if (rails.maxFallBps !== null && -change > currentMinor * rails.maxFallBps) return keep(wanted, "fall");
  }
  return { priceMinor: wanted, held: null };
}

/** For a deliberate change of the rule: bounds and floor hold, the size of the step is the person's own decision. */
export const withoutSteps = (rails: GuardRails): GuardRails => ({ ...rails, maxRiseBps: null, maxFallBps: null });
