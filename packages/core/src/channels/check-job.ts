import { updateChannel } from "@nexusone/db/queries/whatsapp-channels";
import { dueWhatsAppChannels } from "@nexusone/db/system/whatsapp-channels";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import { addMs } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { lookAtChannel } from "./check-channel.ts";
import { LOOK_AGAIN_MS } from "./standing.ts";

const NAME = "channel-check";
const AT_ONCE = 200;
const NOBODY = { userId: null, name: "", extensionSessionId: null };

/** Looks whether a number works; what it finds stands on the number's row. */
export const channelCheckJob = defineJob({
  name: NAME,
  payload: jobPayload({ channelId: z.uuid() }),
  attempts: 3,
  handle: (platform, { merchantId, channelId }) =>
    lookAtChannel(jobContext(platform, merchantId, NAME, NOBODY), channelId),
});

/** Has a number looked at now, within the transaction that gives reason to. */
export async function lookSoon(
  tx: MerchantTx,
  { platform, merchantId }: ServiceContext,
  channelId: string,
): Promise<void> {
  await platform.jobs.enqueue(
    tx,
    merchantId,
    channelCheckJob,
    { merchantId, channelId },
    { key: `${NAME}:${channelId}` },
  );
}

/** Has the numbers looked at whose time has come. For a cron; safe to repeat. */
export async function sweepChannels(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  for (const { merchantId, id } of await dueWhatsAppChannels(platform.db, now, AT_ONCE)) {
    const ctx = jobContext(platform, merchantId, NAME, NOBODY);
    await inMerchantTx(ctx, async (tx) => {
      await lookSoon(tx, ctx, id);
      // Whoever looks says when the next look is; this is for one who dies over it.
      await updateChannel(tx, id, { checkAt: addMs(now, LOOK_AGAIN_MS) });
    });
  }
}
