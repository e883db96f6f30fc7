import type { MerchantId } from "@nexusone/contracts/ids";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import { deliverDue } from "./deliver-due.ts";

/**
 * Sends what is due of one merchant. A merchant takes one place of the queue however many events wait, so that nobody stands
 * behind somebody else's slow receiver; what a run leaves over the sweep picks up within a second.
 */
export const webhookDelivery = defineJob({
  name: "webhook_delivery",
  payload: jobPayload({}),
  attempts: 3,
  atOnce: 16,
  handle: async (platform, { merchantId }, run) => {
    await deliverDue(platform, merchantId as MerchantId, run?.signal); // parsed as uuid with the payload
  },
});

/** The first attempt waits for no sweep: the job goes with the transaction that made deliveries due. */
export const sendSoon = (tx: MerchantTx, { platform, merchantId }: ServiceContext): Promise<void> =>
  platform.jobs.enqueue(tx, merchantId, webhookDelivery, { merchantId }, { key: "due" });
