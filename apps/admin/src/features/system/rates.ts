import { formatPercent } from "@nexusone/contracts/money";

/** A rate as people read it: 70%, 12.5%. */
export const rateText = (bps: number, locale: string): string =>
  formatPercent(bps, locale, bps % 100 === 0 ? 0 : bps % 10 === 0 ? 1 : 2);

/** Basis points of a percentage that somebody typed, in either way of writing decimals; undefined for anything else. */
export function typedBps(text: string): number | undefined {
  const [, whole, decimals = ""] = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return undefined;
  const bps = Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
  return bps <= 10_000 ? bps : undefined;
}
