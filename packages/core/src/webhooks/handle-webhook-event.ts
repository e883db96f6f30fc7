import { isListening, TEST_EVENT } from "@nexusone/contracts/webhooks";
import type { StoredEvent } from "@nexusone/db/queries/events";
import { insertDeliveries, type NewDelivery } from "@nexusone/db/queries/webhook-deliveries";
import { listWebhookRows, type WebhookRow } from "@nexusone/db/queries/webhooks";
import type { EventConsumer } from "../events/consume-events.ts";
import { sendSoon } from "./delivery-job.ts";

/** WHK-08: what an event means for a merchant's endpoints: one delivery for each that listens to its type. */
export function handleWebhookEvent(event: StoredEvent, webhooks: readonly WebhookRow[], now: Date): NewDelivery[] {
  return webhooks
    .filter((webhook) => concerns(webhook, event))
    .map((webhook) => ({
      webhookId: webhook.id,
      eventId: event.id,
      eventType: event.type,
      eventSeq: event.seq,
      happenedAt: event.happenedAt,
      orderKey:
        webhook.ordered && event.subjectKind && event.subjectId ? `${event.subjectKind}:${event.subjectId}` : null,
      // A test goes out whatever the state; anything else is kept until the endpoint is resumed.
      state: isListening(webhook.state) || event.type === TEST_EVENT ? "pending" : "kept",
      nextAt: now,
    }));
}

function concerns(webhook: WebhookRow, event: StoredEvent): boolean {
  if (event.type === TEST_EVENT) return event.payload["webhookId"] === webhook.id;
  // What happened before it was registered goes out only when somebody asks for it.
  if (event.happenedAt < webhook.registeredAt) return false;
  return webhook.eventTypes.length === 0 || webhook.eventTypes.includes(event.type);
}

/** Turns events into deliveries, exactly once each, in the transaction that moves the consumer on. */
export const webhookConsumer: EventConsumer = {
  name: "webhooks",
  apply: async (ctx, events) => {
    const webhooks = await listWebhookRows(ctx.tx);
    if (webhooks.length === 0) return;
    const now = ctx.platform.clock.now();
    const deliveries = events.flatMap((event) => handleWebhookEvent(event, webhooks, now));
    await insertDeliveries(ctx.tx, deliveries);
    if (deliveries.some(({ state }) => state === "pending")) await sendSoon(ctx.tx, ctx);
  },
};
