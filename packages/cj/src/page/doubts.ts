import type { CjPriceRange } from "../shared/decimal.ts";
import { imageList, pictureKey } from "../shared/images.ts";
import { text } from "../shared/text.ts";
import type { DomProduct } from "./product-dom.ts";
import type { ProductSummary } from "./summary.ts";

export type DoubtfulField = "name" | "price" | "images" | "variants";

type Data = Record<string, unknown>;

/**
 * Compares what two places of the page say. A contradicted field is blanked, since a page may carry pieces of another product
 * and half a reading is better than a wrong one; a field that only one place names is kept. Both are listed in `doubts`.
 */
export function withDoubts(
  read: Omit<ProductSummary, "doubts">,
  data: Data,
  rows: readonly Data[],
  dom: DomProduct,
): ProductSummary {
  const { name, price, images, variants } = read;
  const doubts: DoubtfulField[] = [];
  /** The field when it is not contradicted; `agrees` is undefined when there is nothing to compare it with. */
  const sure = <T>(field: DoubtfulField, agrees: boolean | undefined, value: T, blank: T): T => {
    if (!agrees) doubts.push(field);
    return agrees === false ? blank : value;
  };
  const [, ...names] = [text(data.nameEn), dom.heading, dom.title].filter((one) => one !== null);
  // Pictures that the data does not name were taken from the page itself, which cannot bear itself out.
  const pictures = imageList(data.images, data.image).length > 0 ? dom.images.map(pictureKey) : [];
  const drawn = read.source === "data" ? dom.price : null;
  // CJ numbers the variants of a product alike: CJYD231104401 has CJYD231104401AZ, CJYD231104402AZ and so on.
  const stem = text(data.sku)?.slice(0, -2) ?? "";
  const skus = rows.map((row) => text(row.sku));
  const numbered = stem.length > 5 && skus.length > 0 && skus.every((sku) => sku?.startsWith(stem));
  const foreign = stem.length > 5 && skus.some((sku) => sku && !sku.startsWith(stem));
  const range = price ?? dom.price;
  const apart = variants.some(({ priceUsd: usd }) => usd && range && !overlap({ minUsd: usd, maxUsd: usd }, range));
  const named = names[0] === undefined ? undefined : names.some((other) => alike(name, other));
  const priced = price && drawn ? overlap(price, drawn) : undefined;
  // Data that is wrong about the product is wrong about its variants, though they agree among each other.
  const wrong = foreign || apart || named === false || priced === false;
  return {
    ...read,
    name: sure("name", named, name, ""),
    price: sure("price", priced, price, null),
    images: sure(
      "images",
      pictures[0] && images[0] ? images.some((url) => pictures.includes(pictureKey(url))) : undefined,
      images,
      [],
    ),
    variants: sure("variants", wrong ? false : numbered || undefined, variants, []),
    doubts,
  };
}

const overlap = (one: CjPriceRange, other: CjPriceRange): boolean =>
  +one.minUsd <= +other.maxUsd && +other.minUsd <= +one.maxUsd;

/** Equal but for case, spaces and a few words around it, as titles have them. */
function alike(one: string, other: string): boolean {
  const [short = "", long = ""] = [one, other]
    .map((name) => name.toLowerCase().replace(/\s+/g, " "))
    .sort((a, b) => a.length - b.length);
  return long.includes(short) && short.length * 2 >= long.length;
}
