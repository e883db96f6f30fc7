import { QueueInput, type QueueStatsView } from "@nexusone/contracts/operations";
import { countOperations, listOperationQueues } from "@nexusone/db/queries/operations";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";

/** The merchant's own operations of a queue, counted by state (JOB-04). @throws `request.not_found` for no queue of ours */
export async function getQueueStats(
  ctx: ServiceContext,
  rawInput: z.input<typeof QueueInput>,
): Promise<QueueStatsView> {
  authorize(ctx, "jobs:read");
  const { queue } = QueueInput.parse(rawInput);
  if (!ctx.platform.jobs.queues.includes(queue)) throw new DomainError("request.not_found");
  return readMerchant(ctx, (tx) => countOperations(tx, queue, new Date()));
}

/** The same for every queue in which the merchant has had operations. */
export async function listQueueStats(ctx: ServiceContext): Promise<QueueStatsView[]> {
  authorize(ctx, "jobs:read");
  return readMerchant(ctx, async (tx) => {
    const queues = await listOperationQueues(tx);
    return Promise.all(queues.map((queue) => countOperations(tx, queue, new Date())));
  });
}
