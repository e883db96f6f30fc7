import { describe, expect, it } from "vitest";

import { missingSelectors } from "./check.ts";
import { documentOf, savedPage } from "./pages.fixture.ts";

const PRODUCT = new URL("https://cjdropshipping.com/product/fleece-p-2603021418275519600.html");
const TRIVET = new URL("https://cjdropshipping.com/product/trivet-p-7E0B5B33-14B0-4B15-9A52-3C1D0A9F7720.html");
const CATEGORY = new URL("https://cjdropshipping.com/list/wholesale-pet-l-2409110611570657700.html");
const SEARCH = new URL("https://cjdropshipping.com/search/led+light.html");

describe("the self-check of pages", () => {
  it("[EXT-01] [EXT-03] finds nothing wrong with pages as they were saved, and has nothing to say of others", () => {
    expect(missingSelectors(savedPage("product-page.html"), TRIVET)).toEqual({ page: "product", failed: [] });
    expect(missingSelectors(savedPage("category-listing.html"), CATEGORY)).toEqual({ page: "category", failed: [] });
    expect(missingSelectors(savedPage("search-page.html"), SEARCH)).toBeUndefined();
    expect(missingSelectors(documentOf("<h1>x</h1>"), new URL("https://cjdropshipping.com/myCJ.html"))).toBeUndefined();
    expect(missingSelectors(documentOf('<div class="skeleton--a"></div>'), PRODUCT)).toBeUndefined();
  });

  it("[EXT-01] names what a product page lost", () => {
    const page = savedPage("product-page.html");
    page.querySelector("#slides")?.remove();
    for (const element of page.querySelectorAll('[class*="priceBox"]')) element.setAttribute("class", "price_x1");
    expect(missingSelectors(page, TRIVET)?.failed).toEqual(["priceBox", "gallery"]);
    for (const script of page.querySelectorAll("script")) script.remove();
    expect(missingSelectors(page, TRIVET)?.failed).toEqual(["productDetailData", "priceBox", "gallery"]);
  });

  it("[EXT-03] names what a listing lost, and not what one card lacks", () => {
    const page = savedPage("category-listing.html");
    for (const price of page.querySelectorAll('[class*="sellPriceSpan"]')) price.setAttribute("class", "amount");
    for (const card of page.querySelectorAll(".product-card")) card.setAttribute("class", "tile");
    for (const script of page.querySelectorAll("script")) script.remove();
    expect(missingSelectors(page, CATEGORY)?.failed).toEqual(["PRODUCTSRES", "card", "price"]);
    for (const link of page.querySelectorAll("a")) link.remove();
    expect(missingSelectors(page, CATEGORY)?.failed).toEqual(["PRODUCTSRES", "link"]);
    expect(missingSelectors(documentOf("<p>Nothing found</p>"), SEARCH)?.failed).toEqual([]);
  });
});
