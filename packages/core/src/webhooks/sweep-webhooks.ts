import { releaseLease, takeLease } from "@nexusone/db/leases";
import { merchantsWithDueWebhooks } from "@nexusone/db/system/webhooks";
import { withMerchant } from "@nexusone/db/with-merchant";
import { randomUUID } from "node:crypto";
import type { Platform } from "../platform.ts";
import { webhookDelivery } from "./delivery-job.ts";

const TICK_MS = 1_000;
const LEASE = "webhooks-sweep";
/** Another process takes over this long after the one at work died. */
const LEASE_MS = 3_000;
const AT_ONCE = 200;

/** Enqueues the delivery of whatever has become due by the business clock. Safe to repeat and to run from several processes. */
export async function sweepWebhooks(platform: Platform, holder: string): Promise<void> {
  const { db, clock, jobs } = platform;
  if (!(await takeLease(db, LEASE, holder, LEASE_MS))) return;
  for (const merchantId of await merchantsWithDueWebhooks(db, clock.now(), AT_ONCE))
    await withMerchant(db, { merchantId }, (tx) =>
      jobs.enqueue(tx, merchantId, webhookDelivery, { merchantId }, { key: "due" }),
    );
}

/** Sweeps every second, one process at a time. @returns a function that stops after the sweep in hand. */
export function startWebhookSweep(platform: Platform, onError: (error: unknown) => void): () => Promise<void> {
  const holder = randomUUID();
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= sweepWebhooks(platform, holder)
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  }, TICK_MS);
  return async () => {
    clearInterval(timer);
    await running;
    await releaseLease(platform.db, LEASE, holder);
  };
}
