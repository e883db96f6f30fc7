import { beijingTime } from "../clock.ts";
import { ORIGIN_MARK } from "../catalogue/description.ts";
import type { CatalogueProduct, CatalogueVariant } from "../catalogue/product.ts";
import { findWarehouse, type StockRow } from "../catalogue/stock.ts";
import { hash32 } from "../random.ts";
import type { World } from "../world.ts";

/** CJ is not of one mind about anything; which form a product shows is fixed per product by this. */
export const habit = (product: { index: number }, name: string, forms: number): number =>
  hash32(`${name}:${product.index}`) % forms;

export const usd = (cents: number): number => cents / 100;

/** `11.85`, or `8.13 -- 8.62` when the variants differ. */
export function priceText(product: CatalogueProduct): string {
  const low = usd(product.lowCents).toFixed(2);
  return product.lowCents === product.highCents ? low : `${low} -- ${usd(product.highCents).toFixed(2)}`;
}

/** `"1500.0"`, or a range when the variants weigh differently. */
export const weightText = (product: CatalogueProduct): string =>
  product.lowGrams === product.highGrams
    ? product.lowGrams.toFixed(1)
    : `${product.lowGrams.toFixed(1)}-${product.highGrams.toFixed(1)}`;

export function categoryPathText(product: CatalogueProduct): string {
  const { first, second, name } = product.leaf;
  return [first.name, second.name, name].join(habit(product, "separator", 3) === 0 ? " > " : " / ");
}

export const absolute = (world: World, path: string): string => world.url + path;

export const descriptionOf = (world: World, product: CatalogueProduct): string | null =>
  product.descriptionHtml === null ? null : product.descriptionHtml.replaceAll(ORIGIN_MARK, world.url);

const jsonList = (values: string[]): string => JSON.stringify(values);

const propertyZh = { COMMON: "普货", BATTERY: "带电", LIQUID: "液体", SENSITIVE: "敏感货" } as const;

/** One picture as a plain address, several as JSON in a string with an empty first entry and a repeated one. */
function productImage(world: World, product: CatalogueProduct): string {
  const urls = product.imagePaths.map((path) => absolute(world, path));
  if (product.variants.length === 1 && habit(product, "single-image", 2) === 0) return urls[0] ?? "";
  const repeated = habit(product, "repeat", 3) === 0 ? urls.slice(1, 2) : [];
  return jsonList([...(habit(product, "blank-first", 2) === 0 ? [""] : []), ...urls, ...repeated]);
}

export function productDetail(
  world: World,
  product: CatalogueProduct,
  features: readonly string[],
  countryCode: string | undefined,
): Record<string, unknown> {
  const { group } = product.leaf;
  const optionNames = product.optionNames;
  const isOld = habit(product, "old", 4) === 0;
  const variants = product.variants.filter(
    (variant) =>
      countryCode === undefined ||
      variant.stock.some((row) => row.countryCode === countryCode && row.cj + row.factory > 0),
  );
  const single = product.lowCents === product.highCents;
  return {
    pid: product.pid,
    productName: jsonList(product.namesZh),
    productNameEn: product.nameEn,
    productSku: product.sku,
    productImage: productImage(world, product),
    ...(isOld
      ? {}
      : {
          productImageSet: product.imagePaths.map((path) => absolute(world, path)),
          bigImage: absolute(world, product.imagePaths[0] ?? ""),
        }),
    productWeight: weightText(product),
    productUnit: "unit(s)",
    productType: product.supplierProduct ? "SUPPLIER_PRODUCT" : "ORDINARY_PRODUCT",
    categoryId: product.leaf.id,
    categoryName: categoryPathText(product),
    entryCode: group.hsCode,
    entryName: isOld ? null : group.zh,
    entryNameEn: product.leaf.nouns[0]?.toLowerCase(),
    materialName: null,
    materialNameEn: jsonList(["", product.materialEn]),
    ...(isOld ? {} : { materialNameEnSet: [product.materialEn] }),
    materialKey: jsonList([product.materialEn.toUpperCase().replaceAll(" ", "_")]),
    packingWeight: product.packingGrams.toFixed(1),
    ...(isOld ? {} : { packWeight: product.packingGrams.toFixed(1) }),
    packingName: jsonList(["", "塑料袋"]),
    packingNameEn: jsonList(["", "plastic_bag"]),
    packingKey: jsonList(["PLASTIC_BAG"]),
    productKey:
      optionNames.length === 0
        ? null
        : jsonList(optionNames.map((name) => (name === "Color" ? "颜色" : name === "Size" ? "尺寸" : "款式"))),
    productKeyEn: optionNames.length === 0 ? null : optionNames.join("-"),
    ...(isOld || optionNames.length === 0 ? {} : { productKeyEnSet: optionNames }),
    productPro: jsonList([propertyZh[group.property]]),
    productProEn: jsonList([group.property]),
    ...(isOld ? {} : { productProSet: [propertyZh[group.property]], productProEnSet: [group.property] }),
    sellPrice: single
      ? habit(product, "price", 2) === 0
        ? usd(product.lowCents)
        : priceText(product)
      : priceText(product),
    suggestSellPrice: isOld
      ? null
      : `${usd(product.lowCents * 2.9).toFixed(2)}-${usd(product.highCents * 2.9).toFixed(2)}`,
    description: descriptionOf(world, product),
    addMarkStatus: product.freeShipping ? 1 : 0,
    listedNum: product.listedNum,
    status: "3",
    supplierName: isOld ? null : "",
    supplierId: isOld ? null : "",
    customizationVersion: 0,
    customizationJson1: isOld ? null : "",
    ...(features.includes("enable_video")
      ? { productVideo: product.hasVideo ? [absolute(world, `/img/${product.pid}/video.mp4`)] : [] }
      : {}),
    createrTime: beijingTime(product.createdAt),
    sourceFrom: isOld ? 2 : 0,
    variants: variants.map((variant) => variantView(world, product, variant, features.includes("enable_inventory"))),
  };
}

export function variantView(
  world: World,
  product: CatalogueProduct,
  variant: CatalogueVariant,
  withInventory: boolean,
): Record<string, unknown> {
  const isOld = habit(product, "old", 4) === 0;
  const total = variant.stock.reduce((sum, row) => sum + row.cj + row.factory, 0);
  const price = variant.priceCents === null ? null : usd(variant.priceCents);
  return {
    vid: variant.vid,
    pid: product.pid,
    variantName: null,
    variantNameEn: variant.key === "default" ? product.nameEn : `${product.nameEn} ${variant.values.join(" ")}`,
    variantSku: variant.sku,
    variantImage: variant.imagePath === null ? null : absolute(world, variant.imagePath),
    variantUnit: null,
    variantProperty: isOld ? null : "[]",
    variantKey:
      variant.values.length === 1 && variant.key !== "default" && habit(product, "json-key", 4) === 0
        ? jsonList(variant.values)
        : variant.key,
    variantLength: variant.lengthMm,
    variantWidth: variant.widthMm,
    variantHeight: variant.heightMm,
    variantVolume: variant.lengthMm * variant.widthMm * variant.heightMm,
    variantWeight: variant.grams,
    variantSellPrice: price !== null && habit(product, "text-price", 7) === 0 ? price.toFixed(2) : price,
    variantSugSellPrice: price === null || isOld ? null : Number((price * 2.9).toFixed(2)),
    variantStandard:
      isOld && habit(product, "standard", 2) === 0
        ? null
        : `long=${variant.lengthMm},width=${variant.widthMm},height=${variant.heightMm}`,
    createTime: isOld ? null : new Date(product.createdAt).toISOString().replace("Z", "+00:00"),
    ...(isOld ? {} : { inventoryNum: product.stockKnown ? total : null }),
    ...(withInventory && product.stockKnown
      ? { inventories: variant.stock.map((row) => inventoryRow(row, true)) }
      : {}),
  };
}

/** CJ's "verified" means that the goods were counted in a CJ warehouse. */
export function inventoryRow(row: StockRow, withStock: boolean): Record<string, unknown> {
  const warehouse = findWarehouse(row.countryCode);
  return {
    countryCode: row.countryCode,
    totalInventory: row.cj + row.factory,
    cjInventory: row.cj,
    factoryInventory: row.factory,
    verifiedWarehouse: row.cj > 0 ? 1 : 2,
    ...(withStock
      ? {
          stock:
            row.cj + row.factory === 0 || !warehouse
              ? null
              : [{ stockId: `{${warehouse.stockId}}`, inventory: row.cj, factoryInventory: row.factory }],
        }
      : {}),
  };
}
