import { disputeTimes, type DisputeTimes } from "@nexusone/contracts/dispute-terms";
import type { DisputeClock, DisputeView } from "@nexusone/contracts/disputes";
import { listDisputes, listParcelNews, type DisputeRow } from "@nexusone/db/queries/disputes";
import { listSupplierOrders, type SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import type { OrderRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { areComplete, parcelsOf, readParcels, type Parcels } from "../fulfilment/parcels-of.ts";

type PaidRow = SupplierOrderRow & { readonly paidAt: Date };
/** Before it is paid an order at a supplier is taken back; only then it can be disputed. */
export const isPaid = (row: SupplierOrderRow): row is PaidRow => row.paidAt !== null;

const timesOf = (order: OrderRow, row: PaidRow, told: Parcels, now: Date): DisputeTimes => {
  const parcels = parcelsOf(row, told);
  return disputeTimes(
    {
      country: order.country,
      carrier: parcels[0]?.carrier ?? row.carrier,
      paidAt: row.paidAt,
      cancelled: row.state === "cancelled",
      parcels,
      allLeft: areComplete(row, parcels, told),
    },
    now,
  );
};

/** When the delay of one order at a supplier can be disputed. */
export const readTimes = async (tx: MerchantTx, order: OrderRow, row: PaidRow, now: Date): Promise<DisputeTimes> =>
  timesOf(order, row, await readParcels(tx, order.id), now);

/** A clock for each paid order at a supplier, the oldest first. */
export async function disputeClocks(tx: MerchantTx, ctx: ServiceContext, order: OrderRow): Promise<DisputeClock[]> {
  const paid = (await listSupplierOrders(tx, order.id)).filter(isPaid);
  if (paid.length === 0) return [];
  const told = await readParcels(tx, order.id);
  const news = await listParcelNews(tx, order.id);
  const disputes = await listDisputes(tx, order.id);
  const now = ctx.platform.clock.now();
  return paid.map((row) => {
    const parcels = parcelsOf(row, told);
    const ids = new Set(parcels.map(({ id }) => id));
    const own = news.filter(({ shipmentId }) => ids.has(shipmentId));
    const { countedAt, opensAt, ...times } = timesOf(order, row, told, now);
    const said = own.find(({ activity }) => activity !== "");
    const shippedAt = parcels
      .flatMap((parcel) => parcel.shippedAt ?? [])
      .toSorted((a, b) => a.getTime() - b.getTime())[0];
    const moved = own[0]?.at ?? shippedAt ?? row.paidAt;
    return {
      supplierOrderId: row.id,
      number: row.number,
      supplierName: ctx.platform.suppliers.find(({ id }) => id === row.supplier)?.name ?? row.supplier,
      ...times,
      countedAt: countedAt.toISOString(),
      opensAt: opensAt.toISOString(),
      evidence: {
        paidAt: row.paidAt.toISOString(),
        carrier: parcels[0]?.carrier ?? row.carrier,
        maxDays: row.maxDays,
        trackingNumbers: parcels.flatMap(({ trackingNumber }) => trackingNumber ?? []),
        shippedAt: shippedAt?.toISOString() ?? null,
        events: own.length,
        lastEvent: said ? { at: said.at.toISOString(), activity: said.activity, location: said.location } : null,
        silentDays: Math.max(0, Math.floor((now.getTime() - moved.getTime()) / DAY_MS)),
      },
      disputes: disputes
        .filter(({ supplierOrderId }) => supplierOrderId === row.id)
        .map((one) => disputeView(one, order.currency)),
    };
  });
}

function disputeView(row: DisputeRow, currency: string): DisputeView {
  const { id, state, reference, note, byName, refundUsdMinor, refundMinor, rate, rateAsOf } = row;
  const refund =
    refundUsdMinor === null || refundMinor === null || rate === null || rateAsOf === null
      ? null
      : { usdMinor: refundUsdMinor, minor: refundMinor, currency, rate, rateAsOf };
  return {
    ...{ id, state, reference, note, byName, refund },
    openedAt: row.openedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}
