import type { PreviewNumbers, PreviewRow, PreviewVariant } from "@nexusone/contracts/imports";
import { leastEarning } from "@nexusone/contracts/least-earning";
import type { z } from "zod";
import { isBelowFloor, priceVariant, type PricedVariant } from "../pricing/price-variant.ts";
import type { PlanTerms, ProductSnapshot, SnapshotVariant } from "./snapshot.ts";

export type PreviewRowShape = z.infer<typeof PreviewRow>;
/** What is kept of a row to show it: as `PreviewRow` says, and in short. */
export type StoredView = Omit<PreviewRowShape, "id"> & { readonly numbers: PreviewNumbers | null };
type Variant = z.infer<typeof PreviewVariant>;

export const price = (variant: SnapshotVariant, plan: PlanTerms): PricedVariant =>
  priceVariant(
    { costUsd: variant.costUsd, freightUsd: variant.freight?.usd ?? null },
    plan.rule,
    plan.terms,
    plan.prices[variant.externalId],
  );

/** The row as shown; pure. `reason` of the row is set when nothing in it can be sold. */
export function productView(product: ProductSnapshot, plan: PlanTerms) {
  const variants = product.variants.map((variant) => variantView(variant, plan));
  const sellable = variants.filter((variant) => variant.reason === null);
  return {
    externalId: product.externalId,
    name: product.name,
    imageUrl: product.images[0] ?? null,
    optionNames: [...product.optionNames],
    variants,
    numbers: numbersOf(variants),
    belowFloor: sellable.some((variant) => isBelowFloor(variant.margin, plan.floorMarginBps)),
    reason: sellable.length > 0 ? null : rowReason(variants),
  };
}

function numbersOf(variants: readonly Variant[]): PreviewNumbers {
  const prices = variants.flatMap(({ reason, priceMinor }) =>
    reason === null && priceMinor !== null ? priceMinor : [],
  );
  const least = leastEarning(variants);
  return {
    variants: variants.length,
    minPriceMinor: prices.length > 0 ? Math.min(...prices) : null,
    maxPriceMinor: prices.length > 0 ? Math.max(...prices) : null,
    costUsd: least?.costUsd ?? null,
    landedMinor: least?.landedMinor ?? null,
    margin: least?.margin ?? null,
    freight: least?.freight ?? null,
  };
}

function variantView(variant: SnapshotVariant, plan: PlanTerms): Variant {
  const priced = price(variant, plan);
  return {
    externalId: variant.externalId,
    sku: variant.sku,
    label: variant.label,
    options: [...variant.options],
    imageUrl: variant.imageUrl,
    costUsd: variant.costUsd,
    freight: variant.freight,
    dutyUsd: priced.dutyUsd,
    landedMinor: priced.landedMinor,
    priceMinor: priced.priceMinor,
    margin: priced.margin,
    stock: variant.stock === null ? null : [...variant.stock],
    reason: variant.reason ?? priced.reason,
  };
}

/** When every variant fails for the same cause that is the row's; without prices there is simply nothing to sell. */
function rowReason(variants: readonly Variant[]): string {
  const causes = new Set(variants.map((variant) => variant.reason));
  causes.delete("import.variant_unpriced");
  const [cause] = causes;
  return cause ?? "import.nothing_to_sell";
}
