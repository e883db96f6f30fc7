import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  landedCostMinor,
  landedMargin,
  priceForMargin,
  priceForProfit,
  type DutyRule,
  type PricingTerms,
} from "./margin.ts";

const uk: PricingTerms = {
  currency: "GBP",
  fxRate: "0.74",
  vatRateBps: 2_000,
  pricesIncludeVat: true,
  feeRateBps: 150,
  feeFixedMinor: 20,
  duty: { kind: "none" },
  commissionBps: 0,
};
const france: PricingTerms = {
  currency: "EUR",
  fxRate: "0.86",
  vatRateBps: 2_000,
  pricesIncludeVat: true,
  feeRateBps: 290,
  feeFixedMinor: 30,
  duty: { kind: "percent", rateBps: 470 },
  commissionBps: 0,
};

const usd = fc.tuple(fc.nat(30_000), fc.nat(99)).map(([units, cents]) => `${units}.${String(cents).padStart(2, "0")}`);
const duty: fc.Arbitrary<DutyRule> = fc.oneof(
  fc.constant<DutyRule>({ kind: "none" }),
  fc.constant<DutyRule>({ kind: "unknown" }),
  usd.map((amount) => ({ kind: "per_parcel" as const, usd: amount })),
  usd.map((amount) => ({ kind: "per_item" as const, usd: amount })),
  fc.nat(5_000).map((rateBps) => ({ kind: "percent" as const, rateBps })),
);
const terms: fc.Arbitrary<PricingTerms> = fc.record({
  currency: fc.constantFrom("EUR", "GBP", "JPY", "XOF", "KWD"),
  fxRate: fc
    .integer({ min: 1, max: 9_999_999 })
    .map((n) => `${Math.floor(n / 10_000)}.${String(n % 10_000).padStart(4, "0")}`),
  vatRateBps: fc.nat(2_700),
  pricesIncludeVat: fc.boolean(),
  feeRateBps: fc.nat(1_000),
  feeFixedMinor: fc.nat(500),
  duty,
  commissionBps: fc.constantFrom(0, 700, 7_000),
});

describe("landed margin", () => {
  it("[CAT-11] gives 7.16 and 35.82 % for the vector of the design", () => {
    const margin = landedMargin({ terms: uk, priceMinor: 1_999, costUsd: "2.99", freightUsd: "9.17" });
    expect(margin).toMatchObject({
      profitMinor: 716,
      percentOfPriceBps: 3_582,
      percentOfNetBps: 4_298,
      landedMinor: 900,
      netSaleMinor: 1_666,
    });
  });

  it("[CAT-11] counts freight with its taxes and a percent duty: 49.90 EUR leaves 23.07, 46.23 % of price, 55.47 % of net", () => {
    // 11.05 goods + 7.57 freight (6.02 + 1.20 taxes + 0.35 clearance), duty 4.7 % of both = 0.87514, times 0.86 = 16.7658204
    const margin = landedMargin({ terms: france, priceMinor: 4_990, costUsd: "11.05", freightUsd: "7.57" });
    expect(margin).toMatchObject({
      landedMinor: 1_677,
      netSaleMinor: 4_158,
      profitMinor: 2_307,
      percentOfPriceBps: 4_623,
      percentOfNetBps: 5_547,
    });
    expect(landedCostMinor({ terms: france, costUsd: "11.05", freightUsd: "7.57" })).toBe(1_677);
  });

  it("invents nothing without a quote", () => {
    expect(landedMargin({ terms: uk, priceMinor: 1_999, costUsd: "2.99", freightUsd: null })).toBeUndefined();
    expect(landedCostMinor({ terms: uk, costUsd: "2.99", freightUsd: null })).toBeUndefined();
    expect(priceForMargin({ terms: uk, costUsd: "2.99", freightUsd: null }, 1_000, "net")).toBeUndefined();
  });

  it("says that an unknown duty is not included instead of counting 0 silently", () => {
    const unknown = landedMargin({
      terms: { ...uk, duty: { kind: "unknown" } },
      priceMinor: 1_999,
      costUsd: "2.99",
      freightUsd: "9.17",
    });
    expect(unknown).toMatchObject({ dutyIncluded: false, profitMinor: 716 });
  });

  it("takes duty per parcel once and per item for each", () => {
    const at = (rule: DutyRule, quantity: number) =>
      landedMargin({ terms: { ...uk, duty: rule }, priceMinor: 1_999, costUsd: "2.99", freightUsd: "9.17", quantity })
        ?.parts.duty;
    expect(at({ kind: "per_parcel", usd: "2.00" }, 3)).toBe(148);
    expect(at({ kind: "per_item", usd: "2.00" }, 3)).toBe(444);
  });

  it("takes the platform's share from the net sale when it is on", () => {
    const margin = landedMargin({
      terms: { ...uk, commissionBps: 7_000 },
      priceMinor: 1_999,
      costUsd: "2.99",
      freightUsd: "9.17",
    });
    expect(margin?.parts.commission).toBe(1_166);
    expect(margin?.profitMinor).toBe(716 - 1_166);
  });

  it("cuts the price into parts that sum to it exactly, whatever the numbers", () => {
    fc.assert(
      fc.property(
        terms,
        fc.nat(5_000_000),
        usd,
        usd,
        fc.integer({ min: 1, max: 9 }),
        (t, priceMinor, costUsd, freightUsd, quantity) => {
          const margin = landedMargin({ terms: t, priceMinor, costUsd, freightUsd, quantity });
          const sum = Object.values(margin?.parts ?? {}).reduce((a, b) => a + b, 0);
          return margin !== undefined && sum === margin.priceMinor && margin.priceMinor === priceMinor * quantity;
        },
      ),
    );
  });
});

describe("prices for a wanted margin", () => {
  it("[CAT-11] are the smallest that earn it: one minor unit less earns less", () => {
    fc.assert(
      fc.property(
        terms,
        usd,
        usd,
        fc.nat(6_000),
        fc.constantFrom("net" as const, "price" as const),
        (t, costUsd, freightUsd, wanted, of) => {
          const price = priceForMargin({ terms: t, costUsd, freightUsd }, wanted, of);
          if (price === undefined || price === 0) return true;
          const exactly = (minor: number) => exactShare(t, minor, costUsd, freightUsd, wanted, of);
          return exactly(price) >= 0n && (price === 1 || exactly(price - 1) < 0n);
        },
      ),
    );
  });

  it("[CAT-11] are on the right side of a floor to the last minor unit, however large the amounts", () => {
    fc.assert(
      fc.property(
        terms,
        usd,
        usd,
        fc.nat(6_000),
        fc.integer({ min: -2, max: 2 }),
        (t, costUsd, freightUsd, floorBps, off) => {
          const price = priceForMargin({ terms: t, costUsd, freightUsd }, floorBps, "net");
          const priceMinor = (price ?? 0) + off;
          if (price === undefined || priceMinor < 1) return true;
          const margin = landedMargin({ terms: t, priceMinor, costUsd, freightUsd });
          const below = exactShare(t, priceMinor, costUsd, freightUsd, floorBps, "net") < 0n;
          return margin !== undefined && margin.percentOfNetBps < floorBps === below;
        },
      ),
    );
  });

  it("do not exist when fees, share and tax take more than a sale brings", () => {
    expect(
      priceForMargin(
        { terms: { ...uk, commissionBps: 7_000, feeRateBps: 3_000 }, costUsd: "1", freightUsd: "1" },
        500,
        "net",
      ),
    ).toBeUndefined();
    expect(priceForMargin({ terms: uk, costUsd: "1", freightUsd: "1" }, 9_999, "net")).toBeUndefined();
  });

  it("bring the wanted profit", () => {
    const input = { terms: uk, costUsd: "2.99", freightUsd: "9.17" };
    const price = priceForProfit(input, 716) ?? 0;
    expect(landedMargin({ ...input, priceMinor: price })?.profitMinor).toBe(716);
    expect(price).toBeLessThanOrEqual(1_999);
  });
});

/** Sign of `profit - wanted share`, computed independently in integers scaled by everything that divides. */
function exactShare(
  t: PricingTerms,
  priceMinor: number,
  costUsd: string,
  freightUsd: string,
  wantedBps: number,
  of: "net" | "price",
): bigint {
  const scale = 10n ** 6n;
  const dec = (text: string) => BigInt(Math.round(Number(text) * 1e6));
  const exponent = { EUR: 2n, GBP: 2n, JPY: 0n, XOF: 0n, KWD: 3n }[t.currency] ?? 2n;
  const goods = dec(costUsd);
  const freight = dec(freightUsd);
  const dutyScaled =
    t.duty.kind === "percent"
      ? (goods + freight) * BigInt(t.duty.rateBps)
      : t.duty.kind === "per_item" || t.duty.kind === "per_parcel"
        ? dec(t.duty.usd) * 10_000n
        : 0n;
  // minor units, scaled by 1e6 (usd) * 1e4 (duty bps) * 1e6 (fx)
  const landed = ((goods + freight) * 10_000n + dutyScaled) * dec(t.fxRate) * 10n ** exponent;
  const unit = scale * 10_000n * scale;
  const vat = t.pricesIncludeVat ? 10_000n + BigInt(t.vatRateBps) : 10_000n;
  const price = BigInt(priceMinor);
  // everything times vat * 10_000 to stay whole: net = price * 10_000 / vat
  const netTimesVat = price * 10_000n;
  const whole = (value: bigint) => value * vat * 10_000n;
  const profit =
    netTimesVat * unit * (10_000n - BigInt(t.commissionBps)) -
    landed * vat * 10_000n -
    whole(BigInt(t.feeFixedMinor)) * unit -
    price * BigInt(t.feeRateBps) * vat * unit;
  const wanted = of === "net" ? netTimesVat * unit * BigInt(wantedBps) : price * BigInt(wantedBps) * vat * unit;
  return profit - wanted;
}
