import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../start.ts";
import { type Answer, askCj, type Tokens } from "./answer.fixture.ts";

const KEY = "CJ1000001@api@0123456789abcdef0123456789abcdef";
let sandbox: Sandbox;
let token: string;

beforeAll(async () => {
  sandbox = await startSandbox({ fullSpeed: true });
  token = (await logIn(KEY)).accessToken;
});
afterAll(() => sandbox.stop());

const send = <Data = unknown>(path: string, init: RequestInit): Promise<Answer<Data>> =>
  askCj(sandbox.cjApiUrl + path, init);
const get = <Data = unknown>(path: string, accessToken: string = token): Promise<Answer<Data>> =>
  send(path, { headers: { "CJ-Access-Token": accessToken } });
const post = <Data = unknown>(path: string, body: unknown): Promise<Answer<Data>> =>
  send(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { "CJ-Access-Token": token } : {}) },
    body: JSON.stringify(body),
  });
const logIn = async (apiKey: string): Promise<Tokens> =>
  (await post<Tokens>("/authentication/getAccessToken", { apiKey })).body.data;

describe("tokens", () => {
  it("[Q31] [Q32] hands out the same pair for 24 hours, openId on this form only, dates in +08:00", async () => {
    const first = await logIn(KEY);
    expect(first).toMatchObject({
      openId: 48_213_377,
      accessToken: token,
      accessTokenExpiryDate: expect.stringMatching(/\+08:00$/),
    });
    expect(first.accessToken.length).toBeGreaterThan(200);
    await sandbox.control.clock.advance(25 * 3_600_000);
    const later = await logIn(KEY);
    expect(later.accessToken).not.toBe(token);
    expect((await get("/setting/get")).body.code).toBe(1600001);
    const refreshed = (await post<Tokens>("/authentication/refreshAccessToken", { refreshToken: later.refreshToken }))
      .body;
    expect(refreshed).not.toHaveProperty("success");
    expect(refreshed.data).not.toHaveProperty("openId");
    expect(refreshed.data.accessToken).toMatch(/^[0-9a-f]{32}$/);
    expect((await post("/authentication/refreshAccessToken", { refreshToken: later.refreshToken })).body.code).toBe(
      1600003,
    );
    token = refreshed.data.accessToken;
    await sandbox.control.clock.advance(16 * 86_400_000);
    expect((await get("/setting/get")).body.code).toBe(1600001);
    token = (await logIn(KEY)).accessToken;
    expect((await get<{ setting: { qpsLimit: number } }>("/setting/get")).body.data.setting.qpsLimit).toBe(4);
  });

  it("refuses wrong keys, e-mail and password, empty and unknown tokens with their own codes", async () => {
    expect((await post("/authentication/getAccessToken", { apiKey: "CJ1@api@0" })).body.code).toBe(1600005);
    expect((await post("/authentication/getAccessToken", { email: "a@b.test", password: "x" })).body.code).toBe(
      1600005,
    );
    expect((await get("/setting/get", "")).body.code).toBe(1600002);
    expect((await get("/setting/get", "nobody")).body).toMatchObject({ code: 1600001, result: false, data: null });
  });

  it("ends both tokens on logout", async () => {
    const { apiKey } = await sandbox.control.accounts.create();
    const other = (await logIn(apiKey)).accessToken;
    expect(
      (await send("/authentication/logout", { method: "POST", headers: { "CJ-Access-Token": other } })).body.data,
    ).toBe(true);
    expect((await get("/setting/get", other)).body.code).toBe(1600001);
  });
});

describe("envelopes", () => {
  it("[Q6] answers in CJ's several forms", async () => {
    const { pid } = await sandbox.control.products.find("color");
    expect((await get(`/product/query?pid=${pid}`)).body).toMatchObject({ code: 200, result: true, success: true });
    const inventory = (await get(`/product/stock/getInventoryByPid?pid=${pid}`)).body;
    expect(inventory).toMatchObject({ success: true, code: 200, message: null });
    expect(inventory).not.toHaveProperty("result");
    expect((await get("/product/globalWarehouseList")).body).not.toHaveProperty("result");
    const reviews = (await get(`/product/productComments?pid=${pid}`)).body;
    expect(reviews).toMatchObject({ code: 0, success: true, requestId: null, data: { pageNum: "1", pageSize: "20" } });
    expect(reviews).not.toHaveProperty("result");
    expect((await get("/product/list")).body).not.toHaveProperty("success");
  });

  it("refuses wrong methods, types and bodies with their codes, and what it does not model with 501", async () => {
    const url = "/logistic/freightCalculate";
    const headers = { "CJ-Access-Token": token };
    expect((await get(url)).body.code).toBe(16900202);
    expect((await send(url, { method: "POST", headers, body: "a=1" })).body.code).toBe(16900203);
    expect(
      (await send(url, { method: "POST", headers: { ...headers, "content-type": "application/json" } })).body.code,
    ).toBe(16900204);
    expect(
      (await send(url, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: "{" })).body
        .code,
    ).toBe(16900205);
    expect((await post(url, {})).body.code).toBe(16900403);
    expect((await post("/shopping/order/changeWarehouse", {})).status).toBe(501);
    expect((await get("/product/Query")).status).toBe(501);
  });
});

type Detail = {
  sellPrice: unknown;
  productImage: string;
  productWeight: string;
  productKeyEn: string | null;
  variants: { variantKey: string; variantSellPrice: unknown; inventories?: unknown; inventoryNum?: unknown }[];
};
type Listed = { content: { productList: { oneCategoryName: unknown }[] }[] };
type ByPid = { variantInventories: { inventory: unknown[] }[] };
type ByVid = { countryCode: string; stock: { stockId: string }[] };
type FirstLevel = { categoryFirstList: { categorySecondList: { categoryName: string }[] }[] | null };
type Quote = { logisticName: string; logisticAging: string };

describe("products", () => {
  it("[Q2] writes comment ids above 2^53 as bare numbers", async () => {
    for (let index = 0; ; index++) {
      const { pid } = await sandbox.control.products.at(index);
      const { text, body } = await get<{ list: unknown[] }>(`/product/productComments?pid=${pid}`);
      if (body.data.list.length === 0) continue;
      expect(text).toMatch(/"commentId":15\d{17},/);
      return;
    }
  });

  it("[Q1] [Q3] [Q4] spells prices as numbers, text and ranges, and lists as JSON in text with a blank first entry", async () => {
    const details = await Promise.all(
      Array.from(
        { length: 60 },
        async (_, index) =>
          (await get<Detail>(`/product/query?pid=${(await sandbox.control.products.at(index)).pid}`)).body.data,
      ),
    );
    const prices = details.map((detail) => detail.sellPrice);
    expect(prices.some((price) => typeof price === "number")).toBe(true);
    expect(prices.some((price) => typeof price === "string" && /^\d+\.\d\d$/.test(price))).toBe(true);
    expect(prices.some((price) => typeof price === "string" && /^\d+\.\d\d -- \d+\.\d\d$/.test(price))).toBe(true);
    expect(details.some((detail) => detail.productImage.startsWith('["","http'))).toBe(true);
    expect(details.some((detail) => detail.productImage.startsWith("http"))).toBe(true);
    expect(details.some((detail) => /^\d+\.\d-\d+\.\d$/.test(detail.productWeight))).toBe(true);
    expect(details.some((detail) => detail.productKeyEn === null && detail.variants[0]?.variantKey === "default")).toBe(
      true,
    );
  });

  it("[Q28] keeps removed products out of listV2 and shows them in the first list", async () => {
    const removed = await sandbox.control.products.find("removed");
    expect((await get(`/product/query?pid=${removed.pid}`)).body).toMatchObject({ code: 1602002, data: null });
    expect((await get<{ totalRecords: number }>(`/product/listV2?keyWord=${removed.sku}`)).body.data.totalRecords).toBe(
      0,
    );
    const [listed] = (await get<{ list: { saleStatus: unknown }[] }>(`/product/list?productSku=${removed.sku}`)).body
      .data.list;
    expect(Number(listed?.saleStatus)).toBe(2);
    expect((await get("/product/query?pid=1")).body.code).toBe(1602001);
  });

  it("[Q9] [Q10] nests listV2 in content[0].productList and names categories only when asked", async () => {
    const plain = (await get<Listed>("/product/listV2?keyWord=dress&size=5&page=2")).body.data;
    expect(plain).toMatchObject({ pageSize: 5, pageNumber: 2 });
    expect(plain.content).toHaveLength(1);
    expect(plain.content[0]?.productList).toHaveLength(5);
    expect(plain.content[0]?.productList[0]?.oneCategoryName).toBeNull();
    const named = (await get<Listed>("/product/listV2?keyWord=dress&size=5&features=enable_category")).body.data;
    expect(named.content[0]?.productList[0]?.oneCategoryName).toEqual(expect.any(String));
    expect((await get("/product/listV2?page=1001")).body.code).toBe(1600300);
  });

  it("[Q13] leaves unknown stock unknown", async () => {
    const { pid, variants } = await sandbox.control.products.find("unknown-stock");
    const detail = (await get<Detail>(`/product/query?pid=${pid}&features=enable_inventory`)).body.data;
    expect(detail.variants).not.toHaveLength(0);
    expect(detail.variants[0]?.inventories).toBeUndefined();
    expect(detail.variants[0]?.inventoryNum ?? null).toBeNull();
    expect((await get(`/product/stock/queryByVid?vid=${variants[0]?.vid}`)).body.data).toEqual([]);
    expect(
      (await get<ByPid>(`/product/stock/getInventoryByPid?pid=${pid}`)).body.data.variantInventories[0]?.inventory,
    ).toEqual([]);
  });

  it("[Q15] [Q16] says the same stock under its several names", async () => {
    const { pid, variants } = await sandbox.control.products.find("us-stock");
    const vid = variants[0]?.vid ?? "";
    await sandbox.control.products.setStock(vid, "US", { cj: 123, factory: 4 });
    const [byVid] = (await get<ByVid[]>(`/product/stock/queryByVid?vid=${vid}`)).body.data.filter(
      (row) => row.countryCode === "US",
    );
    expect(byVid).toMatchObject({ areaId: "2", storageNum: 127, totalInventoryNum: 127, cjInventoryNum: 123 });
    expect(byVid?.stock[0]?.stockId).toMatch(/^\{[0-9A-F-]{36}\}$/);
    const bySku = (await get(`/product/stock/queryBySku?sku=${encodeURIComponent(variants[0]?.sku ?? "")}`)).body.data;
    expect(bySku).toContainEqual(expect.objectContaining({ areaId: 2, totalInventoryNum: 127 }));
    const byPid = (await get<ByPid>(`/product/stock/getInventoryByPid?pid=${pid}`)).body.data.variantInventories[0]
      ?.inventory;
    expect(byPid).toContainEqual(expect.objectContaining({ countryCode: "US", totalInventory: 127, cjInventory: 123 }));
  });

  it("[Q19] lists a variant without a price", async () => {
    const { pid } = await sandbox.control.products.find("unpriced-variant");
    const { variants } = (await get<Detail>(`/product/query?pid=${pid}`)).body.data;
    expect(variants.at(-1)?.variantSellPrice).toBeNull();
    expect(Number(variants[0]?.variantSellPrice)).toBeGreaterThan(0);
  });

  it("gives the category tree without upper ids, with an empty list, a null list and a repeated leaf", async () => {
    const { data } = (await get<FirstLevel[]>("/product/getCategory")).body;
    expect(data.at(-1)).toEqual({ categoryFirstName: "New Arrivals", categoryFirstList: null });
    expect(data[0]?.categoryFirstList?.at(-1)?.categorySecondList).toEqual([]);
    const names = data
      .flatMap((first) => first.categoryFirstList ?? [])
      .flatMap((second) => second.categorySecondList.map((leaf) => leaf.categoryName));
    expect(names.some((name) => name.endsWith(" "))).toBe(true);
  });
});

describe("freight", () => {
  it("[Q36] quotes carriers with days, refuses unknown countries, and answers an empty list for no route", async () => {
    const { variants } = await sandbox.control.products.find("color-size");
    const basket = (endCountryCode: string) => ({
      startCountryCode: "CN",
      endCountryCode,
      products: [{ vid: variants[0]?.vid, quantity: 2 }],
    });
    const quote = (await post<Quote[]>("/logistic/freightCalculate", basket("FR"))).body.data;
    expect(quote.map((line) => line.logisticName)).toContain("CJPacket Ordinary");
    expect(quote.every((line) => /^\d+(-\d+)?$/.test(line.logisticAging))).toBe(true);
    expect((await post("/logistic/freightCalculate", basket("FR"))).body.data).toEqual(quote);
    expect((await post("/logistic/freightCalculate", basket("ZZ"))).body.code).toBe(1605002);
    expect((await post("/logistic/freightCalculate", basket("KP"))).body).toMatchObject({
      code: 200,
      result: true,
      data: [],
    });
    expect(
      (await post("/logistic/freightCalculate", { ...basket("FR"), products: [{ vid: "1", quantity: 1 }] })).body.code,
    ).toBe(1602000);
    expect(
      (
        await post("/logistic/freightCalculate", {
          ...basket("FR"),
          products: [{ vid: variants[0]?.vid, quantity: 0 }],
        })
      ).body.code,
    ).toBe(1600300);
  });
});
