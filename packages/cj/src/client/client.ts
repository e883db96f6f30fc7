import type { z } from "zod";

import { CjFailure, needsNewToken } from "./failure.ts";
import type { CjProductFilter, CjV1Filter } from "./filters.ts";
import { listV1Query, listV2Query } from "./filters.ts";
import { pointsOf } from "./ports.ts";
import type { CjLimiter, CjTokenSource } from "./ports.ts";
import { balanceData, createdOrderData, doneData, orderData, orderPageData, trackData } from "./read/orders.ts";
import type { CjOrder, CjTracking } from "./read/orders.ts";
import { newOrderBody } from "./new-order.ts";
import type { CjNewOrder } from "./new-order.ts";
import { categoryData, productPageData } from "./read/list.ts";
import { freightData, productStockData, settingsData, stockData, warehouseData } from "./read/logistics.ts";
import { productData, variantData, variantListData } from "./read/product.ts";
import { createTransport } from "./transport.ts";
import type { CjAnswer, CjCall, TransportOptions } from "./transport.ts";
import type { CjProduct } from "./types.ts";

export type CjClientOptions = TransportOptions & { tokens: CjTokenSource; limiter: CjLimiter };

/** One product by exactly one of its names. */
export type CjProductKey = { pid: string } | { productSku: string } | { variantSku: string };

export type CjFreightRequest = {
  /** ISO country codes. */
  startCountry: string;
  endCountry: string;
  zip?: string;
  products: { vid: string; quantity: number }[];
};

const DEFAULT_PENALTY_MS = 1_200;
const PRODUCT = "product/query";
const PRODUCT_STOCK = "product/stock/getInventoryByPid";
const WITH_STOCK = "enable_inventory";

/** order detail answers an unknown order with its word for a wrong parameter (facts A3). */
const PARAMETER_ERROR = 1600300;

/**
 * CJ API 2.0. Every method is one call over the network, waits for its slot, is recorded and throws CjFailure. Those that read
 * are safe to repeat; what the others do after an answer that got lost is said at each. Two refusals are answered by one more try: of the token, with the next token, and of the pace, in the next
 * slot (a call that was held up on its way arrives too close to the one after it).
 */
export function createCjClient({ tokens, limiter, ...options }: CjClientOptions) {
  const send = createTransport(options);

  const call = async <S extends z.ZodType>(request: CjCall, schema: S): Promise<z.output<S>> =>
    (await ask(request, schema)).data();

  async function ask<S extends z.ZodType>(request: CjCall, schema: S): Promise<CjAnswer<z.output<S>>> {
    const token = await tokens.accessToken();
    try {
      return await attempt(request, schema, token);
    } catch (error) {
      if (!(error instanceof CjFailure) || !needsNewToken(error)) throw error;
      return attempt(request, schema, await tokens.invalid(token));
    }
  }

  async function attempt<S extends z.ZodType>(
    request: CjCall,
    schema: S,
    token: string,
    throttledBefore = false,
  ): Promise<CjAnswer<z.output<S>>> {
    await limiter.acquire({ points: pointsOf(request.endpoint) });
    try {
      return await send(request, schema, token);
    } catch (error) {
      if (!(error instanceof CjFailure) || error.kind !== "rate_limited") throw error;
      await limiter.penalise(error.retryAfterMs ?? DEFAULT_PENALTY_MS);
      if (throttledBefore) throw error;
      return attempt(request, schema, token, true);
    }
  }

  /** `data` of a product query; null means that CJ took it off. */
  function productOf(answer: CjAnswer<CjProduct | null>): CjProduct {
    const product = answer.data();
    if (!product) throw new CjFailure({ kind: "removed", endpoint: PRODUCT, httpStatus: 200 });
    return product;
  }

  return {
    /** Leaf categories, each id once. 0 points. */
    getCategories: () => call({ endpoint: "product/getCategory" }, categoryData),

    /** CJ's newer search; products on sale only. 50 points. */
    listProducts: (filter: CjProductFilter = {}) =>
      call({ endpoint: "product/listV2", query: listV2Query(filter) }, productPageData),

    /** CJ's older list, up to 200 a page; it also shows products off sale. 50 points. */
    listProductsV1: (filter: CjV1Filter = {}) =>
      call({ endpoint: "product/list", query: listV1Query(filter) }, productPageData),

    /** The product with its variants, and their stock if asked. Throws `not_found`, or `removed` when CJ took it off. 10 points. */
    getProduct: async ({ inventory, ...key }: CjProductKey & { inventory?: boolean }) => {
      const features = inventory ? WITH_STOCK : undefined;
      return productOf(await ask({ endpoint: PRODUCT, query: { ...key, features } }, productData));
    },

    /** The same with stock, for whoever has read it before: an answer whose digest is `last` is not read again unless asked to be. */
    askProduct: async (pid: string, last: string | null) => {
      const query = { pid, features: WITH_STOCK };
      const answer = await ask({ endpoint: PRODUCT, query, last }, productData);
      if (answer.digest !== last) productOf(answer);
      return { digest: answer.digest ?? "", product: () => productOf(answer) };
    },

    /** Variants without stock; values that need the product's option names to be cut stay in one piece. 10 points. */
    getVariants: (pid: string) => call({ endpoint: "product/variant/query", query: { pid } }, variantListData),

    /** One variant with its stock. 10 points. */
    getVariant: (vid: string) =>
      call({ endpoint: "product/variant/queryByVid", query: { vid, features: WITH_STOCK } }, variantData),

    /** Stock per country; null when CJ does not know. 10 points. */
    getStockByVid: (vid: string) => call({ endpoint: "product/stock/queryByVid", query: { vid } }, stockData),

    /** Stock of all variants of a product in one call. 10 points. */
    getInventoryByPid: (pid: string) => call({ endpoint: PRODUCT_STOCK, query: { pid } }, productStockData),

    /** The same, for whoever has read it before. */
    askInventoryByPid: async (pid: string, last: string | null) => {
      const answer = await ask({ endpoint: PRODUCT_STOCK, query: { pid }, last }, productStockData);
      return { digest: answer.digest ?? "", inventory: answer.data };
    },

    /** CJ's warehouse areas. 0 points. */
    getWarehouses: () => call({ endpoint: "product/globalWarehouseList" }, warehouseData),

    /** Ways to ship these pieces together; empty when there is no route. 10 points. */
    calculateFreight: ({ startCountry, endCountry, zip, products }: CjFreightRequest) =>
      call(
        {
          endpoint: "logistic/freightCalculate",
          method: "POST",
          body: { startCountryCode: startCountry, endCountryCode: endCountry, zip, products },
        },
        freightData,
      ),

    /**
     * Makes an order and nothing more: it is neither confirmed nor paid. The number is the key: an order that is there already
     * is refused (`isOrderAlreadyThere`), also when it was cancelled, so after a lost answer `findOrder` says what became of it.
     */
    createOrder: (order: CjNewOrder) =>
      call({ endpoint: "shopping/order/createOrderV2", method: "POST", body: newOrderBody(order) }, createdOrderData),

    /** An order by the shop's own number or by an id or code of CJ's; null when CJ has none. */
    findOrder: async (ref: string): Promise<CjOrder | null> => {
      const query = { orderId: ref, features: "LOGISTICS_TIMELINESS" };
      try {
        return await call({ endpoint: "shopping/order/getOrderDetail", query }, orderData);
      } catch (error) {
        const isUnknown =
          error instanceof CjFailure && (error.kind === "not_found" || error.vendorCode === PARAMETER_ERROR);
        if (isUnknown) return null;
        throw error;
      }
    },

    /** Up to 200 orders by CJ's own ids, without their lines. Whether all of them are in the answer is for the caller to look. */
    listOrders: async (orderIds: readonly string[]): Promise<readonly CjOrder[]> => {
      const query = { pageNum: 1, pageSize: orderIds.length, orderIds };
      return (await call({ endpoint: "shopping/order/list", query }, orderPageData)).items;
    },

    /** From here the order has CJ's number and waits to be paid. A second confirmation is refused. */
    confirmOrder: (orderId: string) =>
      call({ endpoint: "shopping/order/confirmOrder", method: "PATCH", body: { orderId } }, doneData),

    /** Only an order that is not paid; its number stays taken. */
    deleteOrder: (orderId: string) =>
      call({ endpoint: "shopping/order/deleteOrder", method: "DELETE", query: { orderId } }, doneData),

    /** What orders can be paid with. */
    getBalance: () => call({ endpoint: "shopping/pay/getBalance" }, balanceData),

    /** Takes the money from the balance. A paid order is refused, so a lost answer costs nothing when the order is read first. */
    payOrder: (orderId: string) =>
      call({ endpoint: "shopping/pay/payBalance", method: "POST", body: { orderId } }, doneData),

    /** Where parcels are, several at once; a number CJ knows nothing of has no status. */
    trackParcels: (trackingNumbers: readonly string[]): Promise<CjTracking[]> =>
      call({ endpoint: "logistic/trackInfo", query: { trackNumber: trackingNumbers } }, trackData),

    /**
     * Has every kind of message sent to `url`, in place of what was registered before. CJ calls it at once and refuses what
     * is not public, not https or does not answer 200. 0 points.
     */
    setWebhooks: (url: string) => {
      const topic = { type: "ENABLE", callbackUrls: [url] };
      const body = { product: topic, stock: topic, order: topic, logistics: topic };
      return call({ endpoint: "webhook/set", method: "POST", body }, doneData);
    },

    /** The account: name, rate limit, quotas, where its messages go. `openId` is a secret. 0 points. */
    getSettings: () => call({ endpoint: "setting/get" }, settingsData),
  };
}

export type CjClient = ReturnType<typeof createCjClient>;
