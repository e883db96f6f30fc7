import { measureRange } from "../shared/decimal.ts";
import type { CjRange } from "../shared/decimal.ts";
import { imageUrl } from "../shared/images.ts";
import { stockRows } from "../shared/stock.ts";
import type { CjStock } from "../shared/stock.ts";
import { fieldsOf, listOf, text } from "../shared/text.ts";
import { readDomDetails } from "./product-dom.ts";
import type { SizeMm } from "./product-dom.ts";
import { findProduct, variantRows } from "./summary.ts";
import type { NotProduct, ProductSummary, VariantSummary } from "./summary.ts";
import { normalPid } from "./url.ts";
import type { PageOptions } from "./url.ts";

/** A variant with all the page says of it. `stock` null: unknown, not zero. Weight in grams. */
export type PageVariant = VariantSummary & {
  sku: string | null;
  image: string | null;
  weightGrams: number | null;
  stock: CjStock[] | null;
};

/** Everything a product page says; `descriptionHtml` is not sanitised. */
export type ProductReading = Omit<ProductSummary, "variants"> & {
  sku: string | null;
  weightGrams: CjRange | null;
  categories: string[];
  variants: PageVariant[];
  packingMm: SizeMm[];
  descriptionHtml: string | null;
};

type Data = Record<string, unknown>;

/** Reads all a CJ page says of its product, or says why there is none; as pure as `readProductSummary`. */
export function readProductPage(document: Document, url: URL, options?: PageOptions): ProductReading | NotProduct {
  const found = findProduct(document, url, options);
  if ("notProduct" in found) return found;
  const { summary, data = {} } = found;
  const dom = readDomDetails(document);
  return {
    ...summary,
    sku: text(data.sku),
    weightGrams: measureRange(data.weight),
    categories: readCategories(data.categories) ?? dom.categories,
    variants: variantDetails(summary.variants, data),
    packingMm: dom.packingMm.length > 0 ? dom.packingMm : readSizes(data),
    descriptionHtml: text(data.description) ?? (summary.source === "dom" ? dom.descriptionHtml : null),
  };
}

function variantDetails(variants: VariantSummary[], data: Data): PageVariant[] {
  // A row without an id is no variant, so these stand beside the variants one by one.
  const rows = variantRows(data).filter((row) => normalPid(row.id));
  const stock = new Map(
    listOf(data.variantInventory)
      .map(fieldsOf)
      .map((row) => [normalPid(row.vid), stockRows(row.inventory)]),
  );
  return variants.map((variant, at) => {
    const row = rows[at] ?? {};
    return {
      ...variant,
      sku: text(row.sku),
      image: imageUrl(row.image),
      weightGrams: measureRange(row.weight)?.max ?? null,
      stock: stock.get(variant.vid) ?? null,
    };
  });
}

function readCategories(value: unknown): string[] | null {
  const names = listOf(value)
    .map((entry) => text(fieldsOf(entry).name ?? entry))
    .filter((name) => name !== null);
  return names.length > 0 ? names : null;
}

/** The distinct packed sizes of the variants. */
function readSizes(data: Data): SizeMm[] {
  const sizes = variantRows(data)
    .map(sizeOf)
    .filter((size) => size !== null);
  return [...new Map(sizes.map((size) => [JSON.stringify(size), size])).values()];
}

function sizeOf(row: unknown): SizeMm | null {
  const { long, width, height } = fieldsOf(row);
  const [length, wide, high] = [long, width, height].map((side) => measureRange(side)?.max);
  return length && wide && high ? { length, width: wide, height: high } : null;
}
