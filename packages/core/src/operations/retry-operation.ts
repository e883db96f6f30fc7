import { OperationInput, type OperationView } from "@nexusone/contracts/operations";
import { findOperation, requeueOperation } from "@nexusone/db/queries/operations";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { toOperationView } from "./views.ts";

/**
 * Enqueues anew, with all its attempts, what failed for good or waits for another attempt; it goes before what nobody waits for.
 * @throws `request.not_found`, `job.not_retryable` {status}
 */
export async function retryOperation(
  ctx: ServiceContext,
  rawInput: z.input<typeof OperationInput>,
): Promise<OperationView> {
  authorize(ctx, "jobs:manage");
  const { queue, id } = OperationInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const row = await requeueOperation(tx, queue, id);
    if (!row) {
      const { status } = (await findOperation(tx, queue, id)) ?? {};
      throw status ? new DomainError("job.not_retryable", { status }) : new DomainError("request.not_found");
    }
    await ctx.platform.jobs.requeue(tx, ctx.merchantId, row);
    const named = { operationId: id, queue, kind: row.kind };
    await recordEvent(tx, ctx, "operation.retried", named, { kind: "operation", id });
    return toOperationView(row);
  });
}
