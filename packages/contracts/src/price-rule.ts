import { add, bps, ceil, compare, fraction, mul, ONE, type Fraction } from "./fraction.ts";
import { landedCostMinor, priceForMargin, type PricingTerms } from "./margin.ts";
import { minorPerUnit } from "./money.ts";

/**
 * How a price follows a cost. `of` says from which cost: the landed cost (goods, freight, duty) or the goods alone.
 * Results are what the customer sees on the shelf. No zod: the extension's content script carries this file.
 */
export type PriceRule = (
  | { readonly kind: "multiplier"; readonly factor: string; readonly of: "landed" | "cost" }
  | { readonly kind: "percent"; readonly markupBps: number; readonly of: "landed" | "cost" }
  | { readonly kind: "fixed"; readonly addMinor: number; readonly of: "landed" | "cost" }
  /** Profit as a share of the net sale. */
  | { readonly kind: "target_margin"; readonly marginBps: number }
) & {
  /** Prices end so: `{ step: 100, minor: 99 }` is .99; the next such price that is not lower is taken. */
  readonly ending?: { readonly step: number; readonly minor: number } | null | undefined;
  /** Never below this price. */
  readonly floorMinor?: number | null | undefined;
};

export type RuleInput = { readonly terms: PricingTerms; readonly costUsd: string; readonly freightUsd: string | null };

/** The smallest price at or above `minor` with the wanted ending. */
export function applyEnding(minor: number, ending: PriceRule["ending"]): number {
  if (!ending || ending.step <= 0) return minor;
  const within = ((ending.minor % ending.step) + ending.step) % ending.step;
  const candidate = Math.floor(minor / ending.step) * ending.step + within;
  return candidate >= minor ? candidate : candidate + ending.step;
}

function baseMinor(input: RuleInput, of: "landed" | "cost"): Fraction | undefined {
  if (of === "cost")
    return mul(mul(fraction(input.costUsd), fraction(input.terms.fxRate)), minorPerUnit(input.terms.currency));
  const landed = landedCostMinor(input);
  return landed === undefined ? undefined : fraction(landed);
}

/** Price in minor units of the merchant's currency; undefined when the rule needs a freight quote there is none of, or cannot be met. */
export function priceByRule(rule: PriceRule, input: RuleInput): number | undefined {
  const raw = rawPrice(rule, input);
  if (raw === undefined) return undefined;
  return applyEnding(Math.max(raw, rule.floorMinor ?? 0), rule.ending);
}

function rawPrice(rule: PriceRule, input: RuleInput): number | undefined {
  if (rule.kind === "target_margin") return priceForMargin(input, rule.marginBps, "net");
  const base = baseMinor(input, rule.of);
  if (!base) return undefined;
  switch (rule.kind) {
    case "multiplier":
      return ceil(mul(base, fraction(rule.factor)));
    case "percent":
      return ceil(mul(base, add(ONE, bps(rule.markupBps))));
    case "fixed":
      return ceil(add(base, fraction(rule.addMinor)));
  }
}

/** The multiplier that turns this cost into this price, four decimals, for the field that recomputes the other way. */
export function impliedFactor(priceMinor: number, input: RuleInput, of: "landed" | "cost"): string | undefined {
  const base = baseMinor(input, of);
  if (!base || compare(base, fraction(0)) <= 0) return undefined;
  const scaled = (BigInt(priceMinor) * base.d * 10_000n) / base.n;
  const digits = scaled.toString().padStart(5, "0");
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
