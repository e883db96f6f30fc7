import { AREAS, RANGES, type Area, type Range } from "@nexusone/contracts/analytics-terms";

/** Which time and which calls are shown; kept in the address. Without a range one's own default holds. */
export type AnalyticsSearch = { readonly range?: Range; readonly area?: Area };

export function parseAnalyticsSearch(search: Record<string, unknown>): AnalyticsSearch {
  const range = RANGES.find((one) => one === search["range"]);
  const area = AREAS.find((one) => one === search["area"]);
  return { ...(range && { range }), ...(area && { area }) };
}

/** One figure's hours. An address that names none shows that there is nothing. */
export type HoursSearch = AnalyticsSearch & { readonly operation?: string };

export function parseHoursSearch(search: Record<string, unknown>): HoursSearch {
  const { operation } = search;
  const named = typeof operation === "string" && operation !== "" && operation.length <= 120;
  return { ...parseAnalyticsSearch(search), ...(named && { operation }) };
}
