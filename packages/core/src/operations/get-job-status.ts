import { type JobStatusView, OperationInput } from "@nexusone/contracts/operations";
import { findOperation } from "@nexusone/db/queries/operations";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { toOperationView } from "./views.ts";

/** How one piece of background work stands (JOB-03). @throws `request.not_found` */
export async function getJobStatus(
  ctx: ServiceContext,
  rawInput: z.input<typeof OperationInput>,
): Promise<z.output<typeof JobStatusView>> {
  authorize(ctx, "jobs:read");
  const { queue, id } = OperationInput.parse(rawInput);
  const row = await readMerchant(ctx, (tx) => findOperation(tx, queue, id));
  if (!row) throw new DomainError("request.not_found");
  const { status, progress, attempts, failedReason } = toOperationView(row);
  return { id, queue, status, progress, attempts, failedReason };
}
