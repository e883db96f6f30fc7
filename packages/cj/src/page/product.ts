import { measureRange, priceRange, priceSpan, priceText } from "../shared/decimal.ts";
import type { CjPriceRange, CjRange } from "../shared/decimal.ts";
import { imageList, imageUrl } from "../shared/images.ts";
import { optionLabel, optionNames, splitOptions } from "../shared/options.ts";
import { stockRows } from "../shared/stock.ts";
import type { CjStock } from "../shared/stock.ts";
import { fieldsOf, listOf, text } from "../shared/text.ts";
import { missingReason, readProductDom } from "./product-dom.ts";
import type { DomProduct, SizeMm } from "./product-dom.ts";
import { assignedObjects } from "./embedded.ts";
import { normalPid, parseProductUrl } from "./url.ts";
import type { PageOptions } from "./url.ts";

/** A variant on the page. `priceUsd` null: not offered. `stock` null: unknown, not zero. Weight in grams. */
export type PageVariant = {
  vid: string;
  sku: string | null;
  label: string | null;
  options: string[];
  priceUsd: string | null;
  image: string | null;
  weightGrams: number | null;
  stock: CjStock[] | null;
};

/**
 * What a product page says. Prices are exact decimal text in US dollars; `price` is null only when the visitor sees
 * another `currency` (null if that is not named). `source` "dom" reads no variants. `stale` tells that the embedded data
 * belongs to another product, as after in-page navigation. All text is untrusted; `descriptionHtml` is not sanitised.
 */
export type ProductReading = {
  pid: string;
  name: string;
  sku: string | null;
  images: string[];
  price: CjPriceRange | null;
  currency: string | null;
  weightGrams: CjRange | null;
  optionNames: string[];
  categories: string[];
  variants: PageVariant[];
  packingMm: SizeMm[];
  descriptionHtml: string | null;
  source: "data" | "dom";
  stale: boolean;
};

/** "skeleton": the page has not drawn this product yet, look again. The others are final for this page. */
export type NotProductReason = "not_a_product_url" | "removed" | "skeleton" | "no_price_or_name";

const MAX_VARIANTS = 1000;
const MAX_IMAGES = 200;

/** Reads the product a CJ page shows, or says why there is none. Pure: runs no script of the page, fetches nothing. */
export function readProductPage(
  document: Document,
  url: URL,
  options?: PageOptions,
): ProductReading | { notProduct: NotProductReason } {
  const pid = parseProductUrl(url, options)?.pid;
  if (!pid) return { notProduct: "not_a_product_url" };
  const embedded = assignedObjects(document, "productDetailData");
  const data = embedded.find((candidate) => normalPid(candidate.id) === pid);
  const other = embedded.find((candidate) => normalPid(candidate.id));
  const dom = readProductDom(document);
  if (!data && embedded.length > 0 && !other) return { notProduct: "removed" };
  if (!data && other && stillShows(other, dom)) return { notProduct: "skeleton" };
  const reading = data ? fromData(pid, data, dom) : fromDom(pid, dom, Boolean(other));
  if (reading.name && (reading.price || reading.currency !== "USD")) return reading;
  return { notProduct: missingReason(document) };
}

function fromData(pid: string, data: Record<string, unknown>, dom: DomProduct): ProductReading {
  const currency = text(data.currency)?.toUpperCase() ?? "USD";
  const names = optionNames(null, data.variantKeyEn);
  const variants = readVariants(data, names, currency);
  const spread = priceRange(data.sellPrice) ?? priceSpan(variants.map((variant) => variant.priceUsd));
  const images = imageList(data.images, data.image);
  const sizes = listOf(data.stanProducts)
    .slice(0, MAX_VARIANTS)
    .map(sizeOf)
    .filter((size) => size !== null);
  return {
    pid,
    name: text(data.nameEn) ?? dom.name ?? "",
    sku: text(data.sku),
    images: (images.length > 0 ? images : dom.images).slice(0, MAX_IMAGES),
    price: currency === "USD" ? (spread ?? dom.price) : null,
    currency,
    weightGrams: measureRange(data.weight),
    optionNames: names,
    categories: readCategories(data.categories) ?? dom.categories,
    variants,
    packingMm:
      dom.packingMm.length > 0
        ? dom.packingMm
        : [...new Map(sizes.map((size) => [JSON.stringify(size), size])).values()],
    descriptionHtml: text(data.description),
    source: "data",
    stale: false,
  };
}

function fromDom(pid: string, dom: DomProduct, stale: boolean): ProductReading {
  const { name, images, price, currency, categories, packingMm, descriptionHtml } = dom;
  const unread = { sku: null, weightGrams: null, optionNames: [], variants: [] };
  return {
    pid,
    name: name ?? "",
    images: images.slice(0, MAX_IMAGES),
    price,
    currency,
    categories,
    packingMm,
    descriptionHtml,
    ...unread,
    source: "dom",
    stale,
  };
}

function readVariants(data: Record<string, unknown>, names: string[], currency: string): PageVariant[] {
  const rows = listOf(data.stanProducts).slice(0, MAX_VARIANTS).map(fieldsOf);
  const stock = new Map(
    listOf(data.variantInventory)
      .map(fieldsOf)
      .map((row) => [normalPid(row.vid), stockRows(row.inventory)]),
  );
  const options = splitOptions(
    names,
    rows.map((row) => ({ key: row.variantKey })),
  );
  return rows.flatMap((row, index) => {
    const vid = normalPid(row.id);
    if (!vid) return [];
    return {
      vid,
      sku: text(row.sku),
      label: optionLabel(row.variantKey),
      options: options[index] ?? [],
      priceUsd: currency === "USD" ? priceText(row.sellPrice) : null,
      image: imageUrl(row.image),
      weightGrams: measureRange(row.weight)?.max ?? null,
      stock: stock.get(vid) ?? null,
    };
  });
}

function readCategories(value: unknown): string[] | null {
  const names = listOf(value)
    .map((entry) => text(fieldsOf(entry).name ?? entry))
    .filter((name) => name !== null);
  return names.length > 0 ? names : null;
}

function sizeOf(row: unknown): SizeMm | null {
  const { long, width, height } = fieldsOf(row);
  const [length, wide, high] = [long, width, height].map((side) => measureRange(side)?.max);
  return length && wide && high ? { length, width: wide, height: high } : null;
}

/** After in-page navigation the address changes before the page does: same name and first picture is the old product. */
function stillShows(other: Record<string, unknown>, dom: DomProduct): boolean {
  const picture = imageList(other.images, other.image)[0];
  return text(other.nameEn) === dom.name && (!picture || picture === dom.images[0]);
}
