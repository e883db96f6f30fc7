import { setTimeout as sleep } from "node:timers/promises";
import { MerchantId } from "@nexusone/contracts/ids";
import { installQueues, JOBS_CHANNEL, startQueue } from "@nexusone/core/jobs/boss-queue";
import { defineJob, jobPayload, type Job } from "@nexusone/core/jobs/define-job";
import { connectDirect } from "@nexusone/db/direct";
import { listen } from "@nexusone/db/listen";
import { withMerchant } from "@nexusone/db/with-merchant";
import { createTestPlatform } from "@nexusone/testing/contexts";
import type { TestDatabase } from "@nexusone/testing/database";
import { createMerchant } from "@nexusone/testing/merchants";
import { PgBoss } from "pg-boss";
import { z } from "zod";
import { withDatabase } from "./lib/ground.ts";
import { report, round } from "./lib/report.ts";
import { alternate } from "./lib/rounds.ts";

/**
 * Small jobs from the first enqueue to the last one's end, workers running meanwhile: a quarter enqueued one by one, each
 * in a transaction of its own, the others a hundred at a time. Ours adds to pg-boss the merchant's bound transaction, the payload's
 * schema, the fair rank, the wake-up after the commit, and the frame around the handler.
 */
const JOBS = 4_000;
/** 36,000 on each side, by short turns: whatever else the machine does falls on both. */
const ROUNDS = 9;
const BATCH = 100;
const SINGLES = JOBS / 4;
const BATCHES = (JOBS - SINGLES) / BATCH;
const WRITERS = 10;
const MERCHANTS = 20;
const GOAL = 0.8;
/** The same on both sides: jobs fetched at once, and workers. */
const FETCHED = 20;
const WORKERS = 4;

type Write = (from: number, count: number) => Promise<unknown>;
type Side = { readonly write: Write; readonly done: () => number; readonly stop: () => Promise<unknown> };

/** Everything that `write` enqueues is done when this ends. @returns jobs a second */
async function rate(side: Side): Promise<number> {
  const target = side.done() + JOBS;
  const start = performance.now();
  let next = 0;
  const writer = async () => {
    for (let turn = next++; turn < SINGLES + BATCHES; turn = next++)
      await (turn < SINGLES ? side.write(turn, 1) : side.write(SINGLES + (turn - SINGLES) * BATCH, BATCH));
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  while (side.done() < target) await sleep(2);
  return JOBS / ((performance.now() - start) / 1_000);
}

async function startOurs(database: TestDatabase, merchants: readonly MerchantId[]): Promise<Side> {
  let done = 0;
  const small = defineJob({
    name: "bench_ours",
    payload: jobPayload({ nth: z.number() }),
    attempts: 5,
    batch: FETCHED,
    atOnce: FETCHED * WORKERS,
    handle: async () => {
      done += 1;
    },
  });
  const jobs = [small] as readonly Job[];
  const onError = (error: unknown) => process.stderr.write(`${String(error)}\n`);
  await installQueues({ ownerUrl: database.ownerUrl, appRole: new URL(database.appUrl).username, jobs });
  const running = await startQueue({ url: database.appUrl, db: database.db, jobs, worker: true, onError });
  const direct = connectDirect(database.ownerUrl);
  await listen(direct, JOBS_CHANNEL, running.wake);
  await running.work(createTestPlatform(database.db, { jobs: running.queue }));
  return {
    done: () => done,
    write: (from, count) => {
      const merchantId = merchants[from % merchants.length]!; // there are some
      const payloads = Array.from({ length: count }, (_, index) => ({ merchantId, nth: from + index }));
      return withMerchant(database.db, { merchantId }, (tx) =>
        running.queue.enqueueMany(tx, merchantId, small, payloads),
      );
    },
    stop: async () => {
      await running.stop();
      await direct.end({ timeout: 1 });
    },
  };
}

/** pg-boss as its documentation has it, with the settings of ours, enqueuing inside plain transactions. */
async function startFloor(database: TestDatabase): Promise<Side> {
  let done = 0;
  const owner = new PgBoss({ connectionString: database.ownerUrl, schema: "jobs", supervise: false, schedule: false });
  await owner.start();
  await owner.createQueue("bench_floor_dead");
  await owner.createQueue("bench_floor", {
    retryLimit: 4,
    retryBackoff: true,
    heartbeatSeconds: 10,
    deadLetter: "bench_floor_dead",
  });
  await owner.stop({ graceful: false });
  const boss = new PgBoss({
    connectionString: database.appUrl,
    schema: "jobs",
    max: 4,
    createSchema: false,
    migrate: false,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
  });
  await boss.start();
  const workers: string[] = [];
  for (let nth = 0; nth < WORKERS; nth += 1)
    workers.push(
      await boss.work(
        "bench_floor",
        {
          batchSize: FETCHED,
          perJobResults: true,
          burstWhenBatchFull: true,
          pollingIntervalSeconds: 1,
          heartbeatRefreshSeconds: 1,
        },
        async (batch) => {
          done += batch.length;
          return batch.map(({ id }) => ({ id, status: "completed" as const }));
        },
      ),
    );
  return {
    done: () => done,
    write: async (from, count) => {
      const client = await database.db.pool.connect();
      try {
        const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
        await client.query("begin");
        if (count === 1) await boss.send("bench_floor", { nth: from }, { db });
        else
          await boss.insert(
            "bench_floor",
            Array.from({ length: count }, (_, index) => ({ data: { nth: from + index } })),
            { db },
          );
        await client.query("commit");
        // Nobody waits for a poll on either side.
        for (const id of workers) boss.notifyWorker(id);
      } finally {
        client.release();
      }
    },
    stop: () => boss.stop(),
  };
}

/** A handler that returned is not yet a job marked as done: deleting the rows meanwhile is a deadlock. */
async function settled({ sql }: TestDatabase): Promise<void> {
  while ((await sql`select 1 from jobs.job where state < 'completed' limit 1`).length > 0) await sleep(20);
}

await report("jobs", () =>
  withDatabase(async (database) => {
    const merchants: MerchantId[] = [];
    for (let nth = 0; nth < MERCHANTS; nth += 1)
      merchants.push(MerchantId.parse((await createMerchant(database.db)).id));
    const ours = await startOurs(database, merchants);
    const floor = await startFloor(database);
    try {
      // Stale statistics alone cost pg-boss a factor of ten.
      const measured = (side: Side) => async () => {
        await settled(database);
        await database.sql`delete from jobs.job`;
        await database.sql`vacuum analyze jobs.job`;
        return rate(side);
      };
      for (const side of [ours, floor]) await measured(side)();
      const result = await alternate(ROUNDS, measured(ours), measured(floor));
      return {
        ours: round(result.ours, 0),
        floor: round(result.floor, 0),
        ratio: round(result.ratio),
        n: ROUNDS * JOBS,
        unit: "jobs/s",
        goal: `ratio >= ${GOAL}`,
        pass: result.ratio >= GOAL,
      };
    } finally {
      await ours.stop();
      await floor.stop();
    }
  }),
);
