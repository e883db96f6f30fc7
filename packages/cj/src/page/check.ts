import { assignedObjects } from "./embedded.ts";
import { findProductCards, readListingCard } from "./listing.ts";
import { LISTING, PRODUCT } from "./selectors.ts";
import { listingKind, normalPid, parseProductUrl } from "./url.ts";
import type { PageOptions } from "./url.ts";

/** What the readers look for, by name. */
export type PageSelector =
  | Extract<keyof typeof PRODUCT, "heading" | "priceBox" | "gallery">
  | Extract<keyof typeof LISTING, "link" | "card" | "name" | "price" | "picture">
  | "productDetailData"
  | "PRODUCTSRES";
export type PageKind = "product" | "category" | "search";

/**
 * What a page that must be a product's or a listing's does not have any more, for a self-check. Undefined for other pages and for
 * pages that are not drawn yet. One strange card among many says nothing: a part fails when most cards lack it.
 */
export function missingSelectors(
  document: Document,
  url: URL,
  options: PageOptions = {},
): { page: PageKind; failed: PageSelector[] } | undefined {
  const pid = parseProductUrl(url, options)?.pid;
  if (pid)
    return document.querySelector(PRODUCT.skeleton) ? undefined : { page: "product", failed: ofProduct(document) };
  const kind = listingKind(url, options);
  if (!kind || document.querySelector(LISTING.skeleton)) return undefined;
  return { page: kind, failed: ofListing(document, url, options, kind) };
}

function ofProduct(document: Document): PageSelector[] {
  const failed: PageSelector[] = (["heading", "priceBox", "gallery"] as const).filter(
    (name) => !document.querySelector(PRODUCT[name]),
  );
  const data = assignedObjects(document, "productDetailData");
  return data.some(({ id }) => normalPid(id)) ? failed : ["productDetailData", ...failed];
}

function ofListing(document: Document, url: URL, options: PageOptions, kind: PageKind): PageSelector[] {
  // Only category pages embed their list.
  const data = kind === "category" && assignedObjects(document, "PRODUCTSRES").length === 0;
  const failed: PageSelector[] = data ? ["PRODUCTSRES"] : [];
  const cards = findProductCards(document, url, options);
  // A search may find nothing; a category is never empty.
  if (cards.length === 0) return kind === "category" ? [...failed, "link"] : failed;
  const read = cards.map(({ pid, card }) => readListingCard(pid, card, undefined));
  const most = (count: number) => count * 2 > cards.length;
  const lacking = {
    card: cards.filter(({ card }) => !card.matches(LISTING.card)).length,
    name: read.filter(({ name }) => !name).length,
    price: read.filter(({ price }) => !price).length,
    picture: read.filter(({ image }) => !image).length,
  };
  return [...failed, ...(["card", "name", "price", "picture"] as const).filter((name) => most(lacking[name]))];
}
