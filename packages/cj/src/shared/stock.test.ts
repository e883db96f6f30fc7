import { expect, it } from "vitest";

import { stockRows } from "./stock.ts";

it("[Q13] one number under three names", () => {
  const totals = [{ storageNum: 7 }, { totalInventoryNum: 7, storageNum: 9 }, { totalInventory: "7" }];
  expect(totals.map((row) => stockRows([{ countryCode: "CN", ...row }])?.[0]?.total)).toEqual([7, 7, 7]);
});

it.each([undefined, null, [], "[]", "", [{}], [{ countryCode: "CN", totalInventory: null }], "not json"])(
  "[Q13] %j is unknown, never zero",
  (rows) => {
    expect(stockRows(rows)).toBeNull();
  },
);

it("[Q13] a known zero is zero, and parts make a total", () => {
  expect(stockRows([{ countryCode: "US", totalInventory: 0 }])?.[0]?.total).toBe(0);
  expect(stockRows([{ countryCode: "CN", cjInventory: 17, factoryInventory: 10000 }])?.[0]?.total).toBe(10017);
});

it("[Q14] own and factory stock stay apart, with CJ's word on whether it counted", () => {
  const row = { countryCode: "CN", totalInventory: 10017, cjInventory: 17, factoryInventory: 10000 };
  expect(stockRows([{ ...row, verifiedWarehouse: 2 }])).toMatchObject([
    { cjOwned: 17, factory: 10000, verified: false },
  ]);
  expect(
    [1, "1", 2, "2", 0, null, undefined].map(
      (verifiedWarehouse) => stockRows([{ ...row, verifiedWarehouse }])?.[0]?.verified,
    ),
  ).toEqual([true, true, false, false, null, null, null]);
});

it("[Q15] the country comes from its code, else from the area, whatever its type", () => {
  const rows = [
    { countryCode: "us", areaId: 1 },
    { areaId: "1" },
    { areaId: 2, countryNameEn: "United States of America (the)" },
    { areaEn: "US Warehouse" },
    { areaEn: "constructor" },
  ].map((row) => ({ ...row, storageNum: 1 }));
  expect(stockRows(rows)?.map(({ countryCode }) => countryCode)).toEqual(["US", "CN", "US", "US", null]);
});

it("[Q16] warehouse ids lose their braces", () => {
  const stock = [{ stockId: "{6709CCD7-0DC3-42C1-B310-17AC499EBA01}", inventory: 4 }, { stockId: "" }];
  expect(stockRows([{ storageNum: 4, stock }])?.[0]?.warehouses).toEqual([
    { id: "6709CCD7-0DC3-42C1-B310-17AC499EBA01", cj: 4, factory: null },
  ]);
});

it("[Q3] rows inside a string read like rows", () => {
  const rows = [{ countryCode: "CN", totalInventory: 5 }];
  expect(stockRows(JSON.stringify(rows))).toEqual(stockRows(rows));
});
