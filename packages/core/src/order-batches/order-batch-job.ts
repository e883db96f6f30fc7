import type { UserId } from "@nexusone/contracts/ids";
import {
  countOrderBatchRows,
  findOrderBatch,
  listOpenRows,
  refuseOpenRows,
  updateOrderBatch,
  type OrderBatchRecord,
} from "@nexusone/db/queries/order-batches";
import { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { failpoint } from "../failpoints.ts";
import { jobContext } from "../imports/importer.ts";
import { defineJob, jobPayload, type JobRun } from "../jobs/define-job.ts";
import { inMerchantTx } from "../transaction.ts";
import { readBatch } from "./read-batch.ts";
import { runRow } from "./run-row.ts";

const NOBODY = { userId: null, name: "", extensionSessionId: null };
const TOGETHER = 100;

/**
 * Goes on with an act on many orders where it stands: reading it, or carrying it out order by order. Interrupted anywhere it goes
 * on with the orders that are left.
 */
export const orderBatchJob = defineJob({
  name: "order-batch",
  payload: jobPayload({ batchId: z.uuid() }),
  attempts: 12,
  handle: async (platform, { merchantId, batchId }, run) => {
    const reader = jobContext(platform, merchantId, "order-batch", NOBODY);
    const batch = await inMerchantTx(reader, (tx) => findOrderBatch(tx, batchId));
    if (!batch) return;
    const who = { userId: batch.userId as UserId | null, name: batch.userName, extensionSessionId: null }; // our own uuid column
    const ctx = jobContext(platform, merchantId, "order-batch", who);
    while (batch.state === "reading" && (await readBatch(ctx, batchId))) run?.goOn();
    if (batch.state === "running") await carryOut(ctx, batch, run);
  },
  discard: async ({ tx }, { batchId }) => {
    await refuseOpenRows(tx, batchId, "orders.batch_discarded");
    const batch = await findOrderBatch(tx, batchId, "update");
    if (batch?.state === "running") await updateOrderBatch(tx, batchId, { state: "done" });
  },
});

async function carryOut(ctx: ServiceContext, batch: OrderBatchRecord, run: JobRun | undefined): Promise<void> {
  const counted = await inMerchantTx(ctx, (tx) => countOrderBatchRows(tx, batch.id));
  const count = (open: boolean) =>
    counted
      .filter(({ state }) => state !== "excluded" && (!open || state === "planned" || state === "doing"))
      .reduce((sum, row) => sum + row.count, 0);
  const total = count(false);
  let done = total - count(true);
  for (;;) {
    const rows = await inMerchantTx(ctx, async (tx) => {
      const open = await listOpenRows(tx, batch.id, TOGETHER);
      if (open.length === 0) await updateOrderBatch(tx, batch.id, { state: "done" });
      return open;
    });
    if (rows.length === 0) return;
    for (const { id } of rows) {
      await runRow(ctx, batch, id);
      run?.progress((done += 1), total);
      failpoint("order.batch.between_rows");
      run?.goOn();
    }
  }
}
