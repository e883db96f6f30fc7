import type { Figure } from "@nexusone/contracts/analytics-terms";
import type { Outputs } from "../../lib/api.ts";

type Usage = Outputs["analytics"]["getUsage"];
type Credits = Outputs["analytics"]["getCreditUse"] | undefined;

/** Where the rows behind a figure are. */
export type FigurePlace = "operations" | "failures" | "ledger" | "work";
export const FIGURE_PLACES = {
  calls: "operations",
  errorRate: "failures",
  availability: "failures",
  p95: "operations",
  credits: "ledger",
  failures: "work",
} as const satisfies Record<Figure, FigurePlace>;

/** The value of a figure as text; null where nothing was counted, or may not be seen. */
export function figureText(figure: Figure, usage: Usage, credits: Credits, locale: string): string | null {
  const { calls, failed, faults, p95Ms } = usage.requests;
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const share = (value: number): string =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(value);
  switch (figure) {
    case "calls":
      return number(calls);
    case "errorRate":
      return calls === 0 ? null : share(failed / calls);
    case "availability":
      // Rounded down: 99.999 % is not all.
      return calls === 0 ? null : share(Math.floor((1 - faults / calls) * 10_000) / 10_000);
    case "p95":
      return p95Ms === null ? null : `${number(p95Ms)} ms`;
    case "credits":
      return credits ? number(credits.spent) : null;
    case "failures":
      return number(usage.features.find(({ feature }) => feature === "background")?.failed ?? 0);
  }
}
