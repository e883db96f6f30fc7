import { createHash } from "node:crypto";
import {
  fulfilmentByParcels,
  mayMove,
  ORDER_TRANSITIONS,
  SHIPMENT_TRANSITIONS,
  type Fulfilment,
} from "@nexusone/contracts/order-terms";
import {
  listOrderLines,
  listShipmentLines,
  listShipments,
  type OrderLineRow,
  type OrderRow,
  type ShipmentLineRow,
  type ShipmentRow,
} from "@nexusone/db/queries/orders";
import { insertShipment, insertTrackingEvents, updateShipment } from "@nexusone/db/queries/orders-write";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { followDelivery } from "../deliveries/follow-parcel.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { changeOrder, subjectOf } from "./change-order.ts";

export type ParcelLines = readonly { readonly lineId: string; readonly quantity: number }[];
type Carried = Partial<Pick<ShipmentRow, "carrier" | "trackingNumber" | "trackingUrl" | "externalId">>;
/** What a carrier said: when, in its own words, where. */
export type ParcelNews = {
  readonly at: Date;
  readonly activity: string;
  readonly location: string | null;
  readonly fulfilment: Fulfilment;
};

const DEAD: readonly Fulfilment[] = ["cancelled", "failed"];

/** Units of each line that are in no parcel that still counts. */
export function unsentUnits(
  lines: readonly OrderLineRow[],
  parcels: readonly ShipmentRow[],
  parcelLines: readonly ShipmentLineRow[],
): ParcelLines {
  const alive = new Set(parcels.filter(({ fulfilment }) => !DEAD.includes(fulfilment)).map(({ id }) => id));
  return lines.flatMap(({ id, quantity }) => {
    const inParcels = parcelLines
      .filter(({ lineId, shipmentId }) => lineId === id && alive.has(shipmentId))
      .reduce((sum, line) => sum + line.quantity, 0);
    return quantity > inParcels ? [{ lineId: id, quantity: quantity - inParcels }] : [];
  });
}

/** The same of an order as it is stored. */
export const unsentOf = async (tx: MerchantTx, orderId: string): Promise<ParcelLines> =>
  unsentUnits(
    await listOrderLines(tx, orderId),
    await listShipments(tx, orderId),
    await listShipmentLines(tx, orderId),
  );

/**
 * A new parcel of a locked order, pending, with these units; without `lines` everything that is in none.
 * @throws `orders.nothing_to_ship` when it would hold nothing, or more than the order has left.
 */
export async function openParcel(
  tx: MerchantTx,
  order: OrderRow,
  parcel: Carried & { readonly kind: ShipmentRow["kind"]; readonly lines?: ParcelLines | undefined },
): Promise<ShipmentRow> {
  const { lines: wanted, ...columns } = parcel;
  const left = await unsentOf(tx, order.id);
  const lines = [...Map.groupBy(wanted ?? left, ({ lineId }) => lineId)].map(([lineId, same]) => ({
    lineId,
    quantity: same.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
  const tooMany = lines.some(
    ({ lineId, quantity }) => quantity > (left.find((line) => line.lineId === lineId)?.quantity ?? 0),
  );
  if (lines.length === 0 || tooMany) throw new DomainError("orders.nothing_to_ship", { orderId: order.id });
  return insertShipment(tx, { orderId: order.id, ...columns }, lines);
}

/**
 * Moves a parcel of a locked order, with what its carrier said, and the order as far as its parcels bring it. The same news
 * again changes nothing. @throws `orders.illegal_transition` {from, to} for a way a parcel cannot go.
 */
export async function moveParcel(
  tx: MerchantTx,
  ctx: ServiceContext,
  order: OrderRow,
  parcel: ShipmentRow,
  to: Fulfilment,
  { news = [], ...carried }: Carried & { readonly news?: readonly ParcelNews[] } = {},
): Promise<OrderRow> {
  const now = ctx.platform.clock.now();
  const from = parcel.fulfilment;
  if (from !== to && !mayMove(SHIPMENT_TRANSITIONS, from, to))
    throw new DomainError("orders.illegal_transition", { from, to, orderId: order.id });
  const change: Partial<ShipmentRow> = {
    ...carried,
    fulfilment: to,
    ...((to === "shipped" || to === "delivered") && { shippedAt: parcel.shippedAt ?? now }),
    ...(to === "delivered" && { deliveredAt: parcel.deliveredAt ?? now }),
  };
  // Most news is of where it is, and changes nothing of the parcel itself.
  const isNew = Object.entries(change).some(([key, value]) => parcel[key as keyof ShipmentRow] !== value);
  const moved = isNew ? await updateShipment(tx, parcel.id, change) : parcel;
  const noted = from === to ? [] : [{ at: now, activity: "", location: null, fulfilment: to }];
  await insertTrackingEvents(tx, parcel.id, (news.length > 0 ? news : noted).map(trackingRow));
  if (from === to) return order;
  const { kind, carrier, trackingNumber } = moved;
  const told = { orderId: order.id, shipmentId: parcel.id, kind, from, to, carrier, trackingNumber };
  await recordEvent(tx, ctx, "order.parcel_moved", told, subjectOf(order));
  await followDelivery(tx, ctx, order, parcel, to);
  return followParcels(tx, ctx, order);
}

const trackingRow = ({ at, activity, location, fulfilment }: ParcelNews) => ({
  happenedAt: at,
  fulfilment,
  activity,
  location,
  // Of what we noted ourselves there is one a state: a repetition has another time.
  digest: createHash("sha256")
    .update(JSON.stringify(activity === "" ? [fulfilment] : [at.toISOString(), activity, location]))
    .digest("hex"),
});

/** Brings a locked order to where its parcels are; never back. */
async function followParcels(tx: MerchantTx, ctx: ServiceContext, order: OrderRow): Promise<OrderRow> {
  const lines = await listOrderLines(tx, order.id);
  const parcels = await listShipments(tx, order.id);
  const parcelLines = Map.groupBy(await listShipmentLines(tx, order.id), ({ shipmentId }) => shipmentId);
  const there = fulfilmentByParcels(
    lines,
    parcels.map(({ id, fulfilment }) => ({ fulfilment, lines: parcelLines.get(id) ?? [] })),
  );
  const parcelSent = parcels.some(({ fulfilment }) => fulfilment === "shipped" || fulfilment === "delivered");
  const forward = there !== undefined && mayMove(ORDER_TRANSITIONS, order.fulfilment, there);
  return changeOrder(tx, ctx, order, { parcelSent, ...(forward && { fulfilment: there }) });
}
