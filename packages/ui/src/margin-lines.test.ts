import { landedMargin, type Margin, type PricingTerms } from "@nexusone/contracts/margin";
import { describe, expect, it } from "vitest";
import { barWidths, marginLines } from "./margin-lines.tsx";
import { WORDS } from "./words.tsx";

const terms: PricingTerms = {
  currency: "GBP",
  fxRate: "0.74",
  vatRateBps: 2_000,
  pricesIncludeVat: true,
  feeRateBps: 150,
  feeFixedMinor: 20,
  duty: { kind: "none" },
  commissionBps: 0,
};
const margin = (change: Partial<PricingTerms> = {}, priceMinor = 1_999): Margin => {
  const made = landedMargin({ terms: { ...terms, ...change }, priceMinor, costUsd: "2.99", freightUsd: "9.17" });
  if (!made) throw new Error("a quote is given");
  return made;
};
const reader = { locale: "en", words: WORDS.en, ago: () => "1 hour ago" };
const minor = (amount: string): number => Math.round(Number(amount.replace(/[^\d.]/g, "")) * 100);

describe("the arithmetic behind the margin bar", () => {
  it("shows the design's own example to the penny", () => {
    const lines = marginLines(margin(), {}, reader);
    expect(lines.map(({ part, amount }) => [part, amount])).toEqual([
      ["price", "£19.99"],
      ["cost", "− £2.21"],
      ["freight", "− £6.79"],
      ["tax", "− £3.33"],
      ["fees", "− £0.50"],
      ["profit", "= £7.16"],
    ]);
    expect(lines.at(-1)?.note).toBe("35.8% of price · 43.0% of net sale");
  });

  it("writes lines that add up to the price, with every part present", () => {
    const lines = marginLines(margin({ duty: { kind: "percent", rateBps: 470 }, commissionBps: 300 }), {}, reader);
    const [price, ...parts] = lines.map(({ amount }) => minor(amount));
    expect(parts).toHaveLength(7);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(price);
  });

  it("names an unknown duty instead of showing it as nothing", () => {
    const duty = marginLines(margin({ duty: { kind: "unknown" } }), {}, reader).find(({ part }) => part === "duty");
    expect(duty).toMatchObject({ amount: "–", note: "Duty not included" });
  });

  it("says how old the numbers are and that a quote is for a similar parcel", () => {
    const facts = {
      costUsd: "2.99",
      costReadAt: "x",
      fxRate: "0.74",
      fxAsOf: "2026-01-01",
      freightUsd: "9.17",
      quotedAt: "x",
      carrier: "YunExpress",
      banded: true,
    };
    const lines = marginLines(margin(), facts, reader);
    expect(lines.find(({ part }) => part === "cost")?.note).toBe("USD 2.99 × 0.74 · rate of Jan 1 · read 1 hour ago");
    expect(lines.find(({ part }) => part === "freight")?.note).toBe(
      "~USD 9.17 · YunExpress · from a similar parcel · quoted 1 hour ago",
    );
  });

  it("calls a loss a loss, in the reader's language", () => {
    const loss = margin({}, 899);
    expect(marginLines(loss, {}, reader).at(-1)?.label).toBe("Loss");
    expect(marginLines(loss, {}, { ...reader, locale: "fr", words: WORDS.fr }).at(-1)?.label).toBe("Perte");
  });
});

describe("the bar itself", () => {
  it.each([899, 1_200, 1_999, 9_999])("fills its whole width at a price of %i", (price) => {
    const widths = barWidths(margin({}, price));
    expect(widths.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100, 6);
    expect(widths.every(({ percent }) => percent > 0)).toBe(true);
  });

  it("shows no profit part at a loss", () => {
    expect(barWidths(margin({}, 899)).map(({ part }) => part)).not.toContain("profit");
  });
});
