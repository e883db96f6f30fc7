import { STALLED_DAYS } from "@nexusone/contracts/fulfilment-terms";
import { mayMove, SHIPMENT_TRANSITIONS } from "@nexusone/contracts/order-terms";
import type { SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import { listShipments, type OrderRow, type ShipmentRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { holdOrder, releaseHolds } from "../orders/change-order.ts";
import { moveParcel, openParcel } from "../orders/parcels.ts";
import type { ParcelAtSupplier } from "../suppliers/supplier.ts";
import { parcelStalled } from "./reasons.ts";

/**
 * Follows a supplier's parcels from the moment it says they left, and says when one is in trouble. Nothing is taken for sent
 * before; nothing goes back. @returns the order as it is then
 */
export async function followParcels(
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  row: SupplierOrderRow,
  parcels: readonly ParcelAtSupplier[],
): Promise<OrderRow> {
  const ours = new Set(row.lines.map(({ lineId }) => lineId));
  const known = await listShipments(tx, order.id);
  const seen: ShipmentRow[] = [];
  let left = order;
  for (const parcel of parcels) {
    const { externalId, fulfilment, carrier, trackingNumber, trackingUrl, news } = parcel;
    if (fulfilment !== "shipped" && fulfilment !== "delivered") continue;
    const carried = { carrier, trackingNumber, trackingUrl };
    const lines = parcel.lines.filter(({ lineId }) => ours.has(lineId));
    const before =
      known.find((one) => one.externalId === externalId) ??
      (await openUnlessSent(tx, left, { kind: "supplier", externalId, lines, ...carried }));
    if (!before) continue;
    seen.push(before);
    if (before.fulfilment !== fulfilment && !mayMove(SHIPMENT_TRANSITIONS, before.fulfilment, fulfilment)) continue;
    const told = news ? [{ at: news.at, activity: news.words, location: null, fulfilment }] : [];
    left = await moveParcel(tx, ctx, left, before, fulfilment, { ...carried, news: told });
  }
  return watch(tx, ctx, left, row, parcels, seen);
}

/** Undefined for goods that somebody noted as sent already: what they said of them stands. */
async function openUnlessSent(...about: Parameters<typeof openParcel>): Promise<ShipmentRow | undefined> {
  try {
    return await openParcel(...about);
  } catch (error) {
    if (isDomainError(error, "orders.nothing_to_ship")) return undefined;
    throw error;
  }
}

/** A parcel that could not be delivered, or of which nobody has said anything for days, is somebody's affair. */
async function watch(
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  row: SupplierOrderRow,
  parcels: readonly ParcelAtSupplier[],
  known: readonly ShipmentRow[],
): Promise<OrderRow> {
  const now = ctx.platform.clock.now().getTime();
  const underWay = parcels.filter(({ fulfilment }) => fulfilment === "shipped");
  const failed = underWay.find(({ news }) => news?.trouble);
  const silent = underWay
    .map((parcel) => {
      const since = parcel.news?.at ?? known.find(({ externalId }) => externalId === parcel.externalId)?.shippedAt;
      return { parcel, days: since ? Math.floor((now - since.getTime()) / DAY_MS) : 0 };
    })
    .find(({ parcel, days }) => days >= STALLED_DAYS && !parcel.news?.trouble);
  let left = order;
  if (failed) {
    const details = { tracking: failed.trackingNumber ?? "-", message: failed.news?.words ?? "-", orderId: order.id };
    left = await hold(tx, ctx, left, new DomainError("fulfilment.delivery_failed", details));
  } else left = await releaseHolds(tx, ctx, left, { reason: "fulfilment.delivery_failed" });
  return silent
    ? hold(tx, ctx, left, parcelStalled(ctx, row, silent.parcel.trackingNumber ?? "-", silent.days))
    : releaseHolds(tx, ctx, left, { reason: "fulfilment.parcel_stalled" });
}

const hold = (tx: MerchantTx, ctx: ServiceContext, order: OrderRow, { reason, details }: DomainError) =>
  holdOrder(tx, ctx, order, reason, { ...details, orderId: order.id });
