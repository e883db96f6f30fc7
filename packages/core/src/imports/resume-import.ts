import { ImportInput, type ImportView } from "@nexusone/contracts/imports";
import { setPaused } from "@nexusone/db/queries/imports-previews";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { importProductsJob } from "./import-products-job.ts";
import { importViewOf } from "./views.ts";

/**
 * Lets a paused import go on where it stands, with a new job in the same transaction. Safe to repeat; one that is not paused
 * is left as it is. @throws `preview.not_found`
 */
export async function resumeImport(ctx: ServiceContext, rawInput: z.input<typeof ImportInput>): Promise<ImportView> {
  authorize(ctx, "catalog:import");
  const { id } = ImportInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const queued = await setPaused(tx, id, null);
    if (queued !== undefined) {
      await ctx.platform.jobs.enqueue(
        tx,
        ctx.merchantId,
        importProductsJob,
        { merchantId: ctx.merchantId, previewId: id },
        { interactive: true, operation: { by: ctx, subject: { kind: "import", id }, reopen: true } },
      );
      await recordEvent(tx, ctx, "import.resumed", { previewId: id, queued }, { kind: "import", id });
    }
    return importViewOf(tx, id);
  });
}
