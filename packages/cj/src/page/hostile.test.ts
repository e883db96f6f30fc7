import { describe, expect, it } from "vitest";

import { readListingPage } from "./listing.ts";
import { documentOf } from "./pages.fixture.ts";
import { readProductPage } from "./product.ts";
import { readProductSummary } from "./summary.ts";

const PID = "2602190915330480200";
const URL_OF = new URL(`https://cjdropshipping.com/product/a-p-b-p-${PID}.html`);
const XSS = `"><img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script>`;

/** A page whose data is written by hand, as a hostile seller's text would come out of the shop's template. */
const page = (data: string, body = "", title = "Boots") =>
  documentOf(
    `<html><head><title>${title}</title></head><body>${body}<script>window.productDetailData=${data};</script></body></html>`,
  );
const literal = (value: unknown) => JSON.stringify(value).replaceAll("</", "<\\/").replaceAll("<!--", "\\u003C!--");
const read = (data: string, body?: string, title?: string) => readProductPage(page(data, body, title), URL_OF);

describe("hostile pages", () => {
  it("[EXT-01] markup in every field is text or nothing, and addresses are pictures on the web or none", () => {
    const variant = {
      id: "2602190915330480201",
      sku: XSS,
      variantKey: XSS,
      sellPrice: XSS,
      image: `javascript:${XSS}`,
    };
    const data = {
      ...{ id: PID, nameEn: `Boots ${XSS}`, sku: XSS, sellPrice: "6.30", currency: "USD", description: XSS },
      image: "javascript:alert(1)",
      images: ["data:text/html,<script>1</script>", "https://user:pass@cf.cjdropshipping.com/x.jpg", XSS],
      categories: [{ name: XSS }, XSS],
      ...{ variantKeyEn: XSS, supplierId: XSS, material: XSS, stanProducts: [variant] },
    };
    const found = read(literal(data), "", "");
    expect(found).toMatchObject({ pid: PID, name: `Boots ${XSS}`, price: { minUsd: "6.30" }, images: [] });
    if ("notProduct" in found) throw new Error(found.notProduct);
    expect(found.variants).toMatchObject([{ vid: "2602190915330480201", priceUsd: null, image: null }]);
    expect(found.descriptionHtml).toBe(XSS);
  });

  it("[EXT-01] keys of prototypes are keys and reach no object", () => {
    const data = `{"id":"${PID}","__proto__":{"nameEn":"Evil","polluted":1},"constructor":{"prototype":{"polluted":1}},"nameEn":"Boots","sellPrice":1,"stanProducts":[{"__proto__":{"id":"2602190915330480999"},"constructor":1,"id":"2602190915330480201"}]}`;
    expect(read(data)).toMatchObject({ name: "Boots", variants: [{ vid: "2602190915330480201" }] });
    expect(read(`{"id":"${PID}","__proto__":{"nameEn":"Evil","sellPrice":1}}`, "", "")).toEqual({
      notProduct: "no_price_or_name",
    });
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("[EXT-01] [Q33] braces, quotes, line separators and closing tags inside literals end nothing", () => {
    const name = `Boots {size: "L"} \u2028 \u2029 '};window.productDetailData={"id":"1"} /* */ // <!-- </script> \\`;
    const data = literal({ id: PID, nameEn: name, sellPrice: "6.30" });
    expect(read(data, `<h1>x</h1>`, "")).toMatchObject({
      pid: PID,
      price: { minUsd: "6.30" },
      doubts: expect.anything(),
    });
    expect(read(data, "", "")).toMatchObject({ name });
    expect(read(data.replaceAll("\\u", "\\\\u"), "", "")).not.toHaveProperty("notProduct", "removed");
  });

  it("[EXT-01] a script that is cut by a closing tag inside a literal gives what is drawn, or nothing", () => {
    const cut = `{"id":"${PID}","nameEn":"Boots</script><script>window.__pwned=1</script>","sellPrice":"6.30"}`;
    expect(read(cut, "", "")).toEqual({ notProduct: "no_price_or_name" });
    expect(read(cut, '<h1>Boots</h1><span class="priceBox--x">$6.30</span>', "Boots")).toMatchObject({
      ...{ name: "Boots", source: "dom", variants: [] },
    });
  });

  it("[EXT-01] [Q20] a description of five megabytes costs no time and is not read into a card", () => {
    const data = literal({ id: PID, nameEn: "Boots", sellPrice: "6.30", description: "<p>x</p>".repeat(640_000) });
    const drawn = '<h1>Boots</h1><span class="priceBox--x">$6.30</span>';
    const heavy = page(data, drawn);
    const before = performance.now();
    const found = readProductSummary(heavy, URL_OF);
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(found).toMatchObject({ pid: PID, name: "Boots", source: "dom" });
    expect(found).not.toHaveProperty("descriptionHtml");
  });

  it("[EXT-01] [Q19] five hundred variants, some twice, and two hundred pictures, some twice, are read once each", () => {
    const stanProducts = Array.from({ length: 500 }, (_, at) => ({
      id: String(2602190915330480300n + BigInt(at)),
      sku: `CJNS104477901${at}`,
      variantKey: `Red-${at}`,
      sellPrice: 6 + (at % 3),
    }));
    const images = Array.from({ length: 200 }, (_, at) => `https://cf.cjdropshipping.com/p/${at}.jpg`);
    const data = literal({
      ...{ id: PID, nameEn: "Boots", sku: "CJNS104477901", sellPrice: "6.00 -- 8.00", variantKeyEn: "Color-Size" },
      images: [...images, ...images],
      stanProducts: [...stanProducts, ...stanProducts.slice(0, 7)],
    });
    const found = read(data);
    if ("notProduct" in found) throw new Error(found.notProduct);
    expect(found.images).toHaveLength(200);
    expect(new Set(found.variants.map(({ vid }) => vid)).size).toBe(found.variants.length);
    expect(found.variants).toHaveLength(500);
    expect(found.variants[499]).toMatchObject({ options: ["Red", "499"] });
  });

  it("[EXT-01] [Q37] text in a wrong encoding is kept as text and never matches another product", () => {
    const data = literal({ id: PID, nameEn: "B\uFFFD\uFFFDts \u00c3\u00a9 \u0000 \ud83d", sellPrice: "6.30" });
    expect(read(data, "", "")).toMatchObject({ pid: PID, price: { minUsd: "6.30" } });
    expect(read(`{"id":"${PID}\uFFFD","nameEn":"Boots","sellPrice":1}`, "", "")).toEqual({ notProduct: "removed" });
  });

  it.each([
    ["4.81 -- 10.87", { minUsd: "4.81", maxUsd: "10.87" }],
    ["10.87-4.81", { minUsd: "4.81", maxUsd: "10.87" }],
    ["1e3", null],
    ["-5", null],
    ["9".repeat(40), null],
    ["Infinity", null],
    ["4.81 -- ", null],
  ])("[EXT-01] [Q1] a price written %s is that range, or no price", (sellPrice, price) => {
    const found = read(literal({ id: PID, nameEn: "Boots", sellPrice }), "", "");
    if (price) expect(found).toMatchObject({ price });
    else expect(found).toEqual({ notProduct: "no_price_or_name" });
  });

  it("[EXT-03] a hostile listing names products by their address alone", () => {
    const card = (href: string, name: string, image: string) =>
      `<div class="product-card"><a href="${href}"><img data-src="${image}"><div class="name--x">${name}</div><span class="sellPriceSpan--x">6.30</span></a></div>`;
    const document = documentOf(
      [
        card(`/product/x-p-${PID}.html`, "&lt;img src=x onerror=alert(1)&gt;", "javascript:alert(1)"),
        card("javascript:alert(1)//product/x-p-2602190915330480201.html", "Script", "x"),
        card("https://evil.test/product/x-p-2602190915330480202.html", "Elsewhere", "x"),
        card("/product/x-p-2602190915330480203/../../x-p-__proto__.html", "Proto", "x"),
        `<script>window.PRODUCTSRES={"content":[{"productList":[{"id":"${PID}","nameEn":"Boots","__proto__":{"image":"x"}},{"id":"__proto__","nameEn":"Evil"}]}],"totalPages":"constructor"};</script>`,
      ].join(""),
    );
    const list = new URL("https://cjdropshipping.com/list/wholesale-x-l-2409110611570657700.html");
    const found = readListingPage(document, list);
    if ("notListing" in found) throw new Error(found.notListing);
    expect(found.totalPages).toBeNull();
    expect(found.products).toMatchObject([
      { pid: PID, name: "<img src=x onerror=alert(1)>", image: null, incomplete: true },
    ]);
  });
});
