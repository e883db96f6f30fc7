import type { AccountView, ProductView } from "@nexusone/sandbox/control-types";
import { actOnOrder } from "@nexusone/sandbox/orders/acts";
import { startSandbox } from "@nexusone/sandbox/start";
import type { Sandbox } from "@nexusone/sandbox/start";
import { createWorld } from "@nexusone/sandbox/world";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { freightTotalUsd, isOrderAlreadyThere, parseCjWebhook, parseOrderList } from "./client/index.ts";
import type { CjClient, CjNewOrder, CjOrder } from "./client/index.ts";
import { failureOf } from "./client/samples.fixture.ts";
import { clientOfNewAccount } from "./sandbox-client.fixture.ts";

const DAY_MS = 86_400_000;
const vendor = "cj-api" as const;
let sandbox: Sandbox;
let cj: CjClient;
let account: AccountView;
let product: ProductView;
let numbers = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ catalogueSize: 400, fullSpeed: true });
  ({ cj, account } = await clientOfNewAccount(sandbox));
  product = await sandbox.control.products.find("color-size");
});
afterAll(() => sandbox.stop());

const ADDRESS: CjNewOrder["address"] = {
  countryCode: "FR",
  country: "France",
  province: "Ile-de-France",
  city: "Paris",
  name: "Awa Diop",
  street: "10 Rue de la Paix",
  zip: "75002",
};

const TOLD_ADDRESS = {
  countryCode: "FR",
  country: "France",
  province: "Ile-de-France",
  city: "Paris",
  address: "10 Rue de la Paix",
  address2: null,
  zip: "75002",
  name: "Awa Diop",
  phone: null,
  email: null,
  taxId: null,
};

/** An order of two pieces by the cheapest way with a price, with the real quote. */
async function newOrder(more: Partial<CjNewOrder> = {}): Promise<CjNewOrder & { freightUsd: string }> {
  const lines = more.lines ?? [{ vid: product.variants[0]?.vid ?? "", quantity: 2, lineId: "line-1" }];
  const ways = await cj.calculateFreight({ startCountry: "CN", endCountry: "FR", products: lines });
  const [way] = ways.filter((one) => freightTotalUsd(one) !== null);
  return {
    orderNumber: `NX-${(numbers += 1)}`,
    address: ADDRESS,
    carrier: way?.carrier ?? "",
    fromCountry: "CN",
    lines,
    freightUsd: (way && freightTotalUsd(way)) ?? "",
    ...more,
  };
}
const cents = (usd: string | number | null | undefined): number => Math.round(Number(usd) * 100);
const truthOf = async (ref: string) => (await sandbox.control.orders.list({ openId: account.openId, ref }))[0];
async function paid(more: Partial<CjNewOrder> = {}): Promise<CjOrder> {
  const made = await cj.createOrder(await newOrder(more));
  await cj.confirmOrder(made.orderId ?? "");
  await cj.payOrder(made.orderId ?? "");
  const found = await cj.findOrder(made.orderNumber);
  if (!found) throw new Error("the order is gone");
  return found;
}

describe("orders at the simulated CJ", () => {
  it("[CJA-01] [ORD-01] makes an order for the quoted price without confirming or paying it, and finds it by our number", async () => {
    const order = await newOrder();
    const made = await cj.createOrder(order);
    const unit = product.variants[0]?.priceUsd ?? 0;
    expect(made).toMatchObject({ orderNumber: order.orderNumber, orderStatus: "CREATED", attention: [] });
    expect(cents(made.orderAmount)).toBe(cents(order.freightUsd) + 2 * cents(unit));
    expect(made.orderId).toMatch(/^\d{19}$/);
    const found = await cj.findOrder(order.orderNumber);
    expect(found).toMatchObject({
      orderId: made.orderId,
      cjOrderId: null,
      status: "CREATED",
      amountUsd: null,
      trackingNumber: null,
      lines: [{ vid: order.lines[0]?.vid, quantity: 2, storeLineItemId: "line-1" }],
      arrivals: [{ logisticsName: order.carrier }],
    });
    expect(await cj.findOrder(made.orderId ?? "")).toEqual(found);
    expect(await cj.findOrder("NX-nobody")).toBeNull();
    expect((await truthOf(order.orderNumber))?.address).toMatchObject({ name: "Awa Diop", phone: null, email: null });
    expect((await cj.getBalance()).amountUsd).toBe("2000.00");
  });

  it("[CJA-01] [ORD-01] a number is taken once, also by an order that was deleted", async () => {
    const order = await newOrder();
    const made = await cj.createOrder(order);
    const second = await failureOf(cj.createOrder({ ...order, carrier: "DHL Official" }));
    expect([isOrderAlreadyThere(second), second.kind]).toEqual([true, "rejected"]);
    await cj.deleteOrder(made.orderId ?? "");
    expect(await cj.findOrder(order.orderNumber)).toMatchObject({ status: "CANCELLED" });
    expect(isOrderAlreadyThere(await failureOf(cj.createOrder(order)))).toBe(true);
    expect((await failureOf(cj.deleteOrder(made.orderId ?? ""))).vendorCode).toBe(1603002);
  });

  it("[CJA-01] refuses goods, carriers and countries it cannot serve, each with its code and without an order", async () => {
    const order = await newOrder();
    const [first, second] = product.variants;
    const removed = await sandbox.control.products.find("removed");
    await sandbox.control.products.setStock(second?.vid ?? "", "CN", { cj: 1, factory: 2 });
    const code = async (more: Partial<CjNewOrder>) =>
      (await failureOf(cj.createOrder({ ...order, ...more }))).vendorCode;
    const line = (vid: string | undefined, quantity: number) => [{ vid: vid ?? "", quantity, lineId: "l" }];
    expect(await code({ lines: line(removed.variants[0]?.vid, 1) })).toBe(1602003);
    expect(await code({ lines: line("9999999999999999999", 1) })).toBe(1602000);
    expect(await code({ lines: line(second?.vid, 4) })).toBe(1603102);
    expect(await code({ lines: line(first?.vid, 0) })).toBe(1600300);
    expect(await code({ carrier: "USPS+" })).toBe(1605001);
    expect(await code({ address: { ...ADDRESS, countryCode: "XX" } })).toBe(1605002);
    expect(await code({ address: { ...ADDRESS, city: "" } })).toBe(16900403);
    expect(await code({ address: { ...ADDRESS, street: "x".repeat(201) } })).toBe(1600300);
    expect(await code({ orderNumber: "" })).toBe(16900403);
    expect(await cj.findOrder(order.orderNumber)).toBeNull();
  });

  it("[CJA-01] accepts an order whose address it doubts, says so, and confirms it never", async () => {
    const made = await cj.createOrder(await newOrder({ address: { ...ADDRESS, zip: "7500" } }));
    expect(made.attention).toEqual([{ code: 1001, message: "Shipping address could not be verified" }]);
    expect((await failureOf(cj.confirmOrder(made.orderId ?? ""))).vendorCode).toBe(1603001);
    expect(await cj.findOrder(made.orderNumber)).toMatchObject({ status: "CREATED", attention: [{ code: 1001 }] });
  });

  it("[CJA-01] takes the money and the pieces once, or none of both", async () => {
    const { cj: mine, account: own } = await clientOfNewAccount(sandbox);
    const [variant] = product.variants;
    await sandbox.control.products.setStock(variant?.vid ?? "", "CN", { cj: 1, factory: 9 });
    const made = await mine.createOrder(await newOrder());
    const total = Number(made.orderAmount);
    const id = made.orderId ?? "";
    expect((await failureOf(mine.payOrder(id))).vendorCode).toBe(1603101);
    await mine.confirmOrder(id);
    expect(await mine.findOrder(id)).toMatchObject({ status: "UNPAID", amountUsd: total.toFixed(2) });
    await sandbox.control.accounts.setBalance(own.apiKey, Number((total - 0.01).toFixed(2)));
    expect((await failureOf(mine.payOrder(id))).vendorCode).toBe(1604000);
    await sandbox.control.accounts.setBalance(own.apiKey, total);
    await mine.payOrder(id);
    expect((await mine.getBalance()).amountUsd).toBe("0.00");
    expect((await failureOf(mine.payOrder(id))).vendorCode).toBe(1603101);
    expect(await mine.findOrder(id)).toMatchObject({
      status: "UNSHIPPED",
      cjOrderId: expect.stringMatching(/^\d{18}$/),
    });
    const view = await sandbox.control.products.get(product.pid);
    expect(view.variants[0]?.stock.find(({ countryCode }) => countryCode === "CN")).toMatchObject({
      cj: 0,
      factory: 8,
    });
    await sandbox.control.orders.act(id, "cancel");
    expect((await mine.getBalance()).amountUsd).toBe(total.toFixed(2));
    expect(await mine.findOrder(id)).toMatchObject({ status: "CANCELLED" });
    await sandbox.control.products.restore(product.pid);
  });

  it("[CJA-01] goods that went meanwhile are refused when they are paid", async () => {
    const { cj: mine } = await clientOfNewAccount(sandbox);
    const made = await mine.createOrder(await newOrder());
    await mine.confirmOrder(made.orderId ?? "");
    await sandbox.control.products.setStock(product.variants[0]?.vid ?? "", "CN", { cj: 0, factory: 1 });
    expect((await failureOf(mine.payOrder(made.orderId ?? ""))).vendorCode).toBe(1603102);
    await sandbox.control.products.remove(product.pid);
    expect((await failureOf(mine.payOrder(made.orderId ?? ""))).vendorCode).toBe(1602003);
    expect((await mine.getBalance()).amountUsd).toBe("2000.00");
    await sandbox.control.products.restore(product.pid);
  });

  it("[CJA-01] [ORD-11] a paid order leaves, travels and arrives as its clock moves", async () => {
    const order = await paid();
    expect(order).toMatchObject({ status: "UNSHIPPED", trackingNumber: null, shippedAt: null });
    await sandbox.control.clock.advance(2 * DAY_MS);
    const sent = await cj.findOrder(order.orderId);
    expect(sent).toMatchObject({ status: "SHIPPED", trackingNumber: expect.stringMatching(/^CJPKL\d{10}YQ$/) });
    expect(sent?.trackingUrl).toContain(sent?.trackingNumber ?? "?");
    const words: (string | null | undefined)[] = [];
    for (let day = 0; day < 30; day += 1) {
      const [row, unknown] = await cj.trackParcels([sent?.trackingNumber ?? "", "YT0"]);
      expect(unknown).toMatchObject({ trackingNumber: "YT0", trackingStatus: null, deliveryTime: null });
      if (row?.trackingStatus !== words.at(-1)) words.push(row?.trackingStatus);
      if (row?.trackingStatus === "Delivered") break;
      await sandbox.control.clock.advance(DAY_MS);
    }
    expect(words.at(-1)).toBe("Delivered");
    expect(words).toContain("In transit");
    expect(await cj.findOrder(order.orderId)).toMatchObject({ status: "DELIVERED" });
    const steps = (await truthOf(order.orderId))?.parts[0]?.steps.map(({ status }) => status);
    expect(steps).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 12]);
  });

  it("[CJA-01] a split order has a part for each parcel, which goes its own way", async () => {
    const [first, second] = product.variants;
    const lines = [first, second].map((one, at) => ({ vid: one?.vid ?? "", quantity: 1, lineId: `line-${at + 1}` }));
    const order = await paid({ lines });
    await sandbox.control.orders.act(order.orderId, "split");
    const kept = await cj.findOrder(order.orderNumber ?? "");
    const other = await cj.findOrder(kept?.code?.replace(/-1$/, "-2") ?? "");
    expect([kept?.code, other?.code]).toEqual([expect.stringMatching(/-1$/), expect.stringMatching(/-2$/)]);
    expect([kept?.lines, other?.lines]).toMatchObject([
      [{ storeLineItemId: "line-1" }],
      [{ storeLineItemId: "line-2" }],
    ]);
    expect(other).toMatchObject({ orderNumber: order.orderNumber, status: "UNSHIPPED" });
    expect(other?.orderId).not.toBe(order.orderId);
    await sandbox.control.clock.advance(40 * DAY_MS);
    const [one, two] = [await cj.findOrder(order.orderId), await cj.findOrder(other?.orderId ?? "")];
    expect([one?.status, two?.status]).toEqual(["DELIVERED", "DELIVERED"]);
    expect(one?.trackingNumber).not.toBe(two?.trackingNumber);
  });

  it.each([
    ["stall", "SHIPPED", undefined],
    ["fail", "SHIPPED", "Delivery failed"],
    ["return", "SHIPPED", "Returned"],
    ["delay", "SHIPPED", undefined],
    ["deliver", "DELIVERED", "Delivered"],
  ] as const)("[CJA-01] a parcel can %s", async (act, status, word) => {
    const order = await paid();
    await sandbox.control.orders.act(order.orderId, "ship");
    await sandbox.control.orders.act(order.orderId, act, { days: 400 });
    await sandbox.control.clock.advance(60 * DAY_MS);
    const found = await cj.findOrder(order.orderId);
    expect(found?.status).toBe(status);
    const [row] = await cj.trackParcels([found?.trackingNumber ?? ""]);
    if (word) expect(row?.trackingStatus).toBe(word);
    else expect(row?.trackingStatus).not.toBe("Delivered");
  });

  it("[CJA-01] [Q25] [Q27] a list without a status holds the cancelled orders alone; rows have no lines", async () => {
    const { cj: mine, account: own } = await clientOfNewAccount(sandbox);
    const [kept, gone] = [await mine.createOrder(await newOrder()), await mine.createOrder(await newOrder())];
    await mine.deleteOrder(gone.orderId ?? "");
    const token = await (
      await fetch(`${sandbox.cjApiUrl}/authentication/getAccessToken`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ apiKey: own.apiKey }),
      })
    ).json();
    const list = async (query: string) => {
      const headers = { "CJ-Access-Token": token.data.accessToken };
      return parseOrderList(
        await (await fetch(`${sandbox.cjApiUrl}/shopping/order/list?${query}`, { headers })).text(),
      );
    };
    expect((await list("")).items.map(({ orderId }) => orderId)).toEqual([gone.orderId]);
    const created = await list("status=CREATED&pageSize=5");
    expect(created).toMatchObject({ total: 1, page: 1, pageSize: 5, unreadable: 0 });
    expect(created.items).toMatchObject([{ orderId: kept.orderId, amountUsd: null, carrier: null, lines: null }]);
    expect((await list(`orderIds=${kept.orderId}&orderIds=${gone.orderId}`)).total).toBe(2);
    expect((await list(`shipmentOrderId=${kept.shipmentOrderId}`)).items).toMatchObject([{ orderId: kept.orderId }]);
  });
});

describe("what CJ's webhooks tell of orders", () => {
  /** As the body of a webhook: digits beyond 2^53 are bare numbers there. */
  const read = (message: { type: string; messageType: string; params: unknown }) =>
    parseCjWebhook(JSON.stringify({ messageId: "m", ...message })).event;

  it("[CJA-01] [Q2] [Q3] every stage once and in order, with all events of a parcel so far", async () => {
    const world = createWorld({ seed: "told", catalogueSize: 50, fullSpeed: true });
    const [owner] = world.accounts.list();
    const [variant] = world.catalogue.product(0).variants;
    if (!owner || !variant) throw new Error("an empty world");
    const made = world.orders.create(owner, {
      orderNumber: "NX-1",
      address: { ...TOLD_ADDRESS },
      carrier: "CJPacket Ordinary",
      aging: "7-15",
      origin: "CN",
      remark: "",
      productCents: 500,
      postageCents: 300,
      attention: [],
      lines: [{ vid: variant.vid, sku: variant.sku, quantity: 1, unitCents: 500, storeLineItemId: "line-1" }],
    });
    world.orders.confirm(made);
    world.orders.pay(owner, [made]);
    world.clock.advance(40 * DAY_MS);
    const messages = world.orders.takeMessages();
    expect(world.orders.takeMessages(), "told once").toEqual([]);
    const events = messages.map(read);
    const states = events.flatMap((event) => (event.kind === "order" ? [event.order.orderStatus] : []));
    expect(states).toEqual(["CREATED", "UNPAID", "UNSHIPPED", "SHIPPED", "DELIVERED"]);
    const told = events.flatMap((event) => (event.kind === "logistic" ? [event.tracking] : []));
    expect(told.map(({ trackingStatus }) => trackingStatus)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 12]);
    expect(told.map(({ events: soFar }) => soFar.length)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(told.at(-1)).toMatchObject({
      cjOrderId: made.cjOrderId,
      events: { 9: { status: 12, activity: "Delivered" } },
    });
    expect(messages.map(({ at }) => at)).toEqual(messages.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(messages[0]).toMatchObject({ topic: "order", messageType: "INSERT", openId: owner.openId });
  });

  it("[CJA-01] an order that CJ split names its parts", () => {
    const world = createWorld({ seed: "split", catalogueSize: 50, fullSpeed: true });
    const [owner] = world.accounts.list();
    const variants = [0, 1].map((index) => world.catalogue.product(index).variants[0]);
    if (!owner) throw new Error("an empty world");
    const made = world.orders.create(owner, {
      orderNumber: "NX-2",
      address: { ...TOLD_ADDRESS },
      carrier: "CJPacket Ordinary",
      aging: "7-15",
      origin: "CN",
      remark: "",
      productCents: 500,
      postageCents: 300,
      attention: [],
      lines: variants.map((one, at) => ({
        vid: one?.vid ?? "",
        sku: one?.sku ?? "",
        quantity: 1,
        unitCents: 500,
        storeLineItemId: `line-${at}`,
      })),
    });
    actOnOrder(world, made, "split", 0);
    const split = world.orders
      .takeMessages()
      .map(read)
      .find(({ kind }) => kind === "order_split");
    expect(split).toMatchObject({ originalOrderId: made.orderId, orderCodes: made.parts.map(({ code }) => code) });
    expect(made.parts).toHaveLength(2);
  });
});

describe("when an answer is lost", () => {
  it("[CJA-01] the order is there though the call failed, and our number finds it", async () => {
    const order = await newOrder();
    const fault = { match: { vendor, path: "/shopping/order/createOrderV2" }, kind: "lost_answer", times: 1 } as const;
    await sandbox.control.faults.add(fault);
    expect(await failureOf(cj.createOrder(order))).toMatchObject({ kind: "unavailable", vendorCode: null });
    expect(await cj.findOrder(order.orderNumber)).toMatchObject({ orderNumber: order.orderNumber, status: "CREATED" });
    expect(isOrderAlreadyThere(await failureOf(cj.createOrder(order)))).toBe(true);
    const asked = await sandbox.control.requests.list({ vendor, path: "/shopping/order/createOrderV2" });
    const lost = asked.filter((one) => one.fault === "lost_answer");
    expect(lost).toMatchObject([{ status: 0, code: 200 }]);
  });

  it("[CJA-01] a slow CJ may still make an order that nobody waits for any more", async () => {
    const { cj: hasty, account: own } = await clientOfNewAccount(sandbox, undefined, 300);
    const order = await newOrder();
    const fault = {
      match: { vendor, path: "/shopping/order/createOrderV2" },
      kind: "slow",
      delayMs: 900,
      times: 1,
    } as const;
    await sandbox.control.faults.add(fault);
    expect(await failureOf(hasty.createOrder(order))).toMatchObject({ kind: "unavailable" });
    expect(await sandbox.control.orders.list({ openId: own.openId })).toEqual([]);
    await expect
      .poll(async () => (await sandbox.control.orders.list({ openId: own.openId })).length, { timeout: 10_000 })
      .toBe(1);
  });
});
