import { OK } from "@nexusone/contracts/analytics-terms";
import { isListening, WEBHOOK_FAILING_DAYS, WEBHOOK_SCHEDULE_MS } from "@nexusone/contracts/webhooks";
import { insertWebhookLog, settleDelivery, type ClaimedDelivery } from "@nexusone/db/queries/webhook-deliveries";
import {
  changeWebhook,
  findWebhook,
  listValidSecrets,
  lockWebhook,
  moveDeliveries,
  type WebhookRow,
} from "@nexusone/db/queries/webhooks";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { addMs, DAY_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { postPublicly } from "../outgoing/post-publicly.ts";
import { inMerchantTx } from "../transaction.ts";
import { judge, type Verdict } from "./judge.ts";
import { SECRET_PURPOSE } from "./register-webhook-secret.ts";
import { renderRequest } from "./render.ts";

type Failed = Extract<Verdict, { arrived: false }>;

/**
 * One call and its record. Killed between the two, the event is sent again under the same id: receivers get it at least once.
 * @returns `slow` when the endpoint should be left alone for this run.
 */
export async function attemptDelivery(
  ctx: ServiceContext,
  { id: webhookId }: WebhookRow,
  delivery: ClaimedDelivery,
  run: string,
): Promise<{ slow: boolean }> {
  const { clock, keyring, outgoing = {} } = ctx.platform;
  const at = clock.now();
  // Read at each attempt: another address or secret counts at once.
  const found = await inMerchantTx(ctx, async (tx) => {
    const [webhook, secrets] = await Promise.all([findWebhook(tx, webhookId), listValidSecrets(tx, at, webhookId)]);
    return webhook && { webhook, secrets: secrets.map((one) => keyring.open(one.secretSealed, SECRET_PURPOSE)) };
  });
  if (!found) return { slow: true };
  const { webhook, secrets } = found;
  const { headers, body } = renderRequest(delivery.event, { secrets, bodySignature: webhook.bodySignature });
  const startedAt = performance.now();
  const result = await postPublicly(outgoing, webhook.url, { headers, body });
  const durationMs = Math.round(performance.now() - startedAt);
  failpoint("webhook.delivery.after_call");
  const now = clock.now();
  const verdict = judge(result, now);

  await inMerchantTx(ctx, async (tx) => {
    // Before the delivery, as whoever pauses or deletes does: the other order would deadlock with them.
    const standing = await lockForNews(tx, webhookId, verdict, now);
    if (!(await settleDelivery(tx, { id: delivery.id, run }, endOf(delivery, verdict, now)))) return;
    await insertWebhookLog(tx, {
      deliveryId: delivery.id,
      at,
      durationMs,
      url: result.url,
      requestHeaders: headers,
      requestBody: body,
      status: result.answer?.status ?? null,
      responseHeaders: result.answer?.headers ?? null,
      responseBody: result.answer?.body ?? null,
      reason: verdict.arrived ? null : verdict.reason,
      details: verdict.arrived ? {} : verdict.details,
    });
    if (standing && verdict.arrived) await noteSuccess(tx, ctx, standing, now);
    if (standing && !verdict.arrived) await noteFailure(tx, ctx, standing, verdict, now);
    failpoint("webhook.delivery.before_commit");
  });
  ctx.platform.usage?.count({
    merchantId: ctx.merchantId,
    area: "webhook",
    operation: delivery.event.type,
    outcome: verdict.arrived ? OK : verdict.reason,
    ms: durationMs,
  });
  const patience = !verdict.arrived && verdict.retryAfterSeconds !== undefined;
  return { slow: patience || (!verdict.arrived && verdict.reason === "webhooks.timeout") };
}

/** What the attempt makes of the delivery. One that was kept meanwhile stays so, but for its end. */
function endOf(delivery: ClaimedDelivery, verdict: Verdict, now: Date): Parameters<typeof settleDelivery>[2] {
  if (verdict.arrived) return { state: "delivered", reason: null, deliveredAt: now, settledAt: now };
  const { reason } = verdict;
  const tries = delivery.tries + 1;
  const delay = WEBHOOK_SCHEDULE_MS[tries];
  if (!verdict.again || delay === undefined) return { state: "failed", reason, tries, settledAt: now };
  return { reason, tries, nextAt: addMs(now, Math.max(delay, (verdict.retryAfterSeconds ?? 0) * 1_000)) };
}

/** The endpoint, locked, when the verdict says something new about it. All lanes share the row: successes once a minute. */
async function lockForNews(tx: MerchantTx, id: string, verdict: Verdict, now: Date): Promise<WebhookRow | undefined> {
  if (verdict.arrived) {
    const seen = await findWebhook(tx, id);
    const recent = seen?.lastDeliveredAt && seen.lastDeliveredAt.getTime() > now.getTime() - MINUTE_MS;
    if (recent && !seen.failingSince) return undefined;
  }
  return lockWebhook(tx, id);
}

async function noteSuccess(tx: MerchantTx, ctx: ServiceContext, webhook: WebhookRow, now: Date): Promise<void> {
  const { id: webhookId, state } = webhook;
  const cured = { failingSince: null, lastReason: null, ...(state === "failing" && { state: "active" as const }) };
  await changeWebhook(tx, webhookId, { lastDeliveredAt: now, ...(isListening(state) && cured) });
  if (state === "failing")
    await recordEvent(tx, ctx, "webhook.recovered", { webhookId }, { kind: "webhook", id: webhookId });
}

async function noteFailure(
  tx: MerchantTx,
  ctx: ServiceContext,
  webhook: WebhookRow,
  { reason, retryAfterSeconds }: Failed,
  now: Date,
): Promise<void> {
  // A test of one that is switched off says nothing new about it.
  if (!isListening(webhook.state)) return;
  const { id: webhookId } = webhook;
  const subject = { kind: "webhook", id: webhookId } as const;
  const failingSince = webhook.failingSince ?? now;
  const gone = reason === "webhooks.gone";
  if (gone || failingSince <= addMs(now, -WEBHOOK_FAILING_DAYS * DAY_MS)) {
    const why = gone ? reason : "webhooks.failed_for_days";
    await changeWebhook(tx, webhookId, {
      state: "disabled",
      failingSince,
      lastReason: reason,
      disabledAt: now,
      disabledReason: why,
    });
    await moveDeliveries(tx, webhookId, ["pending"], { state: "kept" });
    await recordEvent(tx, ctx, "webhook.disabled", { webhookId, reason: why }, subject);
    return;
  }
  await changeWebhook(tx, webhookId, {
    state: "failing",
    failingSince,
    lastReason: reason,
    ...(retryAfterSeconds !== undefined && { retryAfter: addMs(now, retryAfterSeconds * 1_000) }),
  });
  if (webhook.state === "active") await recordEvent(tx, ctx, "webhook.failing", { webhookId, reason }, subject);
}
