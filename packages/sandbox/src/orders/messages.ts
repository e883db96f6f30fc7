import { BareNumber } from "../cj-api/envelope.ts";
import { partStatus, SIGNED, type CjOrder, type OrderLine, type OrderPart } from "./order.ts";
import { TRACK_WORDS, type TrackStep } from "./timeline.ts";

/** A webhook in the making: who sends it adds `messageId` and the signature, and may repeat, lose or reorder it. */
export interface CjMessage {
  openId: number;
  /** The key of `webhook/set` that switches it on. */
  topic: "order" | "logistics";
  type: "ORDER" | "ORDERSPLIT" | "LOGISTIC";
  messageType: "INSERT" | "UPDATE" | "DELETE";
  /** Sandbox time at which it happened. */
  at: number;
  params: Record<string, unknown>;
}

/** Webhooks tell times in Beijing time without saying so; the REST API tells the same in UTC. */
const shanghai = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");

export const orderLines = (lines: readonly OrderLine[]) =>
  lines.map((line) => ({
    vid: line.vid,
    quantity: line.quantity,
    sellPrice: line.unitCents / 100,
    lineItemId: line.lineItemId,
    storeLineItemId: line.storeLineItemId,
    productionOrderStatus: null,
    abnormalType: [],
  }));

export const trackingUrl = (trackNumber: string): string => `https://cjpacket.com/?trackingNumber=${trackNumber}`;

export function orderMessage(
  order: CjOrder,
  part: OrderPart,
  at: number,
  messageType: CjMessage["messageType"] = "UPDATE",
): CjMessage {
  const status = partStatus(order, part, at);
  const shipped = status === "SHIPPED" || status === "DELIVERED";
  const [out] = part.steps;
  const signed = part.steps.find((step) => step.status === SIGNED);
  return {
    openId: order.openId,
    topic: "order",
    type: "ORDER",
    messageType,
    at,
    params: {
      orderNumber: order.orderNumber,
      orderNum: order.orderNumber,
      // A bare JSON number above 2^53, though CJ's table says text.
      cjOrderId: new BareNumber(order.cjOrderId ?? order.orderId),
      orderStatus: status,
      logisticName: order.carrier,
      trackNumber: shipped ? part.trackNumber : null,
      trackingUrl: shipped ? trackingUrl(part.trackNumber) : null,
      createDate: shanghai(order.createdAt),
      updateDate: shanghai(at),
      payDate: shanghai(order.paidAt),
      deliveryDate: shipped && out ? shanghai(out.at) : null,
      completeDate: status === "DELIVERED" && signed ? shanghai(signed.at) : null,
      orderItems: orderLines(part.lines),
    },
  };
}

export function splitMessage(order: CjOrder, at: number): CjMessage {
  return {
    openId: order.openId,
    topic: "order",
    type: "ORDERSPLIT",
    messageType: "INSERT",
    at,
    params: {
      originalOrderId: order.orderId,
      orderSplitTime: shanghai(at),
      splitOrderList: order.parts.map((part) => ({
        orderCode: part.code,
        createAt: at,
        // A number here, a word everywhere else.
        orderStatus: 300,
        productList: part.lines.map(({ sku, vid, quantity, lineItemId }) => ({
          sku,
          vid,
          quantity,
          productCode: lineItemId,
        })),
      })),
    },
  };
}

/** All events so far, as an array inside a text. */
export function logisticMessage(order: CjOrder, part: OrderPart, step: TrackStep): CjMessage {
  const events = part.steps
    .filter((one) => one.at <= step.at)
    .map((one) => {
      const [, activity, where] = TRACK_WORDS[one.status] ?? TRACK_WORDS[0]!; // the list has a first row
      const location =
        where === "origin"
          ? order.origin
          : where === "there"
            ? `${order.address.city}, ${order.address.countryCode}`
            : null;
      return {
        status: one.status,
        activity,
        location,
        eventTime: shanghai(one.at),
        statusDesc: activity.toLowerCase(),
        thirdActivity: activity.toUpperCase(),
        thirdLocation: location?.toUpperCase() ?? null,
        thirdEventTime: shanghai(one.at),
      };
    });
  return {
    openId: order.openId,
    topic: "logistics",
    type: "LOGISTIC",
    messageType: "UPDATE",
    at: step.at,
    params: {
      orderId: new BareNumber(part.orderId === order.orderId ? (order.cjOrderId ?? order.orderId) : part.orderId),
      logisticName: order.carrier,
      trackingNumber: part.trackNumber,
      trackingUrl: trackingUrl(part.trackNumber),
      trackingStatus: step.status,
      logisticsTrackEvents: JSON.stringify(events),
    },
  };
}

/** What became true of a part by itself since the last look. Marks it as told. */
export function dueMessages(order: CjOrder, part: OrderPart, now: number): CjMessage[] {
  if (order.cancelledAt !== null || part.told >= part.steps.length) return [];
  const reached = part.steps.filter((step) => step.at <= now);
  const fresh = reached.slice(part.told);
  const firstEver = part.told === 0;
  part.told = Math.max(part.told, reached.length);
  return fresh.flatMap((step, nth) => [
    ...((firstEver && nth === 0) || step.status === SIGNED ? [orderMessage(order, part, step.at)] : []),
    logisticMessage(order, part, step),
  ]);
}
