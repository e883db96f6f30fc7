import type { Locale } from "@nexusone/contracts/locale";
import { dateTimeFormat, numberFormat, relativeTimeFormat } from "@nexusone/contracts/formats";
import { formatMoney, formatPercent } from "@nexusone/contracts/money";
import { useEffect, useState } from "react";
import { cx } from "./cx.tsx";
import { useReading } from "./locale.tsx";
import { WORDS } from "./words.tsx";

/** Minor units with their currency, in the reader's language, tabular. */
export function Money(props: { minor: number; currency: string; className?: string }) {
  const { locale } = useReading();
  return (
    <span className={cx("tabular-nums", props.className)}>{formatMoney(props.minor, props.currency, locale)}</span>
  );
}

const dollars = (locale: string): Intl.NumberFormat =>
  numberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "code",
    maximumFractionDigits: 6,
  });
// Decimal text keeps every digit; Intl.NumberFormat v3 accepts it at run time, its type does not say so.
const digits = (amount: string): number => amount as unknown as number;

/** CJ's decimal dollar text in the reader's language. */
export const usdText = (amount: string, locale: string): string => dollars(locale).format(digits(amount));

/** What the variants cost, from the cheapest to the dearest. */
export function UsdRange({ min, max, className }: { min: string; max: string; className?: string }) {
  const { locale } = useReading();
  const text = min === max ? usdText(min, locale) : dollars(locale).formatRange(digits(min), digits(max));
  return <span className={cx("tabular-nums", className)}>{text}</span>;
}

/** One amount of CJ's. More than two decimals stay visible. */
export function Usd({ amount, className }: { amount: string; className?: string }) {
  const { locale } = useReading();
  return <span className={cx("tabular-nums", className)}>{usdText(amount, locale)}</span>;
}

export function Percent({ bps, digits = 1 }: { bps: number; digits?: number }) {
  const { locale } = useReading();
  return <span className="tabular-nums">{formatPercent(bps, locale, digits)}</span>;
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "5 minutes ago" or "in 3 days"; within a minute "just now". */
export function relativeText(at: string, nowMs: number, locale: Locale): string {
  const seconds = (Date.parse(at) - nowMs) / 1_000;
  const format = relativeTimeFormat(locale, { numeric: "auto" });
  for (const [unit, size] of STEPS)
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  return WORDS[locale].justNow;
}

/** The exact instant in the reader's language and zone. */
export function instantText(at: string, locale: string, timeZone: string | undefined): string {
  return dateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", timeZone }).format(new Date(at));
}

/**
 * A browser's first number and first date take some twenty milliseconds: an application takes them while it waits for the network
 * instead of while it draws.
 */
export function warmUp(locale: Locale): void {
  const now = new Date(0).toISOString();
  usdText("1", locale);
  relativeText(now, 0, locale);
  instantText(now, locale, undefined);
}

/** Relative, with the exact time on hover; moves on by itself every half minute. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const { locale, timeZone } = useReading();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={instantText(at, locale, timeZone)} className={className}>
      {relativeText(at, Math.max(now, 0), locale)}
    </time>
  );
}
