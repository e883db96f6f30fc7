import type { ImportView } from "@nexusone/contracts/imports";
import { IMPORT_CREDITS } from "@nexusone/contracts/plans";
import { insertImportLogs } from "@nexusone/db/queries/imports-logs";
import { claimPreview } from "@nexusone/db/queries/imports-previews";
import { lockAvailableCredits } from "@nexusone/db/queries/imports-state";
import { reserveCredits } from "../billing/reserve-credits.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import type { Edit } from "./apply-edit.ts";
import { IMPORT_FEATURE, purposeOf } from "./import-rows.ts";
import { importProductsJob } from "./import-products-job.ts";
import { newLog, type Head } from "./new-log.ts";
import { importViewOf } from "./views.ts";

/**
 * Claims the preview, holds the credits of every row that can be paid, and hands the rows to the job, all in one transaction.
 * Rows beyond the credits are refused at once.
 */
export async function queueRows(
  ctx: ServiceContext,
  previewId: string,
  heads: readonly Head[],
  editOf: ReadonlyMap<string, Edit>,
): Promise<ImportView> {
  return inMerchantTx(ctx, async (tx) => {
    if (!(await claimPreview(tx, previewId, ctx.platform.clock.now()))) return importViewOf(tx, previewId);
    const available = heads.length > 0 ? await lockAvailableCredits(tx) : 0;
    const logs = await insertImportLogs(
      tx,
      heads.map((head, index) => {
        const edit = editOf.get(head.id) ?? null;
        const left = available - index * IMPORT_CREDITS;
        return left >= IMPORT_CREDITS
          ? newLog(ctx, previewId, head, { edit })
          : newLog(ctx, previewId, head, {
              edit,
              refusal: new DomainError("import.credits_missing", {
                needed: IMPORT_CREDITS,
                available: Math.max(0, left),
              }),
            });
      }),
    );
    const queued = logs.filter((log) => log.state === "queued");
    const purposes = queued.map((log) => purposeOf(log.id));
    await reserveCredits(tx, { amount: IMPORT_CREDITS, feature: IMPORT_FEATURE, purposes });
    if (queued.length > 0)
      await ctx.platform.jobs.enqueue(
        tx,
        ctx.merchantId,
        importProductsJob,
        { merchantId: ctx.merchantId, previewId },
        { interactive: queued.length <= 5, operation: { by: ctx, subject: { kind: "import", id: previewId } } },
      );
    return importViewOf(tx, previewId);
  });
}
