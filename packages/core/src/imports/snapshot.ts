import type { Environment, StockRow } from "@nexusone/contracts/cj";
import type { PricingTerms } from "@nexusone/contracts/margin";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import type { FreightSnapshot } from "@nexusone/db/schema/catalog";
import type { z } from "zod";
import { sanitizeDescription } from "../catalog/sanitize-description.ts";
import type { SupplierProduct } from "../suppliers/supplier.ts";
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
  /** The supplier's object word for word; stored, and left out when the row is read back. */
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
const MAX_LABEL = 300;

/** A supplier's product as it is kept: text made safe to keep and to show. Freight is added by whoever asked for it. */
export function toSnapshot(
  product: SupplierProduct,
  source: { environment: Environment; readAt: Date },
): ProductSnapshot {
  const { environment, readAt } = source;
  return {
    ...product,
    environment,
    readAt: readAt.toISOString(),
    name: plainText(product.name).slice(0, MAX_NAME),
    descriptionHtml: sanitizeDescription(plainText(product.descriptionHtml)),
    optionNames: product.optionNames.map(plainText),
    supplierName: product.supplierName === null ? null : plainText(product.supplierName),
    categoryPath: product.categoryPath.map(plainText),
    variants: product.variants.map((variant) => ({
      ...variant,
      sku: variant.sku === null ? null : plainText(variant.sku),
      label: plainText(variant.label).slice(0, MAX_LABEL),
      options: variant.options.map(plainText),
      freight: null,
      reason: variant.costUsd === null ? ("import.variant_unpriced" as const) : null,
    })),
    raw: plainJson(product.raw),
  };
}
