import type { NoticeStep } from "@nexusone/contracts/customer-notice-terms";
import { insertCustomerNotices } from "@nexusone/db/queries/customer-notices";
import { driverParcels } from "@nexusone/db/queries/deliveries";
import type { StoredEvent } from "@nexusone/db/queries/events";
import { DAY_MS } from "../clock.ts";
import type { EventConsumer } from "../events/consume-events.ts";
import { followMessages } from "./follow-messages.ts";
import { sendNoticesSoon } from "./send-job.ts";
import { readNoticeSettings } from "./settings.ts";

/** History that is read late (a first start, a long outage) is no news to a customer any more. */
const STALE_MS = 2 * DAY_MS;

type Step = { readonly orderId: string; readonly step: NoticeStep; readonly aboutId: string };

/** What an event means to the customer; most mean nothing. */
function stepOf({ type, payload }: StoredEvent): Step | undefined {
  const orderId = String(payload["orderId"]);
  if (type === "order.status_changed") {
    const status = payload["status"];
    return status === "confirmed" || status === "cancelled" ? { orderId, step: status, aboutId: orderId } : undefined;
  }
  if (type === "order.parcel_moved") {
    const { to, shipmentId } = payload;
    return to === "shipped" || to === "delivered" ? { orderId, step: to, aboutId: String(shipmentId) } : undefined;
  }
  if (type === "delivery.started") return { orderId, step: "out_for_delivery", aboutId: String(payload["shipmentId"]) };
  return type === "payment.refunded" ? { orderId, step: "refunded", aboutId: String(payload["paymentId"]) } : undefined;
}

/** Writes down what customers are to be told, once for each step, and has it sent; and what became of what was said on WhatsApp. */
export const tellCustomers: EventConsumer = {
  name: "customer_notices",
  apply: async (ctx, events) => {
    const { tx } = ctx;
    const now = ctx.platform.clock.now();
    await followMessages(tx, ctx, events);
    const found = events
      .filter(({ happenedAt }) => now.getTime() - happenedAt.getTime() < STALE_MS)
      .flatMap((event) => stepOf(event) ?? []);
    if (found.length === 0) return;
    // What a driver brings is out for delivery: nobody handed it to a carrier.
    const sent = found.flatMap(({ step, aboutId }) => (step === "shipped" ? [aboutId] : []));
    const driven = await driverParcels(tx, sent);
    const steps = found.filter(({ step, aboutId }) => step !== "shipped" || !driven.has(aboutId));
    const settings = await readNoticeSettings(tx);
    const wanted = new Set(settings.steps);
    const rows = steps.map((step) => ({
      ...step,
      channel: settings.preferred,
      dueAt: now,
      movedAt: now,
      ...(wanted.has(step.step)
        ? { state: "waiting" as const }
        : { state: "not_sent" as const, reason: "customer_notices.switched_off" as const }),
    }));
    const made = await insertCustomerNotices(tx, rows);
    if (made.some(({ state }) => state === "waiting")) await sendNoticesSoon(tx, ctx);
  },
};
