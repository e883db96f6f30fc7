import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../start.ts";
import { type Answer, askCj, type Tokens } from "./answer.fixture.ts";

const KEY = "CJ1000001@api@0123456789abcdef0123456789abcdef";
let sandbox: Sandbox;
let token: string;
let vids: string[];
let made = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ fullSpeed: true, seed: "orders" });
  token = await logIn(KEY);
  vids = (await sandbox.control.products.find("color-size")).variants.map(({ vid }) => vid);
});
afterAll(() => sandbox.stop());

const call = <Data = unknown>(method: string, path: string, body?: unknown): Promise<Answer<Data>> =>
  askCj(sandbox.cjApiUrl + path, {
    method,
    headers: { "CJ-Access-Token": token ?? "", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const logIn = async (apiKey: string): Promise<string> =>
  (await call<Tokens>("POST", "/authentication/getAccessToken", { apiKey })).body.data.accessToken;

const order = (more: Record<string, unknown> = {}) => ({
  orderNumber: `NX-${++made}`,
  shippingCountryCode: "US",
  shippingCountry: "United States",
  shippingProvince: "Ohio",
  shippingCity: "Dayton",
  shippingCustomerName: "Sample Buyer",
  shippingAddress: "1 Sample Street",
  shippingZip: "45401",
  logisticName: "DHL Official",
  shippingPhone: "5550100",
  fromCountryCode: "CN",
  payType: 3,
  products: [{ vid: vids[0], quantity: 1, storeLineItemId: "line-1" }],
  ...more,
});
type Created = {
  orderId: string;
  orderNumber: string;
  orderStatus: string;
  cjPayUrl: string | null;
  actualPayment: number;
};
const create = async (more: Record<string, unknown> = {}) =>
  (await call<Created>("POST", "/shopping/order/createOrderV2", order(more))).body;

describe("CJ's orders", () => {
  it("[Q27] the answer mixes numbers, text and empty text where decimals are promised", async () => {
    const { data, ...envelope } = await create();
    expect(envelope).toMatchObject({ code: 200, result: true, success: true });
    expect(data).toMatchObject({
      postageAmount: expect.any(Number),
      orderAmount: expect.stringMatching(/^\d+\.\d\d$/),
      iossAmount: "",
      cjPayUrl: null,
      orderStatus: "CREATED",
      productInfoList: [{ variantId: vids[0], quantity: 1, subOrderProducts: [] }],
    });
  });

  it("the pay types stop at the cart, pay at once, or leave it to CJ's page", async () => {
    expect((await create({ payType: 1 })).data.cjPayUrl).toContain("/mine/payment?pid=");
    expect((await create({ payType: 2 })).data.orderStatus).toBe("UNSHIPPED");
    const v3 = (await call("POST", "/shopping/order/createOrderV3", order({ payType: undefined }))).body.data;
    expect(v3).toMatchObject({ orderStatus: "CREATED", cjPayUrl: expect.any(String) });
    await sandbox.control.accounts.setBalance(KEY, 0);
    const refused = order({ payType: 2 });
    expect((await call("POST", "/shopping/order/createOrderV2", refused)).body.code).toBe(1604000);
    const [left] = await sandbox.control.orders.list({ ref: refused.orderNumber });
    expect(left, "the order stays where it got").toMatchObject({ status: "UNPAID", paidAt: null });
    await sandbox.control.accounts.setBalance(KEY, 2000);
  });

  it("[Q6] the way over the cart: three envelopes, two orders paid together, a doubted address left outside", async () => {
    const { data: one } = await create();
    const { data: two } = await create();
    const { data: bad } = await create({ shippingZip: "no" });
    const ids = [one.orderId, two.orderId, bad.orderId];
    const cart = (await call("POST", "/shopping/order/addCart", { cjOrderIdList: ids })).body;
    expect(cart).not.toHaveProperty("result");
    expect(cart.data).toMatchObject({ successCount: 2, interceptOrders: [{ orderId: bad.orderId }] });
    const confirmed = (
      await call<{ shipmentsId: string }>("POST", "/shopping/order/addCartConfirm", { cjOrderIdList: ids })
    ).body.data;
    expect(confirmed).toMatchObject({ successCount: 2, submitSuccess: true, result: 0 });
    const shipmentOrderId = confirmed.shipmentsId;
    const parent = (
      await call<{ orderMoney: number; payId: string }>("POST", "/shopping/order/saveGenerateParentOrder", {
        shipmentOrderId,
      })
    ).body;
    expect(parent).not.toHaveProperty("code");
    const total = Math.round((one.actualPayment + two.actualPayment) * 100) / 100;
    expect(parent.data.orderMoney).toBeCloseTo(total, 2);
    const { payId } = parent.data;
    expect((await call("POST", "/shopping/pay/payBalanceV2", { shipmentOrderId, payId: "other" })).body.code).toBe(
      1603100,
    );
    expect((await call("POST", "/shopping/pay/payBalanceV2", { shipmentOrderId, payId })).body).toMatchObject({
      code: 200,
      data: null,
    });
    const view = (await sandbox.control.accounts.list()).find(({ apiKey }) => apiKey === KEY);
    expect(view?.balanceUsd).toBeCloseTo(2000 - total, 2);
  });

  it("order detail calls an unknown order a wrong parameter", async () => {
    expect((await call("GET", "/shopping/order/getOrderDetail?orderId=NX-none")).body.code).toBe(1600300);
    expect((await call("GET", "/shopping/order/getOrderDetail")).body.code).toBe(1600300);
    expect((await call("PATCH", "/shopping/order/confirmOrder", { orderId: "NX-none" })).body.code).toBe(1603100);
  });

  it("keeps accounts apart", async () => {
    const { orderNumber } = (await create()).data;
    const { apiKey, openId } = await sandbox.control.accounts.create();
    const other = await logIn(apiKey);
    const mine = token;
    token = other;
    expect((await call("GET", `/shopping/order/getOrderDetail?orderId=${orderNumber}`)).body.code).toBe(1600300);
    expect((await create({ orderNumber })).code).toBe(200);
    token = mine;
    await expect(sandbox.control.orders.act(orderNumber, "cancel")).rejects.toThrow("409");
    expect(await sandbox.control.orders.act(orderNumber, "cancel", { openId })).toMatchObject({ status: "CANCELLED" });
  });

  it("same seed, same story: a parcel's way follows from its order and its payment alone", async () => {
    const story = async () => {
      const twin = await startSandbox({ fullSpeed: true, seed: "orders" });
      const kept = { sandbox, token };
      sandbox = twin;
      token = "";
      token = await logIn(KEY);
      await twin.control.clock.set("2026-12-01T08:00:00.000Z");
      const { data } = await create({ orderNumber: "NX-same", payType: 2 });
      const [truth] = await twin.control.orders.list({ ref: data.orderId });
      ({ sandbox, token } = kept);
      await twin.stop();
      const start = Date.parse(truth?.paidAt ?? "");
      return truth?.parts[0]?.steps.map(({ at, status }) => [Date.parse(at) - start, status]);
    };
    expect(await story()).toEqual(await story());
  });

  it("a reset forgets orders and money", async () => {
    await create();
    await sandbox.control.accounts.setBalance(KEY, 1);
    await sandbox.control.reset();
    expect(await sandbox.control.orders.list()).toEqual([]);
    expect((await sandbox.control.accounts.list())[0]?.balanceUsd).toBe(2000);
  });
});
