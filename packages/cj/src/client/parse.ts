import type { z } from "zod";

import { commentPageData, createdOrderData, orderData, orderPageData, trackData } from "./read/orders.ts";
import { openReply, readData } from "./reply.ts";

/** Each takes the text of CJ's answer (HTTP 200, JSON) and throws CjFailure like the client does. No network. */
export const parseOrderList = (body: string) => parseReply("shopping/order/list", orderPageData, body);
export const parseOrderDetail = (body: string) => parseReply("shopping/order/getOrderDetail", orderData, body);
export const parseCreatedOrder = (body: string) => parseReply("shopping/order/createOrderV2", createdOrderData, body);
export const parseTrackInfo = (body: string) => parseReply("logistic/trackInfo", trackData, body);
export const parseComments = (body: string) => parseReply("product/productComments", commentPageData, body);

function parseReply<S extends z.ZodType>(endpoint: string, schema: S, body: string): z.output<S> {
  const reply = { endpoint, httpStatus: 200, contentType: "application/json", retryAfter: null, body };
  return readData(endpoint, schema, openReply(reply, new Date()).data);
}
