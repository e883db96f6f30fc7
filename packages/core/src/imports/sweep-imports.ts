import { listOpenReservations } from "@nexusone/db/queries/billing";
import { deleteCjAnswersBefore } from "@nexusone/db/queries/cj-answers";
import { deleteFreightQuotesBefore } from "@nexusone/db/queries/freight-quotes";
import { listStalledPreviews } from "@nexusone/db/queries/imports-reading";
import { deleteExpiredPreviews, listMerchantsToSweep, listQueuedOf } from "@nexusone/db/queries/imports-sweep";
import { releaseReservation } from "../billing/reserve-credits.ts";
import { addMs, DAY_MS, HOUR_MS } from "../clock.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { importProductsJob } from "./import-products-job.ts";
import { IMPORT_FEATURE } from "./import-rows.ts";
import { jobContext } from "./importer.ts";
import { readPreviewJob } from "./read-preview-job.ts";

const AT_ONCE = 200;

/**
 * Clears what imports leave behind: expired previews, freight quotes older than two days, CJ's shelves as they were a week
 * ago, and credits held for over an hour. A held row that is still queued has lost its job and gets a new one unless its import
 * is paused, so does a preview nobody reads; any other hold is released. For a cron; safe to repeat.
 */
export async function sweepImports(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  // Reservations are dated by the database, that is in real time.
  const heldBefore = new Date(Date.now() - HOUR_MS);
  const merchants = await listMerchantsToSweep(platform.db, { expiredBefore: now, heldBefore, limit: AT_ONCE });
  for (const merchantId of merchants) {
    const ctx = jobContext(platform, merchantId, "sweep-imports", { userId: null, name: "", extensionSessionId: null });
    await inMerchantTx(ctx, async (tx) => {
      await deleteExpiredPreviews(tx, now);
      await deleteFreightQuotesBefore(tx, addMs(now, -2 * DAY_MS));
      await deleteCjAnswersBefore(tx, addMs(now, -7 * DAY_MS));
      const held = await listOpenReservations(tx, { feature: IMPORT_FEATURE, before: heldBefore, limit: AT_ONCE });
      const idOf = (purpose: string): string => purpose.slice(purpose.indexOf(":") + 1);
      const queued = await listQueuedOf(
        tx,
        held.map(({ purpose }) => idOf(purpose)),
      );
      const alive = new Set(queued.map((row) => row.id));
      for (const { purpose } of held) if (!alive.has(idOf(purpose))) await releaseReservation(tx, purpose);
      for (const previewId of await listStalledPreviews(tx, heldBefore))
        await platform.jobs.enqueue(
          tx,
          ctx.merchantId,
          readPreviewJob,
          { merchantId, previewId },
          { operation: { by: ctx, subject: { kind: "import", id: previewId }, reopen: true } },
        );
      const lost = queued.filter(({ pausedAt }) => pausedAt === null);
      for (const previewId of new Set(lost.map((row) => row.previewId)))
        await platform.jobs.enqueue(
          tx,
          ctx.merchantId,
          importProductsJob,
          { merchantId, previewId },
          { operation: { by: ctx, subject: { kind: "import", id: previewId }, reopen: true } },
        );
    });
  }
}
