import { z } from "zod";

import { imageUrl } from "../../shared/images.ts";
import { optionNames } from "../../shared/options.ts";
import { fieldsOf, listOf } from "../../shared/text.ts";
import * as field from "../fields.ts";
import type { CjCategory, CjPage, CjProductSummary } from "../types.ts";
import { categoryPath, saleStatus } from "./product.ts";

/** One row of listV2 (`id`, `nameEn`, `bigImage`) or of list v1 (`pid`, `productNameEn`, `productImage`), see Q9. */
const Row = z.object({
  id: field.text,
  pid: field.text,
  nameEn: field.text,
  productNameEn: field.text,
  sku: field.text,
  productSku: field.text,
  bigImage: field.text,
  productImage: field.textList,
  sellPrice: field.prices,
  nowPrice: field.prices,
  discountPrice: field.prices,
  currency: field.text,
  productWeight: field.measure,
  categoryId: field.text,
  categoryName: field.text,
  oneCategoryName: field.text,
  twoCategoryName: field.text,
  threeCategoryName: field.text,
  variantKeyEn: field.text,
  productType: field.text,
  saleStatus: field.text,
  supplierName: field.text,
  listedNum: field.count,
  isVideo: field.flag,
  isFreeShipping: field.flag,
  addMarkStatus: field.flag,
  warehouseInventoryNum: field.count,
  inventoryInfo: field.stock,
  createAt: field.instant,
  createTime: field.instant,
});

/** Paging as number or text under three sets of names (Q24). */
const Paging = z.object({
  pageNum: field.count,
  pageNumber: field.count,
  pageSize: field.count,
  total: field.count,
  totalRecords: field.count,
  totalPages: field.count,
});

/** Rows of any of CJ's pages, each read by `read`; rows it cannot read are counted, not invented. */
export function pageData<T>(read: (row: unknown) => T | null) {
  return z.looseObject({}).transform((data): CjPage<T> => {
    const rows = rowsOf(data);
    const items = rows.map(read).filter((item) => item !== null);
    const paging = Paging.parse(data);
    const total = paging.total ?? paging.totalRecords ?? rows.length;
    const pageSize = paging.pageSize ?? rows.length;
    return {
      items,
      page: paging.pageNum ?? paging.pageNumber ?? 1,
      pageSize,
      total,
      totalPages: paging.totalPages ?? Math.ceil(total / Math.max(1, pageSize)),
      unreadable: rows.length - items.length,
    };
  });
}

/** `data` of product/list and product/listV2. */
export const productPageData = pageData(readSummary);

type Level = {
  categoryFirstName?: unknown;
  categoryFirstList?: unknown;
  categorySecondName?: unknown;
  categorySecondList?: unknown;
};
const Leaf = z.object({ categoryId: field.id, categoryName: field.id });

/** `data` of product/getCategory: the leaves, each id once. */
export const categoryData = z.array(z.unknown()).transform((levels): CjCategory[] => {
  const leaves = new Map<string, CjCategory>();
  for (const first of levels.map((level): Level => fieldsOf(level))) {
    for (const second of listOf(first.categoryFirstList).map((level): Level => fieldsOf(level))) {
      for (const leaf of listOf(second.categorySecondList).map((row) => Leaf.safeParse(row))) {
        if (!leaf.success) continue;
        const { categoryId, categoryName } = leaf.data;
        const path = [first.categoryFirstName, second.categorySecondName, categoryName].map((name) =>
          String(name ?? "").trim(),
        );
        leaves.set(categoryId, { id: categoryId, name: categoryName, path: path.filter(Boolean) });
      }
    }
  }
  return [...leaves.values()];
});

function rowsOf(data: Record<string, unknown>): unknown[] {
  if (Array.isArray(data.list)) return data.list;
  // listV2 wraps its products once more: content[0].productList (Q9).
  return listOf(data.content).flatMap((wrapper) => {
    const { productList } = fieldsOf(wrapper);
    return productList === undefined ? [wrapper] : listOf(productList);
  });
}

function readSummary(value: unknown): CjProductSummary | null {
  const parsed = Row.safeParse(value);
  const pid = parsed.data?.id ?? parsed.data?.pid;
  if (!parsed.success || !pid) return null;
  const row = parsed.data;
  const name = row.nameEn ?? row.productNameEn;
  const image = imageUrl(row.bigImage ?? row.productImage[0]);
  const currency = row.currency?.toUpperCase() ?? "USD";
  const price = currency === "USD" ? row.sellPrice : null;
  const levels = [row.oneCategoryName, row.twoCategoryName, row.threeCategoryName].filter((level) => level !== null);
  return {
    pid,
    name,
    sku: row.sku ?? row.productSku,
    image,
    price,
    discountPrice: currency === "USD" ? (row.discountPrice ?? row.nowPrice) : null,
    currency,
    weightGrams: row.productWeight,
    categoryId: row.categoryId,
    categoryPath: levels.length > 0 ? levels : categoryPath(row.categoryName),
    optionNames: optionNames(null, row.variantKeyEn),
    productType: row.productType,
    status: saleStatus(row.saleStatus),
    statusRaw: row.saleStatus,
    supplierName: row.supplierName,
    listedCount: row.listedNum,
    hasVideo: row.isVideo,
    // addMarkStatus is the older name of the same fact (Q11).
    freeShipping: row.isFreeShipping ?? row.addMarkStatus,
    stockTotal: row.warehouseInventoryNum,
    stock: row.inventoryInfo,
    createdAt: row.createAt ?? row.createTime,
    incomplete: !name || !image || !price,
    raw: value,
  };
}
