import { describe, expect, it } from "vitest";

import { documentOf, savedPage } from "./pages.fixture.ts";
import { readProductPage } from "./product.ts";
import type { ProductReading } from "./product.ts";

const TRIVET = new URL(
  "https://cjdropshipping.com/product/silicone-trivet-mat-p-7E0B5B33-14B0-4B15-9A52-3C1D0A9F7720.html",
);
const JACKET = new URL(
  "https://www.cjdropshipping.com/product/fleece-lined-rain-jacket-with-hood-p-2603021418275519600.html?list=1&warehouse=CN",
);
const BOOTS = new URL("https://cjdropshipping.com/product/waterproof-boots-p-2602190915330480200.html");
const IMAGES = [1, 2, 3, 4].map((n) => `https://oss-cf.cjdropshipping.com/product/2026/03/14/07/b1c2-lamp-${n}.jpg`);

/** A page with this assignment and this body, at the boots' address. */
const boots = (data: string, body = "") =>
  readProductPage(
    documentOf(`<html><head></head><body>${body}<script>window.productDetailData=${data};</script></body></html>`),
    BOOTS,
  );
const BOOTS_ID = '"id":"2602190915330480200"';

function product(document: Document, url: URL): ProductReading {
  const reading = readProductPage(document, url);
  if ("notProduct" in reading) throw new Error(reading.notProduct);
  return reading;
}

describe("saved pages", () => {
  it("[EXT-01] page product-page: one product, stock unknown, currency USD by default", () => {
    expect(readProductPage(savedPage("product-page.html"), TRIVET)).toEqual({
      pid: "7E0B5B33-14B0-4B15-9A52-3C1D0A9F7720",
      name: "Silicone Trivet Mat",
      sku: "CJJJCFCJ00417",
      images: ["https://cc-west-usa.oss-us-west-1.aliyuncs.com/20200311/8842119043301.jpg"],
      price: { minUsd: "1.93", maxUsd: "1.93" },
      currency: "USD",
      weightGrams: { min: 92, max: 92 },
      optionNames: [],
      categories: ["Home & Garden, Furniture", "Kitchen, Dining & Bar", "Mats & Pads"],
      variants: [
        {
          vid: "A7D1F0E2-8F3B-4E0E-9C55-1B2A3C4D5E6F",
          sku: "CJJJCFCJ00417-default",
          label: "default",
          options: [],
          priceUsd: "1.93",
          image: null,
          weightGrams: 92,
          stock: null,
        },
      ],
      packingMm: [{ length: 180, width: 180, height: 8 }],
      descriptionHtml: null,
      source: "data",
      stale: false,
      doubts: [],
    });
  });

  it("[EXT-01] [Q33] [Q34] page product-page-variant-rich: everything but the recommended boots", () => {
    const reading = product(savedPage("product-page-variant-rich.html"), JACKET);
    expect(reading).toMatchObject({
      pid: "2603021418275519600",
      name: "Fleece Lined Rain Jacket With Hood",
      sku: "CJYD231104401",
      images: IMAGES,
      price: { minUsd: "11.05", maxUsd: "12.40" },
      currency: "USD",
      weightGrams: { min: 320, max: 355 },
      optionNames: ["Color", "Size"],
      categories: ["Men's Clothing", "Outerwear & Jackets", "Rain Jackets"],
      packingMm: [
        { length: 320, width: 260, height: 40 },
        { length: 340, width: 280, height: 45 },
      ],
      source: "data",
      stale: false,
      doubts: [],
    });
    expect(reading.descriptionHtml).toContain('Size note: "runs small"</p>');
    expect(
      reading.variants.map(({ vid, options, priceUsd, stock }) => [
        vid.slice(-3),
        options.join(" + "),
        priceUsd,
        stock?.map(({ countryCode, total }) => `${countryCode} ${total}`) ?? null,
      ]),
    ).toEqual([
      ["101", "Black + S", "11.05", ["CN 10017", "US 0"]],
      ["102", "Black + XL", "12.40", null],
      ["103", "Off-White + S", "11.05", ["CN 0"]],
      ["104", "Off-White + XL", null, ["CN 781", "US 120"]],
      ["105", "Navy/Red + S", null, null],
    ]);
    expect(reading.variants.at(-1)?.image).toBe(IMAGES[3]);
    expect(JSON.stringify(reading)).not.toMatch(/boots|6\.30/);
  });

  it("[EXT-01] page not-a-product: nothing, at its own address and at a product's", () => {
    const page = savedPage("not-a-product.html");
    expect(readProductPage(page, new URL("https://cjdropshipping.com/myCJ.html#/apikey"))).toEqual({
      notProduct: "not_a_product_url",
    });
    expect(
      readProductPage(
        savedPage("category-listing.html"),
        new URL("https://cjdropshipping.com/list/wholesale-pet-supplies-l-2409110611570657700.html"),
      ),
    ).toEqual({ notProduct: "not_a_product_url" });
  });
});

describe("without embedded data of this product", () => {
  it("[EXT-01] in-page navigation: the old data is ignored, the drawn page is read", () => {
    const page = savedPage("product-page-variant-rich.html");
    const drawn = (selector: string, text: string) => {
      const element = page.querySelector(selector);
      if (element) element.textContent = text;
    };
    drawn("title", "Waterproof Boots - CJdropshipping");
    drawn('[class*="priceBox"]', "$6.30 -- 7.10");
    expect(readProductPage(page, BOOTS)).toEqual({
      pid: "2602190915330480200",
      name: "Waterproof Boots",
      sku: null,
      images: IMAGES,
      price: { minUsd: "6.30", maxUsd: "7.10" },
      currency: "USD",
      weightGrams: null,
      optionNames: [],
      categories: ["Men's Clothing", "Rain Jackets"],
      variants: [],
      packingMm: [
        { length: 320, width: 260, height: 40 },
        { length: 340, width: 280, height: 45 },
      ],
      descriptionHtml: page.querySelector('[class*="descriptionContainer"]')?.innerHTML,
      source: "dom",
      stale: true,
      doubts: ["name", "price", "images", "variants"],
    });
  });

  it("[EXT-01] in-page navigation before the page is drawn again: look again, not the old product under a new id", () => {
    expect(readProductPage(savedPage("product-page-variant-rich.html"), BOOTS)).toEqual({ notProduct: "skeleton" });
  });

  it("[EXT-01] in-page navigation to a product of the same name is seen by its picture", () => {
    const page = savedPage("product-page-variant-rich.html");
    page.querySelector("#slides > div")?.remove();
    expect(readProductPage(page, BOOTS)).toMatchObject({
      name: "Fleece Lined Rain Jacket With Hood",
      source: "dom",
      stale: true,
    });
  });

  it("[EXT-01] without a script the drawn page is enough", () => {
    const page = savedPage("product-page.html");
    for (const script of page.querySelectorAll("script")) script.remove();
    expect(readProductPage(page, TRIVET)).toMatchObject({
      name: "Silicone Trivet Mat",
      price: { minUsd: "1.93" },
      images: ["https://cc-west-usa.oss-us-west-1.aliyuncs.com/20200311/8842119043301.jpg"],
      categories: ["Home & Garden, Furniture", "Mats & Pads"],
      packingMm: [{ length: 180, width: 180, height: 8 }],
      descriptionHtml: null,
      source: "dom",
      stale: false,
    });
  });

  it("[EXT-01] [Q28] a removed product is `removed`, by its empty data or by its notice", () => {
    expect(boots("{}")).toEqual({ notProduct: "removed" });
    const notice = documentOf("<title>CJdropshipping</title><div><p>Product removed</p></div>");
    expect(readProductPage(notice, BOOTS)).toEqual({ notProduct: "removed" });
  });

  it("[EXT-01] an empty or undrawn page gives a reason, not half a product", () => {
    expect(readProductPage(documentOf(""), BOOTS)).toEqual({ notProduct: "no_price_or_name" });
    expect(readProductPage(documentOf("<title>Boots</title>"), BOOTS)).toEqual({ notProduct: "no_price_or_name" });
    expect(readProductPage(documentOf('<div class="skeleton--a1"></div>'), BOOTS)).toEqual({ notProduct: "skeleton" });
    expect(boots(`{${BOOTS_ID},"nameEn":"Boots"}`)).toEqual({ notProduct: "no_price_or_name" });
  });

  it("[EXT-01] prices of recommended products are never the product's", () => {
    const card =
      '<div class="recommend--a"><span class="priceBox--b">$6.30</span></div><div class="product-card"><span class="priceBox--b">$1.00</span></div>';
    expect(readProductPage(documentOf(`<h1>Boots</h1>${card}`), BOOTS)).toEqual({ notProduct: "no_price_or_name" });
  });
});

describe("embedded data", () => {
  it("[EXT-01] what the drawn page contradicts is left blank and named; what only one of them says is named", () => {
    const page = savedPage("product-page.html");
    const set = (selector: string, words: string) => {
      const element = page.querySelector(selector);
      if (element) element.textContent = words;
    };
    set("h1", "Fleece Lined Rain Jacket");
    expect(product(page, TRIVET)).toMatchObject({ name: "Silicone Trivet Mat", doubts: [] });
    set("title", "Fleece Lined Rain Jacket");
    set('[class*="priceBox"]', "$11.05");
    expect(product(page, TRIVET)).toMatchObject({ name: "", price: null, doubts: ["name", "price", "variants"] });
    page.querySelector("#slides")?.remove();
    expect(product(page, TRIVET).doubts).toEqual(["name", "price", "images", "variants"]);
  });

  it("[EXT-01] pictures that the data does not name are doubtful: what is drawn cannot bear itself out", () => {
    const page = savedPage("product-page.html");
    for (const script of page.querySelectorAll("script:not([src])"))
      script.textContent = (script.textContent ?? "").replace(/"(images?)":/g, '"$1X":');
    const read = product(page, TRIVET);
    expect(read.images.length).toBeGreaterThan(0);
    expect(read.doubts).toEqual(["images"]);
  });

  it("[EXT-01] variants numbered like another product's are none", () => {
    const rows = '"stanProducts":[{"id":"2602190915330480201","sku":"CJYD231104401AZ","sellPrice":"9.10"}]';
    const read = boots(`{${BOOTS_ID},"nameEn":"Boots","sku":"CJNS104477901","sellPrice":"9.10",${rows}}`);
    expect(read).toMatchObject({ variants: [], doubts: expect.arrayContaining(["variants"]) });
  });

  it("[EXT-01] [Q33] gaps are filled from the variants and the drawn page", () => {
    const variants =
      '"stanProducts":[{"id":"2602190915330480201","sellPrice":"9.10"},{"id":"2602190915330480202","sellPrice":10.2},{"id":"bad"}]';
    expect(boots(`{${BOOTS_ID},"nameEn":" ",${variants}}`, "<h1>Boots</h1>")).toMatchObject({
      name: "Boots",
      price: { minUsd: "9.10", maxUsd: "10.20" },
      variants: [{ priceUsd: "9.10" }, { priceUsd: "10.20" }],
    });
  });

  it("[Q40] another currency is named and never taken for dollars", () => {
    const variants = '"stanProducts":[{"id":"2602190915330480201","sellPrice":"9.10"}]';
    expect(boots(`{${BOOTS_ID},"nameEn":"Boots","sellPrice":"9.10","currency":"eur",${variants}}`)).toMatchObject({
      currency: "EUR",
      price: null,
      variants: [{ priceUsd: null }],
    });
    const drawn = documentOf('<h1>Boots</h1><span class="priceBox--x"><span>€</span>9.10</span>');
    expect(readProductPage(drawn, BOOTS)).toMatchObject({ currency: null, price: null, source: "dom" });
  });

  it("[Q35] the id may be written in lower case or as a bare number", () => {
    expect(boots('{"id":2602190915330480200,"nameEn":"Boots","sellPrice":1}')).toMatchObject({
      pid: "2602190915330480200",
      source: "data",
    });
  });

  it("[EXT-01] the right one of two assignments is taken", () => {
    const other = '{"id":"2602190915330480999","nameEn":"Other","sellPrice":5};window.productDetailData=';
    expect(boots(`${other}{${BOOTS_ID},"nameEn":"Boots","sellPrice":1}`)).toMatchObject({
      name: "Boots",
      price: { minUsd: "1.00" },
    });
  });

  it("[EXT-01] hostile data gives plain values or nothing", () => {
    const hostile = `{${BOOTS_ID},"__proto__":{"nameEn":"x"},"nameEn":{"toString":1},"sellPrice":[1],"images":[{"a":1},"javascript:alert(1)"],"categories":{"a":1},"stanProducts":{"0":1},"variantInventory":"x","variantKeyEn":[[]]}`;
    expect(boots(hostile)).toEqual({ notProduct: "no_price_or_name" });
    const many = `{${BOOTS_ID},"nameEn":"B","sellPrice":1,"stanProducts":[${Array.from({ length: 3000 }, (_, n) => `{"id":"${2602190915330480300n + BigInt(n)}"}`).join()}]}`;
    expect(boots(many)).toMatchObject({ variants: { length: 1000 } });
    const images = JSON.stringify(Array.from({ length: 500 }, (_, n) => `https://x.test/${n}.jpg`));
    expect(boots(`{${BOOTS_ID},"nameEn":"B","sellPrice":1,"images":${images}}`)).toMatchObject({
      images: { length: 200 },
    });
  });

  it("[EXT-01] the visitor's account token is never read", () => {
    const page = savedPage("product-page-variant-rich.html");
    const script = page.createElement("script");
    script.textContent = 'window.loginInfoController={info:function(){throw 1},token:"USR@CJ@secret"};';
    page.body.append(script);
    expect(JSON.stringify(readProductPage(page, JACKET))).not.toContain("secret");
  });
});
