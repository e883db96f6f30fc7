import type { ProductKind, ProductView } from "./control-types.ts";
import { productPath } from "./catalogue/slug.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { CatalogueProduct } from "./catalogue/product.ts";
import type { World } from "./world.ts";

/** How far a kind is looked for before it counts as absent. */
const LOOKED_AT = 5000;

const tests: Record<ProductKind, (product: CatalogueProduct) => boolean> = {
  single: (product) => product.variants.length === 1,
  color: (product) => product.optionNames.join() === "Color",
  "color-size": (product) => product.optionNames.join() === "Color,Size" && product.variants.length >= 6,
  "dash-values": (product) =>
    product.optionNames.length === 2 &&
    product.variants.some((variant) => variant.values.some((value) => value.includes("-"))),
  uuid: (product) => product.pid.length === 36,
  removed: () => true,
  "unpriced-variant": (product) => product.variants.some((variant) => variant.priceCents === null),
  "unknown-stock": (product) => !product.stockKnown,
  liquid: (product) => product.leaf.group.property === "LIQUID",
  battery: (product) => product.leaf.group.property === "BATTERY",
  "us-stock": (product) =>
    product.stockKnown &&
    product.variants.every((variant) => variant.stock.some((row) => row.countryCode === "US" && row.cj > 0)),
};

type Found = { readonly changes: number; readonly indexes: number[]; next: number };
const kept = new WeakMap<Catalogue, Map<ProductKind, Found>>();

/** The nth product with a trait, in index order; on the shelves unless the trait is `removed`. Asked for one after the other, each is looked at once. */
export function findProductOfKind(
  { catalogue }: Pick<World, "catalogue">,
  kind: ProductKind,
  nth: number,
): number | undefined {
  const found = foundBefore(catalogue, kind);
  const end = Math.min(catalogue.size, LOOKED_AT);
  for (; found.indexes.length <= nth && found.next < end; found.next++) {
    const index = found.next;
    if (catalogue.isRemoved(index) === (kind === "removed") && tests[kind](catalogue.product(index)))
      found.indexes.push(index);
  }
  return found.indexes[nth];
}

/** What was found of a kind since the last change of any product. */
function foundBefore(catalogue: Catalogue, kind: ProductKind): Found {
  const kinds = kept.get(catalogue) ?? new Map<ProductKind, Found>();
  kept.set(catalogue, kinds);
  const before = kinds.get(kind);
  if (before?.changes === catalogue.changes) return before;
  const anew = { changes: catalogue.changes, indexes: [], next: 0 };
  kinds.set(kind, anew);
  return anew;
}

export function productView(world: World, index: number): ProductView {
  const product = world.catalogue.product(index);
  return {
    index,
    pid: product.pid,
    sku: product.sku,
    name: product.nameEn,
    path: productPath(product.nameEn, product.pid),
    removed: world.catalogue.isRemoved(index),
    categoryId: product.leaf.id,
    categoryPath: [product.leaf.first.name, product.leaf.second.name, product.leaf.name],
    optionNames: product.optionNames,
    variants: product.variants.map((variant) => ({
      vid: variant.vid,
      sku: variant.sku,
      key: variant.key,
      values: variant.values,
      priceUsd: variant.priceCents === null ? null : variant.priceCents / 100,
      grams: variant.grams,
      stock: variant.stock,
    })),
    imageUrls: product.imagePaths.map((path) => world.url + path),
  };
}
