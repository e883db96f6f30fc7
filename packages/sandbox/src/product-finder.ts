import type { ProductKind, ProductView } from "./control-types.ts";
import { productPath } from "./catalogue/slug.ts";
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

/** The nth product with a trait, in index order; on the shelves unless the trait is `removed`. */
export function findProductOfKind(world: World, kind: ProductKind, nth: number): number | undefined {
  let seen = 0;
  for (let index = 0; index < Math.min(world.catalogue.size, LOOKED_AT); index++) {
    if (world.catalogue.isRemoved(index) !== (kind === "removed") || !tests[kind](world.catalogue.product(index)))
      continue;
    if (seen++ === nth) return index;
  }
  return undefined;
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
