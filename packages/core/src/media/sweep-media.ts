import { giveUpUnused, markUnused } from "@nexusone/db/queries/media";
import { listForgotten } from "@nexusone/db/queries/product-media";
import { listMerchantsWithMedia, missingMerchants } from "@nexusone/db/system/media";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import { sweepScratch } from "../chat-media/scratch.ts";
import { sweepChatFiles } from "../chat-media/sweep-files.ts";
import { jobContext } from "../imports/importer.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { queueMediaProcessing } from "./copy-pictures-job.ts";
import { UNUSED_KEPT_MS } from "./media-view.ts";
import { removeFiles } from "./store-image.ts";

const MERCHANTS_AT_ONCE = 500;
const FILES_AT_ONCE = 1_000;
/** Longer than any job goes on trying. */
const FORGOTTEN_MS = DAY_MS;

/**
 * Removes files that nothing has shown for a day, what was never stored to its end, and everything of merchants that are gone;
 * pictures whose job was lost get a new one. For a cron; safe to repeat.
 */
export async function sweepMedia(platform: Platform): Promise<void> {
  let after: string | undefined;
  do {
    const merchants = await listMerchantsWithMedia(platform.db, after, MERCHANTS_AT_ONCE);
    for (const merchantId of merchants) await sweepOne(platform, merchantId);
    after = merchants.length === MERCHANTS_AT_ONCE ? merchants.at(-1) : undefined;
  } while (after !== undefined);
  await sweepScratch(platform);
  const { storage } = platform.media;
  for (const merchantId of await missingMerchants(platform.db, await storage.merchants()))
    await storage.removeMerchant(merchantId);
}

async function sweepOne(platform: Platform, merchantId: string): Promise<void> {
  const ctx = jobContext(platform, merchantId, "sweep-media", { userId: null, name: "", extensionSessionId: null });
  const now = platform.clock.now();
  // When a row was last written is real time.
  const realNow = new Date();
  const rows = await inMerchantTx(ctx, async (tx) => {
    await markUnused(tx, now);
    const forgotten = await listForgotten(tx, addMs(realNow, -FORGOTTEN_MS), FILES_AT_ONCE);
    if (forgotten.length > 0) await queueMediaProcessing(tx, ctx, forgotten);
    return giveUpUnused(tx, {
      unusedBefore: addMs(now, -UNUSED_KEPT_MS),
      startedBefore: addMs(realNow, -HOUR_MS),
      limit: FILES_AT_ONCE,
    });
  });
  await removeFiles(ctx, rows);
  await sweepChatFiles(ctx);
}
