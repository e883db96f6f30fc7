import { CompleteOrderLinkInput, OrderLinkInput, type OrderLinkView } from "@nexusone/contracts/order-links";
import { settleOrderLink } from "@nexusone/db/queries/order-links";
import { findOrderByNumber } from "@nexusone/db/queries/orders";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { mustFindLink, orderLinkView } from "./order-link-view.ts";

/**
 * The order was placed; the link leads nowhere any more. Safe to repeat with the same order.
 * @throws `order_links.not_found`, `orders.not_found`, `order_links.over` once it was cancelled or completed by another order.
 */
export async function completeOrderLink(
  ctx: ServiceContext,
  rawInput: z.input<typeof CompleteOrderLinkInput>,
): Promise<OrderLinkView> {
  authorize(ctx, "orders:manage");
  const { id, number } = CompleteOrderLinkInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    await mustFindLink(tx, id);
    const order = number === undefined ? undefined : await findOrderByNumber(tx, number);
    if (number !== undefined && !order) throw new DomainError("orders.not_found", { number });
    const orderId = order?.id ?? null;
    await completeBy(tx, ctx, id, orderId);
    const after = await mustFindLink(tx, id);
    if (after.link.status !== "completed" || after.link.orderId !== orderId) throw new DomainError("order_links.over");
    return orderLinkView(ctx, after);
  });
}

/** Takes a link back: whoever has it is told that it is over. Safe to repeat. @throws `order_links.not_found`, `order_links.over`. */
export async function cancelOrderLink(
  ctx: ServiceContext,
  rawInput: z.input<typeof OrderLinkInput>,
): Promise<OrderLinkView> {
  authorize(ctx, "orders:manage");
  const { id } = OrderLinkInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const settledAt = ctx.platform.clock.now();
    if (await settleOrderLink(tx, id, { status: "cancelled", orderId: null, settledAt }))
      await recordEvent(tx, ctx, "order_link.cancelled", { orderLinkId: id });
    const after = await mustFindLink(tx, id);
    if (after.link.status !== "cancelled") throw new DomainError("order_links.over");
    return orderLinkView(ctx, after);
  });
}

/**
 * The link that an order came by, in the transaction that takes the order. One that is over stays as it is: the order was placed
 * all the same. @throws `order_links.not_found`.
 */
export async function completeByOrder(
  tx: MerchantTx,
  ctx: ServiceContext,
  { orderLinkId, orderId }: { readonly orderLinkId: string; readonly orderId: string },
): Promise<void> {
  await mustFindLink(tx, orderLinkId);
  await completeBy(tx, ctx, orderLinkId, orderId);
}

async function completeBy(tx: MerchantTx, ctx: ServiceContext, id: string, orderId: string | null): Promise<void> {
  const settledAt = ctx.platform.clock.now();
  if (await settleOrderLink(tx, id, { status: "completed", orderId, settledAt }))
    await recordEvent(tx, ctx, "order_link.completed", { orderLinkId: id, orderId });
}
