import type { CategoryId, ProductId } from "@nexusone/contracts/ids";

export const STATUSES = ["active", "inactive", "archived"] as const;
export const STOCKS = ["in", "out", "unknown"] as const;
export const SORTS = ["newest", "name", "price_asc", "price_desc", "margin_asc", "margin_desc"] as const;

/** What the address of the list says. Absent means no filter, newest first, no drawer. */
export type ListSearch = {
  q?: string;
  status?: (typeof STATUSES)[number];
  category?: CategoryId;
  tag?: string;
  stock?: (typeof STOCKS)[number];
  sort?: (typeof SORTS)[number];
  /** Product shown in the drawer. */
  look?: ProductId;
};
export type ListFilters = Omit<ListSearch, "look">;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((entry) => entry === value);
const text = (value: unknown, max: number): string | undefined => {
  const trimmed = typeof value === "string" || typeof value === "number" ? String(value).trim().slice(0, max) : "";
  return trimmed === "" ? undefined : trimmed;
};
// A string of the shape of an id; the server decides whether it names something.
const id = <T extends string>(value: unknown): T | undefined =>
  typeof value === "string" && UUID.test(value) ? (value as T) : undefined;

/** Reads the address by hand, because the schemas would bring zod into the first load. What is not understood is left out. */
export function parseListSearch(raw: Record<string, unknown>): ListSearch {
  const sort = oneOf(SORTS, raw["sort"]);
  const found: { [K in keyof ListSearch]: ListSearch[K] | undefined } = {
    q: text(raw["q"], 200),
    status: oneOf(STATUSES, raw["status"]),
    category: id<CategoryId>(raw["category"]),
    tag: text(raw["tag"], 40),
    stock: oneOf(STOCKS, raw["stock"]),
    sort: sort === "newest" ? undefined : sort,
    look: id<ProductId>(raw["look"]),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as ListSearch;
}

/** The filters as `catalog.listProducts` takes them. */
export function listInput({ category, ...filters }: ListFilters) {
  return { ...filters, ...(category ? { categoryId: category } : {}), limit: 50 };
}

export const isFiltered = ({ q, status, category, tag, stock }: ListFilters): boolean =>
  [q, status, category, tag, stock].some((value) => value !== undefined);
