import type { ReasonCode } from "@nexusone/contracts/reasons";
import { and, eq, sql } from "drizzle-orm";
import type { ReasonDetails } from "@nexusone/contracts/reasons";
import { orderHolds, orderLines, orders, shipmentLines, shipments, trackingEvents } from "../schema/orders.ts";
import type { MerchantTx } from "../with-merchant.ts";
import type { OrderLineRow, OrderRow, ShipmentRow } from "./orders.ts";

type New<T extends { $inferInsert: object }> = Omit<T["$inferInsert"], "merchantId" | "id">;
export type NewOrder = New<typeof orders>;
export type NewOrderLine = Omit<New<typeof orderLines>, "orderId">;

/** Undefined when another order has this number. */
export async function insertOrder(tx: MerchantTx, row: NewOrder): Promise<OrderRow | undefined> {
  const [made] = await tx
    .insert(orders)
    .values(row)
    .onConflictDoNothing({ target: [orders.merchantId, orders.number] })
    .returning();
  return made;
}

export const insertOrderLines = (
  tx: MerchantTx,
  orderId: string,
  lines: readonly NewOrderLine[],
): Promise<OrderLineRow[]> =>
  tx
    .insert(orderLines)
    .values(lines.map((line) => ({ ...line, orderId })))
    .returning();

export async function updateOrder(
  tx: MerchantTx,
  id: string,
  change: Partial<
    Pick<OrderRow, "fulfilment" | "held" | "parcelSent" | "movedAt" | "address" | "country" | "externalOrderId">
  >,
): Promise<OrderRow> {
  const [row] = await tx.update(orders).set(change).where(eq(orders.id, id)).returning();
  if (!row) throw new Error("a locked order is gone");
  return row;
}

/** False when one of this reason is open already; its details are then the newer ones. */
export async function insertHold(
  tx: MerchantTx,
  hold: { orderId: string; reason: string; details: ReasonDetails; placedAt: Date },
): Promise<boolean> {
  const { rows } = await tx.execute<{ made: boolean }>(sql`
    insert into order_holds (order_id, reason, details, placed_at)
    values (${hold.orderId}, ${hold.reason}, ${JSON.stringify(hold.details)}::jsonb, ${hold.placedAt.toISOString()}::timestamptz)
    on conflict (merchant_id, order_id, reason) where resolved_at is null do update set details = excluded.details
    returning (xmax = 0) as made`);
  return rows[0]?.made === true;
}

/** @returns the reasons that were open. */
export async function resolveHolds(
  tx: MerchantTx,
  orderId: string,
  which: { reason: ReasonCode } | { holdId: string } | "all",
  now: Date,
): Promise<string[]> {
  const rows = await tx
    .update(orderHolds)
    .set({ resolvedAt: now })
    .where(
      and(
        eq(orderHolds.orderId, orderId),
        sql`${orderHolds.resolvedAt} is null`,
        which === "all"
          ? undefined
          : "reason" in which
            ? eq(orderHolds.reason, which.reason)
            : eq(orderHolds.id, which.holdId),
      ),
    )
    .returning({ reason: orderHolds.reason });
  return rows.map(({ reason }) => reason);
}

export async function insertShipment(
  tx: MerchantTx,
  row: New<typeof shipments>,
  lines: readonly { lineId: string; quantity: number }[],
): Promise<ShipmentRow> {
  const [made] = await tx.insert(shipments).values(row).returning();
  if (!made) throw new Error("the insert returned no row");
  await tx.insert(shipmentLines).values(lines.map((line) => ({ ...line, shipmentId: made.id })));
  return made;
}

export async function updateShipment(
  tx: MerchantTx,
  id: string,
  change: Partial<
    Pick<ShipmentRow, "fulfilment" | "carrier" | "trackingNumber" | "trackingUrl" | "shippedAt" | "deliveredAt">
  >,
): Promise<ShipmentRow> {
  const [row] = await tx.update(shipments).set(change).where(eq(shipments.id, id)).returning();
  if (!row) throw new Error("a parcel of a locked order is gone");
  return row;
}

export type NewTrackingEvent = Omit<New<typeof trackingEvents>, "shipmentId">;
/** Adds what is new; the same news twice is one row. */
export async function insertTrackingEvents(
  tx: MerchantTx,
  shipmentId: string,
  rows: readonly NewTrackingEvent[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insert(trackingEvents)
    .values(rows.map((row) => ({ ...row, shipmentId })))
    .onConflictDoNothing({ target: [trackingEvents.merchantId, trackingEvents.shipmentId, trackingEvents.digest] });
}
