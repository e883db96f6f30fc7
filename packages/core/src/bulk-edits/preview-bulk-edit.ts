import { PreviewBulkEditInput, type BulkEditView } from "@nexusone/contracts/bulk-edits";
import { deletePastBulkEdits, insertBulkEdit } from "@nexusone/db/queries/bulk-edits";
import { findCategory } from "@nexusone/db/queries/catalog-categories";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { plainText } from "../imports/plain-text.ts";
import { newPlan } from "../new-plan.ts";
import { inMerchantTx } from "../transaction.ts";
import { bulkEditJob } from "./bulk-edit-job.ts";
import { bulkEditViewOf } from "./bulk-edit-view.ts";

/**
 * Begins a plan of a change to many products, valid for 30 minutes: a job reads the chosen ones and stores for each what it is
 * and what it becomes, or why it is left out. Nothing is changed. Of more than 50,000 the newest are taken.
 * @throws `catalog.category_not_found`.
 */
export async function previewBulkEdit(
  ctx: ServiceContext,
  rawInput: z.input<typeof PreviewBulkEditInput>,
): Promise<BulkEditView> {
  authorize(ctx, "catalog:edit");
  const { selection, change } = PreviewBulkEditInput.parse(rawInput);
  const now = ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    if (change.categoryId && !(await findCategory(tx, change.categoryId)))
      throw new DomainError("catalog.category_not_found");
    await deletePastBulkEdits(tx, now);
    const { id } = await insertBulkEdit(tx, {
      ...newPlan(ctx, selection),
      change: {
        ...change,
        ...(change.addTags && { addTags: change.addTags.map(plainText) }),
        ...(change.removeTags && { removeTags: change.removeTags.map(plainText) }),
      },
    });
    await ctx.platform.jobs.enqueue(
      tx,
      ctx.merchantId,
      bulkEditJob,
      { merchantId: ctx.merchantId, editId: id },
      { interactive: true },
    );
    return bulkEditViewOf(tx, id);
  });
}
