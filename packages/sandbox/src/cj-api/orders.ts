import { partStatus, type CjOrder, type OrderPart } from "../orders/order.ts";
import type { CjAccount } from "./accounts.ts";
import { ok, refusals, type CjReply } from "./envelope.ts";
import { readOrder } from "./order-request.ts";
import { createdView, detailView, listRow } from "./order-views.ts";
import { requiredText, text, texts, wholeNumber, type CjCall, type CjEndpoint } from "./request.ts";

/** Every call about orders is of somebody. */
export function accountOf({ account }: CjCall): CjAccount {
  if (!account) throw refusals.tokenEmpty();
  return account;
}

/** An order by the shop's own number or by an id of CJ's. */
export function findOrder(call: CjCall, ref: string): CjOrder {
  const order = call.world.orders.find(accountOf(call).openId, ref);
  if (!order) throw refusals.orderNotFound();
  return order;
}

/** `payType` 2 puts it into the cart, confirms and pays at once: what fails on the way leaves the order where it got. */
function createV2(call: CjCall): CjReply {
  const payType = wholeNumber(call.body, "payType", 1, 1, 3);
  const order = create(call);
  if (payType === 2 && order.attention.length === 0) {
    call.world.orders.confirm(order);
    call.world.orders.pay(accountOf(call), [order]);
  }
  return ok(createdView(order, call.world.clock.now(), payType === 1 ? payPage(order) : null));
}

function createV3(call: CjCall): CjReply {
  const order = create(call);
  return ok(createdView(order, call.world.clock.now(), payPage(order)));
}

const payPage = (order: CjOrder): string => `https://www.cjdropshipping.com/mine/payment?pid=${order.orderId}`;

/** A number is taken once, whatever became of its order: that makes it the key against doubles. */
function create(call: CjCall): CjOrder {
  const account = accountOf(call);
  const { orders } = call.world;
  const orderNumber = requiredText(call.body, "orderNumber");
  if (orders.find(account.openId, orderNumber)) throw refusals.orderExists(orderNumber);
  return orders.create(account, readOrder(call));
}

const STATUSES = ["CREATED", "IN_CART", "UNPAID", "UNSHIPPED", "SHIPPED", "DELIVERED", "CANCELLED", "OTHER"];

/** Who names no status and no order sees the cancelled ones, as CJ's table says (Q25). Newest first. */
function list(call: CjCall): CjReply {
  const { query, world } = call;
  const page = wholeNumber(query, "pageNum", 1, 1, 100_000);
  const size = wholeNumber(query, "pageSize", 20, 1, 200);
  const ids = new Set(texts(query, "orderIds"));
  const shipment = text(query, "shipmentOrderId");
  const status = text(query, "status") ?? (ids.size === 0 && shipment === undefined ? "CANCELLED" : undefined);
  if (status !== undefined && !STATUSES.includes(status)) throw refusals.parameter("status is unknown");
  const now = world.clock.now();
  const found = world.orders
    .list(accountOf(call).openId)
    .toReversed()
    .filter((order) => shipment === undefined || order.shipmentOrderId === shipment)
    .flatMap((order) => order.parts.map((part) => ({ order, part })))
    .filter(({ part }) => ids.size === 0 || ids.has(part.orderId))
    .filter(({ order, part }) => status === undefined || partStatus(order, part, now) === status);
  const rows = found.slice((page - 1) * size, page * size).map(({ order, part }) => listRow(world, order, part, now));
  return ok({ pageNum: page, pageSize: size, total: found.length, list: rows }, { withSuccess: false });
}

/** An order nobody knows is a wrong parameter to this call, not CJ's "order not found". */
function detail(call: CjCall): CjReply {
  const ref = text(call.query, "orderId");
  if (ref === undefined) throw refusals.parameter("orderId must be not empty");
  const order = call.world.orders.find(accountOf(call).openId, ref);
  const part = order && partOf(order, ref);
  if (!order || !part) throw refusals.parameter("order not found");
  const timeliness = texts(call.query, "features").includes("LOGISTICS_TIMELINESS");
  return ok(detailView(call.world, order, part, call.world.clock.now(), timeliness));
}

function partOf(order: CjOrder, ref: string): OrderPart | undefined {
  return order.parts.find((part) => part.code === ref || part.orderId === ref) ?? order.parts[0];
}

function remove(call: CjCall): CjReply {
  const order = findOrder(call, requiredText(call.query, "orderId"));
  if (order.paidAt !== null || order.cancelledAt !== null) throw refusals.deleteFailed();
  call.world.orders.cancel(accountOf(call), order);
  return ok(order.orderId);
}

export const orderEndpoints: readonly CjEndpoint[] = [
  { method: "POST", path: "/shopping/order/createOrderV2", points: 0, needsToken: true, handle: createV2 },
  { method: "POST", path: "/shopping/order/createOrderV3", points: 0, needsToken: true, handle: createV3 },
  { method: "GET", path: "/shopping/order/list", points: 0, needsToken: true, handle: list },
  { method: "GET", path: "/shopping/order/getOrderDetail", points: 0, needsToken: true, handle: detail },
  { method: "DELETE", path: "/shopping/order/deleteOrder", points: 0, needsToken: true, handle: remove },
];
