import { findWarehouse, sumStock, warehouses, type StockRow } from "../catalogue/stock.ts";
import { ok, okWithoutResult, refusals, type CjReply } from "./envelope.ts";
import { inventoryRow } from "./product-views.ts";
import { findProduct, findVariant } from "./products.ts";
import { requiredText, type CjCall, type CjEndpoint } from "./request.ts";

const known = (rows: readonly StockRow[]) =>
  rows.flatMap((row) => {
    const warehouse = findWarehouse(row.countryCode);
    return warehouse ? [{ row, warehouse, total: row.cj + row.factory }] : [];
  });

const stockOf = (row: StockRow, stockId: string): unknown[] =>
  row.cj + row.factory === 0 ? [] : [{ stockId: `{${stockId}}`, inventory: row.cj, factoryInventory: row.factory }];

/** `areaId` is text here, and the deprecated `storageNum` repeats the total. */
function queryByVid(call: CjCall): CjReply {
  const { product, variant } = findVariant(call, requiredText(call.query, "vid"));
  const rows = product.stockKnown ? known(variant.stock) : [];
  return ok(
    rows.map(({ row, warehouse, total }) => ({
      vid: variant.vid,
      areaId: String(warehouse.areaId),
      areaEn: warehouse.areaEn,
      countryCode: row.countryCode,
      storageNum: total,
      totalInventoryNum: total,
      cjInventoryNum: row.cj,
      factoryInventoryNum: row.factory,
      stock: stockOf(row, warehouse.stockId),
    })),
    { withSuccess: false },
  );
}

/** `areaId` is a number here, and a product SKU gives the sum over its variants. */
function queryBySku(call: CjCall): CjReply {
  const found = call.world.catalogue.findBySku(requiredText(call.query, "sku"));
  if (!found) throw refusals.variantNotFound();
  if (call.world.catalogue.isRemoved(found.product.index)) throw refusals.variantRemoved();
  const rows = sumStock((found.variant ? [found.variant] : found.product.variants).map((variant) => variant.stock));
  return ok(
    known(found.product.stockKnown ? rows : []).map(({ row, warehouse, total }) => ({
      areaId: warehouse.areaId,
      areaEn: warehouse.areaEn,
      countryCode: row.countryCode,
      countryNameEn: warehouse.countryNameEn,
      totalInventoryNum: total,
      cjInventoryNum: row.cj,
      factoryInventoryNum: row.factory,
      stock: stockOf(row, warehouse.stockId),
    })),
  );
}

/** …InventoryNum above, …Inventory below, no `result`. Unknown stock is an empty inner list, which is not zero. */
function getInventoryByPid(call: CjCall): CjReply {
  requiredText(call.query, "pid");
  const { product } = findProduct(call);
  const sums = product.stockKnown ? sumStock(product.variants.map((variant) => variant.stock)) : [];
  return okWithoutResult({
    inventories: known(sums).map(({ row, warehouse, total }) => ({
      areaEn: warehouse.areaEn,
      areaId: warehouse.areaId,
      countryCode: row.countryCode,
      totalInventoryNum: total,
      cjInventoryNum: row.cj,
      factoryInventoryNum: row.factory,
      countryNameEn: warehouse.countryNameEn,
    })),
    variantInventories: product.variants.map((variant) => ({
      vid: variant.vid,
      inventory: product.stockKnown ? variant.stock.map((row) => inventoryRow(row, false)) : [],
    })),
  });
}

function globalWarehouseList(): CjReply {
  return okWithoutResult(
    warehouses.map((warehouse) => ({
      id: warehouse.stockId,
      areaId: warehouse.areaId,
      areaEn: warehouse.areaEn,
      areaCn: warehouse.countryCode === "CN" ? "中国仓" : `${warehouse.countryCode}仓`,
      countryCode: warehouse.countryCode,
      nameEn: warehouse.countryNameEn,
      valueEn: warehouse.countryCode,
      disabled: false,
      en: warehouse.areaEn,
    })),
  );
}

export const stockEndpoints: readonly CjEndpoint[] = [
  { method: "GET", path: "/product/stock/queryByVid", points: 10, needsToken: true, handle: queryByVid },
  { method: "GET", path: "/product/stock/queryBySku", points: 10, needsToken: true, handle: queryBySku },
  { method: "GET", path: "/product/stock/getInventoryByPid", points: 10, needsToken: true, handle: getInventoryByPid },
  { method: "GET", path: "/product/globalWarehouseList", points: 0, needsToken: true, handle: globalWarehouseList },
];
