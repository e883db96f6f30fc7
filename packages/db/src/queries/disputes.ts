import { and, desc, eq, sql } from "drizzle-orm";
import { disputes } from "../schema/disputes.ts";
import { shipments, trackingEvents } from "../schema/orders.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type DisputeRow = typeof disputes.$inferSelect;
type NewDispute = Omit<typeof disputes.$inferInsert, "merchantId" | "id">;

/** Of an order, the newest first. */
export const listDisputes = (tx: MerchantTx, orderId: string): Promise<DisputeRow[]> =>
  tx.select().from(disputes).where(eq(disputes.orderId, orderId)).orderBy(desc(disputes.id));

export async function findDispute(tx: MerchantTx, id: string): Promise<DisputeRow | undefined> {
  const [row] = await tx.select().from(disputes).where(eq(disputes.id, id));
  return row;
}

/** Undefined when one is open for this order at the supplier. */
export async function insertDispute(tx: MerchantTx, row: NewDispute): Promise<DisputeRow | undefined> {
  const [made] = await tx
    .insert(disputes)
    .values(row)
    .onConflictDoNothing({ target: [disputes.merchantId, disputes.supplierOrderId], where: sql`state = 'open'` })
    .returning();
  return made;
}

/** Undefined when its outcome was written before. */
export async function settleDisputeRow(
  tx: MerchantTx,
  id: string,
  outcome: Partial<NewDispute>,
): Promise<DisputeRow | undefined> {
  const [row] = await tx
    .update(disputes)
    .set(outcome)
    .where(and(eq(disputes.id, id), eq(disputes.state, "open")))
    .returning();
  return row;
}

/** What suppliers gave back for an order, in its currency. */
export async function sumDisputeRefunds(tx: MerchantTx, orderId: string): Promise<number> {
  const [row] = await tx
    .select({ sum: sql`coalesce(sum(${disputes.refundMinor}), 0)`.mapWith(Number) })
    .from(disputes)
    .where(eq(disputes.orderId, orderId));
  return row?.sum ?? 0;
}

/** What was told of an order's parcels by their carriers, the newest first. */
export async function listParcelNews(tx: MerchantTx, orderId: string) {
  return tx
    .select({
      shipmentId: trackingEvents.shipmentId,
      at: trackingEvents.happenedAt,
      activity: trackingEvents.activity,
      location: trackingEvents.location,
    })
    .from(trackingEvents)
    .innerJoin(
      shipments,
      and(eq(shipments.merchantId, trackingEvents.merchantId), eq(shipments.id, trackingEvents.shipmentId)),
    )
    .where(eq(shipments.orderId, orderId))
    .orderBy(desc(trackingEvents.happenedAt), desc(trackingEvents.id));
}
