import { lockOrder, type OrderRow } from "@nexusone/db/queries/orders";
import { listPaymentsOf } from "@nexusone/db/queries/payments";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { EventConsumer } from "../events/consume-events.ts";
import { changeOrder } from "../orders/change-order.ts";
import { takingsOf } from "../payments/get-order-money.ts";
import { autoSubmitSoon } from "./auto-submit-job.ts";
import { readSettings } from "./settings.ts";

const TELLING = new Set(["order.created", "order.status_changed"]);
const WAITING = new Set<unknown>(["pending", "confirmed"]);

/**
 * Where the shop wants orders to go by themselves: what came in is confirmed once its customer has paid all of it, what is
 * confirmed goes to its suppliers. Nobody's money but the customer's sets an order going: an unpaid one waits for the payment, or
 * for a person who confirms it. What is on hold waits until somebody lifts the hold, which is told by the same event.
 */
export const automateOrders: EventConsumer = {
  name: "order_automation",
  apply: async (ctx, events) => {
    const { tx } = ctx;
    const ids = events
      .filter(
        ({ type, payload }) => type === "payment.received" || (TELLING.has(type) && WAITING.has(payload["status"])),
      )
      .map(({ payload }) => String(payload["orderId"]));
    if (ids.length === 0 || (await readSettings(tx)).automation === "by_hand") return;
    for (const orderId of new Set(ids)) {
      const order = await lockOrder(tx, orderId);
      if (!order || order.held) continue;
      if (order.fulfilment === "pending" && !(await isPaidFor(tx, order))) continue;
      const ready =
        order.fulfilment === "pending" ? await changeOrder(tx, ctx, order, { fulfilment: "confirmed" }) : order;
      if (ready.fulfilment === "confirmed") await autoSubmitSoon(tx, ctx, orderId);
    }
  },
};

/** All of it is with the shop, whatever went to and fro. */
async function isPaidFor(tx: MerchantTx, { id, totalMinor }: OrderRow): Promise<boolean> {
  const { capturedMinor, refundedMinor } = takingsOf(await listPaymentsOf(tx, id));
  return capturedMinor - refundedMinor >= totalMinor;
}
