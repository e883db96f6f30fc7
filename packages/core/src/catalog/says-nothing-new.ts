import type { StoredProduct } from "@nexusone/db/queries/stored-products";
import type { Merged, MergedVariant } from "./merge-reading.ts";
import { totalStock } from "./supplier-changes.ts";

/** Whether everything that would be written is there already. Pure. */
export function saysNothingNew(stored: StoredProduct, merged: Merged): boolean {
  const { product } = stored;
  if (merged.variants.length !== stored.variants.length) return false;
  const stockOf = Map.groupBy(stored.stock, (row) => row.variantId);
  const before = new Map(stored.variants.map((variant) => [variant.id, variant]));
  return (
    same(
      [merged.name, merged.descriptionHtml, merged.optionNames, merged.images, totalStock(merged.variants)],
      [product.name, product.descriptionHtml, product.optionNames, stored.imageSources, product.stockTotal],
    ) &&
    merged.variants.every((after) => {
      const then = after.id === null ? undefined : before.get(after.id);
      return (
        then && same(facts(after, after.stock), facts(then, then.stockKnown ? (stockOf.get(then.id) ?? []) : null))
      );
    })
  );
}

type Facts = Omit<MergedVariant, "id" | "stock">;
type Counted = NonNullable<MergedVariant["stock"]>[number];

function facts(variant: Facts, stock: readonly Counted[] | null): unknown[] {
  const { sku, label, options, offSaleAt, costUsd, priceMinor, heldPriceMinor, heldBy, duty } = variant;
  const { landedMinor, profitMinor, marginBps, weightGrams, imageUrl, freight } = variant;
  return [
    ...[sku, label, options, offSaleAt?.getTime() ?? null, costUsd, priceMinor, heldPriceMinor, heldBy],
    ...[landedMinor, profitMinor, marginBps, weightGrams, imageUrl, sorted(duty), sorted(freight)],
    stock?.map(({ country, total, cjOwned, factory, verified }) => [country, total, cjOwned, factory, verified]).sort(),
  ];
}

/** Postgres keeps the keys of jsonb in an order of its own. */
const sorted = (value: object | null): unknown => value && Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
