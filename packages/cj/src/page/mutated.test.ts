import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readListingPage } from "./listing.ts";
import type { ListingReading } from "./listing.ts";
import { apply, change, rewrite } from "./mutate.fixture.ts";
import { savedPage } from "./pages.fixture.ts";
import { readProductPage } from "./product.ts";
import type { ProductReading } from "./product.ts";

// More once by hand: MUTATIONS=20000 vitest run mutated.test.ts. A failure prints its seed.
const numRuns = Number(process.env["MUTATIONS"] ?? 200);

const TRIVET = {
  file: "product-page.html",
  url: new URL("https://cjdropshipping.com/product/silicone-trivet-mat-p-7E0B5B33-14B0-4B15-9A52-3C1D0A9F7720.html"),
};
const JACKET = {
  file: "product-page-variant-rich.html",
  url: new URL("https://www.cjdropshipping.com/product/fleece-p-2603021418275519600.html?list=1"),
};
type Page = typeof TRIVET;

function truthOf({ file, url }: Page): ProductReading {
  const read = readProductPage(savedPage(file), url);
  if ("notProduct" in read) throw new Error(`${file} is a product`);
  return read;
}

/** What the reading claims and the product does not have, unless it is marked as doubtful. */
function lies(read: ProductReading, truth: ProductReading): string[] {
  const known = new Map(truth.variants.map(({ vid, priceUsd }) => [vid, priceUsd]));
  const wrong = {
    pid: read.pid !== truth.pid,
    name: read.name !== "" && read.name !== truth.name,
    price:
      read.price !== null &&
      truth.price !== null &&
      (+read.price.minUsd > +truth.price.maxUsd || +read.price.maxUsd < +truth.price.minUsd),
    images: read.images.length > 0 && !read.images.some((url) => truth.images.includes(url)),
    variants: read.variants.some(({ vid, priceUsd }) => !known.has(vid) || (priceUsd && known.get(vid) !== priceUsd)),
  };
  const marked: readonly string[] = read.doubts;
  return Object.entries(wrong).flatMap(([field, is]) => (is && !marked.includes(field) ? [field] : []));
}

const pages = fc.constantFrom([TRIVET, JACKET] as const, [JACKET, TRIVET] as const);

/** A value of another product that gets into this one's page. */
const intruder = fc.constantFrom(
  "nameEn",
  "sellPrice",
  "images",
  "image",
  "stanProducts",
  "all",
  "title",
  "price",
  "slides",
);

/** The data of a page as it stands in its script, and one top-level value of it. */
const dataOf = (document: Document): string =>
  [...document.querySelectorAll("script:not([src])")]
    .map(({ textContent }) => /productDetailData\s*=\s*(\{.*\});/.exec(textContent ?? "")?.[1])
    .find((found) => found !== undefined) ?? "{}";
const valueOf = (data: string, key: string): string | undefined =>
  new RegExp(`"${key}":("(?:[^"\\\\]|\\\\.)*"|\\[.*?\\}\\]|\\[.*?\\]|[\\w.]+)`).exec(data)?.[1];

function intrude(document: Document, from: Document, what: string): void {
  const replace = (selector: string) => {
    const [own, other] = [document.querySelector(selector), from.querySelector(selector)];
    if (own && other) own.textContent = other.textContent;
  };
  if (what === "title") return replace("title");
  if (what === "price") return replace('[class*="priceBox"]');
  if (what === "slides") {
    const [own, other] = [document.querySelector("#slides"), from.querySelector("#slides")];
    if (own && other) own.innerHTML = other.innerHTML;
    return;
  }
  const other = dataOf(from);
  rewrite(document, (source) => {
    const own = dataOf(document);
    const id = valueOf(own, "id") ?? "";
    if (what === "all") return source.replace(own, () => other.replace(valueOf(other, "id") ?? "", () => id));
    const [mine, theirs] = [valueOf(own, what), valueOf(other, what)];
    return mine && theirs ? source.replace(`"${what}":${mine}`, () => `"${what}":${theirs}`) : source;
  });
}

describe("pages altered at random", () => {
  it("[EXT-01] a changed product page gives the right product, marked parts of it, or none", () => {
    fc.assert(
      fc.property(pages, fc.array(change, { minLength: 1, maxLength: 5 }), ([page], changes) => {
        const document = savedPage(page.file);
        for (const one of changes) apply(document, one);
        const read = readProductPage(document, page.url);
        expect("notProduct" in read ? [] : lies(read, truthOf(page))).toEqual([]);
      }),
      { numRuns },
    );
  }, 600_000);

  it("[EXT-01] a value of another product in the page is never taken for this one's", () => {
    fc.assert(
      fc.property(pages, intruder, fc.array(change, { maxLength: 2 }), ([page, other], what, changes) => {
        const document = savedPage(page.file);
        intrude(document, savedPage(other.file), what);
        for (const one of changes) apply(document, one);
        const read = readProductPage(document, page.url);
        expect("notProduct" in read ? [] : lies(read, truthOf(page))).toEqual([]);
      }),
      { numRuns },
    );
  }, 600_000);

  it.each([
    ["category-listing.html", "https://cjdropshipping.com/list/wholesale-pet-supplies-l-2409110611570657700.html"],
    ["search-page.html", "https://cjdropshipping.com/search/led+light.html?pageNum=2"],
  ])(
    "[EXT-03] a changed %s never puts a name, price or picture under another product",
    (file, address) => {
      const url = new URL(address);
      const truth = new Map(listing(readListingPage(savedPage(file), url)).map((product) => [product.pid, product]));
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
          const document = savedPage(file);
          for (const one of changes) apply(document, one);
          for (const { pid, name, price, image } of listing(readListingPage(document, url))) {
            const known = truth.get(pid);
            const others = [...truth.values()].filter((product) => product.pid !== pid);
            expect(known).toBeDefined();
            expect(others.some((other) => other.name !== null && other.name === name)).toBe(false);
            expect(others.some((other) => other.image !== null && other.image === image)).toBe(false);
            expect(others.some((other) => price && other.price?.minUsd === price.minUsd)).toBe(false);
          }
        }),
        { numRuns },
      );
    },
    600_000,
  );
});

const listing = (read: ReturnType<typeof readListingPage>): ListingReading["products"] =>
  "notListing" in read ? [] : read.products;
