import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { supplierLinks } from "../schema/catalog.ts";
import { deliverySettings, deliveryTasks } from "../schema/deliveries.ts";
import { orderLines, shipments } from "../schema/orders.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type DeliveryRow = typeof deliveryTasks.$inferSelect;
type Parcel = typeof shipments.$inferSelect;
export type Delivery = { readonly task: DeliveryRow; readonly parcel: Parcel };

const withParcel = (tx: MerchantTx) =>
  tx
    .select({ task: deliveryTasks, parcel: shipments })
    .from(deliveryTasks)
    .innerJoin(
      shipments,
      and(eq(shipments.merchantId, deliveryTasks.merchantId), eq(shipments.id, deliveryTasks.shipmentId)),
    );

export const listDeliveriesOf = (tx: MerchantTx, orderId: string): Promise<Delivery[]> =>
  withParcel(tx).where(eq(deliveryTasks.orderId, orderId)).orderBy(asc(deliveryTasks.id));

export async function findDelivery(tx: MerchantTx, id: string): Promise<Delivery | undefined> {
  const [row] = await withParcel(tx).where(eq(deliveryTasks.id, id));
  return row;
}

export async function findDeliveryOfParcel(tx: MerchantTx, shipmentId: string): Promise<DeliveryRow | undefined> {
  const [row] = await tx.select().from(deliveryTasks).where(eq(deliveryTasks.shipmentId, shipmentId));
  return row;
}

/** Those of these parcels that a driver brings. */
export async function driverParcels(tx: MerchantTx, shipmentIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (shipmentIds.length === 0) return new Set();
  const rows = await tx
    .select({ id: deliveryTasks.shipmentId })
    .from(deliveryTasks)
    .where(inArray(deliveryTasks.shipmentId, [...shipmentIds]));
  return new Set(rows.map(({ id }) => id));
}

export async function insertDelivery(
  tx: MerchantTx,
  row: Pick<DeliveryRow, "orderId" | "shipmentId" | "driverName" | "tokenHash" | "tokenSealed">,
): Promise<DeliveryRow> {
  const [made] = await tx.insert(deliveryTasks).values(row).returning();
  if (!made) throw new Error("the insert returned no row");
  return made;
}

export async function updateDelivery(
  tx: MerchantTx,
  id: string,
  change: Partial<Pick<DeliveryRow, "note" | "photoId" | "startedAt" | "completedAt" | "revokedAt">>,
): Promise<void> {
  await tx.update(deliveryTasks).set(change).where(eq(deliveryTasks.id, id));
}

/** Whether no line of the order comes from a supplier. */
export async function isOfOwnProducts(tx: MerchantTx, orderId: string): Promise<boolean> {
  const [supplied] = await tx
    .select({ one: sql`1` })
    .from(orderLines)
    .where(
      and(
        eq(orderLines.orderId, orderId),
        sql`exists (select from ${supplierLinks} where (${supplierLinks.merchantId}, ${supplierLinks.productId}) = (${orderLines.merchantId}, ${orderLines.productId}))`,
      ),
    )
    .limit(1);
  return supplied === undefined;
}

export async function findAutoDriver(tx: MerchantTx): Promise<string | null> {
  const [row] = await tx.select({ driverName: deliverySettings.driverName }).from(deliverySettings);
  return row?.driverName ?? null;
}

export async function saveAutoDriver(tx: MerchantTx, driverName: string | null): Promise<void> {
  await tx
    .insert(deliverySettings)
    .values({ driverName })
    .onConflictDoUpdate({ target: deliverySettings.merchantId, set: { driverName } });
}
