import { amountText, parseAmount } from "@nexusone/contracts/money";
import type { ListFilters, ListSearch } from "./list-search.ts";

export type FurtherForm = {
  priceFrom: string;
  priceTo: string;
  marginFrom: string;
  marginTo: string;
  belowFloor: "" | "yes" | "no";
  edited: "" | "yes" | "no";
  since: string;
};
export type FurtherProblem = { readonly field: keyof FurtherForm; readonly why: "amount" | "number" | "order" };

/** As typed decimals with a point; the screen shows them in the reader's way. */
export function toFurtherForm(filters: ListFilters, currency: string): FurtherForm {
  const money = (minor: number | undefined) => (minor === undefined ? "" : amountText(minor, currency));
  const percent = (bps: number | undefined) => (bps === undefined ? "" : String(bps / 100));
  return {
    priceFrom: money(filters.priceFrom),
    priceTo: money(filters.priceTo),
    marginFrom: percent(filters.marginFrom),
    marginTo: percent(filters.marginTo),
    belowFloor: filters.belowFloor ?? "",
    edited: filters.edited ?? "",
    since: filters.since ?? "",
  };
}

const NUMBER = /^[-\u{2212}]?\d{1,4}(?:[.,]\d{1,2})?$/u;
const bpsOf = (text: string): number | undefined =>
  NUMBER.test(text) ? Math.round(Number(text.replace(",", ".").replace("\u{2212}", "-")) * 100) : undefined;

/** The filters it says, or the first field that says none. */
export function fromFurtherForm(form: FurtherForm, currency: string): Partial<ListSearch> | FurtherProblem {
  const read = <T>(field: keyof FurtherForm, of: (text: string) => T | undefined) => {
    const typed = form[field].trim();
    return typed === "" ? { value: undefined } : { value: of(typed), bad: of(typed) === undefined };
  };
  const money = (text: string) => parseAmount(text, currency);
  const [priceFrom, priceTo] = [read("priceFrom", money), read("priceTo", money)];
  const [marginFrom, marginTo] = [read("marginFrom", bpsOf), read("marginTo", bpsOf)];
  if (priceFrom.bad) return { field: "priceFrom", why: "amount" };
  if (priceTo.bad) return { field: "priceTo", why: "amount" };
  if (marginFrom.bad) return { field: "marginFrom", why: "number" };
  if (marginTo.bad) return { field: "marginTo", why: "number" };
  if ((priceFrom.value ?? 0) > (priceTo.value ?? Infinity)) return { field: "priceTo", why: "order" };
  if ((marginFrom.value ?? -Infinity) > (marginTo.value ?? Infinity)) return { field: "marginTo", why: "order" };
  const chosen: { [K in keyof FurtherForm]: ListSearch[K] | undefined } = {
    priceFrom: priceFrom.value,
    priceTo: priceTo.value,
    marginFrom: marginFrom.value,
    marginTo: marginTo.value,
    belowFloor: form.belowFloor || undefined,
    edited: form.edited || undefined,
    since: form.since || undefined,
  };
  return chosen as Partial<ListSearch>; // undefined takes a filter away
}
