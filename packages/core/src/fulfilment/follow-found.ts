import { createHash } from "node:crypto";
import { mayMove, ORDER_TRANSITIONS } from "@nexusone/contracts/order-terms";
import type { SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { changeOrder } from "../orders/change-order.ts";
import type { OrderAtSupplier } from "../suppliers/supplier.ts";
import { tellDispute } from "../disputes/tell-dispute.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import { decidePayment, UNAPPROVED } from "./approve.ts";
import { followParcels } from "./follow-parcels.ts";
import { moveRow, releaseOurs, stop, type Locked } from "./holds.ts";
import { addressRefused } from "./reasons.ts";
import { stopCancelled } from "./stop-cancelled.ts";

/** How often a supplier is asked: it can be paid or cancelled at its own pages; soon leaves; is on its way. */
export const UNPAID_LOOK_MS = 6 * HOUR_MS;
const PAID_LOOK_MS = 3 * HOUR_MS;
const SENT_LOOK_MS = 6 * HOUR_MS;
/** One that tells us by itself is asked for what its messages may have left out. */
const TOLD_LOOK_MS = DAY_MS;

/** Brings row, order and parcels to where the supplier says they are; what is there already stays as it is. */
export async function followFound(ctx: ServiceContext, locked: Locked, found: OrderAtSupplier): Promise<void> {
  const { row } = locked;
  const now = ctx.platform.clock.now();
  if (found.state === "cancelled") {
    await stopCancelled(ctx, locked);
    return;
  }
  if (found.state === "paid") {
    await followPaid(ctx, locked, found);
    return;
  }
  if (found.attention.length > 0)
    await stop(ctx, locked, addressRefused(ctx, row, found), { state: "created", ...UNAPPROVED });
  else {
    const looked = await moveRow(ctx, locked, {
      state: row.state,
      ...waiting(row),
      nextAt: addMs(now, UNPAID_LOOK_MS),
    });
    // Another day, another limit.
    if (row.reason === "fulfilment.spending_limit") await decidePayment(ctx, { ...locked, row: looked });
  }
}

/** What it waits for is not over by having looked; that the supplier was away is. */
const waiting = ({ reason, details }: SupplierOrderRow) =>
  reason?.startsWith("fulfilment.") ? { reason, details } : { reason: null, details: {} };

/** Paid, by us or at the supplier's own pages. */
async function followPaid(ctx: ServiceContext, locked: Locked, found: OrderAtSupplier): Promise<void> {
  const { tx, row } = locked;
  const now = ctx.platform.clock.now();
  const isNew = row.state !== "paid";
  let { order } = locked;
  if (isNew) order = await releaseOurs(tx, ctx, order);
  if (mayMove(ORDER_TRANSITIONS, order.fulfilment, "processing"))
    order = await changeOrder(tx, ctx, order, { fulfilment: "processing" });
  order = await followParcels(tx, ctx, order, row, found.parcels);
  const open = found.parcels.filter(({ fulfilment }) => fulfilment === "processing" || fulfilment === "shipped");
  const disputeToldAt = await tellDispute(tx, ctx, order, row);
  const isDone = found.parcels.length > 0 && open.length === 0;
  const told = (await supplierOf(ctx, row.supplier).tellsOfOrders?.(tx)) ?? false;
  const paid = await moveRow(
    ctx,
    { ...locked, order },
    {
      state: "paid",
      paidAt: row.paidAt ?? now,
      externalId: found.externalId,
      nextAt: addMs(now, pauseAfter(found, told)),
      disputeToldAt,
      seen: digestOf(found),
    },
  );
  if (isDone) await moveRow(ctx, { ...locked, order, row: paid }, { state: "done", nextAt: null });
}

/** How long a paid order is left alone after a look, where its supplier tells by itself or does not. */
export function pauseAfter({ parcels }: OrderAtSupplier, told: boolean): number {
  if (told) return TOLD_LOOK_MS;
  return parcels.some(({ fulfilment }) => fulfilment === "shipped") ? SENT_LOOK_MS : PAID_LOOK_MS;
}

/** Of everything a look at a paid order follows; whether its lines were told along makes no difference. */
export const digestOf = ({ state, parcels }: OrderAtSupplier): string =>
  createHash("sha256")
    .update(JSON.stringify([state, parcels.map(({ lines: _lines, ...parcel }) => parcel)]))
    .digest("base64url");
