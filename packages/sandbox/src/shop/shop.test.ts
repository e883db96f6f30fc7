import { createContext, runInContext } from "node:vm";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProductView } from "../control.ts";
import { startSandbox, type Sandbox } from "../start.ts";
import { jsLiteral } from "./js-literal.ts";

let sandbox: Sandbox;
let token: string;
beforeAll(async () => {
  sandbox = await startSandbox({ fullSpeed: true });
  const answer = await fetch(`${sandbox.cjApiUrl}/authentication/getAccessToken`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ apiKey: "CJ1000001@api@0123456789abcdef0123456789abcdef" }),
  });
  token = ((await answer.json()) as { data: { accessToken: string } }).data.accessToken;
});
afterAll(() => sandbox.stop());

const page = async (path: string): Promise<string> => (await fetch(sandbox.shopUrl + path)).text();

/** What these tests read of the page's globals, and of the API's answer about the same product. */
type PageGlobals = {
  productDetailData: { id: string; stanProducts: { id: string; sku: string; sellPrice: unknown }[] };
  PRODUCTSRES: { content: { productList: { id: string }[] }[]; totalPages: number; totalRecords: unknown };
};
type ApiProduct = {
  pid: string;
  productNameEn: string;
  productSku: string;
  description: string;
  variants: { vid: string; variantSku: string; variantSellPrice: unknown }[];
};

/** Runs the page's data scripts the way a browser would and gives back the named global. */
function globalOf<Name extends keyof PageGlobals>(html: string, name: Name): PageGlobals[Name] {
  const window: Record<string, unknown> = {};
  for (const [, code] of html.matchAll(/<script>([\s\S]*?)<\/script>/g))
    if (code?.includes(`window.${name}`) && !code.includes("IntersectionObserver"))
      runInContext(code, createContext({ window }));
  return window[name] as PageGlobals[Name];
}

describe("product page", () => {
  it("[Q33] says in its literal what the API says of the same product", async () => {
    for (const product of await Promise.all(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((index) => sandbox.control.products.at(index)),
    )) {
      const data = globalOf(await page(product.path), "productDetailData");
      const answer = await fetch(`${sandbox.cjApiUrl}/product/query?pid=${product.pid}`, {
        headers: { "CJ-Access-Token": token },
      });
      const { data: api } = (await answer.json()) as { data: ApiProduct };
      expect(data).toMatchObject({
        id: api.pid,
        nameEn: api.productNameEn,
        sku: api.productSku,
        description: api.description,
      });
      const price = (value: unknown): number | undefined => (value ? Number(value) : undefined);
      expect(data.stanProducts.map((one) => [one.id, one.sku, price(one.sellPrice)])).toEqual(
        api.variants.map((one) => [one.vid, one.variantSku, price(one.variantSellPrice)]),
      );
    }
  });

  it("[Q33] writes bare undefined, escaped slashes and both spellings of the assignment", async () => {
    const pages = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => page((await sandbox.control.products.at(index)).path)),
    );
    expect(pages.every((html) => /"video":undefined/.test(html))).toBe(true);
    expect(pages.some((html) => html.includes("window.productDetailData={"))).toBe(true);
    expect(pages.some((html) => html.includes("window.productDetailData = {"))).toBe(true);
    expect(pages.some((html) => html.includes("http:\\u002F\\u002F"))).toBe(true);
    expect(pages.some((html) => html.includes("http:\\/\\/"))).toBe(true);
  });

  it("[Q35] opens under any slug, preselects ?vid=, and is dark on request", async () => {
    const product = await sandbox.control.products.find("color-size");
    const vid = product.variants[1]?.vid;
    const html = await page(`/product/a-p-style-lamp-p-${product.pid}.html?vid=${vid}&dark=1`);
    expect(globalOf(html, "productDetailData").id).toBe(product.pid);
    expect(html.match(/data-value="[^"]*"\s+aria-pressed="true"/g)).toHaveLength(2);
    expect(html).toMatch(/<html lang="en"\s+class="dark"\s*>/);
    expect(/priceBox--\w+[^>]*>\s*<span class="symbol--\w+">\$<\/span\s*>([\d.]+)</.exec(html)?.[1]).toBe(
      product.variants[1]?.priceUsd?.toFixed(2),
    );
  });

  it("[Q28] says that a removed product is removed, also when it is removed now", async () => {
    expect(await page((await sandbox.control.products.find("removed")).path)).toContain("Product removed");
    const product = await sandbox.control.products.at(20);
    await sandbox.control.products.remove(product.pid);
    expect(await page(product.path)).toContain("Product removed");
    await sandbox.control.products.restore(product.pid);
    expect(await page(product.path)).not.toContain("Product removed");
    expect((await fetch(`${sandbox.shopUrl}/product/x-p-2403021418275519600.html`)).status).toBe(404);
  });

  it("links from the root, so that it also works under the real shop's host", async () => {
    const html = await page((await sandbox.control.products.at(0)).path);
    const hrefs = [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map((match) => match[1] ?? "");
    expect(hrefs.length).toBeGreaterThan(20);
    expect(hrefs.every((href) => href.startsWith("/"))).toBe(true);
  });
});

describe("lists", () => {
  const pids = (html: string): string[] =>
    [...html.matchAll(/href="\/product\/[^"]*-p-([0-9A-Z-]+)\.html"/g)].map((match) => match[1] ?? "");

  it("shows sixty cards a page with the same products in PRODUCTSRES", async () => {
    const html = await page("/list/all.html?pageNum=2");
    expect(pids(html)).toHaveLength(60);
    const data = globalOf(html, "PRODUCTSRES");
    expect(data.content[0]?.productList.map((one) => one.id)).toEqual(pids(html));
    expect(data.totalPages).toBe(Math.ceil(Number(data.totalRecords) / 60));
  });

  it("lists a category of each level, and searches with the other release's class names", async () => {
    const { categoryId, categoryPath } = await sandbox.control.products.at(0);
    const html = await page(`/list/wholesale-x-l-${categoryId}.html`);
    expect(html).toContain(`<h1>${categoryPath[2]?.replaceAll("&", "&amp;")}</h1>`);
    const search = await page("/search/led+light.html");
    expect(pids(search).length).toBeGreaterThan(3);
    expect(search).toContain("ProductCard-index__name");
    expect(search).not.toContain("window.PRODUCTSRES");
    expect((await fetch(`${sandbox.shopUrl}/list/wholesale-x-l-1.html`)).status).toBe(404);
  });

  it("shows sixty placeholders and no product when throttled, by address or by fault", async () => {
    await sandbox.control.faults.add({ match: { vendor: "cj-shop" }, kind: "throttle_200", times: 1 });
    for (const html of [await page("/list/all.html"), await page("/?throttled=1")]) {
      expect(html.match(/<div class="skeleton-card-wrap"/g)).toHaveLength(60);
      expect(pids(html)).toEqual([]);
    }
  });
});

describe("pictures", () => {
  const picture = async (url: string): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer());

  it("are real JPEGs of 800 x 800 that differ by product and by colour, and smaller on request", async () => {
    const product: ProductView = await sandbox.control.products.find("color");
    const images = await Promise.all(product.imageUrls.map(picture));
    expect(await sharp(images[0]).metadata()).toMatchObject({ format: "jpeg", width: 800, height: 800 });
    const colours = product.imageUrls.flatMap((url, at) =>
      /\/c[1-9]\d*_/.test(url) ? [images[at]?.toString("base64")] : [],
    );
    expect(colours.length).toBeGreaterThan(0);
    expect(new Set([images[0]?.toString("base64"), ...colours]).size).toBe(colours.length + 1);
    expect(
      await sharp(await picture(`${product.imageUrls[0]}?x-oss-process=image/resize,m_fill,w_300`)).metadata(),
    ).toMatchObject({ width: 300 });
    expect((await fetch(`${sandbox.shopUrl}/img/${product.pid}/9_trans.jpeg`)).status).toBe(404);
  });
});

it("writes a literal that ends neither the script nor a comment", () => {
  expect(jsLiteral({ a: undefined, b: "</script><!--", c: ["x/y"] })).toBe(
    '{"a":undefined,"b":"<\\/script>\\u003C!--","c":["x\\/y"]}',
  );
});
