import { sumStock } from "../catalogue/stock.ts";
import type { CatalogueProduct } from "../catalogue/product.ts";
import type { World } from "../world.ts";
import { absolute, categoryPathText, descriptionOf, habit, inventoryRow, priceText, usd } from "./product-views.ts";

/** One entry of listV2. Names of the levels come only with `enable_category`. */
export function listV2Item(
  world: World,
  product: CatalogueProduct,
  features: readonly string[],
): Record<string, unknown> {
  const { leaf } = product;
  const named = features.includes("enable_category");
  const totals = sumStock(product.variants.map((variant) => variant.stock));
  const all = totals.reduce((sum, row) => sum + row.cj + row.factory, 0);
  const inWarehouse = totals.reduce((sum, row) => sum + row.cj, 0);
  const discounted = habit(product, "discount", 9) === 0 ? usd(Math.round(product.lowCents * 0.8)).toFixed(2) : null;
  return {
    id: product.pid,
    nameEn: product.nameEn,
    sku: product.sku,
    spu: product.sku,
    bigImage: absolute(world, product.imagePaths[0] ?? ""),
    sellPrice: priceText(product),
    nowPrice: discounted,
    discountPrice: discounted,
    discountPriceRate: discounted === null ? null : "20",
    listedNum: product.listedNum,
    isCollect: 0,
    categoryId: leaf.id,
    threeCategoryName: named ? leaf.name : null,
    twoCategoryId: leaf.second.id,
    twoCategoryName: named ? leaf.second.name : null,
    oneCategoryId: leaf.first.id,
    oneCategoryName: named ? leaf.first.name : null,
    addMarkStatus: product.freeShipping ? 1 : 0,
    isVideo: product.hasVideo ? 1 : 0,
    videoList:
      features.includes("enable_video") && product.hasVideo ? [absolute(world, `/img/${product.pid}/video.mp4`)] : [],
    productType: product.supplierProduct ? "SUPPLIER_PRODUCT" : "ORDINARY_PRODUCT",
    supplierName: "",
    createAt: product.createdAt,
    warehouseInventoryNum: product.stockKnown ? all : null,
    totalVerifiedInventory: inWarehouse,
    totalUnVerifiedInventory: all - inWarehouse,
    verifiedWarehouse: inWarehouse > 0 ? 1 : 2,
    customization: 0,
    isPersonalized: 0,
    hasCECertification: habit(product, "ce", 5) === 0 ? 1 : 0,
    myProduct: false,
    currency: "USD",
    ...(features.includes("enable_description") ? { description: descriptionOf(world, product) } : {}),
    deliveryCycle: "3-5",
    saleStatus: "3",
    authorityStatus: "1",
    autStatus: "1",
    isAut: "0",
    isList: 0,
    syncListedProductStatus: "0",
    activityId: null,
    directMinOrderNum: null,
    isAd: 0,
    setRecommendedTime: 0,
    ...(product.optionNames.length === 0 ? {} : { variantKeyEn: product.optionNames.join("-") }),
    inventoryInfo: product.stockKnown ? JSON.stringify(totals.map((row) => inventoryRow(row, false))) : null,
  };
}

/** One entry of the first list endpoint, which also knows removed products (`saleStatus` 2). */
export function listV1Item(world: World, product: CatalogueProduct, removed: boolean): Record<string, unknown> {
  const image = absolute(world, product.imagePaths[0] ?? "");
  const weight = [0, product.lowGrams, product.lowGrams.toFixed(2), `${product.lowGrams}-${product.highGrams}`][
    habit(product, "v1-weight", 4)
  ];
  const single = product.lowCents === product.highCents && habit(product, "v1-price", 2) === 0;
  const status = removed ? 2 : 3;
  return {
    pid: product.pid,
    productName: [JSON.stringify(product.namesZh), JSON.stringify(["", ...product.namesZh]), product.namesZh[0]][
      habit(product, "v1-name", 3)
    ],
    productNameEn: product.nameEn,
    productSku: product.sku,
    // Protocol-less for one in five.
    productImage: habit(product, "v1-image", 5) === 0 ? image.replace(/^https?:/, "") : image,
    productWeight: weight,
    productType: habit(product, "v1-type", 3) === 0 ? null : "ORDINARY_PRODUCT",
    productUnit: "unit(s)",
    sellPrice: single ? usd(product.lowCents) : priceText(product),
    categoryId: product.leaf.id,
    categoryName: categoryPathText(product),
    remark: "",
    addMarkStatus: [null, product.freeShipping ? "1" : "0"][habit(product, "v1-mark", 2)],
    createTime: [null, product.createdAt][habit(product, "v1-time", 2)],
    isVideo: [product.hasVideo ? 1 : 0, product.hasVideo ? "1" : "0", null][habit(product, "v1-video", 3)],
    saleStatus: habit(product, "v1-status", 2) === 0 ? status : String(status),
    listedNum: product.listedNum,
    supplierName: habit(product, "v1-supplier", 2) === 0 ? null : "",
    supplierId: null,
    customizationVersion: 0,
    isFreeShipping: product.freeShipping,
    shippingCountryCodes: [...product.warehouses],
  };
}
