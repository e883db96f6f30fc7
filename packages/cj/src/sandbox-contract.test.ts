import type { ProductView } from "@nexusone/sandbox/control-types";
import { PRODUCT_KINDS } from "@nexusone/sandbox/control-types";
import { startSandbox } from "@nexusone/sandbox/start";
import type { Sandbox } from "@nexusone/sandbox/start";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { freightTotalUsd } from "./client/index.ts";
import type { CjCallRecord, CjClient, CjStock } from "./client/index.ts";
import { failureOf } from "./client/samples.fixture.ts";
import { readListingPage, readProductPage } from "./page/index.ts";
import { documentOf } from "./page/pages.fixture.ts";
import { clientOfNewAccount } from "./sandbox-client.fixture.ts";

const DAY_MS = 86_400_000;
let sandbox: Sandbox;
let cj: CjClient;
const records: CjCallRecord[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ catalogueSize: 400, fullSpeed: true });
  ({ cj } = await clientOfNewAccount(sandbox, (call) => void records.push(call)));
});
afterAll(() => sandbox.stop());

async function page(path: string): Promise<[Document, URL, { hosts: string[] }]> {
  const url = new URL(path, sandbox.shopUrl);
  return [documentOf(await (await fetch(url)).text()), url, { hosts: [url.host] }];
}

const price = (usd: number | null) => (usd === null ? null : usd.toFixed(2));
const stockOf = (rows: CjStock[] | null) =>
  rows?.map(({ countryCode, cjOwned, factory }) => ({ countryCode, cj: cjOwned, factory })) ?? null;
/** What the catalogue holds; the single variant called "default" has no options. */
const truth = ({ optionNames, variants }: ProductView) =>
  variants.map(({ vid, sku, values, priceUsd }) => {
    const options = optionNames.length > 0 ? values : [];
    return { vid, sku, options, priceUsd: price(priceUsd) };
  });

describe("the simulated CJ over HTTP", () => {
  it.each(PRODUCT_KINDS.filter((kind) => kind !== "removed"))(
    "[CJA-01] [EXT-01] API and page tell the truth about a product of kind %s",
    async (kind) => {
      const view = await sandbox.control.products.find(kind);
      const product = await cj.getProduct({ pid: view.pid, inventory: true });
      const reading = readProductPage(...(await page(view.path)));
      if ("notProduct" in reading) throw new Error(reading.notProduct);
      for (const { pid, name, sku, optionNames, variants } of [product, reading]) {
        expect({ pid, name, sku, optionNames }).toEqual({
          pid: view.pid,
          name: view.name,
          sku: view.sku,
          optionNames: view.optionNames,
        });
        expect(
          variants.map(({ vid, sku: code, options, priceUsd }) => ({ vid, sku: code, options, priceUsd })),
        ).toEqual(truth(view));
      }
      expect(product.categoryPath).toEqual(view.categoryPath);
      expect(reading.categories).toEqual(view.categoryPath);
      expect(reading).toMatchObject({ source: "data", stale: false, currency: "USD", price: product.price });
      expect(reading.images).toEqual(product.images);
      expect(product.variants.map(({ weightGrams }) => weightGrams)).toEqual(view.variants.map(({ grams }) => grams));
    },
  );

  it("[CJA-01] [EXT-01] [Q17] options, prices and ids of forty products come back as the catalogue holds them", async () => {
    for (let index = 0; index < 40; index += 1) {
      const view = await sandbox.control.products.at(index);
      if (view.removed) continue;
      const { variants } = await cj.getProduct({ pid: view.pid });
      expect(
        variants.map(({ vid, sku, options, priceUsd }) => ({ vid, sku, options, priceUsd })),
        view.path,
      ).toEqual(truth(view));
    }
  });

  it("[CJA-01] [Q13] stock agrees over all four calls, and unknown stays unknown", async () => {
    const view = await sandbox.control.products.find("us-stock");
    const product = await cj.getProduct({ pid: view.pid, inventory: true });
    const byPid = await cj.getInventoryByPid(view.pid);
    const [first] = view.variants;
    expect(product.variants.map(({ stock }) => stockOf(stock))).toEqual(view.variants.map(({ stock }) => stock));
    expect(byPid.variants.map(({ stock }) => stockOf(stock))).toEqual(view.variants.map(({ stock }) => stock));
    expect(stockOf(await cj.getStockByVid(first?.vid ?? ""))).toEqual(first?.stock);
    expect(stockOf((await cj.getVariant(first?.vid ?? "")).stock)).toEqual(first?.stock);
    const unknown = await sandbox.control.products.find("unknown-stock");
    const read = await cj.getProduct({ pid: unknown.pid, inventory: true });
    expect(read.variants.some(({ stock }) => stock === null)).toBe(true);
  });

  it("[Q28] a removed product is removed to the API and on its page", async () => {
    const view = await sandbox.control.products.find("removed");
    expect(await failureOf(cj.getProduct({ pid: view.pid }))).toMatchObject({ kind: "removed" });
    expect(readProductPage(...(await page(view.path)))).toEqual({ notProduct: "removed" });
    expect(await failureOf(cj.getProduct({ pid: "9999999999999999999" }))).toMatchObject({ kind: "not_found" });
  });

  it("[CJA-01] [EXT-03] categories, lists and listing pages name the same products", async () => {
    const { categoryId } = await sandbox.control.products.find("color-size");
    const leaf = (await cj.getCategories()).find(({ id }) => id === categoryId);
    const [byV2, byV1] = [
      await cj.listProducts({ categoryId, pageSize: 60 }),
      await cj.listProductsV1({ categoryId, pageSize: 200 }),
    ];
    const reading = readListingPage(...(await page(`/list/wholesale-x-l-${categoryId}.html`)));
    if ("notListing" in reading) throw new Error(reading.notListing);
    const pids = (rows: { pid: string }[]) => rows.map(({ pid }) => pid).toSorted();
    expect(leaf?.path.at(-1)).toBe(leaf?.name);
    expect(byV2.unreadable + byV1.unreadable).toBe(0);
    expect(pids(reading.products)).toEqual(pids(byV2.items));
    expect(pids(byV1.items)).toEqual(expect.arrayContaining(pids(byV2.items)));
    expect(reading).toMatchObject({ kind: "category", categoryId, page: 1 });
  });

  it("[EXT-03] a search page, page two, and pages that are none", async () => {
    const search = readListingPage(...(await page("/search/women.html?pageNum=1")));
    expect(search).toMatchObject({ kind: "search", term: "women", page: 1 });
    expect(readListingPage(...(await page("/search/women.html?throttled=1")))).toEqual({ notListing: "skeleton" });
    expect(readProductPage(...(await page("/myCJ.html")))).toEqual({ notProduct: "not_a_product_url" });
  });

  it("[EXT-01] in-page navigation: the new page's drawing beside the old page's data", async () => {
    const [from, to] = [
      await sandbox.control.products.find("color-size"),
      await sandbox.control.products.find("single"),
    ];
    const [current] = await page(from.path);
    const [next, url, options] = await page(to.path);
    expect(readProductPage(current, url, options)).toEqual({ notProduct: "skeleton" });
    // What the shop's own script does on a click.
    current.title = next.title;
    const [app, drawn] = [current.querySelector("#app"), next.querySelector("#app")];
    if (app && drawn) app.innerHTML = drawn.innerHTML;
    const product = await cj.getProduct({ pid: to.pid });
    expect(readProductPage(current, url, options)).toMatchObject({
      pid: to.pid,
      name: to.name,
      price: product.price,
      images: product.images,
      source: "dom",
      stale: true,
    });
  });

  it("[Q36] freight is a real price for every way but the placeholders", async () => {
    const { variants } = await sandbox.control.products.find("battery");
    const options = await cj.calculateFreight({
      startCountry: "CN",
      endCountry: "FR",
      products: [{ vid: variants[0]?.vid ?? "", quantity: 2 }],
    });
    expect(options.length).toBeGreaterThan(0);
    expect(options.every((option) => option.placeholder === (freightTotalUsd(option) === null))).toBe(true);
  });

  it("[CJA-01] settings and warehouses", async () => {
    expect(await cj.getSettings()).toMatchObject({ openId: expect.stringMatching(/^\d+$/), qpsLimit: 1 });
    expect((await cj.getWarehouses()).map(({ areaId, countryCode }) => `${areaId} ${countryCode}`)).toEqual(
      expect.arrayContaining(["1 CN", "2 US"]),
    );
  });
});

describe("when the simulated CJ misbehaves", () => {
  const vendor = "cj-api" as const;
  it.each([
    ["throttle_429", "rate_limited"],
    ["throttle_200", "rate_limited"],
    ["points_exhausted", "quota_exhausted"],
    ["html_body", "unavailable|unexpected_reply"],
    ["status", "unavailable"],
    ["drop", "unavailable"],
  ] as const)("[CJA-03] [Q8] [Q38] %s is told apart and recorded", async (kind, expected) => {
    // Whoever is throttled tries once more by itself.
    const times = expected === "rate_limited" ? 2 : 1;
    await sandbox.control.faults.add({ match: { vendor, path: "/product/getCategory" }, kind, times });
    records.length = 0;
    const failure = await failureOf(cj.getCategories());
    expect(failure.kind).toMatch(new RegExp(`^(?:${expected})$`));
    expect(records).toMatchObject(Array(times).fill({ endpoint: "product/getCategory", failure: failure.kind }));
    expect(await cj.getCategories()).not.toHaveLength(0);
  });

  it("[CJA-02] a refused token is refreshed once and the call repeated with the new one", async () => {
    const { cj: fresh } = await clientOfNewAccount(sandbox);
    await sandbox.control.faults.add({
      match: { vendor, path: "/product/getCategory" },
      kind: "token_invalid",
      times: 1,
    });
    await sandbox.control.requests.clear();
    expect(await fresh.getCategories()).not.toHaveLength(0);
    const sent = await sandbox.control.requests.list({ vendor });
    expect(sent.map(({ path, code }) => [path.replace(/^\//, ""), code])).toEqual([
      ["product/getCategory", 1600001],
      ["authentication/refreshAccessToken", 200],
      ["product/getCategory", 200],
    ]);
    expect(new Set(sent.map(({ headers }) => headers["cj-access-token"])).size).toBe(3);
  });

  it("[CJA-02] [Q32] a token past its life is replaced: a refreshed one lasts 15 days, not 180", async () => {
    const { cj: fresh } = await clientOfNewAccount(sandbox);
    const fault = { match: { vendor, path: "/product/getCategory" }, kind: "token_invalid", times: 1 } as const;
    await sandbox.control.faults.add(fault);
    await fresh.getCategories();
    await sandbox.control.clock.advance(20 * DAY_MS);
    await sandbox.control.requests.clear();
    expect(await fresh.getCategories()).not.toHaveLength(0);
    const sent = await sandbox.control.requests.list({ vendor });
    expect(sent.map(({ path }) => path)).toContain("/authentication/refreshAccessToken");
  });
});
