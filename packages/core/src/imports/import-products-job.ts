import { findPreview } from "@nexusone/db/queries/imports-previews";
import { listQueuedLogIds } from "@nexusone/db/queries/imports-logs";
import { z } from "zod";
import { failpoint } from "../failpoints.ts";
import { defineJob, jobPayload } from "../jobs/define-job.ts";
import { inMerchantTx } from "../transaction.ts";
import { carryOut } from "./carry-out.ts";
import { jobContext, type Importer } from "./importer.ts";

export const PRODUCT_IMPORT_QUEUE = "product-import";

/**
 * Carries out the queued rows of a committed preview, each in its own transaction. Interrupted anywhere it goes on with the
 * rows still queued: a row is either imported with its credits paid, or untouched.
 */
export const importProductsJob = defineJob({
  name: PRODUCT_IMPORT_QUEUE,
  payload: jobPayload({ previewId: z.uuid() }),
  attempts: 20,
  handle: async (platform, { merchantId, previewId }) => {
    const reader = jobContext(platform, merchantId, PRODUCT_IMPORT_QUEUE, {
      userId: null,
      name: "",
      extensionSessionId: null,
    });
    const preview = await inMerchantTx(reader, (tx) => findPreview(tx, previewId));
    if (!preview) return;
    const ctx = jobContext(platform, merchantId, PRODUCT_IMPORT_QUEUE, preview.createdBy as Importer);
    for (const logId of await inMerchantTx(ctx, (tx) => listQueuedLogIds(tx, previewId))) {
      await carryOut(ctx, logId);
      failpoint("import.bulk.between_rows");
    }
  },
});
