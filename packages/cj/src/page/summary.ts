import { priceRange, priceSpan, priceText } from "../shared/decimal.ts";
import type { CjPriceRange } from "../shared/decimal.ts";
import { imageList } from "../shared/images.ts";
import { optionLabel, optionNames, splitOptions } from "../shared/options.ts";
import { fieldsOf, listOf, text } from "../shared/text.ts";
import { withDoubts } from "./doubts.ts";
import type { DoubtfulField } from "./doubts.ts";
import { missingReason, readProductDom } from "./product-dom.ts";
import type { DomProduct } from "./product-dom.ts";
import { assignedObjects } from "./embedded.ts";
import { normalPid, parseProductUrl } from "./url.ts";
import type { PageOptions } from "./url.ts";

/** A variant on the page. `priceUsd` null: not offered. */
export type VariantSummary = {
  vid: string;
  label: string | null;
  options: string[];
  priceUsd: string | null;
};

/**
 * What a product page sells. Prices are exact decimal text in US dollars; `price` is null when the visitor sees another
 * `currency` (null if that is not named). `source` "dom" reads no variants. `stale` tells that the embedded data belongs to
 * another product, as after in-page navigation. `doubts` names what the page contradicts, and then left blank, or says only
 * once. All text is untrusted.
 */
export type ProductSummary = {
  pid: string;
  name: string;
  images: string[];
  price: CjPriceRange | null;
  currency: string | null;
  optionNames: string[];
  variants: VariantSummary[];
  source: "data" | "dom";
  stale: boolean;
  doubts: DoubtfulField[];
};

/** "skeleton": the page has not drawn this product yet, look again. The others are final for this page. */
export type NotProduct = { notProduct: "not_a_product_url" | "removed" | "skeleton" | "no_price_or_name" };
export type NotProductReason = NotProduct["notProduct"];

type Data = Record<string, unknown>;
type Read = Omit<ProductSummary, "doubts">;

const MAX_VARIANTS = 1000;
const MAX_IMAGES = 200;

/** Reads the product a CJ page shows, or says why there is none. Pure: runs no script of the page, fetches nothing. */
export function readProductSummary(document: Document, url: URL, options?: PageOptions): ProductSummary | NotProduct {
  const found = findProduct(document, url, options);
  return "notProduct" in found ? found : found.summary;
}

/** The summary with the embedded data it was made of, if any. */
export function findProduct(
  document: Document,
  url: URL,
  options?: PageOptions,
): { summary: ProductSummary; data: Data | undefined } | NotProduct {
  const pid = parseProductUrl(url, options)?.pid;
  if (!pid) return { notProduct: "not_a_product_url" };
  const embedded = assignedObjects(document, "productDetailData");
  const data = embedded.find((candidate) => normalPid(candidate.id) === pid);
  const other = embedded.find((candidate) => normalPid(candidate.id));
  const dom = readProductDom(document);
  if (!data && embedded.length > 0 && !other) return { notProduct: "removed" };
  if (!data && other && stillShows(other, dom)) return { notProduct: "skeleton" };
  const read = data ? fromData(pid, data, dom) : fromDom(pid, dom, Boolean(other));
  if (!read.name || (!read.price && read.currency === "USD")) return { notProduct: missingReason(document) };
  return { summary: withDoubts(read, data ?? {}, data ? variantRows(data) : [], dom), data };
}

function fromData(pid: string, data: Data, dom: DomProduct): Read {
  const currency = text(data.currency)?.toUpperCase() ?? "USD";
  const names = optionNames(null, data.variantKeyEn);
  const variants = readVariants(data, names, currency);
  const spread = priceRange(data.sellPrice) ?? priceSpan(variants.map((variant) => variant.priceUsd));
  const images = imageList(data.images, data.image);
  return {
    pid,
    name: text(data.nameEn) ?? dom.name ?? "",
    images: (images.length > 0 ? images : dom.images).slice(0, MAX_IMAGES),
    price: currency === "USD" ? (spread ?? dom.price) : null,
    currency,
    optionNames: names,
    variants,
    source: "data",
    stale: false,
  };
}

function fromDom(pid: string, { name, images, price, currency }: DomProduct, stale: boolean): Read {
  const read = { pid, name: name ?? "", images: images.slice(0, MAX_IMAGES), price, currency };
  return { ...read, optionNames: [], variants: [], source: "dom", stale };
}

/** The rows of variants in the embedded data, in order, each variant once. */
export function variantRows(data: Data): Data[] {
  const rows = listOf(data.stanProducts).slice(0, MAX_VARIANTS).map(fieldsOf);
  const ids = rows.map((row) => normalPid(row.id));
  return rows.filter((_, at) => ids[at] === null || ids.indexOf(ids[at] ?? "") === at);
}

function readVariants(data: Data, names: string[], currency: string): VariantSummary[] {
  const rows = variantRows(data);
  const options = splitOptions(
    names,
    rows.map((row) => ({ key: row.variantKey })),
  );
  return rows.flatMap((row, index) => {
    const vid = normalPid(row.id);
    if (!vid) return [];
    return {
      vid,
      label: optionLabel(row.variantKey),
      options: options[index] ?? [],
      priceUsd: currency === "USD" ? priceText(row.sellPrice) : null,
    };
  });
}

/** After in-page navigation the address changes before the page does: same name and first picture is the old product. */
function stillShows(other: Data, dom: DomProduct): boolean {
  const picture = imageList(other.images, other.image)[0];
  return text(other.nameEn) === dom.name && (!picture || picture === dom.images[0]);
}
