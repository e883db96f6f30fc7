import { amountText } from "@nexusone/contracts/money";
import { ExportOrdersInput } from "@nexusone/contracts/orders";
import { orderStatus } from "@nexusone/contracts/order-terms";
import { listOrderRows, type OrderListRow } from "@nexusone/db/queries/orders-list";
import { sumPaymentsOf, type Taken } from "@nexusone/db/queries/payments";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import type { Cell } from "../catalog/csv.ts";
import type { ServiceContext } from "../context.ts";
import { csvPieces, type CsvPage } from "../csv-pieces.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";

const ORDERS_AT_ONCE = 500;
const HEAD = [
  "order_id",
  "number",
  "placed_at",
  "status",
  "money",
  "source",
  "customer",
  "country",
  "currency",
  "total",
  "captured",
  "refunded",
  "profit_at_order",
  "units",
  "first_item",
  "tracking_number",
  "supplier_order_id",
];

type Key = { readonly at: Date; readonly id: string };

/**
 * Orders as CSV by the list's own filters, the newest first. For who may note money: others may look, but not carry all of it away.
 * Throws `request.invalid`.
 */
export async function exportOrders(ctx: ServiceContext, rawInput: z.input<typeof ExportOrdersInput>) {
  authorize(ctx, "payments:manage");
  const input = ExportOrdersInput.safeParse(rawInput);
  if (!input.success) throw new DomainError("request.invalid", { problem: z.prettifyError(input.error) }, input.error);
  return csvPieces<Key>(ctx, HEAD, (after) => readPage(ctx, input.data, after));
}

async function readPage(
  ctx: ServiceContext,
  filter: z.output<typeof ExportOrdersInput>,
  after: Key | undefined,
): Promise<CsvPage<Key>> {
  return readMerchant(ctx, async (tx) => {
    // One more than was asked for says that there are more.
    const found = await listOrderRows(tx, { ...filter, after, limit: ORDERS_AT_ONCE });
    const page = found.slice(0, ORDERS_AT_ONCE);
    const taken = await sumPaymentsOf(
      tx,
      page.map(({ order }) => order.id),
    );
    const last = found.length > page.length ? page.at(-1)?.order : undefined;
    return {
      rows: page.map((row) => cells(row, taken.get(row.order.id))),
      last: last && { at: last.placedAt, id: last.id },
    };
  });
}

function cells({ order, contact, lines, trackingNumber }: OrderListRow, taken: Taken | undefined): Cell[] {
  const amount = (minor: number | null): number | null =>
    minor === null ? null : Number(amountText(minor, order.currency));
  return [
    order.id,
    order.number,
    order.placedAt.toISOString(),
    orderStatus(order),
    order.money,
    order.source,
    contact.name,
    order.country,
    order.currency,
    amount(order.totalMinor),
    amount(taken?.capturedMinor ?? 0),
    amount(taken?.refundedMinor ?? 0),
    amount(lines.profit),
    lines.units,
    lines.first,
    // As text: a spreadsheet would round long digits.
    trackingNumber && `${trackingNumber}\t`,
    order.externalOrderId && `${order.externalOrderId}\t`,
  ];
}
