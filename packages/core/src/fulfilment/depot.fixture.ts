import { randomUUID } from "node:crypto";
import type { OrderTruth } from "@nexusone/sandbox/control-types";
import type { VariantId } from "@nexusone/contracts/ids";
import type { SupplierOrderView } from "@nexusone/contracts/fulfilment";
import { expect } from "vitest";
import type { ServiceContext } from "../context.ts";
import { getProduct } from "../catalog/get-product.ts";
import { importOne, type Shop } from "../imports/shop.fixture.ts";
import { actOnOrder } from "../orders/act-on-order.ts";
import { createOrder } from "../orders/create-order.ts";
import { getOrder } from "../orders/get-order.ts";
import { ADDRESS } from "../orders/orders.fixture.ts";
import { cjOrderSyncJob, orderFulfilmentJob } from "./jobs.ts";
import { submitOrder } from "./submit-order.ts";
import { listOrdersAtSuppliers, paySupplierOrder } from "./supplier-order-acts.ts";

const vendor = "cj-api" as const;
/** What is ordered, where it differs from one of each, to Paris, confirmed. */
type Wanted = { address?: Partial<typeof ADDRESS>; quantity?: number; confirm?: boolean };
export type Depot = Awaited<ReturnType<typeof openDepot>>;

/** A merchant connected to the simulated CJ with a product in the catalogue, and what a test of orders there does over and over. */
export async function openDepot(
  shop: Shop,
  { products = 1, nth = 0, kind = "color" }: { products?: number; nth?: number; kind?: "color" | "color-size" } = {},
) {
  const { ctx, merchantId, apiKey } = await shop.merchant();
  const goods: { pid: string; productId: string; variantId: VariantId; vid: string }[] = [];
  for (const view of await chinese(shop, kind, nth, products)) {
    const { productId } = await importOne(ctx, view.pid);
    const product = await getProduct(ctx, { id: productId! as never });
    const [variant] = product.variants;
    if (!variant?.externalId) throw new Error("imported without a variant");
    // A round stock in China, so that every depot starts alike.
    await shop.sandbox.control.products.setStock(variant.externalId, "CN", { cj: 500, factory: 10_000 });
    goods.push({ pid: view.pid, productId: product.id, variantId: variant.id, vid: variant.externalId });
  }
  const accounts = await shop.sandbox.control.accounts.list();
  const openId = accounts.find((one) => one.apiKey === apiKey)?.openId ?? 0;
  const job = { merchantId };
  /** A confirmed order of these goods. */
  const order = async (over: Wanted = {}) => {
    const { order } = await createOrder(ctx, {
      number: `T-${randomUUID().slice(0, 8)}`,
      customer: { email: `buyer-${randomUUID()}@example.com` },
      address: { ...ADDRESS, ...over.address },
      lines: goods.map(({ variantId }) => ({ variantId, quantity: over.quantity ?? 1 })),
    });
    if (over.confirm !== false) {
      // A product of the sandbox may sell at a loss where it is sent: that is not what these tests are about.
      if (order.held) await actOnOrder(ctx, { orderId: order.id, action: "release" });
      await actOnOrder(ctx, { orderId: order.id, action: "confirm" });
    }
    return order;
  };
  /** Does what is due of an order now. */
  const work = (orderId: string, platform = shop.platform) => orderFulfilmentJob.handle(platform, { ...job, orderId });
  /** The one that counts. */
  const last = async (orderId: string): Promise<SupplierOrderView> => {
    const rows = await listOrdersAtSuppliers(ctx, { orderId: orderId as never });
    const row = rows.at(-1);
    if (!row) throw new Error("nothing at any supplier");
    return row;
  };
  /** Sent and made at CJ, unpaid. */
  const made = async (over: Wanted = {}) => {
    const one = await order(over);
    await submitOrder(ctx, { orderId: one.id });
    await work(one.id);
    return { order: one, row: await last(one.id) };
  };
  const paid = async (over: Wanted = {}) => {
    const { order: one, row } = await made(over);
    await paySupplierOrder(ctx, { id: row.id, usdMinor: row.askedUsdMinor ?? 0 });
    await work(one.id);
    return { order: one, row: await last(one.id) };
  };
  /** CJ's truth about this account. */
  const truth = (): Promise<OrderTruth[]> => shop.sandbox.control.orders.list({ openId });
  return {
    ctx,
    merchantId,
    apiKey,
    openId,
    goods,
    order,
    made,
    paid,
    work,
    last,
    truth,
    truthOf: async (number: string) => (await truth()).filter((one) => one.orderNumber === number),
    /** Loses the next answer at this path: what was asked is done, and nobody hears of it. */
    lose: (path: string) =>
      shop.sandbox.control.faults.add({ match: { vendor, path: `/shopping/${path}` }, kind: "lost_answer", times: 1 }),
    /** Does what is due of all orders. */
    sync: () => cjOrderSyncJob.handle(shop.platform, job),
    at: async (orderId: string): Promise<SupplierOrderView[]> =>
      (await listOrdersAtSuppliers(ctx, { orderId: orderId as never })).filter(({ state }) => state !== "planned"),
    view: (orderId: string) => getOrder(ctx, { id: orderId as never }),
    balance: async (): Promise<number> =>
      (await shop.sandbox.control.accounts.list()).find((one) => one.apiKey === apiKey)?.balanceUsd ?? Number.NaN,
    /** Calls to CJ about orders, by path, since the last clearing of the log. */
    calls: async (path: string) =>
      (await shop.sandbox.control.requests.list({ vendor, path: `/shopping/${path}` })).length,
    holds: async (orderId: string) => (await getOrder(ctx, { id: orderId as never })).holds.map(({ reason }) => reason),
  };
}

/** Products that lie in China alone, so that an order of several is one order at CJ. */
async function chinese(shop: Shop, kind: "color" | "color-size", nth: number, count: number) {
  const found = [];
  for (let at = 0; found.length < nth + count; at += 1) {
    const view = await shop.sandbox.control.products.find(kind, at);
    const stock = view.variants.flatMap((variant) => variant.stock);
    if (stock.every(({ countryCode, factory }) => countryCode === "CN" && factory > 0)) found.push(view);
  }
  return found.slice(nth);
}

/** Moves everybody's clock. */
export async function later(shop: Shop, ms: number): Promise<void> {
  shop.platform.clock.advance(ms);
  await shop.sandbox.control.clock.set(shop.platform.clock.now().toISOString());
}

export const dollars = (row: SupplierOrderView): number => (row.goodsUsdMinor + row.freightUsdMinor) / 100;

/** Waits for nothing: what is said of the caller's context holds at once. */
export const asSupport = (ctx: ServiceContext): ServiceContext => {
  expect(ctx.actor.kind).toBe("user");
  return ctx.actor.kind === "user" ? { ...ctx, actor: { ...ctx.actor, role: "support" } } : ctx;
};
