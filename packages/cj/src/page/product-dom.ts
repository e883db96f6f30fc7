import { priceRange } from "../shared/decimal.ts";
import type { CjPriceRange } from "../shared/decimal.ts";
import { imageList } from "../shared/images.ts";
import { text } from "../shared/text.ts";
import { DETAILS, PRODUCT } from "./selectors.ts";

/** A packed size in millimetres. */
export type SizeMm = { length: number; width: number; height: number };

/** What the drawn page shows of a product, without its embedded data. */
export type DomProduct = {
  /** The heading, else the title. */
  name: string | null;
  heading: string | null;
  title: string | null;
  images: string[];
  price: CjPriceRange | null;
  /** "USD", or null when the page shows another symbol. "USD" also when it shows no price at all. */
  currency: string | null;
};

const SIZE = /(\d+(?:\.\d+)?)\s*[*×x]\s*(\d+(?:\.\d+)?)\s*[*×x]\s*(\d+(?:\.\d+)?)\s*\(?mm\)?/gi;
const SITE_SUFFIX = /\s+[-|–]\s+CJ\s?dropshipping.*$/i;
const REMOVED = /^product (?:has been |was )?removed\b/i;
const DOLLAR = /^(?:US\s?)?\$$|^USD$/i;

type DomDetails = { categories: string[]; packingMm: SizeMm[]; descriptionHtml: string | null };

const all = (document: Document, selector: string): Element[] => [...document.querySelectorAll(selector)];

/** Reads by the named selectors; what is not drawn is null or empty. */
export function readProductDom(document: Document): DomProduct {
  const box = all(document, PRODUCT.priceBox).find((element) => !element.closest(PRODUCT.recommended));
  const shown = text(box?.textContent) ?? "";
  const symbol = shown.replace(/[\d.,\s~–-]/g, "");
  const foreign = shown !== "" && symbol !== "" && !DOLLAR.test(symbol);
  const gallery = all(document, PRODUCT.gallery).map((element) => element.getAttribute("data-id"));
  const lazy = all(document, PRODUCT.lazyPicture).filter((element) => !element.closest(PRODUCT.recommended));
  const heading = text(document.querySelector(PRODUCT.heading)?.textContent);
  const title = text(document.title.replace(SITE_SUFFIX, ""));
  return {
    name: heading ?? title,
    heading,
    title,
    images: imageList(
      gallery,
      lazy.map((element) => element.getAttribute("data-src")),
    ),
    price: foreign ? null : priceRange(shown),
    currency: foreign ? null : "USD",
  };
}

/** The rest of what the page shows of the product. */
export function readDomDetails(document: Document): DomDetails {
  return {
    categories: all(document, DETAILS.breadcrumb)
      .slice(1)
      .map((element) => text(element.textContent))
      .filter((name) => name !== null),
    packingMm: all(document, DETAILS.specText).flatMap((element) => sizes(element.textContent ?? "")),
    descriptionHtml: text(document.querySelector(DETAILS.description)?.innerHTML),
  };
}

function sizes(written: string): SizeMm[] {
  return [...written.slice(0, 2000).matchAll(SIZE)].map(([, length, width, height]) => ({
    length: Number(length),
    width: Number(width),
    height: Number(height),
  }));
}

/** Why a product address shows no product: CJ took it off, it is not drawn yet, or neither can be told. */
export function missingReason(document: Document): "removed" | "skeleton" | "no_price_or_name" {
  for (const element of document.querySelectorAll(PRODUCT.notice)) {
    if (element.childElementCount === 0 && REMOVED.test(text(element.textContent) ?? "")) return "removed";
  }
  return document.querySelector(PRODUCT.skeleton) ? "skeleton" : "no_price_or_name";
}
