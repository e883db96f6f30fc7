import type { SupplierOrderView } from "@nexusone/contracts/fulfilment";
import { PRICE_TOLERANCE_BPS } from "@nexusone/contracts/fulfilment-terms";
import { listSupplierOrders, type SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import { listOrderLines, listShipments, type OrderLineRow, type ShipmentRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";

/** What of an order is at suppliers, plans included, the oldest first. */
export async function supplierOrderViews(
  tx: MerchantTx,
  ctx: ServiceContext,
  orderId: string,
): Promise<SupplierOrderView[]> {
  const lines = await listOrderLines(tx, orderId);
  const parcels = await listShipments(tx, orderId);
  return (await listSupplierOrders(tx, orderId)).map((row) => viewOf(ctx, row, lines, parcels));
}

function viewOf(
  { platform }: ServiceContext,
  row: SupplierOrderRow,
  orderLines: readonly OrderLineRow[],
  parcels: readonly ShipmentRow[],
): SupplierOrderView {
  const { id, supplier, environment, number, state, externalId, origin, carrier, minDays, maxDays } = row;
  const names = new Map(orderLines.map(({ id: lineId, name, label }) => [lineId, { name, label }]));
  return {
    id,
    supplier,
    supplierName: platform.suppliers.find((one) => one.id === supplier)?.name ?? supplier,
    environment,
    number,
    state,
    externalId,
    origin,
    carrier,
    minDays,
    maxDays,
    byRule: row.ruleCarrier && row.ruleReason ? { carrier: row.ruleCarrier, why: row.ruleReason } : null,
    chosenBy: row.chosenBy,
    options: state === "planned" ? row.options : [],
    lines: row.lines.map(({ lineId, quantity }) => ({
      lineId,
      quantity,
      ...(names.get(lineId) ?? { name: "", label: "" }),
    })),
    goodsUsdMinor: row.goodsUsdMinor,
    freightUsdMinor: row.freightUsdMinor,
    askedUsdMinor: row.askedUsdMinor,
    reason: row.reason,
    details: row.details,
    can: supplierOrderCan(row),
    etaAt: etaOf(row, parcels)?.toISOString() ?? null,
    plannedAt: row.plannedAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
    nextAt: row.nextAt?.toISOString() ?? null,
  };
}

/** What a person can do with an order at a supplier in its state. Verbs ask the same. */
export const supplierOrderCan = ({ state, reason }: Pick<SupplierOrderRow, "state" | "reason">) => ({
  submit: state === "planned",
  pay: state === "created" && reason !== "fulfilment.address_refused",
  cancel: state === "wanted" || state === "created" || state === "paying",
  resend:
    state === "refused" ||
    (reason !== null && (state === "wanted" || state === "created" || state === "paying" || state === "cancelled")),
});

/** The last parcel's departure and the carrier's promise. */
function etaOf({ maxDays, state }: SupplierOrderRow, parcels: readonly ShipmentRow[]): Date | undefined {
  if (maxDays === null || state !== "paid") return undefined;
  const sent = parcels.flatMap(({ kind, shippedAt }) =>
    kind === "supplier" && shippedAt ? [shippedAt.getTime()] : [],
  );
  return sent.length === 0 ? undefined : addMs(new Date(Math.max(...sent)), maxDays * DAY_MS);
}

/** When everything of an order should have come from its suppliers; undefined before anything left, and when nobody promised. */
export async function expectedAt(tx: MerchantTx, orderId: string): Promise<Date | undefined> {
  const parcels = await listShipments(tx, orderId);
  const known = (await listSupplierOrders(tx, orderId)).flatMap((row) => etaOf(row, parcels)?.getTime() ?? []);
  return known.length === 0 ? undefined : new Date(Math.max(...known));
}

/** What the plan says, in US cents. */
export const plannedUsdMinor = ({ goodsUsdMinor, freightUsdMinor }: SupplierOrderRow): number =>
  goodsUsdMinor + freightUsdMinor;

/** Whether a price is so much above another that somebody has to agree anew. */
export const hasMoved = (asked: number, agreed: number): boolean =>
  asked * 10_000 > agreed * (10_000 + PRICE_TOLERANCE_BPS);
