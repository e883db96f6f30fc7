import { setTimeout as delay } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { createCjClient } from "./client.ts";
import { CjFailure } from "./failure.ts";
import { freightTotalUsd } from "./read/logistics.ts";
import { clientOf, failureOf, ok, productWith, sample } from "./samples.fixture.ts";

const pid = "7E0B5B33-14B0-4B15-9A52-3C1D0A9F7720";

describe("calls", () => {
  it("[CJA-03] records every attempt: the refused, the throttled and the good one", async () => {
    const { cj, records } = clientOf(
      sample("04-error-token-invalid"),
      { body: sample("05-error-429-qps"), status: 429 },
      sample("09-product-query-minimal-nulls"),
    );
    await cj.getProduct({ pid });
    const base = { endpoint: "product/query", method: "GET", points: 10, at: new Date("2026-08-11T06:00:00Z") };
    expect(records).toMatchObject([
      {
        ...base,
        httpStatus: 200,
        code: 1600001,
        failure: "unauthorised",
        requestId: "9e1b52f4b7f54a34b8d7a1b0c3e2f110",
      },
      {
        ...base,
        httpStatus: 429,
        code: 1600200,
        failure: "rate_limited",
        requestId: "1d2f8a52-0d1b-4b4b-8f73-55a1a3f0c9e2",
      },
      { ...base, httpStatus: 200, code: 200, failure: null, requestId: "0b6b6f04d23e4fe2a1f1f0c3ab77d801" },
    ]);
    expect(records.every(({ durationMs }) => durationMs >= 0)).toBe(true);
  });

  it("[CJA-03] [INV-14] an answer that was read before is recognised whatever its call's id, and read when somebody asks", async () => {
    const body = sample("09-product-query-minimal-nulls");
    const again = body.replace("0b6b6f04d23e4fe2a1f1f0c3ab77d801", "ffffffffffffffffffffffffffffffff");
    const { cj, records } = clientOf(body, again, productWith({ productWeight: 1 }), ok(null), ok(null));
    const first = await cj.askProduct(pid, null);
    const second = await cj.askProduct(pid, first.digest);
    expect(second.digest).toBe(first.digest);
    expect(second.product()).toEqual({ ...first.product(), raw: expect.anything() });
    expect(records[1]).toMatchObject({ code: 200, failure: null, requestId: "ffffffffffffffffffffffffffffffff" });
    const third = await cj.askProduct(pid, first.digest);
    expect(third.digest).not.toBe(first.digest);
    expect(third.product().weightGrams).toEqual({ min: 1, max: 1 });
    expect(await failureOf(cj.askProduct(pid, third.digest))).toMatchObject({ kind: "removed" });
    const stock = await clientOf(ok({ inventories: [] })).cj.askInventoryByPid(pid, null);
    expect(stock.digest).toMatch(/^[\w-]{43}$/);
  });

  it("[CJA-03] asks the limiter for the points of the endpoint before every attempt", async () => {
    const { cj, points, requests } = clientOf(
      sample("04-error-token-invalid"),
      sample("07-product-listV2-trending"),
      ok([]),
      ok([]),
    );
    await cj.listProducts();
    await cj.getCategories();
    await cj.calculateFreight({ startCountry: "CN", endCountry: "FR", products: [] });
    expect(points).toEqual([50, 50, 0, 10]);
    expect(requests).toHaveLength(4);
  });

  it("[CJA-03] a limiter without points stops the call before it is made", async () => {
    const { requests } = clientOf(ok([]));
    const cj = createCjClient({
      baseUrl: "https://x.test",
      fetch: async () => Promise.reject(new Error("must not be called")),
      tokens: { accessToken: async () => "t", invalid: async () => "t" },
      limiter: {
        acquire: async () => Promise.reject(new CjFailure({ kind: "quota_exhausted", endpoint: "points" })),
        penalise: () => {},
      },
    });
    expect(await failureOf(cj.getProduct({ pid }))).toMatchObject({ kind: "quota_exhausted" });
    expect(requests).toHaveLength(0);
  });

  it("[CJA-02] a failure never shows a token, whatever CJ quotes or the network says", async () => {
    const secret = "API@CJ0000001@CJ:eyJhbGciOiJIUzI1NiJ9.secretsecret";
    const quoting = clientOf({
      body: JSON.stringify({
        code: 1600300,
        message: `bad ${secret} and 0f1e2d3c4b5a69788796a5b4c3d2e1f0 and CJUserNum@api@00`,
      }),
    });
    const broken = clientOf(`{"accessToken":"${secret}"`);
    const network = createCjClient({
      baseUrl: "https://x.test",
      fetch: async () =>
        Promise.reject(
          new TypeError("fetch failed", {
            cause: Object.assign(new Error(`header ${secret}`), { code: "ECONNRESET" }),
          }),
        ),
      tokens: { accessToken: async () => secret, invalid: async () => secret },
      limiter: { acquire: async () => {}, penalise: () => {} },
    });
    const failures = [
      await failureOf(quoting.cj.getCategories()),
      await failureOf(broken.auth.getAccessToken("k")),
      await failureOf(network.getCategories()),
    ];
    expect(failures.map(({ kind }) => kind)).toEqual(["rejected", "unexpected_reply", "unavailable"]);
    expect(failures[2]?.cause).toBe("ECONNRESET");
    for (const failure of failures) {
      expect(
        `${failure.stack} ${JSON.stringify(failure)} ${String(failure.cause)} ${failure.vendorMessage}`,
      ).not.toMatch(/secretsecret|0f1e2d3c|CJUserNum/);
    }
  });

  it("[CJA-02] follows no redirect, which would carry the token elsewhere", async () => {
    const { cj, requests } = clientOf({
      body: "",
      status: 302,
      type: null,
      headers: { location: "https://evil.test/" },
    });
    expect(await failureOf(cj.getCategories())).toMatchObject({ kind: "unexpected_reply", httpStatus: 302 });
    expect(requests).toMatchObject([{ redirect: "manual" }]);
  });

  it("[CJA-01] gives up after the timeout and says CJ is unavailable", async () => {
    const cj = createCjClient({
      baseUrl: "https://x.test",
      timeoutMs: 20,
      fetch: async (_url, init) => {
        await delay(1_000, undefined, { signal: init?.signal ?? undefined });
        return Response.json({ code: 200, data: [] });
      },
      tokens: { accessToken: async () => "t", invalid: async () => "t" },
      limiter: { acquire: async () => {}, penalise: () => {} },
    });
    expect(await failureOf(cj.getCategories())).toMatchObject({
      kind: "unavailable",
      httpStatus: null,
      vendorCode: null,
    });
  });

  it("[CJA-01] an answer without end is given up at 20 MB", async () => {
    const { cj } = clientOf(productWith({ description: "x".repeat(20_000_001) }));
    expect(await failureOf(cj.getProduct({ pid }))).toMatchObject({
      kind: "unexpected_reply",
      httpStatus: 200,
      vendorCode: null,
    });
    expect(await clientOf(productWith({ description: "x".repeat(15_000_000) })).cj.getProduct({ pid })).toMatchObject({
      pid,
    });
  });

  it("[CJA-02] only a token that can be replaced is replaced: a closed account is left to a person", async () => {
    for (const code of [1600003, 1600004, 1600005, 1600006, 1600008]) {
      const { cj, refused } = clientOf(JSON.stringify({ code, message: "no" }));
      expect(await failureOf(cj.getCategories())).toMatchObject({ kind: "unauthorised", vendorCode: code });
      expect(refused).toEqual([]);
    }
  });

  it("[CJA-02] logout sends the token and nothing else", async () => {
    const { auth, requests } = clientOf(ok(true));
    await auth.logout("token-9");
    expect(requests).toMatchObject([{ method: "POST", token: "token-9", body: null }]);
  });
});

describe("readings", () => {
  it("[Q12] status 3 is on sale, 2 off sale, anything else is kept as CJ wrote it", async () => {
    const read = async (status: unknown) => {
      const product = await clientOf(productWith({ status })).cj.getProduct({ pid });
      return [product.status, product.statusRaw];
    };
    expect([await read("3"), await read(3), await read("2"), await read(7), await read(null)]).toEqual([
      ["on_sale", "3"],
      ["on_sale", "3"],
      ["off_sale", "2"],
      ["unknown", "7"],
      ["unknown", null],
    ]);
  });

  it("[Q28] a product CJ answers with null is removed", async () => {
    expect(await failureOf(clientOf(ok(null)).cj.getProduct({ pid }))).toMatchObject({ kind: "removed" });
    expect(
      await failureOf(clientOf(JSON.stringify({ code: 1602001, data: null })).cj.getProduct({ pid })),
    ).toMatchObject({ kind: "not_found" });
  });

  it("[Q19] a product without variants is read; a variant without id is left out", async () => {
    for (const variants of [[], null, undefined, "[]"])
      expect((await clientOf(productWith({ variants })).cj.getProduct({ pid })).variants).toEqual([]);
    const variants = [{ vid: null }, { vid: "2603021418275520101", variantSellPrice: "" }];
    expect((await clientOf(productWith({ variants })).cj.getProduct({ pid })).variants).toMatchObject([
      { vid: "2603021418275520101", priceUsd: null, image: null, stock: null },
    ]);
  });

  it("[Q18] a variant's name is variantNameEn, as variantName is always null", async () => {
    const variants = [{ vid: "1", variantName: null, variantNameEn: "Mat Red" }];
    expect((await clientOf(productWith({ variants })).cj.getProduct({ pid })).variants[0]?.name).toBe("Mat Red");
  });

  it("[Q20] a description of any length comes through, an empty one is null", async () => {
    const long = `<p>${"x".repeat(400_000)}</p>`;
    expect((await clientOf(productWith({ description: long })).cj.getProduct({ pid })).description).toBe(long);
    expect((await clientOf(productWith({ description: " " })).cj.getProduct({ pid })).description).toBeNull();
  });

  it("[Q5] packed weight under either name, sides from the standard text when CJ leaves them out", async () => {
    const variants = [{ vid: "1", variantStandard: "long=110,width=90,height=30" }];
    const product = await clientOf(productWith({ packingWeight: null, packWeight: "340.0", variants })).cj.getProduct({
      pid,
    });
    expect(product.packWeightGrams).toEqual({ min: 340, max: 340 });
    expect(product.variants[0]).toMatchObject({ lengthMm: 110, widthMm: 90, heightMm: 30 });
  });

  it("[Q22] [Q23] the date stands under CJ's misspelt key, and keys nobody knows do no harm", async () => {
    const product = await clientOf(
      productWith({ createrTime: "2020-03-11T09:14:52+08:00", brandNew: { deep: [1] } }),
    ).cj.getProduct({ pid });
    expect(product.createdAt?.toISOString()).toBe("2020-03-11T01:14:52.000Z");
    expect(product.raw).toMatchObject({ brandNew: { deep: [1] } });
  });

  it("[Q40] amounts of another currency are not taken for dollars", async () => {
    const row = {
      id: "2603140712045623100",
      nameEn: "Cup",
      bigImage: "https://x.test/a.jpg",
      sellPrice: "9.10",
      discountPrice: "8.10",
      currency: "EUR",
    };
    const page = await clientOf(ok({ content: [{ productList: [row] }] })).cj.listProducts();
    expect(page.items).toMatchObject([{ currency: "EUR", price: null, discountPrice: null, incomplete: true }]);
  });

  it("[Q9] [Q24] pages in all dialects, and rows without an id are counted, not invented", async () => {
    const rows = [{ pid: "1", productNameEn: "A" }, { productNameEn: "no id" }];
    const flat = await clientOf(ok({ pageNum: "2", pageSize: "50", total: "101", list: rows })).cj.listProductsV1();
    expect(flat).toMatchObject({
      page: 2,
      pageSize: 50,
      total: 101,
      totalPages: 3,
      unreadable: 1,
      items: [{ pid: "1" }],
    });
    const wrapped = await clientOf(
      ok({ pageNumber: 1, pageSize: 10, totalRecords: 2, totalPages: 1, content: [{ productList: rows }] }),
    ).cj.listProducts();
    expect(wrapped).toMatchObject({ total: 2, unreadable: 1, items: [{ pid: "1" }] });
    expect((await clientOf(ok({ content: [] })).cj.listProducts()).items).toEqual([]);
  });

  it("[Q10] a slash inside a level stays when the levels are joined by arrows", async () => {
    const product = await clientOf(productWith({ categoryName: "Tools / DIY > Hand Tools" })).cj.getProduct({ pid });
    expect(product.categoryPath).toEqual(["Tools / DIY", "Hand Tools"]);
  });

  it("[Q10] category names of listV2, widest first", async () => {
    const row = {
      id: "1",
      oneCategoryName: "Home & Garden, Furniture",
      twoCategoryName: "Kitchen, Dining & Bar",
      threeCategoryName: "Mats & Pads",
    };
    const page = await clientOf(ok({ content: [{ productList: [row] }] })).cj.listProducts();
    expect(page.items[0]?.categoryPath).toEqual(["Home & Garden, Furniture", "Kitchen, Dining & Bar", "Mats & Pads"]);
  });

  it("[Q36] freight: exact sums, CJ's total first, no route is an empty list", async () => {
    const rows = [
      { logisticName: "A", logisticPrice: 0.1, taxesFee: "0.2", clearanceOperationFee: 0 },
      { logisticName: "B", logisticPrice: 4, taxesFee: 1, totalPostageFee: "4.50" },
      { logisticName: "C", logisticPrice: null },
      { logisticName: "D", logisticPrice: 0, taxesFee: 3, totalPostageFee: 0 },
    ];
    const options = await clientOf(ok(rows)).cj.calculateFreight({
      startCountry: "CN",
      endCountry: "FR",
      products: [],
    });
    expect(options.map(freightTotalUsd)).toEqual(["0.30", "4.50", null, null]);
    expect(await clientOf(ok([])).cj.calculateFreight({ startCountry: "CN", endCountry: "FR", products: [] })).toEqual(
      [],
    );
  });

  it("[Q8] [Q36] throttling is never read as `no route`", async () => {
    const { cj } = clientOf(JSON.stringify({ code: 1600200, result: false, data: [] }));
    expect(await failureOf(cj.calculateFreight({ startCountry: "CN", endCountry: "FR", products: [] }))).toMatchObject({
      kind: "rate_limited",
    });
  });

  it("[CJA-01] account settings and warehouse areas", async () => {
    const settings = {
      openId: 48213377,
      openName: "Shop",
      openEmail: null,
      root: "GENERAL",
      isSandbox: 0,
      setting: { qpsLimit: 4, quotaLimits: [{ quotaUrl: "/a", quotaLimit: 1000, quotaType: 4 }] },
      callback: {
        product: { type: "ENABLE", urls: ["https://shop.example/hook"] },
        order: { type: "CANCEL", urls: null },
      },
    };
    expect(await clientOf(ok(settings)).cj.getSettings()).toEqual({
      openId: "48213377",
      name: "Shop",
      email: null,
      qpsLimit: 4,
      quotas: [{ endpoint: "/a", limit: 1000, period: "day" }],
      role: "GENERAL",
      sandbox: false,
      callbacks: [
        { topic: "product", enabled: true, urls: ["https://shop.example/hook"] },
        { topic: "order", enabled: false, urls: [] },
      ],
    });
    const areas = [
      { areaId: 1, areaEn: "China Warehouse", countryCode: "CN", disabled: false },
      { id: "2", nameEn: "US Warehouse", valueEn: "US" },
    ];
    expect(await clientOf(ok(areas)).cj.getWarehouses()).toEqual([
      { areaId: "1", name: "China Warehouse", countryCode: "CN", disabled: false },
      { areaId: "2", name: "US Warehouse", countryCode: "US", disabled: null },
    ]);
  });

  it("[CJA-01] one variant with its stock, asked for in the same call", async () => {
    const { cj, requests } = clientOf(
      ok({
        vid: "1",
        variantKey: "Off-White-XL",
        variantSellPrice: 12.4,
        inventories: [{ countryCode: "US", totalInventory: 3 }],
      }),
    );
    expect(await cj.getVariant("1")).toMatchObject({
      vid: "1",
      optionLabel: "Off-White-XL",
      priceUsd: "12.40",
      stock: [{ countryCode: "US", total: 3 }],
    });
    expect(requests[0]?.url.searchParams.get("features")).toBe("enable_inventory");
    expect(await failureOf(clientOf(ok({})).cj.getVariant("1"))).toMatchObject({ kind: "unexpected_reply" });
  });
});
