import { connectDirect } from "@nexusone/db/direct";
import { PgBoss } from "pg-boss";
import { BACKOFF } from "./backoff.ts";
import { queueOf, type Job } from "./define-job.ts";

export const SCHEMA = "jobs";
/** A worker that dies is noticed after this; pg-boss's API refuses less than 10, its table does not. */
const HEARTBEAT_SECONDS = 5;
const DAY_SECONDS = 86_400;
/** Attempts that died with their process come on top, so that every job's end passes through `runJob`, which says why. */
const CRASHES = 10;

export const deadLetterOf = (queue: string): string => `${queue}_dead`;
export const retryLimitOf = (attempts: number): number => attempts - 1 + CRASHES;

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
    for (const queue of new Set(options.jobs.map(queueOf))) {
      const dead = deadLetterOf(queue);
      await boss.createQueue(dead, { policy: "standard" });
      await boss.updateQueue(dead, { retentionSeconds: 30 * DAY_SECONDS });
      const settings = {
        // pg-boss would send it inside the business transaction; workers are woken after the commit instead.
        notify: false,
        retryLimit: retryLimitOf(Math.max(...options.jobs.filter((job) => queueOf(job) === queue).map(attemptsOf))),
        retryBackoff: true,
        retryDelay: BACKOFF.firstSeconds,
        retryDelayMax: BACKOFF.ceilingSeconds,
        heartbeatSeconds: 10,
        expireInSeconds: 3_600,
        deleteAfterSeconds: DAY_SECONDS,
        deadLetter: dead,
      };
      await boss.createQueue(queue, { policy: "standard", ...settings });
      await boss.updateQueue(queue, settings);
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

const attemptsOf = (job: Job): number => job.attempts;
