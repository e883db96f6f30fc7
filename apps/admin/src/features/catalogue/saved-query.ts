import type { SavedQuery } from "@nexusone/contracts/saved-filters";
import { CLEARED, filterInput, isFiltered, type ListFilters, type ListSearch } from "./list-search.ts";

/** Filters, words and order as they are saved: in the server's own words, so that an address may change its. */
export const toSavedQuery = (filters: ListFilters): SavedQuery => filterInput(filters);

/** The address that shows a saved filter, with everything else taken away. */
export function fromSavedQuery(query: SavedQuery): ListFilters {
  const { categoryId, minPriceMinor, maxPriceMinor, minMarginBps, maxMarginBps, belowFloor, importedSince, ...same } =
    query;
  const { edited, sort, ...rest } = same;
  const yesNo = (value: boolean | undefined) => (value === undefined ? undefined : value ? "yes" : "no");
  return {
    ...CLEARED,
    ...rest,
    category: categoryId,
    priceFrom: minPriceMinor,
    priceTo: maxPriceMinor,
    marginFrom: minMarginBps,
    marginTo: maxMarginBps,
    belowFloor: yesNo(belowFloor),
    since: importedSince?.slice(0, 10),
    edited: yesNo(edited),
    sort: sort === "newest" ? undefined : sort,
  };
}

/** The same as an address of its own, for a link. */
export const searchOf = (query: SavedQuery): ListSearch =>
  Object.fromEntries(Object.entries(fromSavedQuery(query)).filter(([, value]) => value !== undefined));

const written = (query: SavedQuery): string =>
  JSON.stringify(Object.entries(searchOf(query)).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Whether the list shows exactly this. */
export const isShown = (query: SavedQuery, filters: ListFilters): boolean =>
  written(query) === written(toSavedQuery(filters));

/** Whether there is anything to save: a filter, or an order of one's own. */
export const isWorthSaving = (filters: ListFilters): boolean => isFiltered(filters) || filters.sort !== undefined;
