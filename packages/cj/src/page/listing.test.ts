import { describe, expect, it } from "vitest";

import { findProductCards, readListingPage } from "./listing.ts";
import type { ListingReading } from "./listing.ts";
import { documentOf, savedPage } from "./pages.fixture.ts";

const CATEGORY = new URL(
  "https://cjdropshipping.com/list/wholesale-pet-supplies-l-2409110611570657700.html?pageNum=1&from=CN",
);
const SEARCH = new URL("https://cjdropshipping.com/search/led+light.html?pageNum=2&verifiedWarehouse=1");

function listing(document: Document, url: URL): ListingReading {
  const reading = readListingPage(document, url);
  if ("notListing" in reading) throw new Error(reading.notListing);
  return reading;
}

describe("saved pages", () => {
  it("[EXT-01] [EXT-03] [Q33] [Q35] page category-listing: four products, the promotion is none", () => {
    expect(readListingPage(savedPage("category-listing.html"), CATEGORY)).toEqual({
      kind: "category",
      categoryId: "2409110611570657700",
      term: null,
      page: 1,
      totalPages: 100,
      products: [
        {
          pid: "2412201455093340800",
          name: "Pet Water Fountain 2L",
          image: "https://cf.cjdropshipping.com/sample/fountain-main.jpg",
          price: { minUsd: "9.37", maxUsd: "9.37" },
          listedCount: 408,
          incomplete: false,
        },
        {
          pid: "2511030212458061900",
          name: "Cat Scratcher C Shape P Style",
          image: "https://oss-cf.cjdropshipping.com/product/2026/03/14/07/aa10-cat_trans.jpeg",
          price: { minUsd: "3.32", maxUsd: "5.03" },
          listedCount: 96,
          incomplete: false,
        },
        {
          pid: "1F0A2E77-0D7B-4D2F-8E4C-2B9E6D1F5C30",
          name: "Dog Leash 1.5m/5ft",
          image: "https://cc-west-usa.oss-us-west-1.aliyuncs.com/20201218/4471290031117.jpg",
          price: { minUsd: "2.10", maxUsd: "2.10" },
          listedCount: 1204,
          incomplete: false,
        },
        {
          pid: "2604171105229921400",
          name: null,
          image: null,
          price: { minUsd: "0.99", maxUsd: "0.99" },
          listedCount: 0,
          incomplete: true,
        },
      ],
    });
  });

  it("[EXT-01] [EXT-03] [Q34] page search-page: two products from the cards, none twice, skeletons none", () => {
    expect(readListingPage(savedPage("search-page.html"), SEARCH)).toEqual({
      kind: "search",
      categoryId: null,
      term: "led light",
      page: 2,
      totalPages: 7,
      products: [
        {
          pid: "2601191322057713600",
          name: "LED Strip Lights 5m RGB “Music”",
          image: "https://cf.cjdropshipping.com/sample/led_fine.jpeg",
          price: { minUsd: "4.18", maxUsd: "4.18" },
          listedCount: 731,
          incomplete: false,
        },
        {
          pid: "2512080944108263300",
          name: "LED Headlamp & Torch, Rechargeable",
          image: "https://cf.cjdropshipping.com/sample/headlamp.jpg",
          price: { minUsd: "2.85", maxUsd: "6.40" },
          listedCount: 12,
          incomplete: false,
        },
      ],
    });
  });

  it("[EXT-01] page not-a-product and product pages are no listings", () => {
    expect(
      readListingPage(savedPage("not-a-product.html"), new URL("https://cjdropshipping.com/myCJ.html#/apikey")),
    ).toEqual({ notListing: "not_a_listing_url" });
    const address = new URL("https://cjdropshipping.com/product/x-p-2603021418275519600.html");
    expect(readListingPage(savedPage("product-page-variant-rich.html"), address)).toEqual({
      notListing: "not_a_listing_url",
    });
    expect(
      readListingPage(
        savedPage("category-listing.html"),
        new URL("https://evil.test/list/wholesale-x-l-2409110611570657700.html"),
      ),
    ).toEqual({ notListing: "not_a_listing_url" });
  });
});

describe("listings", () => {
  it("[EXT-03] the card of each product is found once, for a mark beside it", () => {
    const page = savedPage("category-listing.html");
    const cards = findProductCards(page, CATEGORY);
    expect(cards).toHaveLength(4);
    expect(cards.every(({ card }) => card.matches(".product-card"))).toBe(true);
  });

  it("[EXT-03] cards win over embedded data: after paging inside the page it is the first page's", () => {
    const page = savedPage("category-listing.html");
    const [first] = page.querySelectorAll(".product-card");
    for (const card of page.querySelectorAll(".product-card")) if (card !== first) card.remove();
    expect(listing(page, CATEGORY).products.map(({ pid }) => pid)).toEqual(["2412201455093340800"]);
  });

  it("[EXT-03] embedded data alone is enough before cards are drawn; skeletons mean look again", () => {
    const page = savedPage("category-listing.html");
    for (const card of page.querySelectorAll(".product-card")) card.remove();
    expect(listing(page, CATEGORY).products.map(({ pid, name, listedCount }) => [pid, name, listedCount])).toEqual([
      ["2412201455093340800", "Pet Water Fountain 2L", 408],
      ["2511030212458061900", null, 96],
      ["1F0A2E77-0D7B-4D2F-8E4C-2B9E6D1F5C30", "Dog Leash 1.5m/5ft", 1204],
      ["2604171105229921400", null, 0],
    ]);
    const skeleton = page.createElement("div");
    skeleton.className = "skeleton-card-wrap";
    page.body.append(skeleton);
    expect(readListingPage(page, CATEGORY)).toEqual({ notListing: "skeleton" });
    expect(readListingPage(documentOf("<p>None</p>"), CATEGORY)).toEqual({ notListing: "no_products" });
  });

  it("[EXT-03] the older search rows count when no card shows the product", () => {
    const page = documentOf(
      '<div class="product-row" data-product-id="2512080944108263300"><div class="product-title">Torch</div></div>',
    );
    expect(listing(page, SEARCH).products).toEqual([
      { pid: "2512080944108263300", name: "Torch", image: null, price: null, listedCount: null, incomplete: true },
    ]);
  });

  it("[EXT-03] addresses of the mobile site, of filters and with broken escapes", () => {
    const card = documentOf('<a href="/product/x-p-2512080944108263300.html"></a>');
    expect(listing(card, new URL("https://m.cjdropshipping.com/search?keyWord=led%20light"))).toMatchObject({
      kind: "search",
      term: "led light",
      page: 1,
      totalPages: null,
    });
    expect(
      listing(card, new URL("https://cjdropshipping.com/search/a&b%20%E0%A4%A.html?id=2409110611570657700")),
    ).toMatchObject({ categoryId: "2409110611570657700" });
    expect(
      listing(
        card,
        new URL("https://cjdropshipping.com/list/wholesale-a-l-b-l-52FC6CA5-669B-4D0B-B1AC-415675931399.html"),
      ),
    ).toMatchObject({ categoryId: "52FC6CA5-669B-4D0B-B1AC-415675931399" });
  });

  it("[EXT-03] links to other sites and to recommended products are no entries", () => {
    const page =
      documentOf(`<a href="https://evil.test/product/x-p-2512080944108263300.html"></a><a href="http://[/product/"></a>
      <div class="recommend--x"><a href="/product/x-p-2512080944108263301.html"></a></div>`);
    expect(readListingPage(page, SEARCH)).toEqual({ notListing: "no_products" });
  });
});
