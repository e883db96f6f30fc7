import type { Fulfilment } from "@nexusone/contracts/order-terms";
import { findDeliveryOfParcel, updateDelivery, type DeliveryRow } from "@nexusone/db/queries/deliveries";
import type { OrderRow, ShipmentRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";

type About = "delivery.assigned" | "delivery.started" | "delivery.completed" | "delivery.withdrawn";

export const recordDelivery = (
  tx: MerchantTx,
  ctx: ServiceContext,
  type: About,
  { id: orderId, number }: OrderRow,
  { id: deliveryTaskId, shipmentId }: DeliveryRow,
  status: Fulfilment,
): Promise<void> =>
  recordEvent(tx, ctx, type, { orderId, deliveryTaskId, shipmentId, number, status }, { kind: "order", id: orderId });

/** A parcel that a driver brings has left, or arrived: whoever said so, its task says when. Called where parcels move. */
export async function followDelivery(
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  parcel: Pick<ShipmentRow, "id" | "kind">,
  to: Fulfilment,
): Promise<void> {
  if (parcel.kind !== "local" || (to !== "shipped" && to !== "delivered")) return;
  const task = await findDeliveryOfParcel(tx, parcel.id);
  if (!task) return;
  const now = ctx.platform.clock.now();
  if (to === "shipped") {
    await updateDelivery(tx, task.id, { startedAt: task.startedAt ?? now });
    await recordDelivery(tx, ctx, "delivery.started", order, task, to);
  } else {
    await updateDelivery(tx, task.id, { startedAt: task.startedAt ?? now, completedAt: now });
    await recordDelivery(tx, ctx, "delivery.completed", order, task, to);
  }
}
