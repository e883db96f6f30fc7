import type { ImportPreview } from "@nexusone/contracts/imports";
import { ImportPreview as ImportPreviewSchema } from "@nexusone/contracts/imports";
import { asPriceRule, asPricingTerms } from "@nexusone/contracts/pricing";
import { priceByRule } from "@nexusone/contracts/price-rule";

/** The pictures' own moment, so that "5 min ago" stays five minutes. */
export const NOW = Date.parse("2026-03-14T10:05:00Z");
export const PID = "2603021418275519600";

const uuid = (last: number) => `0195a0d0-0000-7000-8000-${String(last).padStart(12, "0")}`;

const PICTURE =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#dbe4f0"/><path d="M13 12l7-3 7 3 4 7-4 2v11H13V21l-4-2z" fill="#52708f"/></svg>',
  );

const pricing: ImportPreview["pricing"] = {
  terms: {
    currency: "EUR",
    fxRate: "0.92",
    vatRateBps: 2_000,
    pricesIncludeVat: true,
    feeRateBps: 150,
    feeFixedMinor: 25,
    duty: { kind: "unknown" },
    commissionBps: 0,
  },
  defaultPriceRule: { kind: "multiplier", factor: "2", of: "landed", ending: { step: 100, minor: 99 } },
  floorMarginBps: 1_500,
  destinationCountry: "FR",
};

export type SampleOptions = {
  banded?: boolean;
  quote?: boolean;
  priceMinor?: number;
  costUsd?: string;
  reason?: string;
};

/** A preview as the server stores it: a jacket in two colours and two sizes, one of them not offered. */
export function samplePlan(options: SampleOptions = {}): ImportPreview {
  const { banded = false, quote = true, priceMinor, reason } = options;
  const offered = [
    ["Black", "S", "11.05", 10_017, 17],
    ["Black", "XL", "12.40", 8_420, 0],
    ["Off-White", "S", "11.05", 0, 0],
    ["Off-White", "XL", null, 781, 4],
  ] as const;
  const variants = offered.map(([color, size, cost, total, cjOwned], at) => {
    const costUsd = cost === null ? null : (options.costUsd ?? cost);
    const input = { terms: asPricingTerms(pricing.terms), costUsd: costUsd ?? "0", freightUsd: quote ? "9.17" : null };
    const byRule = costUsd === null ? undefined : priceByRule(asPriceRule(pricing.defaultPriceRule), input);
    return {
      externalId: `26030214182755201${String(at + 1).padStart(2, "0")}`,
      sku: `CJYD23110440${at + 1}AZ`,
      label: `${color}-${size}`,
      options: [color, size],
      imageUrl: PICTURE,
      costUsd,
      freight:
        quote && costUsd !== null
          ? {
              ...{
                usd: "9.17",
                carrier: "CJPacket Ordinary",
                minDays: 7,
                maxDays: 12,
                origin: "CN",
                destination: "FR",
              },
              ...{ taxesUsd: null, quotedAt: new Date(NOW - 300_000).toISOString(), banded },
            }
          : null,
      dutyUsd: null,
      landedMinor: null,
      priceMinor: priceMinor ?? byRule ?? null,
      margin: null,
      stock: [
        { country: "CN", total, cjOwned, factory: total - cjOwned, verified: true },
        { country: "US", total: at === 1 ? 120 : 0, cjOwned: at === 1 ? 120 : 0, factory: 0, verified: true },
      ],
      reason: costUsd === null ? "import.variant_unpriced" : null,
    };
  });
  return ImportPreviewSchema.parse({
    id: uuid(1),
    createdAt: new Date(NOW).toISOString(),
    expiresAt: new Date(NOW + 1_800_000).toISOString(),
    rows: [
      {
        id: uuid(2),
        ref: PID,
        externalId: PID,
        name: "Fleece Lined Rain Jacket With Hood",
        imageUrl: PICTURE,
        status: reason ? "excluded" : "ok",
        reason: reason ?? null,
        reasonDetails: { limit: 10, count: 10, needed: 3, available: 1 },
        existingProductId: reason === "catalog.already_imported" ? uuid(3) : null,
        priceRule: pricing.defaultPriceRule,
        categoryName: "Rain Jackets",
        tags: ["outdoor", "winter"],
        belowFloor: false,
        optionNames: ["Color", "Size"],
        variants,
      },
    ],
    cost: { credits: 3, cjPoints: 4 },
    creditsAvailable: reason === "import.credits_missing" ? 1 : 2_997,
    productsLeft: null,
    pricing,
  });
}

/** The import log of that plan, as lists show it. */
export const sampleRow = (over: Record<string, unknown> = {}) => ({
  id: uuid(4),
  rowId: uuid(2),
  externalId: PID,
  name: "Fleece Lined Rain Jacket With Hood",
  imageUrl: PICTURE,
  state: "imported",
  reason: null,
  reasonDetails: {},
  productId: uuid(3),
  credits: 3,
  source: "extension",
  by: "Demo Owner",
  createdAt: new Date(NOW - 120_000).toISOString(),
  finishedAt: new Date(NOW - 119_000).toISOString(),
  undoableUntil: new Date(NOW + 6 * 86_400_000).toISOString(),
  ...over,
});
export { PICTURE, uuid };
