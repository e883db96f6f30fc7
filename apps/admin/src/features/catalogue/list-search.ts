import type { CategoryId, ProductId } from "@nexusone/contracts/ids";

export const STATUSES = ["active", "inactive", "archived"] as const;
export const STOCKS = ["in", "out", "unknown"] as const;
export const SORTS = ["newest", "name", "price_asc", "price_desc", "margin_asc", "margin_desc"] as const;
const YES_NO = ["yes", "no"] as const;

/** What the address of the list says. Absent means no filter, newest first, no drawer. */
export type ListSearch = {
  q?: string;
  status?: (typeof STATUSES)[number];
  category?: CategoryId;
  tag?: string;
  stock?: (typeof STOCKS)[number];
  /** Its supplier, or the merchant's own hand. */
  origin?: string;
  /** Minor units of the shop's currency. */
  priceFrom?: number;
  priceTo?: number;
  /** Basis points of the price. */
  marginFrom?: number;
  marginTo?: number;
  belowFloor?: (typeof YES_NO)[number];
  /** A day, YYYY-MM-DD. */
  since?: string;
  edited?: (typeof YES_NO)[number];
  sort?: (typeof SORTS)[number];
  /** Product shown in the drawer. */
  look?: ProductId;
};
export type ListFilters = Omit<ListSearch, "look">;
type Name = Exclude<keyof ListSearch, "sort" | "look">;

/** Filters that have no chip of their own: they stand together behind one. */
export const FURTHER = [
  "priceFrom",
  "priceTo",
  "marginFrom",
  "marginTo",
  "belowFloor",
  "since",
  "edited",
] as const satisfies readonly Name[];
const NARROWING: readonly Name[] = ["q", "status", "category", "tag", "stock", "origin", ...FURTHER];
/** Takes every filter away; the order stays. */
export const CLEARED: { readonly [K in Name]: undefined } = {
  q: undefined,
  status: undefined,
  category: undefined,
  tag: undefined,
  stock: undefined,
  origin: undefined,
  priceFrom: undefined,
  priceTo: undefined,
  marginFrom: undefined,
  marginTo: undefined,
  belowFloor: undefined,
  since: undefined,
  edited: undefined,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ORIGIN = /^[a-z][a-z0-9_]{1,31}$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((entry) => entry === value);
const text = (value: unknown, max: number): string | undefined => {
  const trimmed = typeof value === "string" || typeof value === "number" ? String(value).trim().slice(0, max) : "";
  return trimmed === "" ? undefined : trimmed;
};
const whole = (value: unknown, least: number, most: number): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
// A string of the shape of an id; the server decides whether it names something.
const id = <T extends string>(value: unknown): T | undefined =>
  typeof value === "string" && UUID.test(value) ? (value as T) : undefined;
// Which suppliers there are is the server's to say.
const origin = (value: unknown): string | undefined =>
  typeof value === "string" && ORIGIN.test(value) ? value : undefined;
const day = (value: unknown): string | undefined =>
  typeof value === "string" && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;

const MOST_MINOR = 1_000_000_000_000;
const MOST_BPS = 1_000_000;

/** Reads the address by hand, because the schemas would bring zod into the first load. What is not understood is left out. */
export function parseListSearch(raw: Record<string, unknown>): ListSearch {
  const sort = oneOf(SORTS, raw["sort"]);
  const found: { [K in keyof ListSearch]: ListSearch[K] | undefined } = {
    q: text(raw["q"], 200),
    status: oneOf(STATUSES, raw["status"]),
    category: id<CategoryId>(raw["category"]),
    tag: text(raw["tag"], 40),
    stock: oneOf(STOCKS, raw["stock"]),
    origin: origin(raw["origin"]),
    priceFrom: whole(raw["priceFrom"], 0, MOST_MINOR),
    priceTo: whole(raw["priceTo"], 0, MOST_MINOR),
    marginFrom: whole(raw["marginFrom"], -MOST_BPS, MOST_BPS),
    marginTo: whole(raw["marginTo"], -MOST_BPS, MOST_BPS),
    belowFloor: oneOf(YES_NO, raw["belowFloor"]),
    since: day(raw["since"]),
    edited: oneOf(YES_NO, raw["edited"]),
    sort: sort === "newest" ? undefined : sort,
    look: id<ProductId>(raw["look"]),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as ListSearch;
}

/** The filters as the server's schema names them. */
export function filterInput(filters: ListFilters) {
  const { category, priceFrom, priceTo, marginFrom, marginTo, belowFloor, since, edited, ...same } = filters;
  return {
    ...same,
    ...(category && { categoryId: category }),
    ...(priceFrom !== undefined && { minPriceMinor: priceFrom }),
    ...(priceTo !== undefined && { maxPriceMinor: priceTo }),
    ...(marginFrom !== undefined && { minMarginBps: marginFrom }),
    ...(marginTo !== undefined && { maxMarginBps: marginTo }),
    ...(belowFloor && { belowFloor: belowFloor === "yes" }),
    ...(since && { importedSince: `${since}T00:00:00Z` }),
    ...(edited && { edited: edited === "yes" }),
  };
}

/** The filters as `catalog.listProducts` takes them. */
export const listInput = (filters: ListFilters) => ({ ...filterInput(filters), limit: 50 });

export const isFiltered = (filters: ListFilters): boolean => NARROWING.some((name) => filters[name] !== undefined);
