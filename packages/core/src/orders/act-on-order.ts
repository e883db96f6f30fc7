import { checkAddress } from "@nexusone/contracts/addresses";
import { ActOnOrderInput, ChangeOrderAddressInput, type OrderView } from "@nexusone/contracts/orders";
import { mayMove, orderCan, SHIPMENT_TRANSITIONS, type OrderAction } from "@nexusone/contracts/order-terms";
import { listOpenHolds, listShipments, lockOrder, type OrderRow } from "@nexusone/db/queries/orders";
import { updateOrder } from "@nexusone/db/queries/orders-write";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { takeBackAll } from "../fulfilment/take-back.ts";
import { inMerchantTx } from "../transaction.ts";
import { changeOrder, holdOrder, releaseHolds, subjectOf } from "./change-order.ts";
import { orderViewOf } from "./get-order.ts";
import { illegal, mustAllow } from "./may-act.ts";
import { moveParcel, openParcel } from "./parcels.ts";

type Input = z.output<typeof ActOnOrderInput>;
type Act = (tx: MerchantTx, ctx: ServiceContext, order: OrderRow, input: Input) => Promise<OrderRow>;

/**
 * One act of a person or program on an order. What the order's state does not allow is refused and changes nothing.
 * @throws `orders.not_found`, `orders.on_hold`, `orders.illegal_transition` {from, to}, `orders.nothing_to_ship`, `orders.address_incomplete` for a release while the address is still wrong.
 */
export async function actOnOrder(ctx: ServiceContext, rawInput: z.input<typeof ActOnOrderInput>): Promise<OrderView> {
  authorize(ctx, "orders:manage");
  const input = ActOnOrderInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const order = await locked(tx, input.orderId);
    await carryOutAct(tx, ctx, order, input);
    return orderViewOf(tx, ctx, order.id);
  });
}

/** Puts the address of an order right until a parcel is gone; a hold for it ends by itself. */
export async function changeOrderAddress(
  ctx: ServiceContext,
  rawInput: z.input<typeof ChangeOrderAddressInput>,
): Promise<OrderView> {
  authorize(ctx, "orders:manage");
  const { id, address } = ChangeOrderAddressInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const order = await locked(tx, id);
    if (!orderCan.changeAddress(order)) refuse(order, "pending");
    const fields = (Object.keys(address) as (keyof typeof address)[]).filter(
      (field) => address[field] !== order.address[field],
    );
    if (fields.length > 0) {
      const changed = await updateOrder(tx, id, { address, country: address.country });
      await recordEvent(tx, ctx, "order.address_changed", { orderId: id, fields }, subjectOf(order));
      const problems = checkAddress(address);
      if (problems.length === 0) await releaseHolds(tx, ctx, changed, { reason: "orders.address_incomplete" });
      else await holdOrder(tx, ctx, changed, "orders.address_incomplete", { count: problems.length });
    }
    return orderViewOf(tx, ctx, id);
  });
}

async function locked(tx: MerchantTx, id: string): Promise<OrderRow> {
  const order = await lockOrder(tx, id);
  if (!order) throw new DomainError("orders.not_found", { orderId: id });
  return order;
}

const refuse = (order: OrderRow, to: string): never => {
  throw illegal(order, to);
};

const confirm: Act = (tx, ctx, order) => {
  mustAllow(order, "confirm");
  return changeOrder(tx, ctx, order, { fulfilment: "confirmed" });
};

const retry: Act = (tx, ctx, order) => {
  mustAllow(order, "retry");
  return changeOrder(tx, ctx, order, { fulfilment: "confirmed" });
};

const hold: Act = (tx, ctx, order, { note }) => {
  mustAllow(order, "hold");
  return holdOrder(tx, ctx, order, "orders.held_by_hand", { note });
};

const release: Act = async (tx, ctx, order, { holdId }) => {
  const open = (await listOpenHolds(tx, [order.id])).filter(({ id }) => holdId === undefined || id === holdId);
  const problems = checkAddress(order.address).length;
  if (problems > 0 && open.some(({ reason }) => reason === "orders.address_incomplete"))
    throw new DomainError("orders.address_incomplete", { count: problems, orderId: order.id });
  return releaseHolds(tx, ctx, order, holdId === undefined ? "all" : { holdId });
};

const ship: Act = async (tx, ctx, order, { carrier, trackingNumber, trackingUrl, lines }) => {
  mustAllow(order, "ship");
  const parcel = await openParcel(tx, order, {
    kind: "local",
    carrier: carrier || null,
    trackingNumber: trackingNumber || null,
    trackingUrl: trackingUrl ?? null,
    lines,
  });
  return moveParcel(tx, ctx, order, parcel, "shipped");
};

const deliver: Act = async (tx, ctx, order, { shipmentId }) => {
  mustAllow(order, "deliver");
  const parcels = (await listShipments(tx, order.id)).filter(({ id, fulfilment }) =>
    shipmentId === undefined ? fulfilment === "shipped" : id === shipmentId,
  );
  if (parcels.length === 0) refuse(order, "delivered");
  let moved = order;
  for (const parcel of parcels) moved = await moveParcel(tx, ctx, moved, parcel, "delivered");
  return moved;
};

const cancel: Act = async (tx, ctx, order) => {
  mustAllow(order, "cancel");
  await takeBackAll(tx, ctx, order);
  let left = (await lockOrder(tx, order.id)) ?? order;
  for (const parcel of await listShipments(tx, order.id))
    if (mayMove(SHIPMENT_TRANSITIONS, parcel.fulfilment, "cancelled"))
      left = await moveParcel(tx, ctx, left, parcel, "cancelled");
  return changeOrder(tx, ctx, left, { fulfilment: "cancelled" });
};

const fail: Act = async (tx, ctx, order, { shipmentId }) => {
  mustAllow(order, "fail");
  if (shipmentId === undefined) return changeOrder(tx, ctx, order, { fulfilment: "failed" });
  const parcel = (await listShipments(tx, order.id)).find(({ id }) => id === shipmentId) ?? refuse(order, "failed");
  return moveParcel(tx, ctx, order, parcel, "failed");
};

const ACTS: Record<OrderAction, Act> = { confirm, hold, release, ship, deliver, cancel, fail, retry };

/** The act on a locked order, for verbs that have authorized. Throws what `actOnOrder` does. */
export const carryOutAct = (tx: MerchantTx, ctx: ServiceContext, order: OrderRow, input: Input): Promise<OrderRow> =>
  ACTS[input.action](tx, ctx, order, input);
