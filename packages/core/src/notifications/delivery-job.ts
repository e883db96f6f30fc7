import type { MerchantId } from "@nexusone/contracts/ids";
import { merchantsWithDueNotifications } from "@nexusone/db/queries/notifications";
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

/** What quiet hours, digests and failed attempts put off. For a cron; safe to repeat. */
export async function sweepNotifications(platform: Platform): Promise<void> {
  for (const merchantId of await merchantsWithDueNotifications(platform.db, platform.clock.now(), AT_ONCE))
    await sendDueNotifications(platform, merchantId as MerchantId);
}
