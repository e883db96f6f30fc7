import { LIVE_STATES } from "@nexusone/contracts/fulfilment-terms";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { listSupplierOrders, type SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import {
  findOrderSettings,
  listOpenHolds,
  listOrderLines,
  listShipmentLines,
  listShipments,
  type OrderLineRow,
  type OrderRow,
} from "@nexusone/db/queries/orders";
import { listSuppliedPool, type SuppliedPoolRow } from "@nexusone/db/queries/orders-stock";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { unsentUnits } from "../orders/parcels.ts";
import { freeUnits } from "../orders/stock-pool.ts";
import { isSubstitutable } from "./holds.ts";

/** All that decides which lines of an order can have another variant in their place. */
export type Exchange = {
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  /** Variants of the products in the order, by id. */
  readonly pool: ReadonlyMap<string, SuppliedPoolRow>;
  readonly atSuppliers: readonly SupplierOrderRow[];
  /** What keeps the order from going on for want of a variant. */
  readonly reasons: readonly ReasonCode[];
  /** Lines that are with a supplier, or of which a unit is in a parcel. */
  readonly sent: ReadonlySet<string>;
  readonly safetyBuffer: number;
};

/** To decide by it: lock the order, then its products. */
export async function readExchange(tx: MerchantTx, order: OrderRow): Promise<Exchange> {
  const [lines, atSuppliers, holds, parcels, parcelLines, { safetyBuffer }] = await Promise.all([
    listOrderLines(tx, order.id),
    listSupplierOrders(tx, order.id),
    listOpenHolds(tx, [order.id]),
    listShipments(tx, order.id),
    listShipmentLines(tx, order.id),
    findOrderSettings(tx),
  ]);
  const unsent = new Map(unsentUnits(lines, parcels, parcelLines).map(({ lineId, quantity }) => [lineId, quantity]));
  const there = new Set(atSuppliers.filter(isThere).flatMap((row) => row.lines.map(({ lineId }) => lineId)));
  const rows = await listSuppliedPool(tx, [...new Set(lines.map(({ productId }) => productId))]);
  return {
    order,
    lines,
    pool: new Map(rows.map((row) => [row.variant.id, row])),
    atSuppliers,
    reasons: holds.map(({ reason }) => reason).filter(isSubstitutable),
    sent: new Set(lines.filter(({ id, quantity }) => there.has(id) || unsent.get(id) !== quantity).map(({ id }) => id)),
    safetyBuffer,
  };
}

/** What is being taken back may turn out to be paid. */
const isThere = ({ state }: SupplierOrderRow): boolean =>
  state === "cancelling" || (LIVE_STATES as readonly string[]).includes(state);

/**
 * The lines that a person may have stand for something else: those a supplier refused (where the catalogue knows which of them
 * are gone, these alone), and those that were replaced and have not gone to a supplier since.
 */
export function openLines(exchange: Exchange): OrderLineRow[] {
  const { order, lines, pool, reasons, sent } = exchange;
  if (order.fulfilment !== "confirmed" && order.fulfilment !== "processing") return [];
  const free = lines.filter(({ id, variantId }) => pool.has(variantId) && !sent.has(id));
  const refused = new Set(reasons.flatMap((reason) => refusedFor(exchange, reason)));
  const wanted = free.filter(({ id }) => refused.has(id));
  const gone = wanted.filter((line) => isGone(exchange, line));
  const asked = new Set((gone.length > 0 ? gone : wanted).map(({ id }) => id));
  return free.filter(({ id, ordered }) => asked.has(id) || ordered !== null);
}

/** The holds that are over once this line stands for something else: no other line of theirs is known to be gone. */
export const solvedBy = (exchange: Exchange, { id }: OrderLineRow): ReasonCode[] =>
  exchange.reasons.filter((reason) => {
    const refused = new Set(refusedFor(exchange, reason));
    const others = exchange.lines.filter((line) => line.id !== id && refused.has(line.id));
    return refused.has(id) && !others.some((line) => isGone(exchange, line));
  });

/** What was in the orders that a supplier refused for this; of a refusal before there was any, all that is not sent. */
function refusedFor({ atSuppliers, lines, sent }: Exchange, reason: string): string[] {
  const rows = atSuppliers.filter((row) => row.state === "refused" && row.reason === reason);
  return rows.length > 0
    ? rows.flatMap((row) => row.lines.map(({ lineId }) => lineId))
    : lines.filter(({ id }) => !sent.has(id)).map(({ id }) => id);
}

/** By what the catalogue knows its supplier has not enough of it. */
function isGone({ pool }: Exchange, { variantId, quantity }: OrderLineRow): boolean {
  const row = pool.get(variantId);
  return row !== undefined && (isOffSale(row) || (row.variant.stockKnown && row.inStock < quantity));
}

const isOffSale = ({ variant, productGoneAt }: SuppliedPoolRow): boolean =>
  variant.offSaleAt !== null || productGoneAt !== null;

/** Whether a variant can take the place of these units: its supplier sells it, and enough is free where that is known. */
export function isOrderable(row: SuppliedPoolRow, quantity: number, safetyBuffer: number): boolean {
  const free = freeUnits(row, safetyBuffer);
  return row.variant.active && !isOffSale(row) && (free === null || free >= quantity);
}

/** What the customer ordered, whatever the line stands for now. */
export const orderedId = ({ ordered, variantId }: OrderLineRow): string => ordered?.variantId ?? variantId;

/** Other variants of the product that can be ordered, the most alike first, then those whose price is nearest to the customer's. */
export function rankSubstitutes({ pool, safetyBuffer }: Exchange, line: OrderLineRow): SuppliedPoolRow[] {
  const like = pool.get(orderedId(line));
  return [...pool.values()]
    .filter(({ variant }) => variant.productId === line.productId && variant.id !== line.variantId)
    .filter((row) => isOrderable(row, line.quantity, safetyBuffer))
    .toSorted(
      (a, b) =>
        sameOptions(b, like) - sameOptions(a, like) ||
        Math.abs(a.variant.priceMinor - line.priceMinor) - Math.abs(b.variant.priceMinor - line.priceMinor) ||
        a.variant.position - b.variant.position,
    );
}

/** Options that two variants of a product have in common. */
export const sameOptions = ({ variant }: SuppliedPoolRow, like: SuppliedPoolRow | undefined): number =>
  variant.options.filter((value, at) => like?.variant.options[at] === value).length;
