import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { landedMargin, type PricingTerms } from "./margin.ts";
import { applyEnding, impliedFactor, priceByRule, type PriceRule } from "./price-rule.ts";

const terms: PricingTerms = {
  currency: "EUR",
  fxRate: "0.86",
  vatRateBps: 2_000,
  pricesIncludeVat: true,
  feeRateBps: 150,
  feeFixedMinor: 25,
  duty: { kind: "unknown" },
  commissionBps: 0,
};
const input = { terms, costUsd: "11.05", freightUsd: "7.57" };

describe("price rules", () => {
  it.each<[string, PriceRule, number]>([
    ["a multiplier of the landed cost", { kind: "multiplier", factor: "2.5", of: "landed" }, 4_003],
    ["a multiplier of the goods alone", { kind: "multiplier", factor: "2", of: "cost" }, 1_901],
    ["a markup in percent", { kind: "percent", markupBps: 15_000, of: "landed" }, 4_003],
    ["an amount on top", { kind: "fixed", addMinor: 1_000, of: "landed" }, 2_601],
    [
      "the next price that ends in .99",
      { kind: "multiplier", factor: "2.5", of: "landed", ending: { step: 100, minor: 99 } },
      4_099,
    ],
    ["never less than the floor", { kind: "multiplier", factor: "1", of: "landed", floorMinor: 2_000 }, 2_000],
  ])("[CAT-11] give %s", (_, rule, price) => {
    expect(priceByRule(rule, input)).toBe(price);
  });

  it("[CAT-11] reach a target margin of the net sale, and not one cent less", () => {
    const price = priceByRule({ kind: "target_margin", marginBps: 4_000 }, input) ?? 0;
    expect(landedMargin({ ...input, priceMinor: price })?.percentOfNetBps).toBeGreaterThanOrEqual(4_000);
    expect(landedMargin({ ...input, priceMinor: price - 1 })?.percentOfNetBps).toBeLessThanOrEqual(4_000);
  });

  it("give no price from a landed cost that nobody quoted, but do from the goods alone", () => {
    expect(
      priceByRule({ kind: "multiplier", factor: "2", of: "landed" }, { ...input, freightUsd: null }),
    ).toBeUndefined();
    expect(priceByRule({ kind: "multiplier", factor: "2", of: "cost" }, { ...input, freightUsd: null })).toBe(1_901);
  });

  it("count currencies without decimals in whole units", () => {
    const yen = { ...terms, currency: "JPY", fxRate: "155.2" };
    expect(
      priceByRule(
        { kind: "multiplier", factor: "2", of: "cost", ending: { step: 100, minor: 80 } },
        { ...input, terms: yen },
      ),
    ).toBe(3_480);
  });

  it("[CAT-11] end as wanted, are never lower than the rule and at most one step higher", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.integer({ min: 1, max: 1_000 }), fc.nat(2_000), (minor, step, end) => {
        const ended = applyEnding(minor, { step, minor: end });
        return ended >= minor && ended < minor + step && ended % step === end % step;
      }),
    );
  });

  it("[CAT-11] rise with the cost: a dearer product never gets a lower price", () => {
    const cents = fc.integer({ min: 1, max: 500_000 });
    const rule = fc.constantFrom<PriceRule>(
      { kind: "multiplier", factor: "2.4", of: "landed", ending: { step: 100, minor: 99 } },
      { kind: "percent", markupBps: 12_345, of: "cost" },
      { kind: "target_margin", marginBps: 3_300, floorMinor: 900 },
    );
    const text = (value: number) => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, "0")}`;
    fc.assert(
      fc.property(rule, cents, cents, (r, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        return (
          (priceByRule(r, { ...input, costUsd: text(low) }) ?? 0) <=
          (priceByRule(r, { ...input, costUsd: text(high) }) ?? 0)
        );
      }),
    );
  });

  it("tell the factor that a typed price means", () => {
    expect(impliedFactor(4_003, input, "landed")).toBe("2.5003");
    expect(impliedFactor(4_003, { ...input, freightUsd: null }, "landed")).toBeUndefined();
  });
});
