import { isListening, MAX_REPLAY, WEBHOOK_EVENT_TYPES, type ReplayInput } from "@nexusone/contracts/webhooks";
import { countReplay, restartDeliveries, type ReplayScope } from "@nexusone/db/queries/webhook-deliveries";
import { lockWebhook, findWebhook, type WebhookRow } from "@nexusone/db/queries/webhooks";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { sendSoon } from "./delivery-job.ts";

/** How many events a replay would send, counted up to one more than it may. @throws request.not_found */
export async function previewReplay(ctx: ServiceContext, input: ReplayInput): Promise<{ count: number }> {
  authorize(ctx, "webhooks:manage");
  return readMerchant(ctx, async (tx) => {
    const webhook = await findWebhook(tx, input.webhookId);
    if (!webhook) throw new DomainError("request.not_found");
    return { count: await countReplay(tx, webhook.id, scopeOf(webhook, input), MAX_REPLAY + 1) };
  });
}

/**
 * Sends events again, each under its old `webhook-id`: a receiver that keeps the ids notices nothing. An endpoint that is
 * paused or disabled keeps them until it is resumed. Safe to repeat.
 * @throws webhooks.replay_too_large {limit}, request.not_found
 */
export async function replayDeliveries(ctx: ServiceContext, input: ReplayInput): Promise<{ count: number }> {
  authorize(ctx, "webhooks:manage");
  return inMerchantTx(ctx, async (tx) => {
    const webhook = await lockWebhook(tx, input.webhookId);
    if (!webhook) throw new DomainError("request.not_found");
    const { id, ordered } = webhook;
    const scope = scopeOf(webhook, input);
    const state = isListening(webhook.state) ? "pending" : "kept";
    const options = { now: ctx.platform.clock.now(), limit: MAX_REPLAY + 1 };
    const count = await restartDeliveries(tx, { id, ordered, state }, scope, options);
    if (count > MAX_REPLAY) throw new DomainError("webhooks.replay_too_large", { limit: MAX_REPLAY });
    if (input.what === "one" && count === 0) throw new DomainError("request.not_found");
    await sendSoon(tx, ctx);
    const subject = { kind: "webhook", id } as const;
    await recordEvent(tx, ctx, "webhook.replayed", { webhookId: id, what: input.what, count }, subject);
    return { count };
  });
}

function scopeOf({ eventTypes }: WebhookRow, input: ReplayInput): ReplayScope {
  switch (input.what) {
    case "one":
      return input;
    case "range": {
      const types = eventTypes.length > 0 ? eventTypes : WEBHOOK_EVENT_TYPES;
      return { what: "range", from: new Date(input.from), to: new Date(input.to), types };
    }
    case "failed":
      return { what: "failed", since: new Date(input.since) };
  }
}
