import type { SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import { listShipmentLines, listShipments, type ShipmentLineRow, type ShipmentRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";

/** An order's parcels and what is in them. */
export type Parcels = { readonly parcels: readonly ShipmentRow[]; readonly parcelLines: readonly ShipmentLineRow[] };

export const readParcels = async (tx: MerchantTx, orderId: string): Promise<Parcels> => ({
  parcels: await listShipments(tx, orderId),
  parcelLines: await listShipmentLines(tx, orderId),
});

/** The parcels in which goods of an order at a supplier are, but for those that were never sent. */
export function parcelsOf({ lines }: SupplierOrderRow, { parcels, parcelLines }: Parcels): ShipmentRow[] {
  const ours = new Set(lines.map(({ lineId }) => lineId));
  const holding = new Set(parcelLines.flatMap(({ lineId, shipmentId }) => (ours.has(lineId) ? [shipmentId] : [])));
  return parcels.filter(
    ({ id, kind, fulfilment }) => kind === "supplier" && fulfilment !== "cancelled" && holding.has(id),
  );
}

/** Whether every unit of an order at a supplier is in one of these parcels of it. */
export const areComplete = (
  { lines }: SupplierOrderRow,
  parcels: readonly ShipmentRow[],
  { parcelLines }: Parcels,
): boolean => {
  const ids = new Set(parcels.map(({ id }) => id));
  return lines.every(
    ({ lineId, quantity }) =>
      parcelLines
        .filter((line) => line.lineId === lineId && ids.has(line.shipmentId))
        .reduce((sum, line) => sum + line.quantity, 0) >= quantity,
  );
};
