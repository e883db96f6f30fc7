import {
  freightTotalUsd,
  type CjFreightOption,
  type CjProduct,
  type CjStock,
  type CjVariant,
} from "@nexusone/cj/client";
import { productPath } from "@nexusone/cj/page";
import { plainText } from "../imports/plain-text.ts";
import type { Stock } from "../imports/snapshot.ts";
import type { FreightOption, SupplierProduct, SupplierVariant } from "../suppliers/supplier.ts";

/** Postgres' integer. */
const MAX_COUNT = 2_000_000_000;
const MAX_NAME_IN_ADDRESS = 500;

/** CJ's product in our words. */
export function toSupplierProduct(product: CjProduct, shopUrl: string): SupplierProduct {
  const name = product.name ?? product.nameChinese ?? `CJ ${product.pid}`;
  return {
    externalId: product.pid,
    name,
    sku: product.sku,
    descriptionHtml: product.description ?? "",
    images: product.images,
    optionNames: product.optionNames,
    url: `${shopUrl}${productPath(plainText(name).slice(0, MAX_NAME_IN_ADDRESS), product.pid)}`,
    supplierName: product.supplierName,
    categoryPath: product.categoryPath,
    variants: product.variants.map(toVariant),
    raw: product.raw,
  };
}

function toVariant(variant: CjVariant): SupplierVariant {
  return {
    externalId: variant.vid,
    sku: variant.sku,
    label: variant.options.join(" / ") || variant.optionLabel || variant.name || variant.sku || "Default",
    options: variant.options,
    imageUrl: variant.image,
    weightGrams: variant.weightGrams === null ? null : Math.round(variant.weightGrams),
    parcelGrams: parcelGrams(variant),
    costUsd: variant.priceUsd,
    stock: stockRows(variant.stock),
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

/** CJ's line with price 0 is "no price yet" (Q36). */
export const toFreightOption = (option: CjFreightOption): FreightOption => ({
  carrier: option.carrier,
  usd: freightTotalUsd(option),
  taxesUsd: option.taxesUsd,
  minDays: option.minDays,
  maxDays: option.maxDays,
});
