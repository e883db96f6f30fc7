import {
  OrderBatchInput,
  OrderBatchRowsInput,
  type OrderBatchRows,
  type OrderBatchView,
} from "@nexusone/contracts/order-batches";
import { orderStatus } from "@nexusone/contracts/order-terms";
import { findOrderBatch, listOrderBatchRows } from "@nexusone/db/queries/order-batches";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { orderBatchViewOf } from "./order-batch-view.ts";

/** How an act on many orders stands, with counts, reasons and what it moves. Throws `preview.not_found`. */
export async function getOrderBatch(
  ctx: ServiceContext,
  rawInput: z.input<typeof OrderBatchInput>,
): Promise<OrderBatchView> {
  authorize(ctx, "orders:manage");
  const { id } = OrderBatchInput.parse(rawInput);
  return readMerchant(ctx, (tx) => orderBatchViewOf(tx, id));
}

/** What becomes of each order, or why it is left out or was refused, a page at a time. Throws `preview.not_found`. */
export async function listOrdersOfBatch(
  ctx: ServiceContext,
  rawInput: z.input<typeof OrderBatchRowsInput>,
): Promise<z.output<typeof OrderBatchRows>> {
  authorize(ctx, "orders:manage");
  const { id, cursor: after = -1, limit, problems } = OrderBatchRowsInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    if (!(await findOrderBatch(tx, id))) throw new DomainError("preview.not_found");
    const states = problems ? (["excluded", "refused"] as const) : undefined;
    const rows = await listOrderBatchRows(tx, id, { states, after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    return {
      items: page.map(({ row, order, contact }) => ({
        position: row.position,
        orderId: row.orderId,
        number: order.number,
        customer: contact.name,
        status: orderStatus(order),
        state: row.state,
        reason: row.reason,
        details: row.details,
        currency: row.currency,
        totalMinor: row.totalMinor,
        costMinor: row.costMinor,
        payUsdMinor: row.pays.reduce((sum, { usdMinor }) => sum + usdMinor, 0),
      })) as z.output<typeof OrderBatchRows>["items"], // ids come from our own uuid columns
      nextCursor: rows.length > limit ? (page.at(-1)?.row.position ?? null) : null,
    };
  });
}
