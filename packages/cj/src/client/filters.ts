type Query = Record<string, string | number | undefined>;

/** Filter of product/listV2. Prices in US dollars as decimal text. CJ serves pages 1 to 1000 of at most 100. */
export type CjProductFilter = {
  keyword?: string;
  page?: number;
  pageSize?: number;
  categoryId?: string;
  /** Leaves of which any will do. */
  categoryIds?: string[];
  /** Only products with stock in one of these countries. */
  countryCodes?: string[];
  minPriceUsd?: string;
  maxPriceUsd?: string;
  collection?: "trending" | "new" | "video" | "slow_moving";
  verifiedStockOnly?: boolean;
  minStock?: number;
  maxStock?: number;
  freeShippingOnly?: boolean;
  supplierId?: string;
  createdFrom?: Date;
  createdTo?: Date;
  orderBy?: "best_match" | "listed" | "price" | "created" | "stock";
  descending?: boolean;
};

/** Filter of product/list. CJ serves at most 200 a page. */
export type CjV1Filter = {
  page?: number;
  pageSize?: number;
  categoryId?: string;
  pid?: string;
  productSku?: string;
  name?: string;
  countryCode?: string;
  minPriceUsd?: string;
  maxPriceUsd?: string;
  trending?: boolean;
};

// Parameter names, numbers and the capital W are CJ's (docs mirror of 2026-02, re-checked in CJ-dropshipping/api-mcp).
const COLLECTIONS = { trending: 0, new: 1, video: 2, slow_moving: 3 };
const ORDERS = { best_match: 0, listed: 1, price: 2, created: 3, stock: 4 };

export function listV2Query(filter: CjProductFilter): Query {
  return {
    keyWord: filter.keyword,
    page: filter.page ?? 1,
    size: filter.pageSize ?? 20,
    categoryId: filter.categoryId,
    lv3categoryList: filter.categoryIds?.join(",") || undefined,
    countryCode: filter.countryCodes?.join(",") || undefined,
    startSellPrice: filter.minPriceUsd,
    endSellPrice: filter.maxPriceUsd,
    productFlag: filter.collection && COLLECTIONS[filter.collection],
    verifiedWarehouse: filter.verifiedStockOnly ? 1 : undefined,
    startWarehouseInventory: filter.minStock,
    endWarehouseInventory: filter.maxStock,
    addMarkStatus: filter.freeShippingOnly ? 1 : undefined,
    supplierId: filter.supplierId,
    timeStart: filter.createdFrom?.getTime(),
    timeEnd: filter.createdTo?.getTime(),
    orderBy: filter.orderBy && ORDERS[filter.orderBy],
    sort: filter.descending === undefined ? undefined : filter.descending ? "desc" : "asc",
    // Without it the three category names are null (Q10).
    features: "enable_category",
  };
}

export function listV1Query(filter: CjV1Filter): Query {
  return {
    pageNum: filter.page ?? 1,
    pageSize: filter.pageSize ?? 20,
    categoryId: filter.categoryId,
    pid: filter.pid,
    productSku: filter.productSku,
    productNameEn: filter.name,
    countryCode: filter.countryCode,
    minPrice: filter.minPriceUsd,
    maxPrice: filter.maxPriceUsd,
    searchType: filter.trending ? 2 : undefined,
  };
}
