import { findPreview, type PreviewRecord } from "@nexusone/db/queries/imports-previews";
import { countPreviewRows, listUnreadRows } from "@nexusone/db/queries/imports-reading";
import { findImportState } from "@nexusone/db/queries/imports-state";
import { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { defineJob, jobPayload, type JobRun } from "../jobs/define-job.ts";
import { inMerchantTx } from "../transaction.ts";
import { finishPreview } from "./finish-preview.ts";
import { jobContext, type Importer } from "./importer.ts";
import { isWorthRetrying, readBatch } from "./read-batch.ts";
import { placesIn, roomOf } from "./room.ts";

export const PREVIEW_READING_QUEUE = "preview-reading";

/** INV-10: five to ten at a time; the limiter makes the pauses between them. */
const BATCH = 8;
/** Attempts with growing pauses between them before rows that no supplier answers for are left out: about four minutes. */
const TRIES = 8;

/**
 * Reads the rows of a started preview in batches and keeps each batch at once. Interrupted anywhere it goes on with the rows
 * still unread. Rows no supplier answered for wait for the next attempt, the last one leaves them out with their reason; so
 * every preview becomes ready.
 */
export const readPreviewJob = defineJob({
  name: PREVIEW_READING_QUEUE,
  payload: jobPayload({ previewId: z.uuid() }),
  // Beyond those of the reading itself: a process may die during some.
  attempts: TRIES + 8,
  // It spends its time waiting for its turn at the supplier.
  atOnce: 12,
  handle: async (platform, { merchantId, previewId }, attempt) => {
    const nobody: Importer = { userId: null, name: "", extensionSessionId: null };
    const reader = jobContext(platform, merchantId, PREVIEW_READING_QUEUE, nobody);
    const preview = await inMerchantTx(reader, (tx) => findPreview(tx, previewId));
    if (preview?.state !== "reading") return;
    const ctx = jobContext(platform, merchantId, PREVIEW_READING_QUEUE, preview.createdBy as Importer); // `importerOf`
    const last = (attempt?.attempt ?? 1) >= TRIES;
    try {
      // Places may have come free while the rest was read: then there is more to read.
      do await readUnread(ctx, preview, last, attempt);
      while (!(await finishPreview(ctx, previewId)));
    } catch (error) {
      if (!isDomainError(error) || error.reason === "job.worker_lost") throw error;
      if (isWorthRetrying(error) && !last) throw error;
      // The account itself cannot be used: nothing more can be read.
      await finishPreview(ctx, previewId, error);
    }
  },
  discard: async (ctx, { previewId }) => {
    await finishPreview(ctx, previewId, new DomainError("import.discarded"));
  },
});

/** One pass over the rows nobody has read, as far as there are places for them. Throws why some must wait. */
async function readUnread(
  ctx: ServiceContext,
  preview: PreviewRecord,
  last: boolean,
  attempt: JobRun | undefined,
): Promise<void> {
  const { queue, counts, state } = await inMerchantTx(ctx, async (tx) => ({
    queue: await listUnreadRows(tx, preview.id),
    counts: await countPreviewRows(tx, preview.id),
    state: await findImportState(tx),
  }));
  if (!state) throw new DomainError("request.merchant_forbidden");
  // Points are money: no more is read than there is room for, except a single product, whose numbers are what was asked for.
  let places = counts.total === 1 ? 1 : placesIn(roomOf(state)) - counts.ok;
  let waits: DomainError | undefined;
  while (queue.length > 0 && places > 0) {
    const batch = queue.splice(0, Math.min(BATCH, places));
    const done = await readBatch(ctx, preview, state, batch, { last });
    places -= done.ok;
    waits ??= done.waits;
    attempt?.progress(done.read, counts.total);
    failpoint("import.read.after_batch");
    attempt?.goOn();
  }
  if (waits) throw waits;
}
