import { amountText } from "@nexusone/contracts/money";
import { mayMove, ORDER_TRANSITIONS, orderStatus, type Fulfilment } from "@nexusone/contracts/order-terms";
import type { ReasonCode, ReasonDetails } from "@nexusone/contracts/reasons";
import { listOpenHolds, listOrderLines, type OrderLineRow, type OrderRow } from "@nexusone/db/queries/orders";
import { endReservations, takeOwnStock } from "@nexusone/db/queries/orders-stock";
import { insertHold, resolveHolds, updateOrder } from "@nexusone/db/queries/orders-write";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { followAlerts } from "../inventory/follow-alerts.ts";

type Change = { readonly fulfilment?: Fulfilment; readonly held?: boolean; readonly parcelSent?: boolean };

/**
 * The one way an order changes where it stands. Stock follows: cancelled gives back what was kept, a parcel takes it. Tells the
 * public word when it is another one. The order must be locked by the caller's transaction.
 * @throws `orders.illegal_transition` {from, to}.
 */
export async function changeOrder(
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  change: Change,
): Promise<OrderRow> {
  const to = change.fulfilment ?? order.fulfilment;
  const moved = to !== order.fulfilment;
  if (moved && !mayMove(ORDER_TRANSITIONS, order.fulfilment, to))
    throw new DomainError("orders.illegal_transition", { from: order.fulfilment, to, orderId: order.id });
  const { held = order.held, parcelSent = order.parcelSent } = change;
  if (!moved && held === order.held && parcelSent === order.parcelSent) return order;
  const now = ctx.platform.clock.now();
  const changed = await updateOrder(tx, order.id, { held, parcelSent, ...(moved && { fulfilment: to, movedAt: now }) });
  if (moved) await settleStock(tx, ctx, changed, now);
  const previousStatus = orderStatus(order);
  if (orderStatus(changed) !== previousStatus) {
    const facts = orderFacts(changed, await listOrderLines(tx, order.id));
    await recordEvent(tx, ctx, "order.status_changed", { ...facts, previousStatus }, subjectOf(changed));
  }
  return changed;
}

/** A supplier takes units out of its count when it has the order; the merchant's own leave with the parcel. */
async function settleStock(
  tx: MerchantTx,
  ctx: ServiceContext,
  { id, fulfilment }: OrderRow,
  now: Date,
): Promise<void> {
  if (fulfilment === "cancelled") await endReservations(tx, { orderId: id, to: "released", of: "all", now });
  if (fulfilment === "processing") await endReservations(tx, { orderId: id, to: "used", of: "supplier", now });
  if (fulfilment !== "shipped" && fulfilment !== "delivered") return;
  const used = await endReservations(tx, { orderId: id, to: "used", of: "all", now });
  await followAlerts(tx, ctx, await takeOwnStock(tx, used));
}

/** Keeps a locked order from going on. A second hold of the same reason is the same hold. */
export async function holdOrder(
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  reason: ReasonCode,
  details: ReasonDetails = {},
): Promise<OrderRow> {
  const placedAt = ctx.platform.clock.now();
  if (await insertHold(tx, { orderId: order.id, reason, details, placedAt }))
    await recordEvent(tx, ctx, "order.held", { orderId: order.id, reason }, subjectOf(order));
  return changeOrder(tx, ctx, order, { held: true });
}

/** Lifts holds of a locked order; it goes on when none is left. Lifting what is not there changes nothing. */
export async function releaseHolds(
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  which: Parameters<typeof resolveHolds>[2],
): Promise<OrderRow> {
  if (!order.held) return order;
  for (const reason of await resolveHolds(tx, order.id, which, ctx.platform.clock.now()))
    await recordEvent(tx, ctx, "order.hold_resolved", { orderId: order.id, reason }, subjectOf(order));
  return changeOrder(tx, ctx, order, { held: (await listOpenHolds(tx, [order.id])).length > 0 });
}

export const subjectOf = ({ id }: Pick<OrderRow, "id">) => ({ kind: "order", id }) as const;

/** What receivers are told of an order: ids and amounts, nothing about the person. */
export function orderFacts(order: OrderRow, lines: readonly OrderLineRow[]) {
  const { currency } = order;
  const amount = (minor: number): number => Number(amountText(minor, currency));
  return {
    orderId: order.id,
    number: order.number,
    customerId: order.contactId,
    items: lines.map(({ productId, variantId, quantity, priceMinor }) => ({
      productId,
      variantId,
      quantity,
      price: amount(priceMinor),
      priceMinor,
    })),
    totalAmount: amount(order.totalMinor),
    totalMinor: order.totalMinor,
    currency,
    status: orderStatus(order),
    createdAt: order.placedAt.toISOString(),
  };
}
