import { sql } from "drizzle-orm";
import type { PlatformJobsView } from "@nexusone/contracts/operations";
import { withSystem, type Database } from "@nexusone/db/with-merchant";
import { fromDrizzle, type PgBoss } from "pg-boss";
import { deadLetterOf, retryLimitOf } from "./install-queues.ts";
import type { Transport } from "./job-queue.ts";

/** Whose turn comes beyond this is a question of days. */
const MOST_COUNTED = 10_000;
/** How far back a waiting job with the same key is looked for. */
const KEYS_LOOKED_AT = 1_000;

/**
 * pg-boss as the transport. A job's `singleton_key` is its merchant: the queue's policy gives it no meaning, and pg-boss's index
 * over the waiting ones (job_i17) then counts and finds a merchant's jobs without reading anybody else's.
 */
export const bossTransport = (boss: PgBoss, db: () => Database): Transport => ({
  put: async (tx, queue, jobs) => {
    await boss.insert(
      queue,
      jobs.map(({ data, merchantId, attempts, priority, startAfter }) => ({
        data,
        priority,
        singletonKey: merchantId,
        group: { id: merchantId },
        retryLimit: retryLimitOf(attempts),
        ...(startAfter && { startAfter }),
      })),
      { db: fromDrizzle(tx, sql) },
    );
  },
  waiting: async (tx, queue, merchantId) => {
    const { rows } = await tx.execute(sql`select count(*)::integer as waiting from (
      select 1 from jobs.job where name = ${queue} and singleton_key = ${merchantId} and state < 'active'
      limit ${MOST_COUNTED}) counted`);
    return Number(rows[0]?.["waiting"]);
  },
  isWaiting: async (tx, queue, merchantId, key) => {
    const { rows } = await tx.execute(sql`select exists (select 1 from (
      select data ->> 'key' as key from jobs.job
      where name = ${queue} and singleton_key = ${merchantId} and state < 'active'
      order by created_on desc limit ${KEYS_LOOKED_AT}) newest where key = ${key}) as found`);
    return rows[0]?.["found"] === true;
  },
  figures: () => readFigures(db()),
  redrive: (queue) => boss.redrive(deadLetterOf(queue)),
});

/** Counts of every queue and its dead letters, and when each scheduled job last ran. */
async function readFigures(db: Database): Promise<PlatformJobsView> {
  return withSystem(db, async (tx) => {
    const queues = await tx.execute(sql`
      select q.name as queue,
        count(j.id) filter (where j.state = 'active')::integer as active,
        count(j.id) filter (where j.state < 'active' and j.start_after <= clock_timestamp())::integer as waiting,
        count(j.id) filter (where j.state < 'active' and j.start_after > clock_timestamp())::integer as delayed,
        count(j.id) filter (where j.state = 'completed')::integer as completed,
        count(j.id) filter (where j.state = 'failed')::integer as failed,
        extract(epoch from clock_timestamp() -
          min(j.start_after) filter (where j.state < 'active' and j.start_after <= clock_timestamp()))::integer as "oldestSeconds",
        (select count(*)::integer from jobs.job d where d.name = q.dead_letter and d.state < 'active') as dead
      from jobs.queue q left join jobs.job j on j.name = q.name
      where q.dead_letter is not null group by q.name, q.dead_letter order by q.name`);
    const schedule = await tx.execute(sql`
      select s.name as job, s.cron, (select max(j.started_on) from jobs.job j where j.name = s.name) as "lastRunAt"
      from jobs.schedule s order by s.name`);
    return {
      queues: queues.rows as PlatformJobsView["queues"],
      schedule: schedule.rows.map((row) => ({
        job: String(row["job"]),
        cron: String(row["cron"]),
        lastRunAt: row["lastRunAt"] === null ? null : new Date(String(row["lastRunAt"])).toISOString(),
      })),
    };
  });
}
