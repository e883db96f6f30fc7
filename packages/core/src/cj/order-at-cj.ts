import type { CjClient, CjOrder, CjTracking } from "@nexusone/cj/client";
import type { OrderAtSupplier, OrderRequest, ParcelAtSupplier } from "../suppliers/supplier.ts";

/** Parts of a split order are looked for up to this number. */
const MOST_PARTS = 20;

/** An order with its parcels as CJ has them now; undefined when it has none by this number or id. */
export async function readOrder(client: CjClient, ref: string): Promise<OrderAtSupplier | undefined> {
  const order = await client.findOrder(ref);
  if (!order) return undefined;
  const parts = [order, ...(await furtherParts(client, order))];
  return inParts(order, parts, await track(client, parts));
}

/**
 * Many orders by their ids, in two calls: where each stands and where its parcel is, without lines. What CJ leaves out of an
 * answer, and orders in parts, are left out here: they have to be read one by one.
 */
export async function readOrders(client: CjClient, ids: readonly string[]): Promise<OrderAtSupplier[]> {
  const whole = (await client.listOrders(ids)).filter(({ code }) => stemOf(code) === undefined);
  const tracked = await track(client, whole);
  const answered = new Set(tracked.map(({ trackingNumber }) => trackingNumber));
  return whole
    .filter(({ trackingNumber }) => trackingNumber === null || answered.has(trackingNumber))
    .map((order) => inParts(order, [order], tracked));
}

function track(client: CjClient, orders: readonly CjOrder[]): Promise<CjTracking[]> {
  const numbers = orders.flatMap(({ trackingNumber }) => trackingNumber ?? []);
  return numbers.length > 0 ? client.trackParcels(numbers) : Promise.resolve([]);
}

function inParts(order: CjOrder, parts: readonly CjOrder[], tracked: readonly CjTracking[]): OrderAtSupplier {
  const state = stateOf(order);
  return {
    externalId: order.orderId,
    state,
    confirmed: order.cjOrderId !== null,
    askedUsd: order.amountUsd,
    attention: order.attention.map(({ code, message }) => message ?? String(code)),
    lineIds: parts.flatMap(({ lines }) => (lines ?? []).flatMap(({ storeLineItemId }) => storeLineItemId ?? [])),
    parcels: state === "paid" ? parts.map((part) => parcelOf(part, tracked)) : [],
  };
}

/** CJ's answer to the making of an order: nobody has confirmed or paid it yet. */
export function fromCreated(
  made: Awaited<ReturnType<CjClient["createOrder"]>>,
  { number, lines }: Pick<OrderRequest, "number" | "lines">,
): OrderAtSupplier {
  return {
    // CJ gives no id to goods it does not know yet; our number finds the order all the same.
    externalId: made.orderId ?? number,
    state: "open",
    confirmed: false,
    askedUsd: made.orderAmount ?? made.actualPayment,
    attention: made.attention.map(({ code, message }) => message ?? String(code)),
    lineIds: lines.map(({ lineId }) => lineId),
    parcels: [],
  };
}

/** CJ splits an order by warehouse and numbers the parts "SD...-1", "SD...-2"; each is found by its code. */
const stemOf = (code: string | null): string | undefined => /^(.+)-1$/.exec(code ?? "")?.[1];

async function furtherParts(client: CjClient, { code }: CjOrder): Promise<CjOrder[]> {
  const stem = stemOf(code);
  const parts: CjOrder[] = [];
  for (let nth = 2; stem !== undefined && nth <= MOST_PARTS; nth += 1) {
    const part = await client.findOrder(`${stem}-${nth}`);
    if (!part) break;
    parts.push(part);
  }
  return parts;
}

const SENT: Readonly<Record<string, ParcelAtSupplier["fulfilment"]>> = {
  UNSHIPPED: "processing",
  SHIPPED: "shipped",
  DELIVERED: "delivered",
  CANCELLED: "cancelled",
};

/** A word CJ added since counts by whether there was a payment: nothing is taken for sent that CJ does not call sent. */
function stateOf({ status, paidAt }: CjOrder): OrderAtSupplier["state"] {
  if (status === "CANCELLED") return "cancelled";
  return paidAt !== null || (status !== null && status in SENT) ? "paid" : "open";
}

function parcelOf(part: CjOrder, tracked: readonly CjTracking[]): ParcelAtSupplier {
  const { orderId, status, carrier, trackingNumber, trackingUrl, lines } = part;
  const row = tracked.find((one) => one.trackingNumber === trackingNumber);
  return {
    externalId: orderId,
    fulfilment: SENT[status ?? ""] ?? "processing",
    lines: (lines ?? []).flatMap(({ storeLineItemId, quantity }) =>
      storeLineItemId === null || quantity === null ? [] : [{ lineId: storeLineItemId, quantity }],
    ),
    carrier,
    trackingNumber,
    trackingUrl,
    news: row ? newsOf(row) : null,
  };
}

/** CJ's words for a parcel that did not arrive; it has a number for them in webhooks alone. */
const TROUBLE = /fail|return|abnormal|exception|undeliver/i;

function newsOf({ trackingStatus, deliveryTime }: CjTracking): ParcelAtSupplier["news"] {
  if (trackingStatus === null || deliveryTime === null) return null;
  // CJ does not say in which zone; read as UTC it is hours off at the most.
  return { at: new Date(`${deliveryTime}Z`), words: trackingStatus, trouble: TROUBLE.test(trackingStatus) };
}
