import { lockWaitingMessages, settleMessages, type MessageRow } from "@nexusone/db/queries/channel-events";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { databaseUnavailable, isDomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import { inMerchantTx } from "../transaction.ts";
import { CHANNELS } from "./channels.ts";

const BATCH = 200;
const NOBODY = { userId: null, name: "", extensionSessionId: null };

/** Acts on a merchant's messages, many in a transaction; when one of them cannot be followed, each on its own. */
export const followMessagesJob = defineJob({
  name: "follow-messages",
  payload: jobPayload({}),
  attempts: 8,
  handle: async (platform, { merchantId }, run) => {
    const ctx = jobContext(platform, merchantId, followMessagesJob.name, NOBODY);
    for (;;) {
      run?.goOn();
      const left = await followSome(ctx).catch((error: unknown) => {
        if (databaseUnavailable(error)) throw error;
        return followEach(ctx);
      });
      if (left < BATCH) return;
    }
  },
});

export const followSoon = (tx: MerchantTx, { platform, merchantId }: ServiceContext): Promise<void> =>
  platform.jobs.enqueue(tx, merchantId, followMessagesJob, { merchantId }, { key: "messages" });

/** @returns how many there were */
const followSome = (ctx: ServiceContext): Promise<number> =>
  inMerchantTx(ctx, async (tx) => {
    const messages = await lockWaitingMessages(tx, BATCH);
    for (const [channel, own] of Map.groupBy(messages, (message) => message.channel))
      await settleMessages(tx, await CHANNELS[channel].follow(tx, ctx, own));
    failpoint("inbox.follow.before_commit");
    return messages.length;
  });

/** One after the other: what cannot be followed says why, and people can have it tried again. @returns how many there were */
async function followEach(ctx: ServiceContext): Promise<number> {
  for (let nth = 0; nth < BATCH; nth += 1) if (!(await followOldest(ctx))) return nth;
  return BATCH;
}

async function followOldest(ctx: ServiceContext): Promise<boolean> {
  let oldest: MessageRow | undefined;
  try {
    await inMerchantTx(ctx, async (tx) => {
      [oldest] = await lockWaitingMessages(tx, 1);
      if (oldest) await settleMessages(tx, await CHANNELS[oldest.channel].follow(tx, ctx, [oldest]));
    });
  } catch (error) {
    if (!oldest || databaseUnavailable(error)) throw error;
    const { id } = oldest;
    ctx.platform.log.error({ err: error, messageId: id }, "a message could not be followed");
    const reason = isDomainError(error) ? error.reason : "job.failed";
    await inMerchantTx(ctx, (tx) => settleMessages(tx, [{ id, state: "failed", reason }]));
  }
  return oldest !== undefined;
}
