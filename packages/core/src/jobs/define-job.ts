import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { MerchantId } from "@nexusone/contracts/ids";
import { z } from "zod";
import type { Platform } from "../platform.ts";

/** A kind of background work: its queue, the shape of its payload, and its handler. Payloads carry ids, not copies of rows. */
export type Job<P extends z.ZodType = z.ZodType> = {
  readonly name: string;
  readonly payload: P;
  readonly attempts: number;
  /** Runs at least once; a unique key or a state check guards the effect. */
  readonly handle: (platform: Platform, payload: z.output<P>) => Promise<void>;
};

export const defineJob = <P extends z.ZodType>(job: Job<P>): Job<P> => job;

/** Every payload names its merchant: the handler opens that merchant's transaction, and fairness counts by it. */
export const jobPayload = <S extends z.ZodRawShape>(shape: S) => z.object({ merchantId: z.uuid(), ...shape });

export type EnqueueOptions = {
  /** One waiting job per key. */
  readonly key?: string;
  readonly startAfter?: Date;
  /** Interactive work goes first. */
  readonly interactive?: boolean;
};

/** Puts a job into the queue inside the caller's transaction: both commit or neither does. */
export type JobQueue = {
  readonly enqueue: <P extends z.ZodType>(
    tx: MerchantTx,
    merchantId: MerchantId,
    job: Job<P>,
    payload: z.input<P>,
    options?: EnqueueOptions,
  ) => Promise<void>;
};
