import { z } from "zod";

import { stockRows } from "../../shared/stock.ts";
import { count, fieldsOf, listOf, text, textList } from "../../shared/text.ts";
import * as field from "../fields.ts";
import type { CjFreightOption, CjProductStock, CjSettings, CjWarehouse } from "../types.ts";

const Freight = z.object({
  logisticName: field.id,
  logisticAging: field.text,
  logisticPrice: field.amount,
  taxesFee: field.amount,
  clearanceOperationFee: field.amount,
  totalPostageFee: field.price,
});

/** `data` of freightCalculate; an empty list is "no route". */
export const freightData = z.array(Freight).transform((rows): CjFreightOption[] =>
  rows.map((row) => {
    const [minDays = null, maxDays = minDays] = (row.logisticAging?.match(/\d+/g) ?? []).map(Number);
    const priceUsd = row.logisticPrice ?? "0.00";
    return {
      carrier: row.logisticName,
      minDays,
      maxDays,
      priceUsd,
      taxesUsd: row.taxesFee,
      clearanceUsd: row.clearanceOperationFee,
      totalUsd: row.totalPostageFee,
      placeholder: !/[1-9]/.test(priceUsd) && row.totalPostageFee === null,
    };
  }),
);

/**
 * What shipping costs: CJ's total, else price plus taxes plus clearance, exact decimal text in US dollars. Null for a
 * placeholder, which has no price yet and must not be offered as free.
 */
export function freightTotalUsd(option: CjFreightOption): string | null {
  if (option.placeholder) return null;
  return option.totalUsd ?? addDecimals(option.priceUsd, option.taxesUsd ?? "0", option.clearanceUsd ?? "0");
}

/** `data` of stock/queryByVid: null is unknown. */
export const stockData = z.array(z.unknown()).nullable().transform(stockRows);

/** `data` of stock/getInventoryByPid. */
export const productStockData = z.looseObject({}).transform((data): CjProductStock => ({
  totals: stockRows(data.inventories),
  variants: listOf(data.variantInventories).flatMap((entry) => {
    const row = fieldsOf(entry);
    const vid = text(row.vid);
    return vid ? [{ vid, stock: stockRows(row.inventory) }] : [];
  }),
}));

const Warehouse = z.object({
  areaId: field.text,
  id: field.text,
  areaEn: field.text,
  nameEn: field.text,
  countryCode: field.text,
  valueEn: field.text,
  disabled: field.flag,
});

/** `data` of globalWarehouseList. */
export const warehouseData = z.array(Warehouse).transform((rows): CjWarehouse[] =>
  rows.flatMap((row) => {
    const areaId = row.areaId ?? row.id;
    const code = row.countryCode ?? row.valueEn ?? "";
    const countryCode = /^[A-Za-z]{2}$/.test(code) ? code.toUpperCase() : null;
    return areaId ? [{ areaId, name: row.areaEn ?? row.nameEn, countryCode, disabled: row.disabled }] : [];
  }),
);

const PERIODS = ["total", "year", "quarter", "month", "day", "hour"] as const;

/** `data` of setting/get. */
export const settingsData = z
  .object({
    openId: field.text,
    openName: field.text,
    openEmail: field.text,
    setting: z.unknown().optional(),
    root: field.text,
    isSandbox: field.flag,
    callback: z.unknown().optional(),
  })
  .transform((data): CjSettings => {
    const setting = fieldsOf(data.setting);
    const quotas = listOf(setting.quotaLimits).map(fieldsOf);
    return {
      openId: data.openId,
      name: data.openName,
      email: data.openEmail,
      qpsLimit: count(setting.qpsLimit) || null,
      quotas: quotas.map((row) => ({
        endpoint: text(row.quotaUrl),
        limit: count(row.quotaLimit),
        period: PERIODS[count(row.quotaType) ?? -1] ?? "unknown",
      })),
      role: data.root,
      sandbox: data.isSandbox,
      callbacks: Object.entries(fieldsOf(data.callback)).map(([topic, value]) => {
        const { type, urls } = fieldsOf(value);
        return { topic, enabled: /^(?:ENABLE|ALL)$/i.test(text(type) ?? ""), urls: textList(urls) };
      }),
    };
  });

/** Exact sum of non-negative decimal texts, with at least two decimals. */
function addDecimals(...amounts: string[]): string {
  const scale = Math.max(2, ...amounts.map((amount) => amount.split(".")[1]?.length ?? 0));
  const sum = amounts.reduce((total, amount) => {
    const [whole = "0", fraction = ""] = amount.split(".");
    return total + BigInt(whole + fraction.padEnd(scale, "0"));
  }, 0n);
  const digits = String(sum).padStart(scale + 1, "0");
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
