import { habit, inventoryRow, priceText, usd, absolute, descriptionOf } from "../cj-api/product-views.ts";
import type { CatalogueProduct, CatalogueVariant } from "../catalogue/product.ts";
import type { World } from "../world.ts";

/** `window.productDetailData` of one product, with CJ's varying spellings (facts sheet B2). */
export function productDetailData(world: World, product: CatalogueProduct): Record<string, unknown> {
  const { leaf } = product;
  const images = product.imagePaths.map((path) => absolute(world, path));
  const names = [leaf.first.name, leaf.second.name, leaf.name];
  const single = product.lowCents === product.highCents;
  return {
    id: product.pid,
    nameEn: product.nameEn,
    sku: product.sku,
    image: images[0],
    images: habit(product, "page-images", 2) === 0 ? JSON.stringify([...images, ...images.slice(1, 2)]) : images,
    description: descriptionOf(world, product),
    sellPrice: single && habit(product, "page-price", 2) === 0 ? usd(product.lowCents) : priceText(product),
    currency: habit(product, "page-currency", 2) === 0 ? undefined : "USD",
    categories: habit(product, "page-categories", 2) === 0 ? names : names.map((name) => ({ name })),
    material: product.materialEn,
    packing: "plastic_bag",
    hsCode: leaf.group.hsCode,
    weight:
      product.lowGrams === product.highGrams ? product.lowGrams.toFixed(1) : `${product.lowGrams}-${product.highGrams}`,
    property: habit(product, "page-property", 2) === 0 ? leaf.group.property : { key: leaf.group.property },
    variantKeyEn: product.optionNames.length === 0 ? undefined : product.optionNames.join("-"),
    productType: habit(product, "page-type", 2) === 0 ? 0 : "ORDINARY_PRODUCT",
    supplierId: habit(product, "page-supplier", 2) === 0 ? undefined : "",
    stanProducts: product.variants.map((variant) => stanProduct(world, product, variant)),
    variantInventory: product.stockKnown
      ? product.variants.map((variant) => ({
          vid: variant.vid,
          inventory: variant.stock.map((row) => inventoryRow(row, false)),
        }))
      : undefined,
    video: undefined,
  };
}

function stanProduct(world: World, product: CatalogueProduct, variant: CatalogueVariant): Record<string, unknown> {
  const missing = habit(product, "page-missing", 2) === 0 ? "" : undefined;
  const price = variant.priceCents === null ? missing : usd(variant.priceCents);
  return {
    id: variant.vid,
    sku: variant.sku,
    variantKey: variant.key,
    sellPrice: typeof price === "number" && habit(product, "page-text", 2) === 0 ? price.toFixed(2) : price,
    image: variant.imagePath === null ? undefined : absolute(world, variant.imagePath),
    weight: variant.grams,
    packWeight: Math.round(variant.grams * 1.06),
    long: variant.lengthMm,
    width: variant.widthMm,
    height: variant.heightMm,
    volume: variant.lengthMm * variant.widthMm * variant.heightMm,
    standard: `long=${variant.lengthMm},width=${variant.widthMm},height=${variant.heightMm}`,
  };
}
