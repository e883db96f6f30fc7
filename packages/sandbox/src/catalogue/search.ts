import type { Catalogue } from "./catalogue.ts";
import { countOnShelves, firstIndexOfLeaf, indexOnShelves, type ProductCore } from "./core.ts";
import { leafPositions, leaves } from "./taxonomy.ts";

/** A filtered search looks at this many candidates at most, so totals are exact up to this catalogue size. */
export const SCAN_LIMIT = 20_000;

export type SearchOrder = "best" | "listed" | "price" | "created";

export interface SearchQuery {
  keyword?: string | undefined;
  /** Ids of any level; a product matches one of them. */
  categoryIds?: readonly string[] | undefined;
  countryCodes?: readonly string[] | undefined;
  minPriceUsd?: number | undefined;
  maxPriceUsd?: number | undefined;
  freeShipping?: boolean | undefined;
  /** CJ's productFlag: 0 trending, 1 new, 2 video, 3 slow-moving. */
  flag?: number | undefined;
  order?: SearchOrder;
  descending?: boolean;
  includeRemoved?: boolean;
  /** From 1. */
  page: number;
  size: number;
}

export interface SearchResult {
  total: number;
  items: ProductCore[];
}

export function searchCatalogue(catalogue: Catalogue, query: SearchQuery): SearchResult {
  const from = (query.page - 1) * query.size;
  const isPlain =
    !query.keyword &&
    !query.categoryIds?.length &&
    !query.countryCodes?.length &&
    query.flag === undefined &&
    query.minPriceUsd === undefined &&
    query.maxPriceUsd === undefined &&
    !query.freeShipping &&
    !query.includeRemoved &&
    (query.order ?? "best") === "best";
  if (isPlain && catalogue.size > SCAN_LIMIT) {
    const total = countOnShelves(catalogue.size);
    const ranks = Array.from({ length: Math.max(0, Math.min(query.size, total - from)) }, (_, at) =>
      indexOnShelves(from + at),
    );
    return { total, items: ranks.filter((index) => !catalogue.isRemoved(index)).map((index) => catalogue.core(index)) };
  }

  // A keyword that is an id or a SKU means that one product, whatever its name.
  const named = query.keyword === undefined ? undefined : indexOfName(catalogue, query.keyword);
  const wanted = named === undefined ? query : { ...query, keyword: undefined };
  const matches: ProductCore[] = [];
  for (const index of named === undefined ? candidates(catalogue, query) : [named]) {
    if (!query.includeRemoved && catalogue.isRemoved(index)) continue;
    const core = catalogue.core(index);
    if (isMatch(core, wanted)) matches.push(core);
  }
  const order = query.order ?? (query.flag === 0 ? "listed" : query.flag === 1 ? "created" : "best");
  if (order !== "best") {
    const key = orderKey(order);
    const direction = query.descending === false ? -1 : 1;
    matches.sort((a, b) => direction * (key(b) - key(a)) || a.index - b.index);
  }
  return { total: matches.length, items: matches.slice(from, from + query.size) };
}

function orderKey(order: Exclude<SearchOrder, "best">): (core: ProductCore) => number {
  if (order === "listed") return (core) => core.listedNum;
  return order === "price" ? (core) => core.basePriceCents : (core) => core.createdAt;
}

const indexOfName = (catalogue: Catalogue, keyword: string): number | undefined =>
  catalogue.findBySku(keyword)?.product.index ?? catalogue.ids.indexOfPid(keyword);

function* candidates(catalogue: Catalogue, query: SearchQuery): Generator<number> {
  const starts = query.categoryIds?.length ? query.categoryIds.flatMap(leafPositions).map(firstIndexOfLeaf) : undefined;
  let looked = 0;
  if (!starts) {
    for (let index = 0; index < catalogue.size && looked < SCAN_LIMIT; index++, looked++) yield index;
    return;
  }
  const ordered = [...new Set(starts)].toSorted((a, b) => a - b);
  for (let round = 0; round < catalogue.size && looked < SCAN_LIMIT; round += leaves.length) {
    for (const start of ordered) {
      looked++;
      if (round + start < catalogue.size) yield round + start;
    }
  }
}

function isMatch(core: ProductCore, query: SearchQuery): boolean {
  const price = core.basePriceCents / 100;
  if (query.minPriceUsd !== undefined && price < query.minPriceUsd) return false;
  if (query.maxPriceUsd !== undefined && price > query.maxPriceUsd) return false;
  if (query.freeShipping && !core.freeShipping) return false;
  if (query.countryCodes?.length && !query.countryCodes.some((code) => core.warehouses.includes(code))) return false;
  if (query.flag === 0 && core.listedNum < 300) return false;
  if (query.flag === 2 && !core.hasVideo) return false;
  if (query.flag === 3 && core.listedNum > 5) return false;
  return query.keyword === undefined || matchesKeyword(core, query.keyword);
}

/** Every word must begin a word of the name or of the category path; Chinese text is looked for in the Chinese name. */
function matchesKeyword(core: ProductCore, keyword: string): boolean {
  const words = keyword
    .toLowerCase()
    .split(/[^\p{L}\p{N}.%]+/u)
    .filter((word) => word !== "");
  if (words.length === 0) return true;
  if (/\p{Script=Han}/u.test(keyword)) return words.every((word) => core.leaf.group.zh.includes(word));
  const text = ` ${core.nameEn} ${core.leaf.name} ${core.leaf.second.name} ${core.leaf.first.name}`
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.%]+/gu, " ");
  return words.every((word) => text.includes(` ${singular(word)}`));
}

const singular = (word: string): string =>
  word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
