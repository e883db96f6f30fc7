import { describe, expect, it } from "vitest";
import { guardPrice, withoutSteps, type GuardRails } from "./guard-rails.ts";
import { landedMargin, type PricingTerms } from "./margin.ts";

const terms: PricingTerms = {
  currency: "EUR",
  fxRate: "0.90",
  vatRateBps: 2_000,
  pricesIncludeVat: true,
  feeRateBps: 150,
  feeFixedMinor: 20,
  duty: { kind: "none" },
  commissionBps: 0,
};
const rails: GuardRails = { maxRiseBps: 2_000, maxFallBps: 1_000, floorMarginBps: 1_000 };
const open = { minMinor: null, maxMinor: null };
/** Lands at EUR 9.00; the floor of 10 % needs 1,233. */
const goods = { terms, costUsd: "5.00", freightUsd: "5.00", ending: null };
const from = (currentMinor: number | null, wantedMinor: number) => ({ ...goods, currentMinor, wantedMinor });

describe("guard rails", () => {
  it.each([
    ["a rise up to the limit", 2_000, 2_400, { priceMinor: 2_400, held: null }],
    ["a larger rise", 2_000, 2_401, { priceMinor: 2_000, held: { priceMinor: 2_401, by: "rise" } }],
    ["a fall down to the limit", 2_000, 1_800, { priceMinor: 1_800, held: null }],
    ["a larger fall", 2_000, 1_799, { priceMinor: 2_000, held: { priceMinor: 1_799, by: "fall" } }],
    ["a first price, however high", null, 9_000, { priceMinor: 9_000, held: null }],
  ])("[INV-04] %s", (_what, current, wanted, result) => {
    expect(guardPrice(from(current, wanted), rails, open)).toEqual(result);
  });

  it("[INV-04] lifts a price to the floor margin, exactly, and to the rule's ending", () => {
    const { priceMinor } = guardPrice(from(1_300, 1_000), rails, open);
    const marginAt = (price: number) => landedMargin({ terms, priceMinor: price, costUsd: "5.00", freightUsd: "5.00" });
    expect(marginAt(priceMinor)!.percentOfNetBps).toBeGreaterThanOrEqual(1_000);
    expect(marginAt(priceMinor - 1)!.percentOfNetBps).toBeLessThan(1_000);
    const ended = guardPrice({ ...from(1_300, 1_000), ending: { step: 100, minor: 99 } }, rails, open);
    expect(ended).toEqual({ priceMinor: 1_299, held: null });
  });

  it("[INV-04] keeps every price inside the typed bounds, and says so when floor and bounds leave no room", () => {
    expect(guardPrice(from(2_000, 2_300), rails, { minMinor: null, maxMinor: 2_100 }).priceMinor).toBe(2_100);
    expect(guardPrice(from(2_000, 1_500), rails, { minMinor: 1_900, maxMinor: null }).priceMinor).toBe(1_900);
    expect(guardPrice(from(1_100, 1_050), rails, { minMinor: null, maxMinor: 1_150 })).toEqual({
      priceMinor: 1_100,
      held: { priceMinor: 1_050, by: "floor" },
    });
    expect(guardPrice(from(1_800, 1_800), rails, { minMinor: null, maxMinor: 1_150 })).toEqual({
      priceMinor: 1_150,
      held: null,
    });
  });

  it("[INV-04] knows no floor without a freight quote, and no steps where somebody decides", () => {
    const unquoted = { ...from(2_000, 100), freightUsd: null };
    expect(guardPrice(unquoted, { ...rails, maxFallBps: null }, open).priceMinor).toBe(100);
    expect(guardPrice(from(2_000, 9_000), withoutSteps(rails), open).priceMinor).toBe(9_000);
  });
});
