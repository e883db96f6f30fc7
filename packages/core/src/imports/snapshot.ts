import type { CjProduct, CjStock, CjVariant } from "@nexusone/cj/client";
import { productPath } from "@nexusone/cj/page";
import type { Environment, StockRow } from "@nexusone/contracts/cj";
import type { PricingTerms } from "@nexusone/contracts/margin";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import type { FreightSnapshot } from "@nexusone/db/schema/catalog";
import type { z } from "zod";
import { sanitizeDescription } from "../catalog/sanitize-description.ts";
import { plainJson, plainText } from "./plain-text.ts";

export type Stock = z.infer<typeof StockRow>;

export type SnapshotVariant = {
  readonly externalId: string;
  readonly sku: string | null;
  readonly label: string;
  readonly options: readonly string[];
  readonly imageUrl: string | null;
  readonly weightGrams: number | null;
  /** What a carrier bills: the weight, or the volume when that is more. */
  readonly parcelGrams: number | null;
  readonly costUsd: string | null;
  readonly stock: readonly Stock[] | null;
  readonly freight: FreightSnapshot | null;
  /** Why it cannot be sold, whatever its price. */
  readonly reason: ReasonCode | null;
};

/** One supplier product as read: everything a commit writes, so that it needs no network. Kept as JSON in the preview row. */
export type ProductSnapshot = {
  readonly environment: Environment;
  readonly externalId: string;
  readonly name: string;
  readonly sku: string | null;
  readonly descriptionHtml: string;
  readonly images: readonly string[];
  readonly optionNames: readonly string[];
  readonly url: string;
  readonly supplierName: string | null;
  readonly categoryPath: readonly string[];
  readonly variants: readonly SnapshotVariant[];
  readonly readAt: string;
  /** CJ's object word for word; stored, and left out when the row is read back. */
  readonly raw?: unknown;
};

/** What the plan was priced with; the commit uses the same, whatever the settings say by then. */
export type PlanTerms = {
  readonly terms: PricingTerms;
  readonly rule: PriceRule;
  readonly prices: Readonly<Record<string, number>>;
  readonly floorMarginBps: number;
};
export type StoredRow = { readonly product: ProductSnapshot; readonly plan: PlanTerms };

const MAX_NAME = 500;
const MAX_COUNT = 2_000_000_000;

/** CJ's product in our words, text made safe to keep and to show. Freight is added by whoever asked for it. */
export function toSnapshot(
  product: CjProduct,
  source: { environment: Environment; shopUrl: string; readAt: Date },
): ProductSnapshot {
  const name = plainText(product.name ?? product.nameChinese ?? `CJ ${product.pid}`).slice(0, MAX_NAME);
  return {
    environment: source.environment,
    externalId: product.pid,
    name,
    sku: product.sku,
    descriptionHtml: sanitizeDescription(plainText(product.description ?? "")),
    images: product.images,
    optionNames: product.optionNames.map(plainText),
    url: `${source.shopUrl}${productPath(name, product.pid)}`,
    supplierName: product.supplierName === null ? null : plainText(product.supplierName),
    categoryPath: product.categoryPath.map(plainText),
    variants: product.variants.map((variant) => toVariant(variant)),
    readAt: source.readAt.toISOString(),
    raw: plainJson(product.raw),
  };
}

function toVariant(variant: CjVariant): SnapshotVariant {
  const options = variant.options.map(plainText);
  return {
    externalId: variant.vid,
    sku: variant.sku === null ? null : plainText(variant.sku),
    label: plainText(options.join(" / ") || variant.optionLabel || variant.name || variant.sku || "Default").slice(
      0,
      300,
    ),
    options,
    imageUrl: variant.image,
    weightGrams: variant.weightGrams === null ? null : Math.round(variant.weightGrams),
    parcelGrams: parcelGrams(variant),
    costUsd: variant.priceUsd,
    stock: stockRows(variant.stock),
    freight: null,
    reason: variant.priceUsd === null ? "import.variant_unpriced" : null,
  };
}

/** Carriers count 8,000 cubic millimetres as a gram when that is more than the weight (common divisor of parcel lines). */
function parcelGrams(variant: CjVariant): number | null {
  const { weightGrams, lengthMm, widthMm, heightMm } = variant;
  const volume = lengthMm && widthMm && heightMm ? (lengthMm * widthMm * heightMm) / 8_000 : null;
  if (weightGrams === null && volume === null) return null;
  return Math.ceil(Math.max(weightGrams ?? 0, volume ?? 0));
}

/** One row per country: CJ repeats a country when it has several areas there. Null stays unknown. */
export function stockRows(stock: readonly CjStock[] | null): Stock[] | null {
  if (stock === null) return null;
  const byCountry = new Map<string, Stock>();
  for (const row of stock) {
    const country = row.countryCode ?? "??";
    const known = byCountry.get(country);
    byCountry.set(country, {
      country,
      total: Math.min(MAX_COUNT, (known?.total ?? 0) + row.total),
      cjOwned: sum(known?.cjOwned, row.cjOwned),
      factory: sum(known?.factory, row.factory),
      verified: known?.verified === true ? true : (row.verified ?? known?.verified ?? null),
    });
  }
  return [...byCountry.values()];
}

function sum(a: number | null | undefined, b: number | null): number | null {
  return a == null && b === null ? null : Math.min(MAX_COUNT, (a ?? 0) + (b ?? 0));
}
