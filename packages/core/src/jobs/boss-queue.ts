import { sql } from "drizzle-orm";
import { connectDirect } from "@nexusone/db/direct";
import { fromDrizzle, PgBoss, type Job as BossJob } from "pg-boss";
import type { Platform } from "../platform.ts";
import type { Job, JobQueue } from "./define-job.ts";

const SCHEMA = "jobs";
/** A worker that dies is noticed after this; pg-boss's API refuses less than 10, its table does not. */
const HEARTBEAT_SECONDS = 5;
const INTERACTIVE_PRIORITY = 1_000;

const deadLetterOf = (name: string): string => `${name}_dead`;

/** Creates or migrates the queues as the owner and lets the app role use them. Safe to repeat and to run from several processes. */
export async function installQueues(options: {
  ownerUrl: string;
  appRole: string;
  jobs: readonly Job[];
}): Promise<void> {
  const owner = connectDirect(options.ownerUrl);
  const boss = new PgBoss({
    connectionString: options.ownerUrl,
    schema: SCHEMA,
    max: 2,
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => undefined);
  try {
    await boss.start();
    for (const { name, attempts } of options.jobs) {
      await boss.createQueue(deadLetterOf(name), { policy: "standard" });
      const settings = {
        retryLimit: attempts - 1,
        retryBackoff: true,
        retryDelay: 2,
        retryDelayMax: 600,
        heartbeatSeconds: 10,
        expireInSeconds: 3_600,
        deadLetter: deadLetterOf(name),
      };
      await boss.createQueue(name, { policy: "standard", notify: true, ...settings });
      await boss.updateQueue(name, settings);
    }
    const role = owner(options.appRole);
    await owner`update ${owner(SCHEMA)}.queue set heartbeat_seconds = ${HEARTBEAT_SECONDS} where heartbeat_seconds is not null`;
    await owner`grant usage on schema ${owner(SCHEMA)} to ${role}`;
    await owner`grant select, insert, update, delete on all tables in schema ${owner(SCHEMA)} to ${role}`;
    await owner`grant usage, select on all sequences in schema ${owner(SCHEMA)} to ${role}`;
    await owner`grant execute on all functions in schema ${owner(SCHEMA)} to ${role}`;
  } finally {
    await boss.stop({ graceful: false });
    await owner.end();
  }
}

/** A running queue: `work` starts handling, `stop` lets running jobs end. */
export type RunningQueue = {
  readonly queue: JobQueue;
  readonly work: (platform: Platform) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Enqueues for any process; handles jobs only after `work`. Connects as the app role. */
export async function startQueue(options: {
  readonly url: string;
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
  return {
    queue: {
      enqueue: async (tx, merchantId, job, payload, settings = {}) => {
        const data = job.payload.parse(payload) as object;
        await boss.send(job.name, data, {
          db: fromDrizzle(tx, sql),
          group: { id: merchantId },
          ...(settings.key === undefined ? {} : { singletonKey: settings.key }),
          ...(settings.startAfter ? { startAfter: settings.startAfter } : {}),
          ...(settings.interactive ? { priority: INTERACTIVE_PRIORITY } : {}),
        });
      },
    },
    work: async (platform) => {
      for (const job of options.jobs) {
        await boss.work(
          job.name,
          {
            batchSize: 2,
            localConcurrency: 2,
            perJobResults: true,
            burstWhenBatchFull: true,
            pollingIntervalSeconds: 1,
            notifyPollingIntervalSeconds: 1,
            heartbeatRefreshSeconds: 1,
          },
          (batch: BossJob<unknown>[]) => Promise.all(batch.map((one) => handle(platform, job, one))),
        );
      }
      for (const [name, cron] of Object.entries(options.cron ?? {})) await boss.schedule(name, cron, {});
    },
    stop: () => boss.stop({ graceful: true, timeout: 20_000 }),
  };
}

/** A thrown error is worth a retry; what is settled the handler writes on its own row and returns. */
async function handle(platform: Platform, job: Job, item: BossJob<unknown>) {
  try {
    await job.handle(platform, job.payload.parse(item.data));
    return { id: item.id, status: "completed" as const };
  } catch (error) {
    platform.log.warn(
      { err: error, job: job.name, jobId: item.id },
      "job failed, will be tried again while attempts are left",
    );
    return {
      id: item.id,
      status: "failed" as const,
      output: { message: error instanceof Error ? error.message : String(error) },
    };
  }
}
