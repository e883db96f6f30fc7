import { createRandom } from "../random.ts";
import type { CatalogueIds } from "./ids.ts";
import { leaves, type Leaf } from "./taxonomy.ts";

/** Every 97th product was taken off the shelves: arithmetic, so that lists of any size count without looking. */
const REMOVED_EVERY = 97;

/** What lists, search and filters need; cheap enough to compute for thousands of products per request. */
export interface ProductCore {
  index: number;
  leaf: Leaf;
  nameEn: string;
  basePriceCents: number;
  listedNum: number;
  createdAt: number;
  hasVideo: boolean;
  freeShipping: boolean;
  /** Countries with a CJ warehouse that holds it; CN always. */
  warehouses: readonly string[];
  supplierProduct: boolean;
}

/** Walks the leaves in a stride, so that neighbours in any list differ; the stride is coprime to their number. */
const STRIDE = coprimeStride(leaves.length);

function coprimeStride(count: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let stride = Math.floor(count * 0.382);
  while (divisor(stride, count) !== 1) stride++;
  return stride;
}

/** The first index that belongs to a leaf; the others follow every `leaves.length`. */
export function firstIndexOfLeaf(position: number): number {
  for (let index = 0; index < leaves.length; index++) if ((index * STRIDE) % leaves.length === position) return index;
  throw new RangeError(`no leaf at ${position}`);
}

export const isRemovedByNature = (index: number): boolean => index % REMOVED_EVERY === REMOVED_EVERY - 1;

/** How many of the first `size` products are on the shelves by nature. */
export const countOnShelves = (size: number): number => size - Math.floor(size / REMOVED_EVERY);

/** The `rank`-th product on the shelves by nature. */
export const indexOnShelves = (rank: number): number =>
  Math.floor(rank / (REMOVED_EVERY - 1)) * REMOVED_EVERY + (rank % (REMOVED_EVERY - 1));

const WAREHOUSE_SETS = [
  ["CN"],
  ["CN"],
  ["CN"],
  ["CN", "US"],
  ["CN", "US"],
  ["CN", "US", "DE"],
  ["CN", "DE"],
  ["CN", "GB"],
] as const;

export function productCore(seed: string, ids: CatalogueIds, index: number): ProductCore {
  const leaf = leaves[((index % leaves.length) * STRIDE) % leaves.length];
  if (!leaf) throw new RangeError(`no product at ${index}`);
  const random = createRandom(`${seed}:core:${index}`);
  const [low, high] = leaf.group.priceUsd;
  // Log-uniform: most goods are cheap, a few are not.
  const price = Math.exp(Math.log(low) + random.next() * Math.log(high / low));
  return {
    index,
    leaf,
    nameEn: composeName(
      leaf,
      random.pick(leaf.adjectives),
      random.pick(leaf.materials),
      random.pick(leaf.nouns),
      random.pick(leaf.extras),
    ),
    basePriceCents: Math.max(30, Math.round(price * 100)),
    listedNum: Math.floor(Math.exp(random.next() * 8.2)) - 1,
    createdAt: ids.createdAt(index),
    hasVideo: random.chance(0.2),
    freeShipping: random.chance(0.08),
    warehouses: random.pick(WAREHOUSE_SETS),
    supplierProduct: random.chance(0.1),
  };
}

/** Reads like a listing; a word that the noun or the extra already says is not said twice. */
function composeName(leaf: Leaf, adjective: string, material: string, noun: string, extra: string): string {
  const audience = leaf.group.first.startsWith("Men's")
    ? "Men's"
    : leaf.group.first.startsWith("Women's")
      ? "Women's"
      : "";
  const tail = noun
    .toLowerCase()
    .split(" ")
    .some((word) => extra.toLowerCase().includes(word))
    ? ""
    : extra;
  const words = [audience, adjective, adjective === material || noun.includes(material) ? "" : material, noun, tail];
  return words.filter((word) => word !== "").join(" ");
}
