import type { Margin } from "@nexusone/contracts/margin";
import { formatMoney, formatPercent } from "@nexusone/contracts/money";
import { usdText } from "./amounts.tsx";
import type { Words } from "./words.tsx";

/** Where the numbers of a margin come from, as far as known. Amounts are decimal USD text, instants ISO. */
export type MarginFacts = {
  readonly costUsd?: string | null;
  readonly costReadAt?: string | null;
  readonly freightUsd?: string | null;
  readonly carrier?: string | null;
  readonly quotedAt?: string | null;
  /** The quote was made for a similar parcel. */
  readonly banded?: boolean;
  readonly fxRate?: string | null;
  readonly fxAsOf?: string | null;
};

export const MARGIN_PARTS = ["cost", "freight", "duty", "tax", "fees", "commission"] as const;
export type MarginPart = (typeof MARGIN_PARTS)[number] | "profit";
export type MarginLine = {
  readonly part: MarginPart | "price";
  readonly label: string;
  readonly amount: string;
  readonly note: string;
};
type Reader = { readonly locale: string; readonly words: Words; readonly ago: (at: string) => string };

const day = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(date));

function noteOf(part: MarginPart, margin: Margin, facts: MarginFacts, { locale, words, ago }: Reader): string {
  const notes: string[] = [];
  // Decimal text keeps every digit, as Intl.NumberFormat v3 reads it.
  const number = (text: string) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 10 }).format(text as unknown as number);
  if (part === "cost") {
    if (facts.costUsd)
      notes.push(`${usdText(facts.costUsd, locale)}${facts.fxRate ? ` × ${number(facts.fxRate)}` : ""}`);
    if (facts.fxRate && facts.fxAsOf) notes.push(`${words.rateOf} ${day(facts.fxAsOf, locale)}`);
    if (facts.costReadAt) notes.push(`${words.read} ${ago(facts.costReadAt)}`);
  }
  if (part === "freight") {
    if (facts.freightUsd) notes.push(`${facts.banded ? "~" : ""}${usdText(facts.freightUsd, locale)}`);
    if (facts.carrier) notes.push(facts.carrier);
    if (facts.banded) notes.push(words.banded);
    if (facts.quotedAt) notes.push(`${words.quoted} ${ago(facts.quotedAt)}`);
  }
  if (part === "duty" && !margin.dutyIncluded) notes.push(words.dutyMissing);
  return notes.join(" · ");
}

/**
 * The arithmetic in reading order: price, minus each part that is there, leaves profit. Empty parts are left out, an unknown
 * duty is named instead of shown as 0.
 */
export function marginLines(margin: Margin, facts: MarginFacts, reader: Reader): MarginLine[] {
  const { locale, words } = reader;
  const money = (minor: number): string => formatMoney(minor, margin.currency, locale);
  const lines: MarginLine[] = [{ part: "price", label: words.price, amount: money(margin.priceMinor), note: "" }];
  for (const part of MARGIN_PARTS) {
    const unknownDuty = part === "duty" && !margin.dutyIncluded;
    if (margin.parts[part] === 0 && !unknownDuty && part !== "freight") continue;
    const amount = unknownDuty ? "–" : `− ${money(margin.parts[part])}`;
    lines.push({ part, label: words[part], amount, note: noteOf(part, margin, facts, reader) });
  }
  const shares = `${formatPercent(margin.percentOfPriceBps, locale)} ${words.ofPrice} · ${formatPercent(margin.percentOfNetBps, locale)} ${words.ofNet}`;
  const label = margin.profitMinor < 0 ? words.loss : words.profit;
  lines.push({ part: "profit", label, amount: `= ${money(margin.profitMinor)}`, note: shares });
  return lines;
}

/** Widths of the bar in percent. A loss makes the parts longer than the price, so they share the whole bar. */
export function barWidths(margin: Margin): { part: MarginPart; percent: number }[] {
  const parts: MarginPart[] = [...MARGIN_PARTS, "profit"];
  const positive = parts.map((part) => ({ part, minor: Math.max(0, margin.parts[part]) })).filter((p) => p.minor > 0);
  const whole = positive.reduce((sum, { minor }) => sum + minor, 0);
  return positive.map(({ part, minor }) => ({ part, percent: (minor / whole) * 100 }));
}
