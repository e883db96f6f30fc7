import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ControlError, read, readJson } from "./control-request.ts";
import { ORDER_ACTS, type OrderTruth } from "./control-types.ts";
import { actOnOrder } from "./orders/acts.ts";
import { partStatus, type CjOrder } from "./orders/order.ts";
import type { World } from "./world.ts";

const OrdersQuery = z.object({ openId: z.coerce.number().int().optional(), ref: z.string().optional() });
const ActBody = z.strictObject({
  /** The shop's own number or an id of CJ's. */
  ref: z.string(),
  /** Needed when several accounts use the same number. */
  openId: z.int().optional(),
  do: z.enum(ORDER_ACTS),
  /** For `delay`. */
  days: z.number().min(0).optional(),
});
const BalanceBody = z.strictObject({ apiKey: z.string(), usd: z.number().min(0) });

/** What CJ knows of orders, what befalls them, and the money to pay them with. */
export function registerOrderControl(app: FastifyInstance, world: World): void {
  app.get("/sandbox/orders", async (request) => {
    const { openId, ref } = read(OrdersQuery, request.query);
    const found = world.orders
      .list(openId)
      .filter((order) => ref === undefined || world.orders.find(order.openId, ref) === order);
    return found.map((order) => truthOf(world, order));
  });
  app.post("/sandbox/orders", async (request) => {
    const { ref, openId, do: act, days } = readJson(ActBody, request);
    const found = world.orders.list(openId).filter((order) => world.orders.find(order.openId, ref) === order);
    const [order, other] = found;
    if (!order) throw new ControlError(404, "no such order");
    if (other) throw new ControlError(409, "several accounts have an order of that number: name one by openId");
    actOnOrder(world, order, act, days ?? 1);
    return truthOf(world, order);
  });
  app.post("/sandbox/balance", async (request) => {
    const { apiKey, usd } = readJson(BalanceBody, request);
    const account = world.accounts.findByApiKey(apiKey);
    if (!account) throw new ControlError(404, "no such account");
    account.balanceCents = Math.round(usd * 100);
    return world.accounts.view(account);
  });
}

const iso = (instant: number): string => new Date(instant).toISOString();

function truthOf(world: World, order: CjOrder): OrderTruth {
  const now = world.clock.now();
  const parts = order.parts.map((part) => ({
    orderId: part.orderId,
    code: part.code,
    status: partStatus(order, part, now),
    trackNumber: part.trackNumber,
    lines: part.lines.map(({ vid, quantity, unitCents }) => ({ vid, quantity, unitUsd: unitCents / 100 })),
    steps: part.steps.map(({ at, status }) => ({ at: iso(at), status })),
  }));
  const { openId, orderNumber, orderId, cjOrderId, shipmentOrderId, carrier, origin, address, attention } = order;
  return {
    openId,
    orderNumber,
    orderId,
    cjOrderId,
    shipmentOrderId,
    status: parts[0]?.status ?? "CREATED",
    carrier,
    origin,
    productUsd: order.productCents / 100,
    postageUsd: order.postageCents / 100,
    address,
    attention,
    createdAt: iso(order.createdAt),
    paidAt: order.paidAt === null ? null : iso(order.paidAt),
    cancelledAt: order.cancelledAt === null ? null : iso(order.cancelledAt),
    parts,
  };
}
