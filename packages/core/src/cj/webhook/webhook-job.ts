import { beatCjWebhooks, merchantsWithDueCjWebhook } from "@nexusone/db/system/cj-webhooks";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../../context.ts";
import { jobContext } from "../../imports/importer.ts";
import { defineJob, jobPayload } from "../../jobs/define-job.ts";
import type { Platform } from "../../platform.ts";
import { inMerchantTx } from "../../transaction.ts";
import { keepCjWebhook } from "./keep-webhook.ts";

const AT_ONCE = 200;
const NOBODY = { userId: null, name: "", extensionSessionId: null };

const NAME = "cj-webhook";

/** Sees to a merchant's address at CJ; what goes wrong is put off on its row. */
export const cjWebhookJob = defineJob({
  name: NAME,
  payload: jobPayload({}),
  attempts: 3,
  handle: (platform, { merchantId }) => keepCjWebhook(jobContext(platform, merchantId, NAME, NOBODY)),
});

export const keepWebhookSoon = (tx: MerchantTx, { platform, merchantId }: ServiceContext): Promise<void> =>
  platform.jobs.enqueue(tx, merchantId, cjWebhookJob, { merchantId }, { key: NAME });

/** Notes that messages are taken, and looks after the addresses whose time has come. For a cron; safe to repeat. */
export async function sweepCjWebhooks(platform: Platform): Promise<void> {
  const { db, clock, config } = platform;
  // Before the notes: they would hide for how long nobody listened.
  const due = await merchantsWithDueCjWebhook(db, clock.now(), config.publicUrl, AT_ONCE);
  for (const merchantId of due) {
    const ctx = jobContext(platform, merchantId, NAME, NOBODY);
    await inMerchantTx(ctx, (tx) => keepWebhookSoon(tx, ctx));
  }
  await beatCjWebhooks(db);
}
