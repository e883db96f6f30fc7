import {
  isListening,
  type ResumeWebhookInput,
  type WebhookInput,
  type WebhookView,
} from "@nexusone/contracts/webhooks";
import { changeWebhook, lockWebhook, moveDeliveries } from "@nexusone/db/queries/webhooks";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { sendSoon } from "./delivery-job.ts";
import { viewWebhook } from "./webhook-view.ts";

/** Sends nothing more for now; what happens is kept. Safe to repeat. @throws webhooks.not_pausable (disabled), request.not_found */
export async function pauseWebhook(
  ctx: ServiceContext,
  { webhookId }: z.output<typeof WebhookInput>,
): Promise<WebhookView> {
  authorize(ctx, "webhooks:manage");
  return inMerchantTx(ctx, async (tx) => {
    const webhook = await lockWebhook(tx, webhookId);
    if (!webhook) throw new DomainError("request.not_found");
    if (webhook.state === "disabled") throw new DomainError("webhooks.not_pausable");
    if (isListening(webhook.state)) {
      await changeWebhook(tx, webhookId, { state: "paused" });
      await moveDeliveries(tx, webhookId, ["pending"], { state: "kept" });
      await recordEvent(tx, ctx, "webhook.paused", { webhookId }, { kind: "webhook", id: webhookId });
    }
    return viewWebhook(tx, webhookId, ctx.platform.clock.now());
  });
}

/** Sends again, from paused or disabled. What was kept goes out now or is skipped. Safe to repeat. @throws request.not_found */
export async function resumeWebhook(
  ctx: ServiceContext,
  { webhookId, deliverKept }: z.output<typeof ResumeWebhookInput>,
): Promise<WebhookView> {
  authorize(ctx, "webhooks:manage");
  const now = ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    const webhook = await lockWebhook(tx, webhookId);
    if (!webhook) throw new DomainError("request.not_found");
    if (!isListening(webhook.state)) {
      const clean = { failingSince: null, lastReason: null, disabledAt: null, disabledReason: null, retryAfter: null };
      await changeWebhook(tx, webhookId, { state: "active", ...clean });
      const kept = deliverKept
        ? ({ state: "pending", nextAt: now, tries: 0, claim: null } as const)
        : ({ state: "skipped", settledAt: now } as const);
      await moveDeliveries(tx, webhookId, ["kept"], kept);
      await sendSoon(tx, ctx);
      await recordEvent(tx, ctx, "webhook.resumed", { webhookId, deliverKept }, { kind: "webhook", id: webhookId });
    }
    return viewWebhook(tx, webhookId, now);
  });
}
