import { reasonOf } from "@nexusone/contracts/reasons";
import { listWaiting, settleProductMedia, type ProductMediaRow } from "@nexusone/db/queries/product-media";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import { actorUserId, type ServiceContext } from "../context.ts";
import { isDomainError, type DomainError } from "../errors.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload, type EnqueueOptions } from "../jobs/define-job.ts";
import { inMerchantTx } from "../transaction.ts";
import { copyPicture } from "./copy-picture.ts";

export const MEDIA_QUEUE = "media_processing";

/** About an hour of growing pauses. */
const ATTEMPTS = 14;
/** Products of one job: small enough that merchants take turns. */
const TOGETHER = 5;
/** A source that is silent this often in a row is left alone until the next attempt. */
const PATIENCE = 3;

/**
 * Copies what waits of some products (JOB-05): thumbnail, medium and original. Each picture is settled on its own; while a
 * source does not answer the job comes back, and after the last attempt the reason stands on the picture.
 */
export const copyPicturesJob = defineJob({
  name: "copy-pictures",
  queue: MEDIA_QUEUE,
  payload: jobPayload({ productIds: z.array(z.uuid()).max(TOGETHER), ownerId: z.uuid().nullable() }),
  attempts: ATTEMPTS,
  atOnce: 2,
  handle: async (platform, { merchantId, productIds, ownerId }, run) => {
    const ctx = jobContext(platform, merchantId, "copy-pictures", { userId: null, name: "", extensionSessionId: null });
    const waiting = await inMerchantTx(ctx, (tx) => listWaiting(tx, productIds));
    const last = run !== undefined && run.attempt >= ATTEMPTS;
    let silent: DomainError | undefined;
    let inARow = 0;
    for (const [index, row] of waiting.entries()) {
      run?.goOn();
      const failure = await attempt(ctx, row, ownerId);
      run?.progress(index + 1, waiting.length);
      if (failure && reasonOf(failure.reason).retry) {
        silent = failure;
        inARow += 1;
        if (last) await settle(ctx, row, failure);
        else if (inARow >= PATIENCE) break;
        continue;
      }
      inARow = 0;
      if (failure) await settle(ctx, row, failure);
    }
    if (silent) throw silent;
  },
  /** Given up by hand: the supplier's addresses stay. */
  discard: async (ctx, { productIds }) => {
    for (const row of await listWaiting(ctx.tx, productIds))
      await settleProductMedia(ctx.tx, row.id, { reason: "media.source_unavailable", reasonDetails: { problem: "-" } });
  },
});

async function attempt(
  ctx: ServiceContext,
  row: ProductMediaRow,
  ownerId: string | null,
): Promise<DomainError | undefined> {
  try {
    await copyPicture(ctx, row, ownerId);
    return undefined;
  } catch (error) {
    if (isDomainError(error) && error.reason.startsWith("media.")) return error;
    throw error;
  }
}

const settle = (ctx: ServiceContext, row: ProductMediaRow, failure: DomainError) =>
  inMerchantTx(ctx, (tx) => settleProductMedia(tx, row.id, { reason: failure.reason, reasonDetails: failure.details }));

/** Queues the copying of these products' pictures in the transaction that makes them theirs. */
export async function queueMediaProcessing(
  tx: MerchantTx,
  ctx: ServiceContext,
  productIds: readonly string[],
  options: Pick<EnqueueOptions, "operation" | "interactive"> = {},
): Promise<void> {
  const ownerId = actorUserId(ctx.actor);
  const jobs = Array.from({ length: Math.ceil(productIds.length / TOGETHER) }, (_, index) => ({
    merchantId: ctx.merchantId,
    productIds: productIds.slice(index * TOGETHER, (index + 1) * TOGETHER),
    ownerId,
  }));
  await ctx.platform.jobs.enqueueMany(tx, ctx.merchantId, copyPicturesJob, jobs, options);
}
