import type { SupplierOrderView } from "@nexusone/contracts/fulfilment";
import { PRICE_TOLERANCE_BPS, type SupplierOrderState } from "@nexusone/contracts/fulfilment-terms";
import { listSupplierOrders, type SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import { listOrderLines, type OrderLineRow } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { parcelsOf, readParcels, type Parcels } from "./parcels-of.ts";

/** What of an order is at suppliers, plans included, the oldest first. */
export async function supplierOrderViews(
  tx: MerchantTx,
  ctx: ServiceContext,
  orderId: string,
): Promise<SupplierOrderView[]> {
  const lines = await listOrderLines(tx, orderId);
  const told = await readParcels(tx, orderId);
  return (await listSupplierOrders(tx, orderId)).map((row) => viewOf(ctx, row, lines, told));
}

function viewOf(
  { platform }: ServiceContext,
  row: SupplierOrderRow,
  orderLines: readonly OrderLineRow[],
  told: Parcels,
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
    etaAt: etaOf(row, told)?.toISOString() ?? null,
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

/** The last departure of its parcels and the carrier's promise. */
function etaOf(row: SupplierOrderRow, told: Parcels): Date | undefined {
  const { maxDays, state } = row;
  if (maxDays === null || state !== "paid") return undefined;
  const sent = parcelsOf(row, told).flatMap(({ shippedAt }) => (shippedAt ? [shippedAt.getTime()] : []));
  return sent.length === 0 ? undefined : addMs(new Date(Math.max(...sent)), maxDays * DAY_MS);
}

const AWAITED: ReadonlySet<SupplierOrderState> = new Set(["wanted", "created", "paying", "paid"]);

/**
 * When everything of an order should have come from its suppliers; undefined before something of each left, when one of them
 * promised nothing, and once the day is over: what did not come then is not expected on it any more.
 */
export async function expectedAt(tx: MerchantTx, orderId: string, now: Date): Promise<Date | undefined> {
  const told = await readParcels(tx, orderId);
  const awaited = (await listSupplierOrders(tx, orderId)).filter(({ state }) => AWAITED.has(state));
  const promised = awaited.map((row) => etaOf(row, told)?.getTime() ?? Number.NaN);
  const last = Math.max(...promised);
  return last >= now.getTime() ? new Date(last) : undefined;
}

/** What the plan says, in US cents. */
export const plannedUsdMinor = ({ goodsUsdMinor, freightUsdMinor }: SupplierOrderRow): number =>
  goodsUsdMinor + freightUsdMinor;

/** Whether a price is so much above another that somebody has to agree anew. */
export const hasMoved = (asked: number, agreed: number): boolean =>
  asked * 10_000 > agreed * (10_000 + PRICE_TOLERANCE_BPS);
