import type { PlatformJobsView } from "@nexusone/contracts/operations";
import type { MerchantId } from "@nexusone/contracts/ids";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import type { ServiceContext } from "../context.ts";
import type { EventSubject } from "../events/record-event.ts";
import type { Platform } from "../platform.ts";

/** What a handler may know and say about the attempt it is. */
export type JobRun = {
  /** 1 the first time. */
  readonly attempt: number;
  /** Aborted when this process stops or another one took the job over: end at the next safe place. */
  readonly signal: AbortSignal;
  /** Throws `job.worker_lost` once `signal` is aborted: for the safe places of long work. */
  readonly goOn: () => void;
  /** How far the work is. Cheap to call often: written at most once a second, and only for an operation. */
  readonly progress: (done: number, total: number) => void;
};

/** "paused": a person holds the work; whoever lets it go on enqueues it anew, and its operation says so until then. */
export type JobEnd = "completed" | "paused";

/** A kind of background work: its queue, the shape of its payload, and its handler. Payloads carry ids, not copies of rows. */
export type Job<P extends z.ZodType = z.ZodType> = {
  readonly name: string;
  /** Kinds may share a queue; its own name by default. */
  readonly queue?: string;
  readonly payload: P;
  /** How often it is tried at most; a refusal that no repeat can cure ends it at once. */
  readonly attempts: number;
  /** Jobs of its queue that one process runs at once, 4 by default. */
  readonly atOnce?: number;
  /** Tiny jobs are fetched and settled this many at a time: faster, but the batch ends with its slowest. */
  readonly batch?: number;
  /** Runs at least once; a unique key or a state check guards the effect. */
  readonly handle: (platform: Platform, payload: z.output<P>, run?: JobRun) => Promise<void | JobEnd>;
  /** What a person's "discard" of its operation means for the rows it is about, in the same transaction. */
  readonly discard?: (ctx: ServiceContext & { readonly tx: MerchantTx }, payload: z.output<P>) => Promise<void>;
};

export const defineJob = <P extends z.ZodType>(job: Job<P>): Job<P> => job;

export const queueOf = (job: Pick<Job, "name" | "queue">): string => job.queue ?? job.name;

/** Every payload names its merchant: the handler opens that merchant's transaction, and fairness counts by it. */
export const jobPayload = <S extends z.ZodRawShape>(shape: S) => z.object({ merchantId: z.uuid(), ...shape });

export type EnqueueOptions = {
  /** Not enqueued while a job of the merchant with this key waits in the queue. Thins the queue, guards nothing. */
  readonly key?: string;
  /** Real time. */
  readonly startAfter?: Date;
  /** Interactive work goes first, background work when nothing else is to be done. */
  readonly interactive?: boolean;
  readonly background?: boolean;
  /** The merchant may ask about it: an `operations` row is written beside the job and kept true while it runs. */
  readonly operation?: {
    /** Who started it, on record. */
    readonly by: ServiceContext;
    readonly subject?: EventSubject;
    /** The job of an operation about this subject was lost: it goes on with this one. */
    readonly reopen?: boolean;
  };
};

/** Puts jobs into their queues inside the caller's transaction: both commit or neither does. */
export type JobQueue = {
  /** Every queue this program works on. */
  readonly queues: readonly string[];
  readonly find: (kind: string) => Job | undefined;
  readonly enqueue: <P extends z.ZodType>(
    tx: MerchantTx,
    merchantId: MerchantId,
    job: Job<P>,
    payload: z.input<P>,
    options?: EnqueueOptions,
  ) => Promise<void>;
  readonly enqueueMany: <P extends z.ZodType>(
    tx: MerchantTx,
    merchantId: MerchantId,
    job: Job<P>,
    payloads: readonly z.input<P>[],
    options?: Omit<EnqueueOptions, "key">,
  ) => Promise<void>;
  /** Enqueues an operation's next run, ahead of what waits: a person asked for it. */
  readonly requeue: (tx: MerchantTx, merchantId: MerchantId, operation: QueuedOperation) => Promise<void>;
  /** All merchants' jobs. For platform admins. */
  readonly figures: () => Promise<PlatformJobsView>;
  /** Puts what was given up in a queue back into it, up to a thousand jobs of all merchants. @returns how many */
  readonly redrive: (queue: string) => Promise<number>;
};

export type QueuedOperation = {
  readonly id: string;
  readonly run: number;
  readonly queue: string;
  readonly kind: string;
  readonly payload: Record<string, unknown>;
  readonly maxAttempts: number;
};
