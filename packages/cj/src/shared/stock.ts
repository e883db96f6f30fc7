import { count, fieldsOf, listOf, text } from "./text.ts";

/** Stock of one CJ warehouse: `cj` lies there, `factory` is promised by the supplier. */
export type CjWarehouseStock = { id: string; cj: number | null; factory: number | null };

/**
 * Stock in one country. `total` counts what CJ says can be sold, mostly factory stock in CN (Q14); null parts are unknown.
 * `verified` is true when CJ has counted it, false when it has not, null when it does not say.
 */
export type CjStock = {
  countryCode: string | null;
  areaName: string | null;
  total: number;
  cjOwned: number | null;
  factory: number | null;
  verified: boolean | null;
  warehouses: CjWarehouseStock[];
};

// Areas 1 and 2 are the ones CJ documents (product/globalWarehouseList, mirror of 2026-02).
const AREA_COUNTRY = new Map([
  ["1", "CN"],
  ["2", "US"],
  ["China Warehouse", "CN"],
  ["US Warehouse", "US"],
]);

/**
 * Rows of stock in any of CJ's spellings (Q13, Q15), also as JSON inside a string.
 * Null means unknown: no rows, or none with a number. Unknown is never reported as zero.
 */
export function stockRows(value: unknown): CjStock[] | null {
  const rows = listOf(value)
    .map(stockRow)
    .filter((row) => row !== null);
  return rows.length > 0 ? rows : null;
}

function stockRow(value: unknown): CjStock | null {
  const row = fieldsOf(value);
  const cjOwned = count(row.cjInventoryNum ?? row.cjInventory);
  const factory = count(row.factoryInventoryNum ?? row.factoryInventory);
  const parts = cjOwned === null && factory === null ? null : (cjOwned ?? 0) + (factory ?? 0);
  const total = count(row.totalInventoryNum ?? row.totalInventory ?? row.storageNum) ?? parts;
  if (total === null) return null;
  const areaName = text(row.areaEn);
  const countryCode =
    text(row.countryCode)?.toUpperCase() ??
    AREA_COUNTRY.get(text(row.areaId) ?? "") ??
    AREA_COUNTRY.get(areaName ?? "") ??
    null;
  return {
    countryCode,
    areaName,
    total,
    cjOwned,
    factory,
    verified: verified(row.verifiedWarehouse),
    warehouses: warehouses(row.stock),
  };
}

function warehouses(value: unknown): CjWarehouseStock[] {
  return listOf(value).flatMap((entry) => {
    const row = fieldsOf(entry);
    // CJ wraps this id in braces here and wants it without them in warehouse/detail (Q16).
    const id = text(row.stockId)?.replace(/^\{|\}$/g, "");
    return id ? [{ id, cj: count(row.inventory), factory: count(row.factoryInventory) }] : [];
  });
}

function verified(value: unknown): boolean | null {
  const mark = text(value);
  return mark === "1" ? true : mark === "2" ? false : null;
}
