import { BulkEditInput, type BulkEditView } from "@nexusone/contracts/bulk-edits";
import { findBulkEdit, updateBulkEdit } from "@nexusone/db/queries/bulk-edits";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { bulkEditJob } from "./bulk-edit-job.ts";
import { bulkEditViewOf } from "./bulk-edit-view.ts";

const follow = (ctx: ServiceContext, id: string) => ({
  interactive: true,
  operation: { by: ctx, subject: { kind: "bulk_edit" as const, id } },
});

/**
 * Carries a preview out, exactly as stored, by a job in batches; what was changed meanwhile is skipped. Safe to repeat: a second
 * call tells how far it is. @throws `preview.not_found`, `preview.expired`, `catalog.bulk_not_ready` while it is read.
 */
export async function commitBulkEdit(
  ctx: ServiceContext,
  rawInput: z.input<typeof BulkEditInput>,
): Promise<BulkEditView> {
  authorize(ctx, "catalog:edit");
  const { id } = BulkEditInput.parse(rawInput);
  const now = ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    const edit = await findBulkEdit(tx, id, "update");
    if (!edit) throw new DomainError("preview.not_found");
    if (edit.state === "reading") throw new DomainError("catalog.bulk_not_ready");
    if (edit.state === "ready") {
      if (edit.expiresAt < now) throw new DomainError("preview.expired");
      await updateBulkEdit(tx, id, { state: "running", undoableUntil: addMs(now, DAY_MS) });
      await ctx.platform.jobs.enqueue(
        tx,
        ctx.merchantId,
        bulkEditJob,
        { merchantId: ctx.merchantId, editId: id },
        follow(ctx, id),
      );
    }
    return bulkEditViewOf(tx, id);
  });
}

/**
 * Within a day, brings back what every changed product was, prices to the cent; one that was changed since is left as it is and
 * named. Safe to repeat. @throws `preview.not_found`, `catalog.bulk_cannot_undo` before it is done or after the day.
 */
export async function undoBulkEdit(
  ctx: ServiceContext,
  rawInput: z.input<typeof BulkEditInput>,
): Promise<BulkEditView> {
  authorize(ctx, "catalog:edit");
  const { id } = BulkEditInput.parse(rawInput);
  const now = ctx.platform.clock.now();
  return inMerchantTx(ctx, async (tx) => {
    const edit = await findBulkEdit(tx, id, "update");
    if (!edit) throw new DomainError("preview.not_found");
    if (edit.state !== "undoing" && edit.state !== "undone") {
      if (edit.state !== "done" || !edit.undoableUntil || edit.undoableUntil < now)
        throw new DomainError("catalog.bulk_cannot_undo");
      await updateBulkEdit(tx, id, { state: "undoing" });
      await ctx.platform.jobs.enqueue(
        tx,
        ctx.merchantId,
        bulkEditJob,
        { merchantId: ctx.merchantId, editId: id },
        follow(ctx, id),
      );
    }
    return bulkEditViewOf(tx, id);
  });
}
