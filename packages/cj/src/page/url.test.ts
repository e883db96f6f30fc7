import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { parseProductUrl, productPath } from "./url.ts";

const UUID = "7E0B5B33-14B0-4B15-9A52-3C1D0A9F7720";
const DIGITS = "2603021418275519600";

describe("product addresses", () => {
  it.each([
    [`https://cjdropshipping.com/product/silicone-trivet-mat-p-${UUID}.html`, UUID],
    [`https://www.cjdropshipping.com/product/fleece-p-${DIGITS}.html?list=1&warehouse=CN#x`, DIGITS],
    [`https://cjdropshipping.com/product/cat-scratcher-c-shape-p-style-p-${DIGITS}.html`, DIGITS],
    [`https://cjdropshipping.com/product/p-p-p-${DIGITS}.html`, DIGITS],
    [`https://cjdropshipping.com/product/dog-leash-1.5m%2F5ft-p-${UUID}.html`, UUID],
    [`https://cjdropshipping.com/product/%E6%97%85%E8%A1%8C-100%25-p-${DIGITS}.html`, DIGITS],
    [`https://cjdropshipping.com/product/-p-${DIGITS}.html`, DIGITS],
    [`https://m.cjdropshipping.com/product/x-p-${UUID.toLowerCase()}.html`, UUID],
    [`https://app.cjdropshipping.com/product-detail.html?id=${DIGITS}&token=zzz`, DIGITS],
    [`https://cjdropshipping.com/product-detail.html?id=${UUID}`, UUID],
    [`https://cjdropshipping.com/product/${DIGITS}`, DIGITS],
    [`https://cjdropshipping.com/product/${UUID}.html`, UUID],
    [`http://cjdropshipping.com/product/x-p-${DIGITS}.html/`, DIGITS],
  ])("[Q35] %s", (address, pid) => {
    expect(parseProductUrl(address)).toEqual({ pid });
    expect(parseProductUrl(new URL(address))).toEqual({ pid });
  });

  it.each([
    "https://cjdropshipping.com/",
    "https://cjdropshipping.com/product-promotion/summer-sale.html",
    "https://cjdropshipping.com/blogs/how-to-list-p-and-sell.html",
    `https://cjdropshipping.com/list/wholesale-pet-l-${DIGITS}.html`,
    "https://cjdropshipping.com/product/CJYD231104401.html",
    "https://cjdropshipping.com/product/x-p-1.html",
    `https://cjdropshipping.com/product/x-p-${DIGITS}/reviews`,
    `https://evil.test/product/x-p-${DIGITS}.html`,
    `https://cjdropshipping.com.evil.test/product/x-p-${DIGITS}.html`,
    `https://evilcjdropshipping.com/product/x-p-${DIGITS}.html`,
    `https://blog.cjdropshipping.com/product/x-p-${DIGITS}.html`,
    `https://cjdropshipping.com:8443/product/x-p-${DIGITS}.html`,
    `https://cjdropshipping.com@evil.test/product/x-p-${DIGITS}.html`,
    `ftp://cjdropshipping.com/product/x-p-${DIGITS}.html`,
    `/product/x-p-${DIGITS}.html`,
    "not a url",
    "",
  ])("[EXT-01] %j is no product of CJ", (address) => {
    expect(parseProductUrl(address)).toBeUndefined();
  });

  it("[EXT-01] further hosts are the caller's, with their port", () => {
    const address = `http://127.0.0.1:3100/product/x-p-${DIGITS}.html?vid=2603021418275520101`;
    expect(parseProductUrl(address)).toBeUndefined();
    expect(parseProductUrl(address, { hosts: ["127.0.0.1:3101"] })).toBeUndefined();
    expect(parseProductUrl(address, { hosts: ["127.0.0.1:3100"] })).toEqual({
      pid: DIGITS,
      vid: "2603021418275520101",
    });
  });

  it("[Q35] follows CJ's slug rule", () => {
    expect(productPath("Dog Leash 1.5m/5ft", "1")).toBe("/product/dog-leash-1.5m%2F5ft-p-1.html");
    expect(productPath('Women\'s Tops & Sets, "New"?', "1")).toBe("/product/womens-tops-sets-%22new%22-p-1.html");
    expect(productPath("", "1")).toBe("/product/-p-1.html");
  });

  it("[Q35] every name leads back to its product", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.oneof(
          fc.uuid().map((uuid) => uuid.toUpperCase()),
          fc.stringMatching(/^[1-9]\d{18}$/),
        ),
        (name, pid) => {
          expect(parseProductUrl(`https://cjdropshipping.com${productPath(name, pid)}`)).toEqual({ pid });
        },
      ),
    );
  });
});
