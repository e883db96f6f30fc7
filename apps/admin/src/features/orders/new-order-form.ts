import { parseAmount } from "@nexusone/contracts/money";
import type { Outputs } from "../../lib/api.ts";

export type Sellable = Outputs["orders"]["findSellable"][number];
/** A line as it is typed. */
export type DraftLine = { readonly item: Sellable; readonly quantity: string; readonly price: string };

/** Minor units of an amount as typed; nothing is none, undefined is no amount. */
export function minorOf(text: string, currency: string): number | undefined {
  if (text.trim() === "") return 0;
  const minor = parseAmount(text, currency);
  return minor === undefined || minor < 0 ? undefined : minor;
}

export const quantityOf = (text: string): number | undefined =>
  /^[1-9]\d{0,3}$/.test(text.trim()) ? Number(text) : undefined;

/** Undefined while something cannot be understood. */
export function totalOf(
  lines: readonly DraftLine[],
  extra: { readonly shipping: string; readonly discount: string },
  currency: string,
): number | undefined {
  const parts = lines.map(({ quantity, price }) => {
    const [units, each] = [quantityOf(quantity), minorOf(price, currency)];
    return units === undefined || each === undefined ? undefined : units * each;
  });
  const all = [...parts, minorOf(extra.shipping, currency)];
  const discount = minorOf(extra.discount, currency);
  if (discount === undefined || all.some((part) => part === undefined)) return undefined;
  return all.reduce<number>((sum, part) => sum + (part ?? 0), 0) - discount;
}
