import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cardPreview } from "../../background/present.ts";
import { NOW, PID, samplePlan } from "../../gallery/sample-plan.ts";
import type { CardPreview, CardVariant } from "../../views.ts";
import {
  editOf,
  factorOf,
  marginAt,
  parsePercent,
  percentText,
  priceEarning,
  priceOf,
  ruleFrom,
  ruleText,
  untouched,
  type RuleKind,
} from "./pricing.ts";

function sample(): { preview: CardPreview; variant: CardVariant } {
  const plan = samplePlan();
  const preview = cardPreview(plan, plan.rows[0]!, PID, { locale: "en", adminUrl: null }, NOW); // the sample has a row
  return { preview, variant: preview.variants[0]! }; // and four variants
}

const vector = (): { preview: CardPreview; variant: CardVariant } => {
  const { preview, variant } = sample();
  const terms = {
    ...{ currency: "GBP", fxRate: "0.74", vatRateBps: 2_000, pricesIncludeVat: true, feeRateBps: 150 },
    ...{ feeFixedMinor: 20, duty: { kind: "none" } as const, commissionBps: 0 },
  };
  return { preview: { ...preview, terms }, variant: { ...variant, costUsd: "2.99", freightUsd: "9.17" } };
};

describe("price on the card", () => {
  it("[EXT-02] shows the stated margin for the stated price", () => {
    const { preview, variant } = vector();
    expect(marginAt(preview, variant, 1_999)).toMatchObject({ profitMinor: 716, percentOfPriceBps: 3_582 });
  });

  it("[EXT-02] goes both ways: the price found for a margin earns it, and one unit less does not", () => {
    const { preview, variant } = vector();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_000 }), (bps) => {
        const price = priceEarning(preview, variant, bps)!; // below 95 % of the net sale there is one
        const margin = marginAt(preview, variant, price)!; // cost and quote are known
        expect(margin.profitMinor / margin.netSaleMinor).toBeGreaterThan(bps / 10_000 - 0.001);
        expect(marginAt(preview, variant, price - 2)!.percentOfNetBps).toBeLessThanOrEqual(bps);
      }),
    );
  });

  it("follows the stored plan until the rule is touched, and a price typed by hand wins", () => {
    const { preview, variant } = sample();
    const start = untouched(preview);
    expect(priceOf(preview, start, variant)).toBe(variant.priceMinor);
    const rule = ruleFrom("multiplier", "3", preview.rule, "EUR")!; // a valid factor
    const ruled = { rule, ruleTouched: true, byHand: {} };
    expect(priceOf(preview, ruled, variant)).toBe(5_599);
    expect(priceOf(preview, { ...ruled, byHand: { [variant.externalId]: 4_200 } }, variant)).toBe(4_200);
    expect(factorOf(preview, variant, 4_200)).toBe("2.2580");
  });

  it("never invents a margin without a quote or a cost", () => {
    const { preview, variant } = sample();
    expect(marginAt(preview, { ...variant, freightUsd: null }, 2_000)).toBeUndefined();
    expect(marginAt(preview, { ...variant, costUsd: null }, 2_000)).toBeUndefined();
    expect(marginAt(preview, variant, null)).toBeUndefined();
    expect(priceEarning(preview, { ...variant, freightUsd: null }, 1_000)).toBeUndefined();
  });

  it("sends the changes and nothing it was not told", () => {
    const { preview } = sample();
    expect(editOf(untouched(preview), "  ", [])).toEqual({ prices: {}, categoryName: undefined, tags: [] });
    const rule = ruleFrom("percent", "50", preview.rule, "EUR")!; // a valid percent
    expect(editOf({ rule, ruleTouched: true, byHand: { v: 100 } }, " Coats ", ["new"])).toEqual({
      ...{ prices: { v: 100 }, categoryName: "Coats", tags: ["new"] },
      priceRule: {
        kind: "percent",
        markupBps: 5_000,
        of: "landed",
        ending: { step: 100, minor: 99 },
        floorMinor: undefined,
      },
    });
  });

  it.each<[RuleKind, string, string]>([
    ["multiplier", "2,5", "2.5"],
    ["percent", "12.34", "12.34"],
    ["fixed", "9,90", "9.90"],
    ["target_margin", "30 %", "30"],
  ])("reads a %s of %s and writes it back as %s", (kind, text, back) => {
    const rule = ruleFrom(kind, text, sample().preview.rule, "EUR")!; // each is valid
    expect(ruleText(rule, "EUR")).toBe(back);
  });

  it.each<[RuleKind, string]>([
    ["multiplier", "0"],
    ["multiplier", "-1"],
    ["multiplier", "1e3"],
    ["percent", "-5"],
    ["percent", "20000"],
    ["fixed", "1.999"],
    ["fixed", "-1"],
    ["target_margin", "96"],
    ["target_margin", ""],
  ])("takes no %s of %s", (kind, text) => {
    expect(ruleFrom(kind, text, sample().preview.rule, "EUR")).toBeUndefined();
  });

  it("writes a percent as it reads it", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (bps) => {
        expect(parsePercent(percentText(bps))).toBe(bps);
      }),
    );
  });
});
