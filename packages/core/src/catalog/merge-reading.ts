import { costBasis } from "@nexusone/contracts/cost-basis";
import type { PriceRule } from "@nexusone/contracts/price-rule";
import type { VariantColumns } from "@nexusone/db/queries/catalog-supplier";
import type { StoredProduct } from "@nexusone/db/queries/stored-products";
import type { ProductSnapshot, SnapshotVariant, Stock } from "../imports/snapshot.ts";
import type { Pricing } from "../merchants/pricing-context.ts";
import { priceVariant } from "../pricing/price-variant.ts";
import { boundsOf } from "./edit-prices.ts";
import { priceByGuardedRule } from "./reprice.ts";

export type MergedVariant = VariantColumns & {
  /** Null for a variant that the catalogue does not have yet. */
  readonly id: string | null;
  readonly stock: readonly Stock[] | null;
};

export type Merged = {
  readonly name: string;
  readonly descriptionHtml: string;
  readonly images: readonly string[];
  readonly optionNames: readonly string[];
  readonly onSale: boolean;
  readonly variants: readonly MergedVariant[];
};

/**
 * The product as it would be after this reading; null means that the supplier does not sell it any more. The supplier's cost,
 * stock, texts and pictures where the merchant has not made them theirs; prices by rule inside the guard rails; typed prices
 * stay. A variant without cost or gone from the reading is off sale, never removed. Pure.
 */
export function mergeReading(
  stored: StoredProduct,
  reading: ProductSnapshot | null,
  pricing: Pricing,
  now: Date,
): Merged {
  const { product } = stored;
  const owned = new Set<string>(product.ownedFields);
  const stockOf = Map.groupBy(stored.stock, (row) => row.variantId);
  const rule = product.priceRule ?? pricing.defaultRule;
  const read = new Map((reading?.variants ?? []).map((variant) => [variant.externalId, variant]));
  const price = (variant: VariantColumns, currentMinor: number | null) =>
    priced(variant, currentMinor, rule, boundsOf(product), pricing);

  const known = stored.variants.map((variant): MergedVariant => {
    const found = variant.externalId === null ? undefined : read.get(variant.externalId);
    const before = variant.stockKnown ? (stockOf.get(variant.id) ?? []) : null;
    // The merchant's own addition to a supplier's product: no reading speaks of it.
    if (variant.externalId === null) return { ...variant, stock: before };
    if (!found || found.costUsd === null)
      return { ...variant, offSaleAt: variant.offSaleAt ?? now, stockKnown: true, stock: [] };
    const merged = {
      ...variant,
      ...columnsOf(found),
      costUsd: found.costUsd,
      duty: pricing.terms.duty,
      offSaleAt: null,
    };
    // A reading without freight says nothing about it: the quote known so far still stands.
    const freight = found.freight ?? (found.reason === "import.no_route" ? null : variant.freight);
    return { ...price({ ...merged, freight }, variant.priceMinor), id: variant.id, stock: found.stock };
  });

  const have = new Set(stored.variants.map((variant) => variant.externalId));
  const last = Math.max(-1, ...stored.variants.map((variant) => variant.position));
  const added = [...read.values()]
    .filter((variant) => !have.has(variant.externalId) && variant.costUsd !== null && variant.reason === null)
    .map((variant, nth): MergedVariant | null => {
      const columns: VariantColumns = {
        ...columnsOf(variant),
        productId: product.id,
        position: last + 1 + nth,
        externalId: variant.externalId,
        offSaleAt: null,
        costUsd: variant.costUsd,
        costMinor: null,
        priceMinor: -1,
        priceFromRule: true,
        heldPriceMinor: null,
        heldBy: null,
        freight: variant.freight,
        duty: pricing.terms.duty,
        landedMinor: null,
        profitMinor: null,
        marginBps: null,
      };
      const made = price(columns, null);
      return made.priceMinor < 0 ? null : { ...made, id: null, stock: variant.stock };
    })
    .filter((variant) => variant !== null);

  return {
    name: owned.has("name") || !reading ? product.name : reading.name,
    descriptionHtml: owned.has("descriptionHtml") || !reading ? product.descriptionHtml : reading.descriptionHtml,
    images: owned.has("images") || !reading ? stored.imageSources : [...new Set(reading.images)],
    optionNames: reading?.optionNames ?? product.optionNames,
    onSale: reading !== null,
    variants: [...known, ...added],
  };
}

const columnsOf = (variant: SnapshotVariant) => ({
  sku: variant.sku,
  label: variant.label,
  options: [...variant.options],
  weightGrams: variant.weightGrams,
  imageUrl: variant.imageUrl,
  stockKnown: variant.stock !== null,
});

/** Price and margin of a variant. Without the quote its rule needs, it keeps the price it has. */
function priced(
  variant: VariantColumns,
  currentMinor: number | null,
  rule: PriceRule,
  bounds: ReturnType<typeof boundsOf>,
  { terms, rails }: Pricing,
): VariantColumns {
  const guarded = variant.priceFromRule
    ? priceByGuardedRule(variant, currentMinor, { rule, terms, rails, bounds })
    : undefined;
  const priceMinor = guarded?.priceMinor ?? variant.priceMinor;
  const basis = costBasis(variant, terms);
  const { landedMinor, margin } = basis
    ? priceVariant(basis, rule, basis.terms, priceMinor)
    : { landedMinor: null, margin: null };
  return {
    ...variant,
    priceMinor,
    heldPriceMinor: guarded?.held?.priceMinor ?? null,
    heldBy: guarded?.held?.by ?? null,
    landedMinor,
    profitMinor: margin?.profitMinor ?? null,
    marginBps: margin?.percentOfPriceBps ?? null,
  };
}
