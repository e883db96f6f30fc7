import { OperationInput, type OperationView } from "@nexusone/contracts/operations";
import { findOperation, markDiscarded } from "@nexusone/db/queries/operations";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { toOperationView } from "./views.ts";

/**
 * Gives up what waits or failed, and lets its feature settle the rows it was about (an import frees their credits). The job
 * itself finds its operation discarded and ends without doing anything.
 * @throws `request.not_found`, `job.not_discardable` {status}
 */
export async function discardOperation(
  ctx: ServiceContext,
  rawInput: z.input<typeof OperationInput>,
): Promise<OperationView> {
  authorize(ctx, "jobs:manage");
  const { queue, id } = OperationInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const row = await markDiscarded(tx, queue, id, ctx.platform.clock.now());
    if (!row) {
      const { status } = (await findOperation(tx, queue, id)) ?? {};
      throw status ? new DomainError("job.not_discardable", { status }) : new DomainError("request.not_found");
    }
    const job = ctx.platform.jobs.find(row.kind);
    if (job?.discard) await job.discard({ ...ctx, tx }, job.payload.parse(row.payload));
    const named = { operationId: id, queue, kind: row.kind };
    await recordEvent(tx, ctx, "operation.discarded", named, { kind: "operation", id });
    return toOperationView(row);
  });
}
