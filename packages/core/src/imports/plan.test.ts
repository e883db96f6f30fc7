import type { CjFreightOption } from "@nexusone/cj/client";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasMoved, planWith, sellableVariants } from "./apply-edit.ts";
import { cjSupplier } from "../cj/cj-supplier.ts";
import { stockRows, toFreightOption } from "../cj/to-supplier-product.ts";
import type { Platform } from "../platform.ts";
import type { FreightOption } from "../suppliers/supplier.ts";
import { bestOrigin } from "./best-origin.ts";
import { planBands } from "./freight-bands.ts";
import { pickCarrier } from "./pick-carrier.ts";
import { plainJson } from "./plain-text.ts";
import { resolveRefs } from "./resolve-refs.ts";
import type { ProductSnapshot, SnapshotVariant, StoredRow } from "./snapshot.ts";

const stock = (country: string, total: number, cjOwned: number | null = null) => ({
  country,
  total,
  cjOwned,
  factory: null,
  verified: null,
});

describe("warehouse a parcel starts from", () => {
  it.each([
    ["nothing known", null, "FR", "CN"],
    ["only China", [stock("CN", 5)], "FR", "CN"],
    ["the destination itself", [stock("CN", 900), stock("US", 3, 3)], "US", "US"],
    ["inside the customs union", [stock("CN", 900), stock("DE", 3, 3)], "FR", "DE"],
    ["not from a neighbour outside the union", [stock("CN", 900), stock("GB", 3, 3)], "FR", "CN"],
    ["an empty shelf at the destination", [stock("CN", 5), stock("US", 0, 0)], "US", "CN"],
    ["factory stock abroad lies in China", [stock("US", 500, 0), stock("CN", 1)], "US", "CN"],
    ["abroad only", [stock("US", 5, 5)], "FR", "US"],
  ] as const)("[CAT-05] [Q14] %s", (_, rows, destination, origin) => {
    expect(bestOrigin(rows, destination, "CN")).toBe(origin);
  });
});

const option = (
  carrier: string,
  price: string,
  maxDays: number | null,
  over: Partial<CjFreightOption> = {},
): FreightOption =>
  toFreightOption({
    carrier,
    minDays: 1,
    maxDays,
    priceUsd: price,
    taxesUsd: null,
    clearanceUsd: null,
    totalUsd: null,
    placeholder: false,
    ...over,
  });
const route = { origin: "CN", destination: "FR", quotedAt: "2026-03-02T09:00:00.000Z" };

describe("default carrier", () => {
  it("[CAT-05] is the cheapest in time by its full amount, taxes and clearance included", () => {
    const chosen = pickCarrier(
      [
        option("Slow", "1.00", 40),
        option("Taxed", "4.00", 10, { taxesUsd: "2.00", clearanceUsd: "0.35" }),
        option("Fair", "5.00", 12),
      ],
      15,
      route,
    );
    expect(chosen).toMatchObject({ carrier: "Fair", usd: "5.00", maxDays: 12, banded: false });
  });
  it("[CAT-05] is the cheapest of all when none is in time, with its days", () => {
    expect(
      pickCarrier(
        [option("Slow", "1.00", 40), option("Slower", "0.90", 60), option("Unsaid", "2.00", null)],
        15,
        route,
      ),
    ).toMatchObject({ carrier: "Slower", maxDays: 60 });
  });
  it("[CAT-05] [Q36] is never a price of 0 that only means unknown", () => {
    expect(
      pickCarrier([option("Zero", "0.00", 5, { placeholder: true }), option("Real", "9.00", 5)], 15, route)?.carrier,
    ).toBe("Real");
    expect(pickCarrier([option("Zero", "0.00", 5, { placeholder: true })], 15, route)).toBeUndefined();
    expect(pickCarrier([], 15, route)).toBeUndefined();
  });
});

describe("freight questions of one product", () => {
  const parcel = fc.record({
    vid: fc.uuid(),
    origin: fc.constantFrom("CN", "US"),
    grams: fc.option(fc.integer({ min: 1, max: 5_000 })),
  });
  it("[CAT-05] cover every variant once, the own one exactly, in few calls, and never by a lighter one beyond its step", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(parcel, { minLength: 1, maxLength: 60, selector: ({ vid }) => vid }),
        fc.nat(),
        (parcels, pick) => {
          const own = parcels[pick % parcels.length]!;
          const bands = planBands(parcels, own.vid);
          expect(bands[0]!.vid).toBe(own.vid);
          expect(bands.flatMap((band) => band.vids).toSorted()).toEqual(parcels.map(({ vid }) => vid).toSorted());
          expect(bands.length).toBeLessThanOrEqual(4);
          const byVid = new Map(parcels.map((one) => [one.vid, one]));
          const steps = (grams: number | null) => Math.ceil((grams ?? 0) / 50);
          for (const band of bands)
            for (const vid of band.vids) {
              expect(byVid.get(vid)!.origin).toBe(band.origin);
              expect(steps(byVid.get(vid)!.grams)).toBeLessThanOrEqual(steps(byVid.get(band.vid)!.grams));
            }
        },
      ),
    );
  });
});

const variant = (over: Partial<SnapshotVariant> = {}): SnapshotVariant => ({
  externalId: "v1",
  sku: null,
  label: "Default",
  options: [],
  imageUrl: null,
  weightGrams: 100,
  parcelGrams: 100,
  costUsd: "10.00",
  stock: null,
  freight: { ...route, usd: "10.00", taxesUsd: null, carrier: "Post", minDays: 1, maxDays: 9, banded: false },
  reason: null,
  ...over,
});
const product = (...variants: SnapshotVariant[]): ProductSnapshot => ({
  environment: "sandbox",
  externalId: "1",
  name: "x",
  sku: null,
  descriptionHtml: "",
  images: [],
  optionNames: [],
  url: "",
  supplierName: null,
  categoryPath: [],
  variants,
  readAt: route.quotedAt,
  raw: null,
});
const terms = {
  currency: "EUR",
  fxRate: "1",
  vatRateBps: 0,
  pricesIncludeVat: true,
  feeRateBps: 0,
  feeFixedMinor: 0,
  duty: { kind: "none" },
  commissionBps: 0,
} as const;
const rule = { kind: "multiplier", factor: "2", of: "landed" } as const;
const stored = (...variants: SnapshotVariant[]): StoredRow => ({
  product: product(...variants),
  plan: { terms, rule, prices: { v1: 999 }, floorMarginBps: 1000 },
});

describe("a plan that reality has left behind", () => {
  it.each([
    ["2 % exactly is no move", "10.40", false],
    ["a cent more is", "10.42", true],
    ["a fall never is", "1.00", false],
  ])("[CAT-05] %s", (_, costUsd, moved) => {
    expect(hasMoved(stored(variant()), product(variant({ costUsd })))).toBe(moved);
  });
  it("[CAT-05] a lost variant or price is a move, a reading without freight and a variant not planned are none", () => {
    expect(hasMoved(stored(variant()), product())).toBe(true);
    expect(hasMoved(stored(variant()), product(variant({ costUsd: null })))).toBe(true);
    expect(hasMoved(stored(variant()), product(variant({ freight: null })))).toBe(false);
    expect(hasMoved(stored(variant({ reason: "import.variant_unpriced", costUsd: null })), product())).toBe(false);
  });
});

describe("a product of which nothing can be sold", () => {
  const { plan } = stored(variant());
  const refusal = (one: SnapshotVariant, by = plan): unknown => {
    try {
      return sellableVariants(product(one), by);
    } catch (error) {
      return error;
    }
  };
  it("[CAT-09] [UIX-06] says what is missing: a price of CJ's, or the freight that the rule counts on", () => {
    expect(refusal(variant({ costUsd: null }))).toMatchObject({ reason: "import.nothing_to_sell" });
    const untyped = { ...plan, prices: {} };
    expect(refusal(variant({ freight: null }), untyped)).toMatchObject({ reason: "import.price_needs_quote" });
    expect(refusal(variant(), untyped)).toHaveLength(1);
  });
});

describe("edits and references", () => {
  it("[CAT-11] a new rule forgets prices typed before, prices typed with it win", () => {
    const { plan } = stored(variant());
    expect(planWith(plan, { priceRule: { ...rule, factor: "3" } }).prices).toEqual({});
    expect(planWith(plan, { prices: { v2: 5 } }).prices).toEqual({ v1: 999, v2: 5 });
    expect(planWith(plan, null)).toBe(plan);
  });

  it("[CAT-07] [Q35] one product in two forms is one product", () => {
    const platform: Pick<Platform, "suppliers" | "cj"> = {
      suppliers: [cjSupplier],
      cj: { baseUrls: {}, outgoingAddress: "" },
    };
    const [a, b, c] = resolveRefs(
      platform as Platform, // references need nothing else of it
      [
        { ref: "https://cjdropshipping.com/product/a-p-b-p-1234567890123456789.html?vid=2234567890123456789" },
        { ref: "1234567890123456789" },
        { ref: "cj?" },
      ],
    );
    expect(a).toMatchObject({ externalId: "1234567890123456789", vid: "2234567890123456789", reason: null });
    expect(b).toMatchObject({ reason: "import.duplicate_in_request" });
    expect(c).toMatchObject({ externalId: null, reason: "import.url_unknown" });
  });

  it("[SEC-06] vendor text never holds what Postgres refuses, however deep", () => {
    expect(plainJson({ "a\0": ["b\0\ud800", { c: 1, d: null }] })).toEqual({ a: ["b\ufffd", { c: 1, d: null }] });
  });

  it("[Q13] stock rows of one country are one row, unknown stays unknown", () => {
    const row = { areaName: null, factory: null, verified: null, warehouses: [] };
    expect(
      stockRows([
        { ...row, countryCode: "CN", total: 2, cjOwned: 1 },
        { ...row, countryCode: "CN", total: 3, cjOwned: null },
      ]),
    ).toEqual([stock("CN", 5, 1)]);
    expect(stockRows(null)).toBeNull();
  });
});
