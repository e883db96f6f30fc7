import { createHmac, timingSafeEqual } from "node:crypto";

import { z } from "zod";

import { stockRows } from "../shared/stock.ts";
import type { CjStock } from "../shared/stock.ts";
import { fieldsOf, listOf, text, textList } from "../shared/text.ts";
import { CjFailure } from "./failure.ts";
import * as field from "./fields.ts";
import { parseJson } from "./json.ts";
import { saleStatus } from "./read/product.ts";
import type { CjPriceRange, CjSaleStatus } from "./types.ts";

/**
 * Whether CJ signed exactly these bytes for this account: header `sign` is Base64(HMAC-SHA256(body, openId as decimal
 * text)) (developers.cjdropshipping.cn webhook page, 2026). `openId` comes from the stored credential, never from the body.
 * There is no timestamp: repeats are found by `messageId` (Q30). Compares in constant time.
 */
export function verifyCjSignature(
  rawBody: Uint8Array | string,
  header: string | null | undefined,
  openId: string,
): boolean {
  const expected = Buffer.from(createHmac("sha256", openId).update(rawBody).digest("base64"));
  const given = Buffer.from(header ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** What CJ said about a product; a field that is missing here is unchanged, null is a value it was set to (Q29). */
export type CjProductChange = {
  name?: string | null;
  price?: CjPriceRange | null;
  status?: CjSaleStatus;
  images?: string[];
  description?: string | null;
};
export type CjVariantChange = { priceUsd?: string | null; onSale?: boolean | null; weightGrams?: number | null };

export type CjWebhookEvent =
  | { kind: "product"; pid: string; changed: CjProductChange; changedFields: string[] }
  | { kind: "variant"; vid: string; changed: CjVariantChange; changedFields: string[] }
  /** Only variants with rows: an empty list says nothing and changes nothing. */
  | { kind: "stock"; variants: { vid: string; stock: CjStock[] }[] }
  | { kind: "order"; order: z.output<typeof OrderParams> }
  | { kind: "order_split"; originalOrderId: string; orderCodes: string[] }
  | {
      kind: "sourcing";
      sourcingId: string;
      pid: string | null;
      vid: string | null;
      status: string | null;
      failReason: string | null;
    }
  | { kind: "logistic"; tracking: z.output<typeof LogisticParams> }
  /** A topic we do not know, or one without its id: acknowledge it and do nothing (Q39). */
  | { kind: "unknown" };

/** One message. A hint only: read the thing again before acting on it. `messageId` is the key for repeats. */
export type CjWebhook = {
  messageId: string;
  type: string;
  messageType: string | null;
  /** The account it says it is about; older messages say nothing. A secret, like in CjSettings. */
  openId: string | null;
  event: CjWebhookEvent;
};

const Envelope = z.object({
  messageId: field.id,
  type: field.id,
  messageType: field.text,
  openId: field.text,
  params: z.unknown().optional(),
});

const OrderParams = z
  .object({
    orderNumber: field.text,
    orderNum: field.text,
    cjOrderId: field.id,
    orderStatus: field.text,
    logisticName: field.text,
    trackNumber: field.text,
    trackingUrl: field.text,
    // CJ's page names no zone for these, and its samples disagree with the REST API by hours.
    createDate: field.localTime,
    updateDate: field.localTime,
    payDate: field.localTime,
    deliveryDate: field.localTime,
    completeDate: field.localTime,
    orderItems: z.preprocess(
      listOf,
      z.array(
        z.object({
          vid: field.text,
          quantity: field.count,
          sellPrice: field.amount,
          lineItemId: field.text,
          storeLineItemId: field.text,
        }),
      ),
    ),
  })
  .transform(({ orderNum, ...order }) => ({ ...order, orderNumber: order.orderNumber ?? orderNum }));

const TrackEvent = z.object({
  status: field.count,
  activity: field.text,
  location: field.text,
  eventTime: field.localTime,
  statusDesc: field.text,
});

const LogisticParams = z
  .object({
    orderId: field.id,
    logisticName: field.text,
    trackingNumber: field.text,
    trackingUrl: field.text,
    /** 0 nothing yet ... 10 delivering, 11 waiting for pickup, 12 signed, 13 failed, 14 returned. */
    trackingStatus: field.count,
    // An array inside a string (Q3).
    logisticsTrackEvents: z.preprocess(listOf, z.array(TrackEvent)),
  })
  .transform(({ orderId, logisticsTrackEvents, ...rest }) => ({
    ...rest,
    cjOrderId: orderId,
    events: logisticsTrackEvents,
  }));

/** Reads a verified body. Throws CjFailure `unexpected_reply` when it is no message of CJ's at all. */
export function parseCjWebhook(rawBody: string): CjWebhook {
  const endpoint = "webhook";
  let body: unknown;
  try {
    body = parseJson(rawBody);
  } catch (cause) {
    throw new CjFailure({ kind: "unexpected_reply", endpoint, cause });
  }
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) throw new CjFailure({ kind: "unexpected_reply", endpoint });
  const { params, ...message } = envelope.data;
  return { ...message, event: READERS.get(message.type)?.(fieldsOf(params)) ?? { kind: "unknown" } };
}

type Reader = (params: Record<string, unknown>) => CjWebhookEvent | undefined;

const TOPICS: Record<string, Reader> = {
  PRODUCT: (params) => {
    const pid = text(params.pid);
    const { named, pick } = changes(params);
    const changed = {
      ...pick("productNameEn", (value) => ({ name: text(value) })),
      ...pick("productSellPrice", (value) => ({ price: field.prices.parse(value) })),
      ...pick("productStatus", (value) => ({ status: saleStatus(text(value)) })),
      ...pick("productImage", (value) => ({ images: textList(value) })),
      ...pick("productDescription", (value) => ({ description: text(value) })),
    };
    return pid ? { kind: "product", pid, changed, changedFields: named } : undefined;
  },
  VARIANT: (params) => {
    const vid = text(params.vid);
    const { named, pick } = changes(params);
    const changed = {
      ...pick("variantSellPrice", (value) => ({ priceUsd: field.price.parse(value) })),
      ...pick("variantStatus", (value) => ({ onSale: field.flag.parse(value) })),
      ...pick("variantWeight", (value) => ({ weightGrams: field.size.parse(value) })),
    };
    return vid ? { kind: "variant", vid, changed, changedFields: named } : undefined;
  },
  STOCK: (params) => {
    const variants = Object.entries(params).flatMap(([vid, rows]) => {
      const stock = stockRows(rows);
      return stock ? [{ vid, stock }] : [];
    });
    return { kind: "stock", variants };
  },
  ORDER: (params) => {
    const order = OrderParams.safeParse(params);
    return order.success ? { kind: "order", order: order.data } : undefined;
  },
  ORDERSPLIT: (params) => {
    const originalOrderId = text(params.originalOrderId);
    const orderCodes = listOf(params.splitOrderList).map((part) => text(fieldsOf(part).orderCode));
    return originalOrderId
      ? { kind: "order_split", originalOrderId, orderCodes: orderCodes.filter((code) => code !== null) }
      : undefined;
  },
  SOURCINGCREATE: (params) => {
    const sourcingId = text(params.cjSourcingId);
    const found = {
      pid: text(params.cjProductId),
      vid: text(params.cjVariantId),
      status: text(params.status),
      failReason: text(params.failReason),
    };
    return sourcingId ? { kind: "sourcing", sourcingId, ...found } : undefined;
  },
  LOGISTIC: (params) => {
    const tracking = LogisticParams.safeParse(params);
    return tracking.success ? { kind: "logistic", tracking: tracking.data } : undefined;
  },
};

// A map, so that a type called "constructor" is as unknown as any other.
const READERS = new Map(Object.entries(TOPICS));

/** CJ lists what changed in `fields`; without that list, whatever is not null has changed. */
function changes(params: Record<string, unknown>) {
  const listed = textList(params.fields);
  const named =
    listed.length > 0
      ? listed
      : Object.keys(params).filter((name) => params[name] !== null && !/^(?:pid|vid|fields)$/.test(name));
  const pick = <T extends object>(name: string, read: (value: unknown) => T): T | undefined =>
    named.includes(name) ? read(params[name]) : undefined;
  return { named, pick };
}
