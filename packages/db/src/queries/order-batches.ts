import type { ReasonCode } from "@nexusone/contracts/reasons";
import { and, asc, count, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import type { ReasonDetails } from "@nexusone/contracts/reasons";
import { productVariants } from "../schema/catalog.ts";
import { contacts } from "../schema/contacts.ts";
import { supplierOrders } from "../schema/fulfilment.ts";
import { orderBatches, orderBatchRows } from "../schema/order-batches.ts";
import { orderLines, orders, shipmentLines, shipments } from "../schema/orders.ts";
import type { MerchantTx } from "../with-merchant.ts";
import { CUSTOMER, listOpenHolds } from "./orders.ts";

export type OrderBatchRecord = typeof orderBatches.$inferSelect;
export type OrderBatchRowRecord = typeof orderBatchRows.$inferSelect;
type New<T extends { $inferInsert: object }> = Omit<T["$inferInsert"], "merchantId" | "id">;
export type NewOrderBatchRow = Omit<New<typeof orderBatchRows>, "batchId">;

export async function insertOrderBatch(tx: MerchantTx, batch: New<typeof orderBatches>): Promise<OrderBatchRecord> {
  const [row] = await tx.insert(orderBatches).values(batch).returning();
  return row!; // an insert without conflict clause returns its row or raises
}

export async function findOrderBatch(
  tx: MerchantTx,
  id: string,
  lock?: "update",
): Promise<OrderBatchRecord | undefined> {
  const found = tx.select().from(orderBatches).where(eq(orderBatches.id, id));
  const [row] = await (lock ? found.for(lock) : found);
  return row;
}

export async function updateOrderBatch(
  tx: MerchantTx,
  id: string,
  change: Partial<Pick<OrderBatchRecord, "state" | "total" | "readTo">>,
): Promise<void> {
  await tx.update(orderBatches).set(change).where(eq(orderBatches.id, id));
}

/** Plans nobody carried out in time, and what was done of plans that ended before `doneBefore`. Rows go with them. */
export async function deletePastOrderBatches(tx: MerchantTx, now: Date, doneBefore: Date): Promise<void> {
  const { state, expiresAt } = orderBatches;
  await tx
    .delete(orderBatches)
    .where(
      or(
        and(inArray(state, ["reading", "ready"]), lt(expiresAt, now)),
        and(eq(state, "done"), lt(expiresAt, doneBefore)),
      ),
    );
}

export async function insertOrderBatchRows(
  tx: MerchantTx,
  batchId: string,
  rows: readonly NewOrderBatchRow[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(orderBatchRows).values(rows.map((row) => ({ ...row, batchId })));
}

/** A row, locked until the transaction ends. Lock its order after it. */
export async function lockOrderBatchRow(tx: MerchantTx, id: string): Promise<OrderBatchRowRecord | undefined> {
  const [row] = await tx.select().from(orderBatchRows).where(eq(orderBatchRows.id, id)).for("update");
  return row;
}

export async function settleOrderBatchRow(
  tx: MerchantTx,
  id: string,
  outcome: Pick<OrderBatchRowRecord, "state"> & { reason?: ReasonCode; details?: ReasonDetails },
): Promise<void> {
  await tx.update(orderBatchRows).set(outcome).where(eq(orderBatchRows.id, id));
}

/** Ends what is not done yet with one reason for all. */
export async function refuseOpenRows(tx: MerchantTx, batchId: string, reason: ReasonCode): Promise<void> {
  await tx
    .update(orderBatchRows)
    .set({ state: "refused", reason })
    .where(and(eq(orderBatchRows.batchId, batchId), inArray(orderBatchRows.state, ["planned", "doing"])));
}

/** What is left to do, from the front. */
export const listOpenRows = (tx: MerchantTx, batchId: string, limit: number): Promise<OrderBatchRowRecord[]> =>
  tx
    .select()
    .from(orderBatchRows)
    .where(and(eq(orderBatchRows.batchId, batchId), inArray(orderBatchRows.state, ["planned", "doing"])))
    .orderBy(asc(orderBatchRows.position))
    .limit(limit);

/** Rows by position with their orders as they are now. */
export async function listOrderBatchRows(
  tx: MerchantTx,
  batchId: string,
  page: { states?: readonly OrderBatchRowRecord["state"][] | undefined; after: number; limit: number },
) {
  return tx
    .select({ row: orderBatchRows, order: orders, contact: CUSTOMER })
    .from(orderBatchRows)
    .innerJoin(orders, and(eq(orders.merchantId, orderBatchRows.merchantId), eq(orders.id, orderBatchRows.orderId)))
    .innerJoin(contacts, and(eq(contacts.merchantId, orders.merchantId), eq(contacts.id, orders.contactId)))
    .where(
      and(
        eq(orderBatchRows.batchId, batchId),
        page.states ? inArray(orderBatchRows.state, [...page.states]) : undefined,
        gt(orderBatchRows.position, page.after),
      ),
    )
    .orderBy(asc(orderBatchRows.position))
    .limit(page.limit);
}

/** Orders by state and reason, those apart that had come to another place; `details` of the first. */
export async function countOrderBatchRows(tx: MerchantTx, batchId: string) {
  const { state, reason, details } = orderBatchRows;
  const from = sql<string | null>`${details} ->> 'from'`;
  return tx
    .select({
      state,
      reason,
      from,
      count: count(),
      details: sql<ReasonDetails>`(array_agg(${details} order by ${orderBatchRows.position}))[1]`,
    })
    .from(orderBatchRows)
    .where(eq(orderBatchRows.batchId, batchId))
    .groupBy(state, reason, from);
}

/** What the orders of a batch come to that are not left out, by currency; amounts in minor units, `payUsdMinor` in US cents. */
export async function sumOrderBatch(tx: MerchantTx, batchId: string) {
  const { rows } = await tx.execute<
    Record<"orders" | "total" | "cost" | "unknown" | "pay", string> & { currency: string }
  >(
    sql`
      select r.currency, count(*) as orders, sum(r.total_minor) as total, coalesce(sum(r.cost_minor), 0) as cost,
        count(*) filter (where r.cost_minor is null) as unknown,
        coalesce(sum((select sum((p ->> 'usdMinor')::bigint) from jsonb_array_elements(r.pays) p)), 0) as pay
      from order_batch_rows r where r.batch_id = ${batchId} and r.state <> 'excluded'
      group by r.currency order by r.currency`,
  );
  return rows.map(({ currency, ...sums }) => ({
    currency,
    orders: Number(sums.orders),
    totalMinor: Number(sums.total),
    costMinor: Number(sums.cost),
    costUnknown: Number(sums.unknown),
    payUsdMinor: Number(sums.pay),
  }));
}

/** All that an act on these orders depends on, in the order of the ids; orders that are gone are missing. */
export async function readForBatch(tx: MerchantTx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const list = [...ids];
  const [heads, holds, suppliers, lines, parcels, parcelLines] = await Promise.all([
    tx.select().from(orders).where(inArray(orders.id, list)),
    listOpenHolds(tx, list),
    tx.select().from(supplierOrders).where(inArray(supplierOrders.orderId, list)).orderBy(asc(supplierOrders.id)),
    tx
      .select({ line: orderLines, variant: productVariants })
      .from(orderLines)
      .innerJoin(
        productVariants,
        and(eq(productVariants.merchantId, orderLines.merchantId), eq(productVariants.id, orderLines.variantId)),
      )
      .where(inArray(orderLines.orderId, list))
      .orderBy(asc(orderLines.position)),
    tx.select().from(shipments).where(inArray(shipments.orderId, list)).orderBy(asc(shipments.id)),
    tx
      .select({ line: shipmentLines })
      .from(shipmentLines)
      .innerJoin(
        shipments,
        and(eq(shipments.merchantId, shipmentLines.merchantId), eq(shipments.id, shipmentLines.shipmentId)),
      )
      .where(inArray(shipments.orderId, list)),
  ]);
  const byId = new Map(heads.map((order) => [order.id, order]));
  const holdsOf = Map.groupBy(holds, ({ orderId }) => orderId);
  const suppliersOf = Map.groupBy(suppliers, ({ orderId }) => orderId);
  const linesOf = Map.groupBy(lines, ({ line }) => line.orderId);
  const parcelsOf = Map.groupBy(parcels, ({ orderId }) => orderId);
  return list.flatMap((id) => {
    const order = byId.get(id);
    if (!order) return [];
    const own = parcelsOf.get(id) ?? [];
    const ownIds = new Set(own.map((parcel) => parcel.id));
    return [
      {
        order,
        holds: holdsOf.get(id) ?? [],
        atSuppliers: suppliersOf.get(id) ?? [],
        lines: linesOf.get(id) ?? [],
        parcels: own,
        parcelLines: parcelLines.flatMap(({ line }) => (ownIds.has(line.shipmentId) ? [line] : [])),
      },
    ];
  });
}
export type BatchFacts = Awaited<ReturnType<typeof readForBatch>>[number];
