import { OrderHistoryInput } from "@nexusone/contracts/orders";
import { listHolds } from "@nexusone/db/queries/orders";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readHistory } from "../events/read-history.ts";
import { readMerchant } from "../transaction.ts";

/**
 * What happened to an order and who did it, newest first: its log of fulfilment. An event of a hold names its reason alone; what
 * fills the reason's sentence is added as `details`.
 */
export async function listOrderHistory(ctx: ServiceContext, rawInput: z.input<typeof OrderHistoryInput>) {
  authorize(ctx, "orders:read");
  const { id, ...page } = OrderHistoryInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const [history, holds] = await Promise.all([readHistory(tx, { kind: "order", id }, page), listHolds(tx, id)]);
    const detailsOf = (at: string, reason: unknown) =>
      holds.find((hold) => hold.reason === reason && hold.placedAt.toISOString() <= at)?.details;
    const items = history.items.map((item) => {
      const details = detailsOf(item.at, item.payload["reason"]);
      return details ? { ...item, payload: { ...item.payload, details } } : item;
    });
    return { ...history, items };
  });
}
