import { createRandom, type Random } from "../random.ts";
import type { ColorName } from "./colors.ts";
import { productCore, type ProductCore } from "./core.ts";
import { describe } from "./description.ts";
import type { CatalogueIds } from "./ids.ts";
import { stockRows, type StockRow } from "./stock.ts";
import { planVariants } from "./variants.ts";

export interface CatalogueVariant {
  number: number;
  vid: string;
  sku: string;
  values: string[];
  /** CJ's joined form: `Black-XL`, or `default`. */
  key: string;
  color: ColorName | undefined;
  /** null: CJ lists it without a price, so it cannot be sold. */
  priceCents: number | null;
  grams: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  /** Path of its own picture; null when CJ has none and the product's serves. */
  imagePath: string | null;
  stock: StockRow[];
}

/** One product with everything the API and the pages say about it. */
export interface CatalogueProduct extends ProductCore {
  pid: string;
  sku: string;
  namesZh: string[];
  optionNames: string[];
  variants: CatalogueVariant[];
  materialEn: string;
  packingGrams: number;
  /** Paths under the sandbox's own origin, main picture first. */
  imagePaths: string[];
  descriptionHtml: string | null;
  /** false: CJ says nothing about stock, which is not the same as none. */
  stockKnown: boolean;
  lowCents: number;
  highCents: number;
  lowGrams: number;
  highGrams: number;
}

/** `CJ`, the category's letters, eight digits of the shuffled index, then `01`; variants replace the tail. */
export function productSku(ids: CatalogueIds, index: number, code: string): string {
  return `CJ${code}${String(ids.serial(index)).padStart(8, "0")}01`;
}

export function buildProduct(seed: string, ids: CatalogueIds, index: number): CatalogueProduct {
  const core = productCore(seed, ids, index);
  const random = createRandom(`${seed}:product:${index}`);
  const { group } = core.leaf;
  const pid = ids.pid(index);
  const sku = productSku(ids, index, group.code);
  const plan = planVariants(random.pick(group.schemes), group.property === "BATTERY", random);
  const baseGrams = Math.round(random.int(group.grams[0], group.grams[1]) / 5) * 5;
  const size = dimensions(group.sideMm, baseGrams, random);
  const lastUnpriced = plan.rows.length > 2 && random.chance(0.06);
  const colorPictures = new Map<ColorName, string>();
  for (const { color } of plan.rows)
    if (color && !colorPictures.has(color)) colorPictures.set(color, `/img/${pid}/c${colorPictures.size}_trans.jpeg`);

  const variants = plan.rows.map((row, number): CatalogueVariant => ({
    number,
    vid: ids.vid(index, number),
    sku: variantSku(ids.isUuid(index), sku, number, row.values),
    values: row.values,
    key: row.values.join("-"),
    color: row.color,
    priceCents:
      lastUnpriced && number === plan.rows.length - 1 ? null : Math.round(core.basePriceCents * (1 + row.step * 0.06)),
    grams: Math.round(baseGrams * (1 + row.step * 0.05)),
    ...size,
    imagePath: row.color ? (colorPictures.get(row.color) ?? null) : null,
    stock: stockRows(core.warehouses, random),
  }));
  const prices = variants.flatMap((variant) => variant.priceCents ?? []);
  const weights = variants.map((variant) => variant.grams);
  const imagePaths = Array.from({ length: random.int(3, 5) }, (_, slot) => `/img/${pid}/${slot}_trans.jpeg`);
  return {
    ...core,
    pid,
    sku,
    namesZh: [group.zh, `${group.zh}新款`],
    optionNames: plan.optionNames,
    variants,
    materialEn: random.pick(core.leaf.materials).toLowerCase(),
    packingGrams: Math.round(baseGrams * 1.06),
    imagePaths: [...imagePaths, ...colorPictures.values()],
    descriptionHtml: describe(core, imagePaths, random),
    stockKnown: !random.chance(0.08),
    lowCents: Math.min(...prices),
    highCents: Math.max(...prices),
    lowGrams: Math.min(...weights),
    highGrams: Math.max(...weights),
  };
}

/** Older products (those with UUIDs) spell the option values inside the SKU, newer ones number them. */
function variantSku(isOld: boolean, sku: string, number: number, values: string[]): string {
  return isOld ? `${sku}-${values.join("-")}` : `${sku.slice(0, -2)}${String(number + 1).padStart(2, "0")}AZ`;
}

/** A parcel of that side and weight: 2.5 to 11 cubic centimetres to the gram, as packed goods have. */
function dimensions(
  [low, high]: readonly [number, number],
  grams: number,
  random: Random,
): { lengthMm: number; widthMm: number; heightMm: number } {
  const lengthMm = random.int(low / 10, high / 10) * 10;
  const widthMm = Math.max(30, Math.round((lengthMm * (0.5 + random.next() * 0.4)) / 10) * 10);
  const volumeMm3 = grams * (2500 + random.next() * 8500);
  return {
    lengthMm,
    widthMm,
    heightMm: Math.min(lengthMm, Math.max(10, Math.round(volumeMm3 / (lengthMm * widthMm)))),
  };
}
