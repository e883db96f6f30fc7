import type { MerchantId } from "@nexusone/contracts/ids";
import { merchantsWithDueCustomerNotices } from "@nexusone/db/system/customer-notices";
import { withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import type { Platform } from "../platform.ts";
import { sendDueNotices } from "./send-due.ts";

/** Tells a merchant's customers what is due. */
export const customerNoticeJob = defineJob({
  name: "customer-notices",
  // The queue of the contract: everything that is said to customers.
  queue: "message_sending",
  payload: jobPayload({}),
  attempts: 3,
  handle: (platform, { merchantId }, run) => sendDueNotices(platform, merchantId as MerchantId, run),
});

/** In the transaction that makes it true. */
export const sendNoticesSoon = (
  tx: MerchantTx,
  { platform, merchantId }: Pick<ServiceContext, "platform" | "merchantId">,
): Promise<void> =>
  platform.jobs.enqueue(tx, merchantId, customerNoticeJob, { merchantId }, { key: "customer-notices" });

const AT_ONCE = 200;

/** Takes up what was put off, and what somebody died sending. Sends nothing itself: a slow mail server is no affair of the cron's. */
export async function sweepCustomerNotices(platform: Platform): Promise<void> {
  for (const merchantId of await merchantsWithDueCustomerNotices(platform.db, platform.clock.now(), AT_ONCE))
    await withMerchant(platform.db, { merchantId }, (tx) => sendNoticesSoon(tx, { platform, merchantId }));
}
