import type { MerchantId } from "@nexusone/contracts/ids";
import type { PlatformJobsView } from "@nexusone/contracts/operations";
import { notifyAfterCommit } from "@nexusone/db/listen";
import { findOpenOperation, insertOperations, restartOperation } from "@nexusone/db/queries/operations";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import { actorName, actorUserId } from "../context.ts";
import { recordEvent } from "../events/record-event.ts";
import { queueOf, type EnqueueOptions, type Job, type JobQueue } from "./define-job.ts";
import { createRanks, priorityOf } from "./ranks.ts";

/** NOTIFY channel on which workers are woken, with the names of queues. */
export const JOBS_CHANNEL = "jobs";

/** What travels through the queue. `operation` ties the job to one run of its operation. */
export const JobData = z.object({
  job: z.string(),
  payload: z.unknown(),
  merchant: z.uuid().optional(),
  operation: z.object({ id: z.uuid(), run: z.number().int() }).optional(),
  key: z.string().optional(),
  /** The request or job that enqueued it. */
  cause: z.string().optional(),
  /** The trace it is part of, as W3C `traceparent`. */
  trace: z.string().optional(),
});
export type JobData = z.infer<typeof JobData>;

export type QueuedJob = {
  readonly data: JobData;
  readonly merchantId: MerchantId;
  readonly attempts: number;
  readonly priority: number;
  readonly startAfter?: Date;
};

/** Where jobs are kept. All of it happens in the caller's transaction. */
export type Transport = {
  readonly put: (tx: MerchantTx, queue: string, jobs: readonly QueuedJob[]) => Promise<void>;
  /** How many of the merchant's jobs wait, counted up to some thousands. */
  readonly waiting: (tx: MerchantTx, queue: string, merchantId: MerchantId) => Promise<number>;
  readonly isWaiting: (tx: MerchantTx, queue: string, merchantId: MerchantId, key: string) => Promise<boolean>;
  readonly figures: () => Promise<PlatformJobsView>;
  readonly redrive: (queue: string) => Promise<number>;
};

type Operation = NonNullable<EnqueueOptions["operation"]>;
type Begun = { readonly id: string; readonly run: number };

/** The queue as features see it, over a transport. */
export function createJobQueue(jobs: readonly Job[], transport: Transport): JobQueue {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const ranks = createRanks();

  async function put(
    tx: MerchantTx,
    merchantId: MerchantId,
    job: Pick<Job, "name" | "queue" | "attempts">,
    datas: readonly JobData[],
    { startAfter, ...urgency }: Pick<EnqueueOptions, "interactive" | "background" | "startAfter">,
  ): Promise<void> {
    const queue = queueOf(job);
    const waiting = () => transport.waiting(tx, queue, merchantId);
    const rank = await ranks.take(`${queue} ${merchantId}`, datas.length, waiting);
    await transport.put(
      tx,
      queue,
      datas.map((data, index) => ({
        data,
        merchantId,
        attempts: job.attempts,
        priority: priorityOf(rank + index, urgency),
        ...(startAfter && { startAfter }),
      })),
    );
    // Inside the transaction NOTIFY would serialise all commits.
    if (!startAfter || startAfter.getTime() <= Date.now()) notifyAfterCommit(tx, JOBS_CHANNEL, queue);
  }

  async function enqueueMany<P extends z.ZodType>(
    tx: MerchantTx,
    merchantId: MerchantId,
    job: Job<P>,
    payloads: readonly z.input<P>[],
    options: EnqueueOptions = {},
  ): Promise<void> {
    if (payloads.length === 0) return;
    const { key, operation } = options;
    if (key !== undefined && (await transport.isWaiting(tx, queueOf(job), merchantId, key))) return;
    const parsed = payloads.map((payload) => job.payload.parse(payload));
    const begun = operation ? await begin(tx, job, parsed, options, operation) : [];
    const datas = parsed.map((payload, index): JobData => {
      const one = begun[index];
      return {
        job: job.name,
        payload,
        merchant: merchantId,
        ...(one && { operation: { id: one.id, run: one.run } }),
        ...(key !== undefined && { key }),
        ...originOf(tx),
      };
    });
    await put(tx, merchantId, job, datas, options);
  }

  return {
    queues: [...new Set(jobs.map(queueOf))],
    find: (kind) => byName.get(kind),
    enqueue: (tx, merchantId, job, payload, options) => enqueueMany(tx, merchantId, job, [payload], options),
    enqueueMany,
    requeue: (tx, merchantId, { id, run, queue, kind, payload, maxAttempts }) =>
      put(
        tx,
        merchantId,
        { name: kind, queue, attempts: maxAttempts },
        [
          {
            job: kind,
            payload,
            merchant: merchantId,
            operation: { id, run },
            ...originOf(tx),
          },
        ],
        { interactive: true },
      ),
    figures: transport.figures,
    redrive: transport.redrive,
  };
}

/** What led to the job, for logs and traces. */
function originOf({ scope: { cause, trace } }: MerchantTx): Pick<JobData, "cause" | "trace"> {
  return { ...(cause && { cause }), ...(trace && { trace }) };
}

/** Writes the operations of these jobs, and that they were queued. */
async function begin(
  tx: MerchantTx,
  job: Job,
  payloads: readonly unknown[],
  { startAfter }: EnqueueOptions,
  { by, subject, reopen }: Operation,
): Promise<readonly Begun[]> {
  if (reopen && subject) {
    const open = await findOpenOperation(tx, job.name, subject);
    const restarted = open && (await restartOperation(tx, open.id));
    if (restarted) return [restarted];
  }
  const queue = queueOf(job);
  const rows = await insertOperations(
    tx,
    payloads.map((payload) => ({
      queue,
      kind: job.name,
      maxAttempts: job.attempts,
      payload: payload as Record<string, unknown>, // payloads are objects: jobPayload makes them
      subjectKind: subject?.kind ?? null,
      subjectId: subject?.id ?? null,
      userId: actorUserId(by.actor),
      userName: actorName(by.actor),
      runAfter: startAfter ?? null,
    })),
  );
  await Promise.all(
    rows.map(({ id }) =>
      recordEvent(tx, by, "operation.queued", { operationId: id, queue, kind: job.name }, { kind: "operation", id }),
    ),
  );
  return rows;
}
