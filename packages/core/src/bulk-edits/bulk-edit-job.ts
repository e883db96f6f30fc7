import { findBulkEdit } from "@nexusone/db/queries/bulk-edits";
import { z } from "zod";
import { defineJob, jobPayload, type JobRun } from "../jobs/define-job.ts";
import { jobContext } from "../imports/importer.ts";
import type { UserId } from "@nexusone/contracts/ids";
import { inMerchantTx } from "../transaction.ts";
import { readBatch } from "./read-batch.ts";
import { writeBatch } from "./write-batch.ts";

/**
 * Goes on with a bulk edit where it stands: reading it, carrying it out or undoing it, a batch per transaction. Interrupted
 * anywhere it goes on with the rows that are left.
 */
export const bulkEditJob = defineJob({
  name: "bulk-edit",
  payload: jobPayload({ editId: z.uuid() }),
  attempts: 12,
  handle: async (platform, { merchantId, editId }, run) => {
    let going = true;
    while (going) {
      going = await step(platform, merchantId, editId, run);
      run?.goOn();
    }
  },
});

/** One batch. False when there is nothing left to do. */
async function step(
  platform: Parameters<typeof jobContext>[0],
  merchantId: string,
  editId: string,
  run: JobRun | undefined,
): Promise<boolean> {
  const reader = jobContext(platform, merchantId, "bulk-edit", { userId: null, name: "", extensionSessionId: null });
  const edit = await inMerchantTx(reader, (tx) => findBulkEdit(tx, editId));
  if (!edit) return false;
  const who = { userId: edit.userId as UserId | null, name: edit.userName, extensionSessionId: null }; // our own uuid column
  const ctx = jobContext(platform, merchantId, "bulk-edit", who);
  if (edit.state === "reading") return readBatch(ctx, editId);
  if (edit.state === "running" || edit.state === "undoing") return writeBatch(ctx, editId, run);
  return false;
}
