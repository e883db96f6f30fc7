import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { LOOK_STATES } from "@nexusone/contracts/fulfilment-terms";
import type { ReasonDetails } from "@nexusone/contracts/reasons";
import { supplierOrders } from "../schema/fulfilment.ts";
import { orders, shipmentLines, shipments } from "../schema/orders.ts";
import type { MerchantTx } from "../with-merchant.ts";
import type { SupplierOrderRow } from "./fulfilment.ts";

/**
 * Takes orders whose supplier is to be asked now, the longest waiting first, by putting their next look off to `until`: nobody else
 * asks meanwhile, and whoever dies over it is followed by another then.
 */
export async function claimLooks(
  tx: MerchantTx,
  { now, until, limit }: { readonly now: Date; readonly until: Date; readonly limit: number },
): Promise<SupplierOrderRow[]> {
  // Two statements: as part of the other one the planner may ask anew for every row, and each time take `limit` more.
  const due = await tx
    .select({ id: supplierOrders.id })
    .from(supplierOrders)
    .where(and(lte(supplierOrders.nextAt, now), inArray(supplierOrders.state, [...LOOK_STATES])))
    .orderBy(asc(supplierOrders.nextAt), asc(supplierOrders.id))
    .limit(limit)
    .for("update", { skipLocked: true });
  const ids = due.map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await tx
    .update(supplierOrders)
    .set({ nextAt: until })
    .where(inArray(supplierOrders.id, ids))
    .returning();
  return rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** What decides whether a look brings anything new: which orders are on hold, and what of each is in which parcel. */
export async function readLookFacts(tx: MerchantTx, orderIds: readonly string[]) {
  const [held, sent] = await Promise.all([
    tx
      .select({ id: orders.id })
      .from(orders)
      .where(and(inArray(orders.id, [...orderIds]), eq(orders.held, true))),
    tx
      .select({
        orderId: shipments.orderId,
        externalId: shipments.externalId,
        lineId: shipmentLines.lineId,
        quantity: shipmentLines.quantity,
      })
      .from(shipments)
      .innerJoin(
        shipmentLines,
        and(eq(shipmentLines.merchantId, shipments.merchantId), eq(shipmentLines.shipmentId, shipments.id)),
      )
      .where(inArray(shipments.orderId, [...orderIds])),
  ]);
  return { held: new Set(held.map(({ id }) => id)), sent };
}
export type LookFacts = Awaited<ReturnType<typeof readLookFacts>>;

/** Ends looks that brought nothing new. One that somebody asked for meanwhile stays due. */
export async function endLooks(
  tx: MerchantTx,
  ids: readonly string[],
  { claimedUntil, nextAt }: { readonly claimedUntil: Date; readonly nextAt: Date },
): Promise<void> {
  await tx
    .update(supplierOrders)
    .set({ nextAt, reason: null, details: {}, failures: 0 })
    .where(
      and(
        inArray(supplierOrders.id, [...ids]),
        eq(supplierOrders.state, "paid"),
        eq(supplierOrders.nextAt, claimedUntil),
      ),
    );
}

/** Brings the next look forward, where there is to be one. */
export async function hastenLook(tx: MerchantTx, id: string, nextAt: Date): Promise<void> {
  await tx
    .update(supplierOrders)
    .set({ nextAt })
    .where(and(eq(supplierOrders.id, id), gt(supplierOrders.nextAt, nextAt)));
}

/** Puts looks off, since nobody could be asked. What an order itself waits for is not forgotten over it. */
export async function postponeLooks(
  tx: MerchantTx,
  ids: readonly string[],
  { nextAt, reason, details }: { readonly nextAt: Date; readonly reason: string; readonly details: ReasonDetails },
): Promise<void> {
  const own = sql`${supplierOrders.reason} like 'fulfilment.%'`;
  await tx
    .update(supplierOrders)
    .set({
      nextAt,
      failures: sql`${supplierOrders.failures} + 1`,
      reason: sql`case when ${own} then ${supplierOrders.reason} else ${reason} end`,
      details: sql`case when ${own} then ${supplierOrders.details} else ${JSON.stringify(details)}::jsonb end`,
    })
    .where(and(inArray(supplierOrders.id, [...ids]), inArray(supplierOrders.state, [...LOOK_STATES])));
}
