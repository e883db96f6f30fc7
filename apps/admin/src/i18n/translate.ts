import { numberFormat } from "@nexusone/contracts/formats";
import { fill, type Locale } from "@nexusone/contracts/locale";
import type { Dictionary, Phrase } from "./en/index.ts";

export type Key = keyof Dictionary;
export type Values = Record<string, string | number>;
/** Looks a phrase up and fills its places. A plural takes its form from `count`. */
export type Translate = (key: Key, values?: Values) => string;

export function translator(locale: Locale, find: (key: Key) => Phrase): Translate {
  const plural = new Intl.PluralRules(locale);
  const number = numberFormat(locale);
  return (key, values) => {
    const phrase = find(key);
    const written = values && mapNumbers(values, number);
    if (typeof phrase === "string") return fill(phrase, written);
    const count = Number(values?.["count"] ?? 0);
    return fill(plural.select(count) === "one" ? phrase.one : phrase.other, written);
  };
}

function mapNumbers(values: Values, format: Intl.NumberFormat): Record<string, string> {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "number" ? format.format(value) : value,
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}
