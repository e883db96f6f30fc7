import { OrderHistoryInput } from "@nexusone/contracts/orders";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readHistory } from "../events/read-history.ts";
import { readMerchant } from "../transaction.ts";

/** What happened to an order and who did it, newest first: its log of fulfilment. */
export async function listOrderHistory(ctx: ServiceContext, rawInput: z.input<typeof OrderHistoryInput>) {
  authorize(ctx, "orders:read");
  const { id, ...page } = OrderHistoryInput.parse(rawInput);
  return readMerchant(ctx, (tx) => readHistory(tx, { kind: "order", id }, page));
}
