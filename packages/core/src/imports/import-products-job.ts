import { findPreview, isPaused } from "@nexusone/db/queries/imports-previews";
import { countLogsOfPreview, listQueuedLogIds } from "@nexusone/db/queries/imports-logs";
import { z } from "zod";
import { failpoint } from "../failpoints.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import { inMerchantTx } from "../transaction.ts";
import { carryOut } from "./carry-out.ts";
import { discardQueued } from "./discard-queued.ts";
import { jobContext, type Importer } from "./importer.ts";

export const PRODUCT_IMPORT_QUEUE = "product-import";

/** Rows of one merchant wait for each other only while they are written; reading and pricing go on meanwhile. */
const LANES = 3;
/** Rows written together: one of them that fails has the others done one by one. */
const MOST_TOGETHER = 20;
/** A small import goes in smaller steps, so that its progress shows. */
const STEPS = 10;

/**
 * Carries out the queued rows of a committed preview, some in one transaction. Interrupted anywhere it goes on with the rows
 * still queued: a row is either imported with its credits paid, or untouched. Of a paused import no row is begun;
 * `imports.resume` enqueues it anew.
 */
export const importProductsJob = defineJob({
  name: PRODUCT_IMPORT_QUEUE,
  payload: jobPayload({ previewId: z.uuid() }),
  attempts: 20,
  handle: async (platform, { merchantId, previewId }, attempt) => {
    const reader = jobContext(platform, merchantId, PRODUCT_IMPORT_QUEUE, {
      userId: null,
      name: "",
      extensionSessionId: null,
    });
    const preview = await inMerchantTx(reader, (tx) => findPreview(tx, previewId));
    if (!preview) return "completed";
    const ctx = jobContext(platform, merchantId, PRODUCT_IMPORT_QUEUE, preview.createdBy as Importer);
    const [queue, total] = await inMerchantTx(ctx, (tx) =>
      Promise.all([listQueuedLogIds(tx, previewId), countLogsOfPreview(tx, previewId)]),
    );
    let done = total - queue.length;
    let held = false;
    const together = Math.min(MOST_TOGETHER, Math.ceil(queue.length / STEPS));
    const lanes = await Promise.allSettled(
      Array.from({ length: LANES }, async () => {
        while (queue.length > 0) {
          held ||= await inMerchantTx(ctx, (tx) => isPaused(tx, previewId));
          if (held) return;
          const logIds = queue.splice(0, together);
          await carryOut(ctx, logIds);
          attempt?.progress((done += logIds.length), total);
          failpoint("import.bulk.between_rows");
          attempt?.goOn();
        }
      }),
    );
    for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
    return held ? "paused" : "completed";
  },
  discard: (ctx, { previewId }) => discardQueued(ctx, previewId),
});
