export const SORTS = ["best", "listed", "price_asc", "price_desc", "newest", "stock"] as const;
export const COLLECTIONS = ["trending", "newest"] as const;
/** Where CJ keeps warehouses. */
export const WAREHOUSES = ["CN", "US", "GB", "DE", "FR", "ES", "IT", "PL", "CA", "AU", "TH", "ID"] as const;

/** Days a parcel may take. */
export const DELIVERIES = [7, 10, 15, 20, 30] as const;

/** What the address of the screen says. Absent means no filter, best match first, no drawer. */
export type SourcingSearch = {
  q?: string;
  /** A leaf of CJ's tree by id, or one or two upper levels by their names. */
  leaf?: string;
  path?: string;
  collection?: (typeof COLLECTIONS)[number];
  country?: (typeof WAREHOUSES)[number];
  min?: number;
  max?: number;
  stock?: number;
  free?: true;
  /** By stored freight quotes, here: CJ's lists cannot be asked for it. */
  days?: (typeof DELIVERIES)[number];
  sort?: (typeof SORTS)[number];
  /** Product in the drawer. */
  look?: string;
};
export type SourcingFilters = Omit<SourcingSearch, "look">;

const text = (value: unknown, most: number): string | undefined => {
  const trimmed = typeof value === "string" || typeof value === "number" ? String(value).trim().slice(0, most) : "";
  return trimmed === "" ? undefined : trimmed;
};
const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((entry) => entry === value);
const amount = (value: unknown, most: number): number | undefined =>
  typeof value === "number" && value >= 0 && value <= most ? value : undefined;

/** Reads the address by hand: the schemas would bring zod into the first load. What is not understood is left out. */
export function parseSourcingSearch(raw: Record<string, unknown>): SourcingSearch {
  const stock = amount(raw["stock"], 1_000_000);
  const sort = oneOf(SORTS, raw["sort"]);
  const found: { [K in keyof SourcingSearch]: SourcingSearch[K] | undefined } = {
    q: text(raw["q"], 200),
    leaf: text(raw["leaf"], 64),
    path: text(raw["path"], 300),
    collection: oneOf(COLLECTIONS, raw["collection"]),
    country: oneOf(WAREHOUSES, raw["country"]),
    min: amount(raw["min"], 100_000),
    max: amount(raw["max"], 100_000),
    stock: stock ? Math.floor(stock) : undefined,
    free: raw["free"] === true ? true : undefined,
    days: DELIVERIES.find((days) => days === raw["days"]),
    sort: sort === "best" ? undefined : sort,
    // An id is digits beyond what a number holds, so it is text in quotes in the address.
    look: text(raw["look"], 64),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as SourcingSearch;
}

export const PAGE_SIZE = 40;

/** The filters as `cj.listProducts` takes them. */
export function listInput(filters: SourcingFilters) {
  const { q, leaf, path, min, max, stock, free, days: _days, ...same } = filters;
  return {
    ...same,
    size: PAGE_SIZE,
    ...(q && { keyword: q }),
    ...(leaf ? { categoryId: leaf } : path ? { categoryPath: path } : {}),
    ...(min !== undefined && { minPrice: min }),
    ...(max !== undefined && { maxPrice: max }),
    ...(stock && { minStock: stock }),
    ...(free && { freeShipping: true }),
  };
}

export const isFiltered = ({ sort: _sort, collection: _collection, ...rest }: SourcingFilters): boolean =>
  Object.values(rest).some((value) => value !== undefined);
