import { ListOrdersInput, type OrderFigures, type OrderListItem, type OrdersPage } from "@nexusone/contracts/orders";
import { orderStatus } from "@nexusone/contracts/order-terms";
import { listOpenHolds, type HoldRow } from "@nexusone/db/queries/orders";
import { countOrders, listOrderRows, type OrderListRow } from "@nexusone/db/queries/orders-list";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor, InstantKey } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";

/** Orders by their public word, number or customer, newest first. */
export async function listOrders(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListOrdersInput> = {},
): Promise<z.output<typeof OrdersPage>> {
  authorize(ctx, "orders:read");
  const { cursor, limit, ...filter } = ListOrdersInput.parse(rawInput);
  const after = decodeCursor(InstantKey, cursor);
  return readMerchant(ctx, async (tx) => {
    const page = cutPage(await listOrderRows(tx, { ...filter, limit, after }), limit, ({ order }) => ({
      at: order.placedAt.toISOString(),
      id: order.id,
    }));
    const held = page.items.filter(({ order }) => order.held).map(({ order }) => order.id);
    const holds = Map.groupBy(held.length > 0 ? await listOpenHolds(tx, held) : [], ({ orderId }) => orderId);
    return {
      ...page,
      items: page.items.map((row) => listItem(row, holds.get(row.order.id) ?? [])),
    };
  });
}

/** How many orders have each public word. */
export async function getOrderFigures(ctx: ServiceContext): Promise<z.output<typeof OrderFigures>> {
  authorize(ctx, "orders:read");
  return { counts: await readMerchant(ctx, countOrders) };
}

function listItem({ order, contact, lines, trackingNumber }: OrderListRow, holds: readonly HoldRow[]): OrderListItem {
  const [first] = holds;
  const item = {
    id: order.id,
    number: order.number,
    source: order.source,
    status: orderStatus(order),
    fulfilment: order.fulfilment,
    money: order.money,
    held: order.held,
    parcelSent: order.parcelSent,
    customer: contact,
    country: order.country,
    currency: order.currency,
    totalMinor: order.totalMinor,
    profitMinor: lines.profit,
    units: lines.units,
    externalOrderId: order.externalOrderId,
    placedAt: order.placedAt.toISOString(),
    movedAt: order.movedAt.toISOString(),
    firstLine: lines.first ?? "",
    holds: holds.map(({ reason }) => reason),
    firstHold: first ? { reason: first.reason, details: first.details } : null,
    trackingNumber,
  };
  return item as unknown as OrderListItem; // ids come from our own uuid columns
}
