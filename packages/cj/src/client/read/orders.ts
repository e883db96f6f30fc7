import { z } from "zod";

import { listOf } from "../../shared/text.ts";
import * as field from "../fields.ts";
import { pageData } from "./list.ts";

/** Attention CJ asks for on an order it accepted; code 1001 is an address it could not verify. */
const Reason = z.object({ code: field.count, message: field.text });

const Line = z.object({
  vid: field.id,
  quantity: field.count,
  sellPrice: field.amount,
  lineItemId: field.text,
  storeLineItemId: field.text,
  productionOrderStatus: field.count,
  abnormalType: z.preprocess(listOf, z.array(field.count)),
});

const Mode = z.object({ logisticsName: field.text, arrivalTime: field.text });

const Order = z
  .object({
    orderId: field.id,
    orderNum: field.text,
    orderNumber: field.text,
    cjOrderId: field.text,
    cjOrderCode: field.text,
    orderStatus: field.text,
    orderAmount: field.amount,
    productAmount: field.amount,
    postageAmount: field.amount,
    orderWeight: field.size,
    shippingCountryCode: field.text,
    remark: field.text,
    logisticName: field.text,
    trackNumber: field.text,
    trackingUrl: field.text,
    createDate: field.utcInstant,
    paymentDate: field.utcInstant,
    outWarehouseTime: field.utcInstant,
    storeCreateDate: field.utcInstant,
    fromCountryCode: field.text,
    storageId: field.text,
    storageName: field.text,
    productList: z.array(Line).nullish(),
    logisticsTimeliness: z.object({ logisticsModes: z.preprocess(listOf, z.array(Mode)) }).nullish(),
    interceptOrderReasons: z.preprocess(listOf, z.array(Reason)),
  })
  .transform((row) => ({
    orderId: row.orderId,
    /** The shop's own number; CJ calls it orderNum here and orderNumber elsewhere (Q26). */
    orderNumber: row.orderNum ?? row.orderNumber,
    /** Null until the order is confirmed. */
    cjOrderId: row.cjOrderId,
    /** "SD..."; the parts of a split order are "SD...-1", "SD...-2" and so on. */
    code: row.cjOrderCode,
    /** CREATED, IN_CART, UNPAID, UNSHIPPED, SHIPPED, DELIVERED, CANCELLED, or a word CJ added since, verbatim. */
    status: row.orderStatus,
    /** Exact decimal text in US dollars; null before CJ has priced the order (Q27). */
    amountUsd: row.orderAmount,
    productUsd: row.productAmount,
    postageUsd: row.postageAmount,
    weightGrams: row.orderWeight,
    countryCode: row.shippingCountryCode,
    remark: row.remark,
    carrier: row.logisticName,
    trackingNumber: row.trackNumber,
    trackingUrl: row.trackingUrl,
    createdAt: row.createDate,
    paidAt: row.paymentDate,
    shippedAt: row.outWarehouseTime,
    placedAt: row.storeCreateDate,
    fromCountryCode: row.fromCountryCode,
    storageId: row.storageId,
    storageName: row.storageName,
    /** Null in lists, where CJ leaves the lines out. */
    lines: row.productList ?? null,
    arrivals: row.logisticsTimeliness?.logisticsModes ?? [],
    attention: row.interceptOrderReasons,
  }));

export type CjOrder = z.output<typeof Order>;

/** `data` of order/getOrderDetail. */
export const orderData = Order;

/** `data` of order/list. Ask for a status explicitly: CJ's table says the default is CANCELLED (Q25). */
export const orderPageData = pageData((row) => Order.safeParse(row).data ?? null);

const Ordered = z.object({
  storeLineItemId: field.text,
  lineItemId: field.id,
  variantId: field.text,
  quantity: field.count,
  isGroup: field.flag,
});

/** `data` of createOrderV2 and V3. `orderId` is null for goods CJ does not know yet: it follows by webhook. */
export const createdOrderData = z
  .object({
    orderNumber: field.id,
    orderId: field.text,
    shipmentOrderId: field.text,
    orderStatus: field.text,
    orderAmount: field.amount,
    productAmount: field.amount,
    postageAmount: field.amount,
    actualPayment: field.amount,
    iossAmount: field.amount,
    cjPayUrl: field.text,
    logisticsMiss: field.flag,
    productInfoList: z.preprocess(
      listOf,
      z.array(Ordered.extend({ subOrderProducts: z.preprocess(listOf, z.array(Ordered)) })),
    ),
    interceptOrderReasons: z.preprocess(listOf, z.array(Reason)),
  })
  .transform(({ interceptOrderReasons, ...order }) => ({ ...order, attention: interceptOrderReasons }));

const Track = z.object({
  trackingNumber: field.id,
  logisticName: field.text,
  trackingFrom: field.text,
  trackingTo: field.text,
  deliveryDay: field.count,
  /** Text without zone: CJ does not say where the parcel's clock stands. */
  deliveryTime: field.localTime,
  /** Free text here, a number in webhooks (Q12). */
  trackingStatus: field.text,
  lastMileCarrier: field.text,
  lastTrackNumber: field.text,
});

export type CjTracking = z.output<typeof Track>;

/** `data` of logistic/trackInfo. */
export const trackData = z.array(Track);

/** `data` of pay/getBalance: exact decimal text in US dollars; the frozen part is null when there is none. */
export const balanceData = z
  .object({ amount: field.amount, freezeAmount: field.amount })
  .transform((row) => ({ amountUsd: row.amount, frozenUsd: row.freezeAmount }));

/** Answers that say no more than that it is done: an id, or nothing. */
export const doneData = z.unknown().transform(() => null);

const Comment = z.object({
  commentId: field.id,
  pid: field.text,
  comment: field.text,
  commentDate: field.instant,
  commentUser: field.text,
  score: field.count,
  commentUrls: field.textList,
  countryCode: field.text,
});

/** `data` of product/productComments. */
export const commentPageData = pageData((row) => Comment.safeParse(row).data ?? null);
