import { isSupplierReason, type ReasonCode, type ReasonDetails } from "@nexusone/contracts/reasons";
import { fulfilmentReasons } from "@nexusone/contracts/reasons/fulfilment";
import { SUBSTITUTABLE, type SupplierOrderState } from "@nexusone/contracts/fulfilment-terms";
import {
  lockSupplierOrder,
  updateSupplierOrder,
  type SupplierOrderChange,
  type SupplierOrderRow,
} from "@nexusone/db/queries/fulfilment";
import { listOpenHolds, listOrderLines, lockOrder, type OrderRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { hintProducts } from "../inventory/follow-hints.ts";
import { holdOrder, releaseHolds, subjectOf } from "../orders/change-order.ts";
import { inMerchantTx } from "../transaction.ts";

/** Holds that came from here, and that end here: what a supplier said of the order, or that it cannot be asked at all. */
const OURS = new Set<string>(Object.keys(fulfilmentReasons));
export const isOurHold = (reason: string): boolean => OURS.has(reason) || isSupplierReason(reason);

/** Whether something else than a supplier keeps the order from going on. */
export async function heldByOthers(tx: MerchantTx, orderId: string): Promise<boolean> {
  return (await listOpenHolds(tx, [orderId])).some(({ reason }) => !isOurHold(reason));
}

/** Lifts what a supplier made the order wait for. */
export async function releaseOurs(tx: MerchantTx, ctx: ServiceContext, order: OrderRow): Promise<OrderRow> {
  if (!order.held) return order;
  let left = order;
  for (const { reason } of await listOpenHolds(tx, [order.id]))
    if (isOurHold(reason)) left = await releaseHolds(tx, ctx, left, { reason });
  return left;
}

/** A supplier has too little of something, or nothing: what else it has can take its place. */
export const isSubstitutable = (reason: string | null): boolean =>
  (SUBSTITUTABLE as readonly (string | null)[]).includes(reason);

/** Holds an order for what its supplier said. Goods that the catalogue still took for orderable are read again soon. */
export async function holdForSupplier(
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  { reason, details }: { readonly reason: ReasonCode; readonly details: ReasonDetails },
): Promise<OrderRow> {
  if (isSubstitutable(reason)) {
    const products = new Set((await listOrderLines(tx, order.id)).map(({ productId }) => productId));
    await hintProducts(tx, ctx, [...products]);
  }
  return holdOrder(tx, ctx, order, reason, details);
}

export type Locked = { readonly tx: MerchantTx; readonly order: OrderRow; readonly row: SupplierOrderRow };

/**
 * Writes what came of a call: order and row locked, in this order, both as they are now. Skipped when somebody else has brought
 * the row out of the states it was asked in.
 */
export async function settle(
  ctx: ServiceContext,
  { id, orderId }: Pick<SupplierOrderRow, "id" | "orderId">,
  from: readonly SupplierOrderState[],
  write: (locked: Locked) => Promise<unknown>,
): Promise<void> {
  await inMerchantTx(ctx, async (tx) => {
    const order = await lockOrder(tx, orderId);
    const row = await lockSupplierOrder(tx, id);
    if (order && row && from.includes(row.state)) await write({ tx, order, row });
  });
}

/** Moves an order at a supplier and tells of it. What it waited for is over unless the change says so. */
export async function moveRow(
  ctx: ServiceContext,
  { tx, order, row }: Locked,
  change: SupplierOrderChange & { readonly state: SupplierOrderState },
): Promise<SupplierOrderRow> {
  const moved = await updateSupplierOrder(tx, row.id, { reason: null, details: {}, failures: 0, ...change });
  if (moved.state !== row.state)
    await recordEvent(
      tx,
      ctx,
      "order.supplier_moved",
      {
        orderId: order.id,
        supplierOrderId: row.id,
        supplier: row.supplier,
        number: row.number,
        from: row.state,
        to: moved.state,
        reason: moved.reason,
      },
      subjectOf(order),
    );
  return moved;
}

/** Stops with a reason that somebody has to look at: on the row, and as a hold of the order. */
export async function stop(
  ctx: ServiceContext,
  locked: Locked,
  { reason, details }: { readonly reason: ReasonCode; readonly details: ReasonDetails },
  change: SupplierOrderChange & { readonly state: SupplierOrderState },
): Promise<SupplierOrderRow> {
  const said = { ...details, orderId: locked.order.id };
  const moved = await moveRow(ctx, locked, { nextAt: null, ...change, reason, details: said });
  await holdForSupplier(locked.tx, ctx, locked.order, { reason, details: said });
  return moved;
}
