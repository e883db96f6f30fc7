export const EARNINGS_DAYS = [7, 30, 92] as const;
/** How many days are shown; kept in the address. */
export type EarningsSearch = { readonly days?: (typeof EARNINGS_DAYS)[number] };

export function parseEarningsSearch(search: Record<string, unknown>): EarningsSearch {
  const days = EARNINGS_DAYS.find((one) => one === search["days"]);
  return days === undefined || days === 30 ? {} : { days };
}
