import type { VariantId } from "@nexusone/contracts/ids";
import type { OwnableField, SupplierChange } from "@nexusone/contracts/supplier-sync";
import type { ProductSnapshot } from "../imports/snapshot.ts";
import type { StoredProduct } from "@nexusone/db/queries/stored-products";
import type { Merged, MergedVariant } from "./merge-reading.ts";

const MAX_TEXT = 200;
type Value = SupplierChange["from"];

/** What differs between the catalogue and a reading, product first, then variant by variant. Pure. */
export function supplierChanges(
  stored: StoredProduct,
  reading: ProductSnapshot | null,
  merged: Merged,
): SupplierChange[] {
  const { product, link } = stored;
  const changes: SupplierChange[] = [];
  const note = (field: SupplierChange["field"], from: Value, to: Value, about: Partial<SupplierChange> = {}): void => {
    if (from !== to) changes.push({ field, variantId: null, label: null, from, to, owner: "supplier", ...about });
  };
  const ownerOf = (field: OwnableField) => ({
    owner: product.ownedFields.includes(field) ? ("merchant" as const) : ("supplier" as const),
  });
  note("onSale", link?.offSaleAt === null, merged.onSale);
  // What is left of a product that is gone says nothing new.
  if (!reading) return changes;
  note("name", product.name, reading.name, ownerOf("name"));
  if (product.descriptionHtml !== reading.descriptionHtml)
    changes.push({
      ...{ field: "descriptionHtml", variantId: null, label: null, ...ownerOf("descriptionHtml") },
      ...{ from: excerpt(product.descriptionHtml), to: excerpt(reading.descriptionHtml) },
    });
  const images = [...new Set(reading.images)];
  if (JSON.stringify(stored.imageSources) !== JSON.stringify(images))
    changes.push({
      ...{ field: "images", variantId: null, label: null, ...ownerOf("images") },
      ...{ from: stored.imageSources.length, to: images.length },
    });

  const before = new Map(stored.variants.map((variant) => [variant.id, variant]));
  const stockOf = Map.groupBy(stored.stock, (row) => row.variantId);
  for (const after of merged.variants) {
    const then = after.id === null ? undefined : before.get(after.id);
    if (!then) {
      note("variant", null, after.label, { label: after.label });
      continue;
    }
    const about = { variantId: then.id as VariantId, label: then.label }; // our own uuid column
    note("onSale", then.offSaleAt === null, after.offSaleAt === null, about);
    if (after.offSaleAt !== null) continue;
    note("label", then.label, after.label, about);
    note("costUsd", then.costUsd, after.costUsd, about);
    note("stock", then.stockKnown ? unitsOf(stockOf.get(then.id) ?? []) : null, stockUnits(after), about);
    const wanted = after.heldPriceMinor ?? after.priceMinor;
    note("price", then.priceMinor, wanted, { ...about, owner: then.priceFromRule ? "supplier" : "merchant" });
  }
  return changes;
}

const excerpt = (text: string): string => text.slice(0, MAX_TEXT).toWellFormed();
const unitsOf = (stock: readonly { total: number }[]): number =>
  Math.min(
    2_000_000_000,
    stock.reduce((sum, row) => sum + row.total, 0),
  );
export const stockUnits = ({ stock }: Pick<MergedVariant, "stock">): number | null =>
  stock === null ? null : unitsOf(stock);

/** Units of a product in all variants on sale; null when nothing is known of any. */
export function totalStock(variants: readonly Pick<MergedVariant, "stock">[]): number | null {
  const known = variants.flatMap((variant) => variant.stock ?? []);
  return variants.some(({ stock }) => stock !== null) ? unitsOf(known) : null;
}
