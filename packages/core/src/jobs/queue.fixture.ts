import { setTimeout as sleep } from "node:timers/promises";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { installQueues, startQueue, type RunningQueue } from "./boss-queue.ts";
import type { EnqueueOptions, Job } from "./define-job.ts";

/** A database with queues installed, and workers on it as processes have them. */
export type QueueGround = {
  readonly database: TestDatabase;
  /** One more process: a queue of its own, and the platform its handlers get. */
  readonly process: (options?: {
    worker?: boolean;
    cron?: Readonly<Record<string, string>>;
  }) => Promise<{ queue: RunningQueue; platform: Platform }>;
  readonly merchant: (platform: Platform) => Promise<ServiceContext>;
  readonly close: () => Promise<void>;
};

export async function openQueueGround(jobs: readonly Job[]): Promise<QueueGround> {
  const database = await createTestDatabase({ max: 20 });
  await installQueues({ ownerUrl: database.ownerUrl, appRole: new URL(database.appUrl).username, jobs });
  const running: RunningQueue[] = [];
  return {
    database,
    process: async ({ worker = true, cron = {} } = {}) => {
      const queue = await startQueue({
        url: database.appUrl,
        db: database.db,
        jobs,
        cron,
        worker,
        onError: () => undefined,
      });
      running.push(queue);
      const platform = createTestPlatform(database.db, { jobs: queue.queue });
      if (worker) await queue.work(platform);
      return { queue, platform };
    },
    merchant: async (platform) => (await createStaffedMerchant(platform)).ctx,
    close: async () => {
      for (const queue of running) await queue.stop();
      await database.close();
    },
  };
}

/** Enqueues in a transaction of its own. */
export const enqueue = <P extends z.ZodType>(
  ctx: ServiceContext,
  job: Job<P>,
  payload: z.input<P>,
  options: EnqueueOptions = {},
): Promise<void> => inMerchantTx(ctx, (tx) => ctx.platform.jobs.enqueue(tx, ctx.merchantId, job, payload, options));

/** Waits until `check` gives something. */
export async function eventually<T>(
  what: string,
  check: () => Promise<T | undefined> | T | undefined,
  withinMs = 15_000,
): Promise<T> {
  for (const until = Date.now() + withinMs; Date.now() < until; await sleep(25)) {
    const found = await check();
    if (found !== undefined) return found;
  }
  throw new Error(`not in time: ${what}`);
}
