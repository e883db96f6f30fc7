import { convertToMinor, formatMoney } from "@nexusone/contracts/money";

/** Exact US dollars as CJ charges them. */
export const usd = (decimal: string, locale: string): string =>
  formatMoney(convertToMinor(decimal, "1", "USD"), "USD", locale);

export const range = ({ minUsd, maxUsd }: { minUsd: string; maxUsd: string }, locale: string): string =>
  minUsd === maxUsd ? usd(minUsd, locale) : `${usd(minUsd, locale)} – ${usd(maxUsd, locale)}`;

export const count = (value: number, locale: string): string => new Intl.NumberFormat(locale).format(value);

/** "5 min. ago", by the largest unit that fits. */
export function ago(instant: string, now: number, locale: string): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const format = new Intl.RelativeTimeFormat(locale, { style: "short", numeric: "auto" });
  if (Math.abs(seconds) < 60) return format.format(0, "second");
  if (Math.abs(seconds) < 3600) return format.format(Math.round(seconds / 60), "minute");
  if (Math.abs(seconds) < 86_400) return format.format(Math.round(seconds / 3600), "hour");
  return format.format(Math.round(seconds / 86_400), "day");
}
