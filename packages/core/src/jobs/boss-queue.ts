import type { Database } from "@nexusone/db/with-merchant";
import { PgBoss, type Job as BossJob } from "pg-boss";
import type { Platform } from "../platform.ts";
import { bossTransport } from "./boss-transport.ts";
import { queueOf, type Job, type JobQueue } from "./define-job.ts";
import { createJobQueue, type JobData } from "./job-queue.ts";
import { SCHEMA } from "./install-queues.ts";
import { runJob } from "./run-job.ts";

export { installQueues } from "./install-queues.ts";
export { JOBS_CHANNEL } from "./job-queue.ts";

const AT_ONCE = 4;
/** One worker of a queue looks every second for what no wake-up tells: jobs that are due, or were left by the dead. */
const LOOKOUT_SECONDS = 1;
const OTHERS_SECONDS = 30;
const STOP_MS = 20_000;

/** A running queue: `work` starts handling, `stop` lets running jobs end. */
export type RunningQueue = {
  readonly queue: JobQueue;
  readonly work: (platform: Platform) => Promise<void>;
  /** Something was enqueued: look now. Without names, look everywhere. */
  readonly wake: (queues: readonly string[]) => void;
  readonly stop: () => Promise<void>;
};

/** Enqueues for any process; handles jobs only after `work`. Connects as the app role. */
export async function startQueue(options: {
  readonly url: string;
  readonly db: Database;
  readonly jobs: readonly Job[];
  /** Cron expressions by job name; each slot runs once whatever the number of workers. */
  readonly cron?: Readonly<Record<string, string>>;
  readonly onError: (error: unknown) => void;
  readonly worker: boolean;
}): Promise<RunningQueue> {
  const boss = new PgBoss({
    connectionString: options.url,
    schema: SCHEMA,
    max: 4,
    createSchema: false,
    migrate: false,
    supervise: options.worker,
    schedule: options.worker,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    cronMonitorIntervalSeconds: 5,
    cronWorkerIntervalSeconds: 1,
  });
  boss.on("error", options.onError);
  await boss.start();
  const stopping = new AbortController();
  /** The lookout of each queue. */
  const lookouts = new Map<string, string>();
  return {
    queue: createJobQueue(
      options.jobs,
      bossTransport(boss, () => options.db),
    ),
    work: async (platform) => {
      for (const [queue, jobs] of Map.groupBy(options.jobs, queueOf))
        lookouts.set(queue, await workOn(boss, platform, queue, jobs, stopping.signal));
      await applySchedule(boss, options.cron ?? {});
    },
    wake: (queues) => {
      for (const [queue, id] of lookouts) if (queues.length === 0 || queues.includes(queue)) boss.notifyWorker(id);
    },
    stop: async () => {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: STOP_MS });
    },
  };
}

/**
 * Workers of one queue in a ring. Each takes a job (or a batch of tiny ones) at a time, so that a long one holds up no other;
 * whoever finds work wakes its neighbour and looks again as soon as it is done. An idle queue costs one look a second.
 * @returns the id of the one that looks.
 */
async function workOn(boss: PgBoss, platform: Platform, queue: string, jobs: readonly Job[], stopping: AbortSignal) {
  const batchSize = Math.max(...jobs.map((job) => job.batch ?? 1));
  const workers = Math.ceil(Math.max(...jobs.map((job) => job.atOnce ?? AT_ONCE)) / batchSize);
  const ring: string[] = [];
  const notify = (index: number) => {
    const id = ring[index % ring.length];
    if (id !== undefined) boss.notifyWorker(id);
  };
  for (let index = 0; index < workers; index += 1) {
    const id = await boss.work<JobData>(
      queue,
      {
        batchSize,
        perJobResults: true,
        burstWhenBatchFull: batchSize > 1,
        pollingIntervalSeconds: index === 0 ? LOOKOUT_SECONDS : OTHERS_SECONDS,
        heartbeatRefreshSeconds: 1,
      },
      async (batch: BossJob<JobData>[]) => {
        notify(index + 1);
        const results = await Promise.all(
          batch.map(async ({ id, data, retryCount, signal }) => ({
            id,
            ...(await runJob(platform, { id, data, retryCount, ends: [signal, stopping] })),
          })),
        );
        notify(index);
        return results;
      },
    );
    ring.push(id);
  }
  const [lookout] = ring;
  if (lookout === undefined) throw new Error(`queue ${queue} has no worker`);
  return lookout;
}

/** Makes the stored schedule what this release says. */
async function applySchedule(boss: PgBoss, cron: Readonly<Record<string, string>>): Promise<void> {
  for (const { name } of await boss.getSchedules()) if (!(name in cron)) await boss.unschedule(name);
  for (const [name, expression] of Object.entries(cron))
    await boss.schedule(name, expression, { job: name, payload: {} } satisfies JobData);
}
