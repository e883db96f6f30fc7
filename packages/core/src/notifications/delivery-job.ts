import type { MerchantId } from "@nexusone/contracts/ids";
import { merchantsWithDueNotifications } from "@nexusone/db/queries/notifications";
import { withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import type { Platform } from "../platform.ts";
import { sendDueNotifications } from "./send-due.ts";

/** Sends what is due for one merchant. */
export const sendNotificationsJob = defineJob({
  name: "notification_sending",
  payload: jobPayload({}),
  attempts: 3,
  handle: (platform, { merchantId }) => sendDueNotifications(platform, merchantId as MerchantId),
});

const AT_ONCE = 200;

/** In the transaction that makes it true. */
export const sendNotificationsSoon = (
  tx: MerchantTx,
  { platform, merchantId }: Pick<ServiceContext, "platform" | "merchantId">,
): Promise<void> =>
  platform.jobs.enqueue(tx, merchantId, sendNotificationsJob, { merchantId }, { key: "notifications" });

/** Takes up what quiet hours, digests and failed attempts put off; sends nothing itself. For a cron; safe to repeat. */
export async function sweepNotifications(platform: Platform): Promise<void> {
  for (const merchantId of await merchantsWithDueNotifications(platform.db, platform.clock.now(), AT_ONCE))
    await withMerchant(platform.db, { merchantId }, (tx) =>
      sendNotificationsSoon(tx, { platform, merchantId: merchantId as MerchantId }),
    );
}
