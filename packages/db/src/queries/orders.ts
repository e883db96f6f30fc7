import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { products, productVariants } from "../schema/catalog.ts";
import { contacts } from "../schema/contacts.ts";
import {
  orderHolds,
  orderLines,
  orders,
  orderSettings,
  reservations,
  shipmentLines,
  shipments,
  trackingEvents,
} from "../schema/orders.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type OrderRow = typeof orders.$inferSelect;
export type OrderLineRow = typeof orderLines.$inferSelect;
export type HoldRow = typeof orderHolds.$inferSelect;
export type ShipmentRow = typeof shipments.$inferSelect;
export type ShipmentLineRow = typeof shipmentLines.$inferSelect;

/** The customer of an order: whom their row was merged into, where it was. */
export const CUSTOMER = {
  id: sql<string>`coalesce(${contacts.mergedIntoId}, ${contacts.id})`,
  name: sql<string>`coalesce((
    select k.name from contacts k where k.merchant_id = ${contacts.merchantId} and k.id = ${contacts.mergedIntoId}), ${contacts.name})`,
  /** Whoever was joined with who is forgotten is forgotten too. */
  isErased: sql<boolean>`${contacts.erasedAt} is not null`,
};

/** The order, locked until the transaction ends: every act on it begins here. */
export async function lockOrder(tx: MerchantTx, id: string): Promise<OrderRow | undefined> {
  const [row] = await tx.select().from(orders).where(eq(orders.id, id)).for("update");
  return row;
}

export async function findOrderRow(tx: MerchantTx, id: string): Promise<OrderRow | undefined> {
  const [row] = await tx.select().from(orders).where(eq(orders.id, id));
  return row;
}

export async function findOrderByNumber(tx: MerchantTx, number: string): Promise<OrderRow | undefined> {
  const [row] = await tx.select().from(orders).where(eq(orders.number, number));
  return row;
}

/** Parcels of several orders, in the order in which they were made. */
export async function listParcelsOf(tx: MerchantTx, orderIds: readonly string[]): Promise<ShipmentRow[]> {
  if (orderIds.length === 0) return [];
  return tx
    .select()
    .from(shipments)
    .where(inArray(shipments.orderId, [...orderIds]))
    .orderBy(asc(shipments.id));
}

/** An order with everything around it. The queries travel together on the pipelined connection. */
export async function findOrderParts(tx: MerchantTx, id: string) {
  const [heads, lines, holds, parcels, parcelLines, tracking] = await Promise.all([
    tx
      .select({ order: orders, contact: CUSTOMER })
      .from(orders)
      .innerJoin(contacts, and(eq(contacts.merchantId, orders.merchantId), eq(contacts.id, orders.contactId)))
      .where(eq(orders.id, id)),
    tx
      .select({ line: orderLines, variant: productVariants, product: products, reservation: reservations })
      .from(orderLines)
      .innerJoin(
        productVariants,
        and(eq(productVariants.merchantId, orderLines.merchantId), eq(productVariants.id, orderLines.variantId)),
      )
      .innerJoin(products, and(eq(products.merchantId, orderLines.merchantId), eq(products.id, orderLines.productId)))
      .innerJoin(
        reservations,
        and(eq(reservations.merchantId, orderLines.merchantId), eq(reservations.lineId, orderLines.id)),
      )
      .where(eq(orderLines.orderId, id))
      .orderBy(asc(orderLines.position)),
    listOpenHolds(tx, [id]),
    listShipments(tx, id),
    listShipmentLines(tx, id),
    tx
      .select({ event: trackingEvents })
      .from(trackingEvents)
      .innerJoin(
        shipments,
        and(eq(shipments.merchantId, trackingEvents.merchantId), eq(shipments.id, trackingEvents.shipmentId)),
      )
      .where(eq(shipments.orderId, id))
      .orderBy(desc(trackingEvents.happenedAt), desc(trackingEvents.id)),
  ]);
  const [head] = heads;
  return head && { ...head, lines, holds, parcels, parcelLines, tracking: tracking.map(({ event }) => event) };
}
export type OrderParts = NonNullable<Awaited<ReturnType<typeof findOrderParts>>>;

export const listOrderLines = (tx: MerchantTx, orderId: string): Promise<OrderLineRow[]> =>
  tx.select().from(orderLines).where(eq(orderLines.orderId, orderId)).orderBy(asc(orderLines.position));

export const listShipments = (tx: MerchantTx, orderId: string): Promise<ShipmentRow[]> =>
  tx.select().from(shipments).where(eq(shipments.orderId, orderId)).orderBy(asc(shipments.id));

export async function listShipmentLines(tx: MerchantTx, orderId: string): Promise<ShipmentLineRow[]> {
  const rows = await tx
    .select({ line: shipmentLines })
    .from(shipmentLines)
    .innerJoin(
      shipments,
      and(eq(shipments.merchantId, shipmentLines.merchantId), eq(shipments.id, shipmentLines.shipmentId)),
    )
    .where(eq(shipments.orderId, orderId));
  return rows.map(({ line }) => line);
}

export const listOpenHolds = (tx: MerchantTx, orderIds: readonly string[]): Promise<HoldRow[]> =>
  tx
    .select()
    .from(orderHolds)
    .where(and(inArray(orderHolds.orderId, [...orderIds]), sql`${orderHolds.resolvedAt} is null`))
    .orderBy(asc(orderHolds.placedAt), asc(orderHolds.id));

/** All that ever kept an order from going on, the newest first. */
export const listHolds = (tx: MerchantTx, orderId: string): Promise<HoldRow[]> =>
  tx
    .select()
    .from(orderHolds)
    .where(eq(orderHolds.orderId, orderId))
    .orderBy(desc(orderHolds.placedAt), desc(orderHolds.id));

/** The newest order with this product: what keeps its import from being taken back. */
export async function findOrderOfProduct(tx: MerchantTx, productId: string): Promise<OrderRow | undefined> {
  const [row] = await tx
    .select({ order: orders })
    .from(orderLines)
    .innerJoin(orders, and(eq(orders.merchantId, orderLines.merchantId), eq(orders.id, orderLines.orderId)))
    .where(eq(orderLines.productId, productId))
    .orderBy(desc(orderLines.id))
    .limit(1);
  return row?.order;
}

export async function findOrderSettings(tx: MerchantTx): Promise<{ safetyBuffer: number }> {
  const [row] = await tx.select({ safetyBuffer: orderSettings.safetyBuffer }).from(orderSettings);
  return row ?? { safetyBuffer: 0 };
}

export async function saveSafetyBuffer(tx: MerchantTx, safetyBuffer: number): Promise<void> {
  await tx
    .insert(orderSettings)
    .values({ safetyBuffer })
    .onConflictDoUpdate({ target: orderSettings.merchantId, set: { safetyBuffer } });
}

/** The shop's next order number; the counter is locked until the transaction ends. */
export async function takeOrderNumber(tx: MerchantTx): Promise<string> {
  const [row] = await tx
    .insert(orderSettings)
    .values({ nextNumber: 1_002 })
    .onConflictDoUpdate({ target: orderSettings.merchantId, set: { nextNumber: sql`${orderSettings.nextNumber} + 1` } })
    .returning({ next: orderSettings.nextNumber });
  if (!row) throw new Error("the counter gave no number");
  return `#${row.next - 1}`;
}
