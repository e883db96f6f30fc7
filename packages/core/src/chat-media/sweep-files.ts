import { giveUpUnusedChatFiles, markUnusedChatFiles, reopenChatFiles } from "@nexusone/db/queries/chat-files";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { fetchChatFileJob } from "./fetch-job.ts";
import { removeChatFiles } from "./remove-files.ts";

const AT_ONCE = 1_000;
/** A file that no message has: whoever chose it has a day to send it. */
const UNUSED_KEPT_MS = DAY_MS;
/** Ids of webhooks can be fetched for seven days (facts section 7). */
const VENDOR_KEEPS_MS = 7 * DAY_MS;

/** Of one merchant: removes what no message has, what was never stored to its end; files whose job was lost get a new one. */
export async function sweepChatFiles(ctx: ServiceContext): Promise<void> {
  const { platform, merchantId } = ctx;
  const now = platform.clock.now();
  // When a row was last written is real time.
  const realNow = new Date();
  await inMerchantTx(ctx, async (tx) => {
    await markUnusedChatFiles(tx, now);
    const forgotten = await reopenChatFiles(tx, {
      before: addMs(realNow, -DAY_MS),
      receivedSince: addMs(now, -VENDOR_KEEPS_MS),
      limit: AT_ONCE,
    });
    const jobs = forgotten.map((fileId) => ({ merchantId, fileId }));
    if (jobs.length > 0) await platform.jobs.enqueueMany(tx, merchantId, fetchChatFileJob, jobs);
    await giveUpUnusedChatFiles(tx, {
      unusedBefore: addMs(now, -UNUSED_KEPT_MS),
      startedBefore: addMs(realNow, -HOUR_MS),
    });
  });
  await removeChatFiles(ctx);
}
