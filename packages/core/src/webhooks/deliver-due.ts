import type { MerchantId } from "@nexusone/contracts/ids";
import { isListening } from "@nexusone/contracts/webhooks";
import { releaseLease, takeLease } from "@nexusone/db/leases";
import { claimDeliveries, unclaimDeliveries, type ClaimedDelivery } from "@nexusone/db/queries/webhook-deliveries";
import { changeWebhook, listSendableWebhooks, type WebhookRow } from "@nexusone/db/queries/webhooks";
import { leaseTokens } from "@nexusone/db/rate-slots";
import { webhookLease } from "@nexusone/db/system/webhooks";
import { randomUUID } from "node:crypto";
import type { ServiceContext } from "../context.ts";
import { failpoint } from "../failpoints.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { attemptDelivery } from "./attempt-delivery.ts";

/** Calls that one endpoint gets at the same time. */
const LANES = 3;
const BATCH = 30;
/** A run begins nothing new after this; others of the queue want to get on. */
const SLICE_MS = 5_000;
/** Another process takes over this long after the one at work died. */
const LEASE_MS = 5_000;
const RATE_WINDOW_MS = 60_000;

/**
 * Sends what is due of a merchant, every endpoint at its own rate and none waiting for another. One run at a time: a second
 * one ends at once. What a run that died had claimed is free again with its lease, and is sent again under its old id.
 */
export async function deliverDue(platform: Platform, merchantId: MerchantId, signal?: AbortSignal): Promise<void> {
  const { db, clock } = platform;
  const run = randomUUID();
  const lease = webhookLease(merchantId);
  if (!(await takeLease(db, lease, run, LEASE_MS))) return;
  let over = false;
  const until = Date.now() + SLICE_MS;
  const goesOn = (): boolean => !over && !signal?.aborted && Date.now() < until;
  const renewal = setInterval(() => {
    takeLease(db, lease, run, LEASE_MS).then(
      (ours) => (over ||= !ours),
      () => (over = true),
    );
  }, LEASE_MS / 3);
  const ctx: ServiceContext = {
    platform,
    merchantId,
    actor: { kind: "job", name: "webhook_delivery" },
    requestId: `job:webhook_delivery:${run}`,
    locale: "en",
  };
  try {
    const webhooks = await inMerchantTx(ctx, (tx) => listSendableWebhooks(tx, clock.now(), new Date()));
    const ends = await Promise.allSettled(webhooks.map((webhook) => serve(ctx, webhook, run, goesOn)));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  } finally {
    clearInterval(renewal);
    await releaseLease(db, lease, run);
  }
}

/** Batch after batch while there is something due and the endpoint takes it. */
async function serve(ctx: ServiceContext, webhook: WebhookRow, run: string, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    const batch = await claimWithinRate(ctx, webhook, run);
    if (batch.length === 0) return;
    failpoint("webhook.delivery.after_claim");
    let stopped = false;
    await Promise.all(
      Array.from({ length: LANES }, async () => {
        while (goesOn() && !stopped) {
          const delivery = batch.shift();
          if (!delivery) return;
          const { slow } = await attemptDelivery(ctx, webhook, delivery, run);
          // One that hangs or asks for patience gets nothing more in this run.
          stopped ||= slow;
        }
      }),
    );
    await inMerchantTx(ctx, (tx) =>
      unclaimDeliveries(
        tx,
        run,
        batch.map(({ id }) => id),
      ),
    );
    if (stopped) return;
  }
}

/** Claims what is due and within the endpoint's rate per minute; above it the endpoint rests until the minute is over. */
async function claimWithinRate(ctx: ServiceContext, webhook: WebhookRow, run: string): Promise<ClaimedDelivery[]> {
  const now = ctx.platform.clock.now();
  const testsOnly = !isListening(webhook.state);
  const claim = { webhookId: webhook.id, run, now, limit: BATCH, testsOnly };
  const batch = await inMerchantTx(ctx, (tx) => claimDeliveries(tx, claim));
  if (batch.length === 0) return batch;
  const { granted, resetAt } = await leaseTokens(ctx.platform.db, `webhook:${webhook.id}`, {
    windowMs: RATE_WINDOW_MS,
    limit: webhook.ratePerMinute,
    want: batch.length,
  });
  const above = batch.slice(granted).map(({ id }) => id);
  if (above.length > 0)
    await inMerchantTx(ctx, async (tx) => {
      await changeWebhook(tx, webhook.id, { rateHeldUntil: resetAt });
      await unclaimDeliveries(tx, run, above);
    });
  return batch.slice(0, granted);
}
