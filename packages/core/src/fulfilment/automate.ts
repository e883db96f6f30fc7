import { lockOrder } from "@nexusone/db/queries/orders";
import type { EventConsumer } from "../events/consume-events.ts";
import { changeOrder } from "../orders/change-order.ts";
import { autoSubmitSoon } from "./auto-submit-job.ts";
import { readSettings } from "./settings.ts";

const TELLING = new Set(["order.created", "order.status_changed"]);

/**
 * Where the shop wants orders to go by themselves: what came in is confirmed, what is confirmed goes to its suppliers. What is on
 * hold waits until somebody lifts the hold, which is told by the same event.
 */
export const automateOrders: EventConsumer = {
  name: "order_automation",
  apply: async (ctx, events) => {
    const { tx } = ctx;
    const ids = events
      .filter(
        ({ type, payload }) =>
          TELLING.has(type) && (payload["status"] === "pending" || payload["status"] === "confirmed"),
      )
      .map(({ payload }) => String(payload["orderId"]));
    if (ids.length === 0 || (await readSettings(tx)).automation === "by_hand") return;
    for (const orderId of new Set(ids)) {
      const order = await lockOrder(tx, orderId);
      if (!order || order.held) continue;
      const ready =
        order.fulfilment === "pending" ? await changeOrder(tx, ctx, order, { fulfilment: "confirmed" }) : order;
      if (ready.fulfilment === "confirmed") await autoSubmitSoon(tx, ctx, orderId);
    }
  },
};
