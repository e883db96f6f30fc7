import type { Random } from "../random.ts";

/** Stock of one variant in one country: in CJ's own warehouse, and at the supplier. */
export interface StockRow {
  countryCode: string;
  cj: number;
  factory: number;
}

export interface Warehouse {
  countryCode: string;
  areaId: number;
  areaEn: string;
  countryNameEn: string;
  /** UUID without the braces CJ puts around it. */
  stockId: string;
}

export const warehouses: readonly Warehouse[] = [
  {
    countryCode: "CN",
    areaId: 1,
    areaEn: "China Warehouse",
    countryNameEn: "China",
    stockId: "6709CCD7-0DC3-42C1-B310-17AC499EBA01",
  },
  {
    countryCode: "US",
    areaId: 2,
    areaEn: "US Warehouse",
    countryNameEn: "United States of America (the)",
    stockId: "201E67F6-4BC8-4A5A-8A6D-5C1F3C0F3D02",
  },
  {
    countryCode: "DE",
    areaId: 4,
    areaEn: "Germany Warehouse",
    countryNameEn: "Germany",
    stockId: "7C9A1E1B-3C5D-4A8B-9F1D-0D6B2C7E4A04",
  },
  {
    countryCode: "GB",
    areaId: 6,
    areaEn: "UK Warehouse",
    countryNameEn: "United Kingdom of Great Britain and Northern Ireland (the)",
    stockId: "B4C3D0B9-64F3-4E6E-93A2-7E5A9C1D8F06",
  },
];

export const findWarehouse = (countryCode: string): Warehouse | undefined =>
  warehouses.find((warehouse) => warehouse.countryCode === countryCode);

/** CN is mostly the supplier's round ten thousand; elsewhere only what lies in the warehouse. One in twelve is sold out. */
export function stockRows(countries: readonly string[], random: Random): StockRow[] {
  const soldOut = random.chance(0.08);
  return countries.map((countryCode) => {
    if (countryCode !== "CN") return { countryCode, cj: random.chance(0.2) ? 0 : random.int(5, 900), factory: 0 };
    if (soldOut) return { countryCode, cj: 0, factory: 0 };
    return {
      countryCode,
      cj: random.chance(0.5) ? random.int(1, 800) : 0,
      factory: random.chance(0.8) ? 10_000 : random.int(40, 9000),
    };
  });
}

/** Stock of several variants by country, in order of first appearance. */
export function sumStock(rowsOfVariants: ReadonlyArray<readonly StockRow[]>): StockRow[] {
  const byCountry = new Map<string, StockRow>();
  for (const row of rowsOfVariants.flat()) {
    const sum = byCountry.get(row.countryCode) ?? { countryCode: row.countryCode, cj: 0, factory: 0 };
    byCountry.set(row.countryCode, { ...sum, cj: sum.cj + row.cj, factory: sum.factory + row.factory });
  }
  return [...byCountry.values()];
}
