import { hash32, hexDigits } from "../random.ts";
import { apparelGroups } from "./taxonomy-apparel.ts";
import { goodsGroups } from "./taxonomy-goods.ts";
import { homeGroups } from "./taxonomy-home.ts";
import type { ShapeName } from "../images/shapes.ts";

/** CJ's customs classes that decide which carriers take a parcel. */
export type ProductProperty = "COMMON" | "BATTERY" | "LIQUID" | "SENSITIVE";
export type VariantScheme = "single" | "color" | "color-size" | "color-shoe" | "kids-size" | "capacity" | "color-style";

/** A second-level category with what its products have in common. Lists are written `a|b|c`. */
export interface Group {
  first: string;
  second: string;
  zh: string;
  /** Letters inside the SKU. */
  code: string;
  priceUsd: readonly [number, number];
  grams: readonly [number, number];
  /** Longest side in millimetres. */
  sideMm: readonly [number, number];
  property: ProductProperty;
  schemes: readonly VariantScheme[];
  adjectives: string;
  materials: string;
  extras: string;
  hsCode: string;
  leaves: ReadonlyArray<readonly [name: string, shape: ShapeName, nouns: string]>;
}

export interface Category {
  id: string;
  name: string;
}

export interface Leaf extends Category {
  group: Group;
  shape: ShapeName;
  nouns: readonly string[];
  adjectives: readonly string[];
  materials: readonly string[];
  extras: readonly string[];
  first: Category;
  second: Category;
}

/** CJ mixes UUIDs and 19-digit ids in one tree; so does this one. Ids depend on the path alone, not on the seed. */
function categoryId(path: string): string {
  const hash = hash32(path);
  if (hash % 5 < 2) return `2409${String(hash).padStart(10, "0")}${String(hash % 1000).padStart(3, "0")}00`;
  const hex = hexDigits(path, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)]
    .join("-")
    .toUpperCase();
}

const groups: readonly Group[] = [...apparelGroups, ...homeGroups, ...goodsGroups];

/** Third-level categories: every product belongs to exactly one. */
export const leaves: readonly Leaf[] = groups.flatMap((group) => {
  const first = { name: group.first, id: categoryId(group.first) };
  const second = { name: group.second, id: categoryId(`${group.first}/${group.second}`) };
  return group.leaves.map(([name, shape, nouns]) => ({
    id: categoryId(`${group.first}/${group.second}/${name}`),
    name,
    shape,
    group,
    first,
    second,
    nouns: nouns.split("|"),
    adjectives: group.adjectives.split("|"),
    materials: group.materials.split("|"),
    extras: ["", "", ...group.extras.split("|")],
  }));
});

export interface CategoryNode extends Category {
  children: CategoryNode[];
}

/** The three levels as a tree, in the order of the tables. */
export const categoryTree: readonly CategoryNode[] = buildTree();

function buildTree(): CategoryNode[] {
  const roots = new Map<string, CategoryNode>();
  for (const leaf of leaves) {
    const first = roots.get(leaf.first.id) ?? { ...leaf.first, children: [] };
    roots.set(first.id, first);
    let second = first.children.find((node) => node.id === leaf.second.id);
    if (!second) {
      second = { ...leaf.second, children: [] };
      first.children.push(second);
    }
    second.children.push({ id: leaf.id, name: leaf.name, children: [] });
  }
  return [...roots.values()];
}

export interface FoundCategory extends Category {
  level: 1 | 2 | 3;
  /** From the first level down to this one. */
  path: Category[];
}

const categories = new Map<string, FoundCategory>();
for (const leaf of leaves) {
  const { first, second } = leaf;
  categories.set(first.id, { ...first, level: 1, path: [first] });
  categories.set(second.id, { ...second, level: 2, path: [first, second] });
  categories.set(leaf.id, { id: leaf.id, name: leaf.name, level: 3, path: [first, second, leaf] });
}

export const findCategory = (id: string): FoundCategory | undefined => categories.get(id);

/** Positions in `leaves` below a category of any level. */
export function leafPositions(categoryId: string): number[] {
  return leaves.flatMap((leaf, position) =>
    leaf.id === categoryId || leaf.second.id === categoryId || leaf.first.id === categoryId ? [position] : [],
  );
}
