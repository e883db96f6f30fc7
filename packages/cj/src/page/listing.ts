import { priceRange } from "../shared/decimal.ts";
import type { CjPriceRange } from "../shared/decimal.ts";
import { imageUrl } from "../shared/images.ts";
import { count, fieldsOf, listOf, text } from "../shared/text.ts";
import { assignedObjects } from "./embedded.ts";
import { LISTING } from "./selectors.ts";
import { listingKind, normalPid, parseProductUrl } from "./url.ts";
import type { PageOptions } from "./url.ts";

/** One product of a listing. What the page leaves blank is null; `incomplete` when name, image or price is missing. */
export type ListingProduct = {
  pid: string;
  name: string | null;
  image: string | null;
  price: CjPriceRange | null;
  listedCount: number | null;
  incomplete: boolean;
};

export type ListingReading = {
  kind: "category" | "search";
  /** Category id of a category page (digits or UUID) or of a filtered search. */
  categoryId: string | null;
  /** The words searched for. */
  term: string | null;
  page: number;
  totalPages: number | null;
  products: ListingProduct[];
};

/** "skeleton": cards are not drawn yet, look again. "no_products": drawn, and there are none. */
export type NotListingReason = "not_a_listing_url" | "skeleton" | "no_products";

/** Reads a category or search page of CJ, or says why it is none. Pure; one entry per product, in the order drawn. */
export function readListingPage(
  document: Document,
  url: URL,
  options: PageOptions = {},
): ListingReading | { notListing: NotListingReason } {
  const where = listingPlace(url, options);
  if (!where) return { notListing: "not_a_listing_url" };
  const data = listingData(document);
  const embedded = embeddedListing(data);
  const drawn = findProductCards(document, url, options).map(({ pid, card }) =>
    readListingCard(pid, card, embedded.get(pid)),
  );
  // Cards win: after paging inside the page the embedded list is still the first page's.
  const products = drawn.length > 0 ? drawn : [...embedded.values()];
  if (drawn.length === 0 && document.querySelector(LISTING.skeleton)) return { notListing: "skeleton" };
  if (products.length === 0) return { notListing: "no_products" };
  const field = text(document.querySelector(LISTING.pageField)?.getAttribute("value"));
  const pages = /(\d+)\s*$/.exec(document.querySelector(LISTING.pageCount)?.textContent ?? "")?.[1];
  const page = count(url.searchParams.get("pageNum")) || count(field) || 1;
  return { ...where, page, totalPages: count(pages) ?? count(data.totalPages), products };
}

/** The element of every product on a listing, once per product, for drawing beside it. */
export function findProductCards(
  document: Document,
  url: URL,
  options: PageOptions = {},
): { pid: string; card: Element }[] {
  const cards = new Map<string, Element>();
  for (const link of document.querySelectorAll(LISTING.link)) {
    if (link.closest(LISTING.recommended)) continue;
    const href = link.getAttribute("href") ?? "";
    const pid = URL.canParse(href, url.href) ? parseProductUrl(new URL(href, url), options)?.pid : undefined;
    if (pid && !cards.has(pid)) cards.set(pid, link.closest(LISTING.card) ?? link);
  }
  for (const row of document.querySelectorAll(LISTING.oldRow)) {
    const pid = normalPid(row.getAttribute("data-product-id"));
    if (pid && !cards.has(pid)) cards.set(pid, row);
  }
  return [...cards].map(([pid, card]) => ({ pid, card }));
}

/** What a listing embeds about its first page; an empty bag when it embeds nothing. */
export const listingData = (document: Document): Record<string, unknown> =>
  assignedObjects(document, "PRODUCTSRES")[0] ?? {};

export const embeddedListing = (data: Record<string, unknown>): Map<string, ListingProduct> =>
  new Map(embeddedProducts(data).map((product) => [product.pid, product]));

/** One card, with what the embedded data adds to it. */
export const readListingCard = (pid: string, card: Element, embedded: ListingProduct | undefined): ListingProduct =>
  merge(fromCard(pid, card), embedded);

function listingPlace(url: URL, options: PageOptions): Pick<ListingReading, "kind" | "categoryId" | "term"> | null {
  const kind = listingKind(url, options);
  if (!kind) return null;
  const last =
    url.pathname
      .split("/")
      .at(-1)
      ?.replace(/\.html$/, "") ?? "";
  if (kind === "category") return { kind, categoryId: normalPid(last.slice(last.lastIndexOf("-l-") + 3)), term: null };
  return {
    kind,
    categoryId: normalPid(url.searchParams.get("id")),
    term: (url.pathname.startsWith("/search/") ? searchTerm(last) : null) ?? text(url.searchParams.get("keyWord")),
  };
}

function searchTerm(written: string | undefined): string | null {
  // URLSearchParams reads "+" and "%20" as a space and never throws on a broken escape.
  return text(new URLSearchParams(`q=${(written ?? "").replaceAll("&", "%26")}`).get("q"));
}

function fromCard(pid: string, card: Element): Omit<ListingProduct, "incomplete"> {
  const first = (selector: string): string | null => {
    const texts = [...card.querySelectorAll(selector)].map((element) => text(element.textContent));
    return texts.find((found) => found !== null) ?? null;
  };
  const picture = card.querySelector(LISTING.picture);
  return {
    pid,
    name: first(LISTING.name) ?? first(LISTING.oldTitle),
    image: imageUrl(picture?.getAttribute("data-src")) ?? imageUrl(picture?.getAttribute("src")),
    price: priceRange(first(LISTING.price)),
    listedCount: shortCount(first(LISTING.listed)),
  };
}

/** "408" or "1.2k". */
function shortCount(written: string | null): number | null {
  const [, number, unit] = /^([\d.]+)\s*(k?)\+?$/i.exec(written ?? "") ?? [];
  return number === undefined ? null : count(Math.round(Number(number) * (unit ? 1000 : 1)));
}

function embeddedProducts(data: Record<string, unknown>): ListingProduct[] {
  const rows = listOf(data.content)
    .flatMap((wrapper) => listOf(fieldsOf(wrapper).productList))
    .map(fieldsOf);
  return rows.flatMap((row) => {
    const pid = normalPid(row.id);
    if (!pid) return [];
    const currency = text(row.currency) ?? "USD";
    const found = {
      pid,
      name: text(row.nameEn) ?? text(row.name),
      image: imageUrl(row.bigImage) ?? imageUrl(row.image),
      price: currency === "USD" ? priceRange(row.sellPrice) : null,
      listedCount: count(row.listedNum),
    };
    return merge(found, undefined);
  });
}

function merge(card: Omit<ListingProduct, "incomplete">, data: ListingProduct | undefined): ListingProduct {
  const name = card.name ?? data?.name ?? null;
  const image = card.image ?? data?.image ?? null;
  const price = card.price ?? data?.price ?? null;
  // The card rounds ("1.2k"), the data does not.
  return {
    pid: card.pid,
    name,
    image,
    price,
    listedCount: data?.listedCount ?? card.listedCount,
    incomplete: !name || !image || !price,
  };
}
