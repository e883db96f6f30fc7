import type { ListProductsInput } from "@nexusone/contracts/catalog";
import type { z } from "zod";
import { HITS, wordOf } from "./big-catalogue.ts";
import type { Shop } from "./list-worlds.ts";

export type Ask = z.input<typeof ListProductsInput>;
type Questions = Readonly<Record<string, (shop: Shop) => Ask>>;

const pick = (below: number): number => Math.floor(Math.random() * below);
const rareWord = ({ count }: Shop): string => wordOf(1_000 + pick(Math.max(1, Math.floor(count / HITS))));
/** In one of some six hundred products. */
const usualWord = (): string => wordOf(300 + pick(600));
const categoryOf = ({ categories }: Shop) => categories[pick(categories.length)] as Ask["categoryId"] & string; // our own uuid
/** A letter lost in the middle: still one word of the vocabulary away, or a few. */
const misspelt = (word: string): string => {
  const at = 2 + pick(word.length - 4);
  return word.slice(0, at) + word.slice(at + 1);
};
/** About as many products as a rare word has. */
function narrowPrices({ count }: Shop): Ask {
  const width = Math.ceil((100_000 * HITS) / count);
  const minPriceMinor = pick(Math.max(1, 100_000 - width));
  return { minPriceMinor, maxPriceMinor: minPriceMinor + width };
}

/** The whole catalogue, in every kind of order. */
export const LISTS: Questions = {
  newest: () => ({}),
  "by name": () => ({ sort: "name" }),
  "by price": () => ({ sort: "price_desc" }),
  "by margin": () => ({ sort: "margin_asc" }),
};

/** A part of it: a fixed share, or as many products at every size. */
export const FILTERS: Questions = {
  status: () => ({ status: "archived" }),
  category: (shop) => ({ categoryId: categoryOf(shop) }),
  "category and status": (shop) => ({ categoryId: categoryOf(shop), status: "active" }),
  tag: () => ({ tag: `tag${pick(20)}` }),
  "sold out": () => ({ stock: "out" }),
  "own products": () => ({ origin: "own" }),
  edited: () => ({ edited: true }),
  "a tenth of the prices": () => ({ minPriceMinor: 20_000, maxPriceMinor: 30_000 }),
  "few prices": narrowPrices,
  "few prices, by price": (shop) => ({ ...narrowPrices(shop), sort: "price_asc" }),
  "a tenth of the margins": () => ({ minMarginBps: 2_000, maxMarginBps: 2_800 }),
  "below the floor": () => ({ belowFloor: true }),
  "imported since": ({ count }) => ({
    importedSince: new Date(Date.parse("2026-03-01Z") - count * 1_000).toISOString(),
  }),
};

export const WORDS: Questions = {
  word: (shop) => ({ q: rareWord(shop) }),
  "two words": ({ pairs }) => ({ q: pairs[pick(pairs.length)] ?? "" }),
  "beginning of a word": (shop) => ({ q: rareWord(shop).slice(0, -1) }),
  // Every SKU begins so: the index has as many words for it as there are products.
  "a word and the beginning of very many": (shop) => ({ q: `${rareWord(shop)} sku` }),
  "the beginning of very many": () => ({ q: "sku" }),
  "one letter": () => ({ q: "s" }),
};
/** No goal: the more products there are, the more have it. */
export const USUAL_WORDS: Questions = { "a usual word": () => ({ q: usualWord() }) };
export const NEAR_WORDS: Questions = { "near words": (shop) => ({ q: misspelt(rareWord(shop)) }) };
