import { add, bps, ceil, div, floor, fraction, mul, ONE, round, sub, ZERO, type Fraction } from "./fraction.ts";
import { distribute, minorPerUnit } from "./money.ts";

/**
 * Landed margin: what one parcel really earns. The formula is design section 4; every screen, the card on CJ's page and the
 * stored preview use this one file. All inputs are exact (decimal text, minor units, basis points); only results are rounded.
 */
export type DutyRule =
  | { readonly kind: "none" }
  | { readonly kind: "unknown" }
  | { readonly kind: "per_parcel"; readonly usd: string }
  | { readonly kind: "per_item"; readonly usd: string }
  /** Of goods plus freight (the customs value where freight counts, as in the EU and the UK). */
  | { readonly kind: "percent"; readonly rateBps: number };

/** What a merchant sets once and every margin uses. */
export type PricingTerms = {
  readonly currency: string;
  /** Units of `currency` for one US dollar, decimal text. */
  readonly fxRate: string;
  readonly vatRateBps: number;
  readonly pricesIncludeVat: boolean;
  readonly feeRateBps: number;
  readonly feeFixedMinor: number;
  readonly duty: DutyRule;
  /** The platform's share of the net sale; 0 while commission is off. */
  readonly commissionBps: number;
};

export type MarginInput = {
  readonly terms: PricingTerms;
  readonly priceMinor: number;
  /** CJ's variant price, decimal USD, for one item. */
  readonly costUsd: string;
  /** Freight of the whole parcel, decimal USD; null when there is no quote. */
  readonly freightUsd: string | null;
  readonly quantity?: number;
};

export type Margin = {
  readonly currency: string;
  readonly quantity: number;
  /** Price of the whole parcel as shown to the customer. */
  readonly priceMinor: number;
  readonly netSaleMinor: number;
  readonly landedMinor: number;
  readonly profitMinor: number;
  /** 3582 is 35.82 %. */
  readonly percentOfPriceBps: number;
  /** Rounded down, so that it is under a floor of whole basis points exactly when the share itself is. */
  readonly percentOfNetBps: number;
  /** False when the duty rule is unknown: shown as "not included", never as 0. */
  readonly dutyIncluded: boolean;
  /** Parts of the price that sum to it exactly, for the margin bar; `profit` may be negative. */
  readonly parts: {
    cost: number;
    freight: number;
    duty: number;
    tax: number;
    fees: number;
    commission: number;
    profit: number;
  };
};

type Exact = Record<"price" | "net" | "tax" | "cost" | "freight" | "duty" | "fees" | "commission" | "profit", Fraction>;

const vatDivisor = (terms: PricingTerms): Fraction => (terms.pricesIncludeVat ? add(ONE, bps(terms.vatRateBps)) : ONE);

function dutyUsd(rule: DutyRule, goods: Fraction, freight: Fraction, quantity: number): Fraction {
  switch (rule.kind) {
    case "none":
    case "unknown":
      return ZERO;
    case "per_parcel":
      return fraction(rule.usd);
    case "per_item":
      return mul(fraction(rule.usd), fraction(quantity));
    case "percent":
      return mul(add(goods, freight), bps(rule.rateBps));
  }
}

/** Landed cost of a parcel in exact minor units of the merchant's currency, split into its three parts. */
function landedParts(
  input: Omit<MarginInput, "priceMinor">,
  freightUsd: string,
): Record<"cost" | "freight" | "duty", Fraction> {
  const { terms, quantity = 1 } = input;
  const rate = mul(fraction(terms.fxRate), minorPerUnit(terms.currency));
  const goods = mul(fraction(input.costUsd), fraction(quantity));
  const freight = fraction(freightUsd);
  const duty = dutyUsd(terms.duty, goods, freight, quantity);
  return { cost: mul(goods, rate), freight: mul(freight, rate), duty: mul(duty, rate) };
}

function exactMargin(input: MarginInput, freightUsd: string): Exact {
  const { terms, quantity = 1 } = input;
  const price = mul(fraction(input.priceMinor), fraction(quantity));
  const net = div(price, vatDivisor(terms));
  const { cost, freight, duty } = landedParts(input, freightUsd);
  const fees = price.n === 0n ? ZERO : add(mul(price, bps(terms.feeRateBps)), fraction(terms.feeFixedMinor));
  const commission = mul(net, bps(terms.commissionBps));
  const landed = add(add(cost, freight), duty);
  const profit = sub(sub(sub(net, landed), fees), commission);
  return { price, net, tax: sub(price, net), cost, freight, duty, fees, commission, profit };
}

const shareBps = (part: Fraction, whole: Fraction): Fraction =>
  whole.n === 0n ? ZERO : mul(div(part, whole), fraction(10_000));

/** The margin of a parcel, or undefined without a freight quote: a percent is never invented. */
export function landedMargin(input: MarginInput): Margin | undefined {
  if (input.freightUsd === null) return undefined;
  const exact = exactMargin(input, input.freightUsd);
  const priceMinor = round(exact.price);
  const profit = round(exact.profit);
  const [cost = 0, freight = 0, duty = 0, tax = 0, fees = 0, commission = 0] = distribute(priceMinor - profit, [
    exact.cost,
    exact.freight,
    exact.duty,
    exact.tax,
    exact.fees,
    exact.commission,
  ]);
  return {
    currency: input.terms.currency,
    quantity: input.quantity ?? 1,
    priceMinor,
    netSaleMinor: round(exact.net),
    landedMinor: round(add(add(exact.cost, exact.freight), exact.duty)),
    profitMinor: profit,
    percentOfPriceBps: round(shareBps(exact.profit, exact.price)),
    percentOfNetBps: floor(shareBps(exact.profit, exact.net)),
    dutyIncluded: input.terms.duty.kind !== "unknown",
    parts: { cost, freight, duty, tax, fees, commission, profit },
  };
}

/** Landed cost in minor units, rounded half away from zero; undefined without a freight quote. */
export function landedCostMinor(input: Omit<MarginInput, "priceMinor">): number | undefined {
  if (input.freightUsd === null) return undefined;
  const { cost, freight, duty } = landedParts(input, input.freightUsd);
  return round(add(add(cost, freight), duty));
}

/**
 * The smallest price of one item whose profit is at least `marginBps` of the net sale (`of: "net"`) or of the price. Exact: one
 * minor unit less earns less than wanted. Undefined without a quote, or when fees and share leave nothing at any price.
 */
export function priceForMargin(
  input: Omit<MarginInput, "priceMinor" | "quantity">,
  marginBps: number,
  of: "net" | "price",
): number | undefined {
  if (input.freightUsd === null) return undefined;
  const { terms } = input;
  const { cost, freight, duty } = landedParts(input, input.freightUsd);
  const fixed = add(add(add(cost, freight), duty), fraction(terms.feeFixedMinor));
  // profit(price) = price * keep - fixed, where keep is what one unit of price leaves after tax, share and rate fee.
  const netShare = div(ONE, vatDivisor(terms));
  const keep = sub(mul(netShare, sub(ONE, bps(terms.commissionBps))), bps(terms.feeRateBps));
  const wanted = of === "net" ? mul(netShare, bps(marginBps)) : bps(marginBps);
  const slope = sub(keep, wanted);
  if (slope.n <= 0n) return undefined;
  return Math.max(0, ceil(div(fixed, slope)));
}

/** The smallest price of one item whose profit is at least `profitMinor`. */
export function priceForProfit(
  input: Omit<MarginInput, "priceMinor" | "quantity">,
  profitMinor: number,
): number | undefined {
  const shifted = { ...input, terms: { ...input.terms, feeFixedMinor: input.terms.feeFixedMinor + profitMinor } };
  return priceForMargin(shifted, 0, "price");
}
