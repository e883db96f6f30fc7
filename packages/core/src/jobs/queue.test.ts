import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { QueueStatsView } from "@nexusone/contracts/operations";
import { userContext } from "@nexusone/testing/contexts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { discardOperation } from "../operations/discard-operation.ts";
import { getJobStatus } from "../operations/get-job-status.ts";
import { getQueueStats, listQueueStats } from "../operations/get-queue-stats.ts";
import { listOperations } from "../operations/list-operations.ts";
import { retryDeadLetters } from "../operations/retry-dead-letters.ts";
import { retryOperation } from "../operations/retry-operation.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { defineJob, jobPayload, type Job, type JobRun } from "./define-job.ts";
import { runJob } from "./run-job.ts";
import { enqueue, eventually, openQueueGround, type QueueGround } from "./queue.fixture.ts";

const ran: string[] = [];
let act: (run: JobRun) => ReturnType<Job["handle"]> | void = () => undefined;
const discarded: string[] = [];

const work = defineJob({
  name: "test-work",
  payload: jobPayload({ name: z.string() }),
  attempts: 3,
  handle: async (_platform, { name }, run) => {
    ran.push(name);
    return act(run!);
  },
  discard: async (_ctx, { name }) => void discarded.push(name),
});
/** Shares a queue with another kind. */
const sibling = defineJob({
  name: "test-sibling",
  queue: "test-work",
  payload: jobPayload({ name: z.string() }),
  attempts: 1,
  handle: async (_platform, { name }) => void ran.push(`sibling ${name}`),
});

let ground: QueueGround;
let platform: Platform;
let ctx: ServiceContext;
beforeAll(async () => {
  ground = await openQueueGround([work, sibling] as readonly Job[]);
  ({ platform } = await ground.process());
  ctx = await ground.merchant(platform);
});
afterAll(() => ground.close());

/** Enqueues with an operation. @returns its id and how to read its status. */
async function begin(name: string, as: ServiceContext = ctx) {
  await enqueue(as, work, { merchantId: as.merchantId, name }, { operation: { by: as } });
  const [row] = (await listOperations(as, { limit: 1 })).items;
  const address = { queue: "test-work", id: row!.id };
  const until = (status: string) =>
    eventually(`${name} is ${status}`, async () => {
      const found = await getJobStatus(as, address);
      return found.status === status ? found : undefined;
    });
  return { address, until };
}
const eventsOf = async (id: string) =>
  (await ground.database.sql<{ type: string }[]>`select type from events where subject_id = ${id} order by id`).map(
    (row) => row.type,
  );

describe("an operation", () => {
  it("[JOB-01] [JOB-03] is written with its job or not at all, runs in the background and tells its progress", async () => {
    const rolledBack = inMerchantTx(ctx, async (tx) => {
      await platform.jobs.enqueue(
        tx,
        ctx.merchantId,
        work,
        { merchantId: ctx.merchantId, name: "never" },
        { operation: { by: ctx } },
      );
      throw new Error("rolled back");
    });
    await expect(rolledBack).rejects.toThrow("rolled back");
    expect((await listOperations(ctx)).items).toEqual([]);

    const { promise: hold, resolve: release } = Promise.withResolvers<void>();
    act = async (run) => {
      run.progress(1, 4);
      await hold;
    };
    const { address, until } = await begin("steady");
    const active = await eventually("a quarter is done", async () => {
      const found = await getJobStatus(ctx, address);
      return found.progress === 25 ? found : undefined;
    });
    expect(active).toEqual({ ...address, status: "active", progress: 25, attempts: 1, failedReason: null });
    release();
    expect(await until("completed")).toMatchObject({ progress: 100, attempts: 1, failedReason: null });
    expect(ran).not.toContain("never");
    expect(await eventsOf(address.id)).toEqual(["operation.queued", "operation.completed"]);
  });

  it("[JOB-02] [JOB-03] is tried again with growing pauses, says meanwhile why, and ends well", async () => {
    const at: number[] = [];
    act = () => {
      at.push(Date.now());
      if (at.length < 3) throw new DomainError("cj.unavailable");
    };
    const { until } = await begin("second wind");
    await eventually("it failed once", () => (at.length === 1 ? true : undefined));
    expect(await until("queued")).toMatchObject({ attempts: 1, failedReason: "cj.unavailable" });
    const done = await until("completed");
    expect(done).toMatchObject({ attempts: 3, failedReason: null });
    const [first, second, third] = at as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(950);
    expect(third - second).toBeGreaterThanOrEqual(1_950);
  });

  it("[JOB-02] fails for good after its attempts, with a safe code and a dead letter that carries it; a retry brings it back", async () => {
    act = () => {
      throw new Error("secret of the database");
    };
    const { address, until } = await begin("doomed");
    const failed = await until("failed");
    expect(failed).toMatchObject({ attempts: 3, failedReason: "job.failed" });
    const [letter] = await eventually("the dead letter is there", async () => {
      const found = await ground.database.sql<{ output: { reason: string } }[]>`
        select source_output as output from jobs.job
        where name = 'test-work_dead' and data -> 'operation' ->> 'id' = ${address.id}`;
      return found.length > 0 ? found : undefined;
    });
    expect(letter).toEqual({ output: { reason: "job.failed", details: {} } });
    expect(JSON.stringify(await listOperations(ctx))).not.toContain("secret of the database");

    act = () => undefined;
    expect(await retryOperation(ctx, address)).toMatchObject({ status: "queued", attempts: 0, failedReason: null });
    expect(await until("completed")).toMatchObject({ attempts: 1 });
    expect(await eventsOf(address.id)).toEqual([
      "operation.queued",
      "operation.failed",
      "operation.retried",
      "operation.completed",
    ]);
    await expect(retryOperation(ctx, address)).rejects.toMatchObject({ reason: "job.not_retryable" });
    await expect(discardOperation(ctx, address)).rejects.toMatchObject({ reason: "job.not_discardable" });
  });

  it("[JOB-02] ends at once with a refusal that no repeat can cure", async () => {
    act = () => {
      throw new DomainError("cj.not_connected");
    };
    const { until } = await begin("refused");
    expect(await until("failed")).toMatchObject({ attempts: 1, failedReason: "cj.not_connected" });
  });

  it("[JOB-02] is tried at once when a person does not want to wait, and once only", async () => {
    act = () => {
      throw new DomainError("cj.unavailable");
    };
    const { address, until } = await begin("impatient");
    await eventually("it was tried", () => (ran.includes("impatient") ? true : undefined));
    await until("queued");
    act = () => undefined;
    await retryOperation(ctx, address);
    await until("completed");
    // The attempt that was due later finds nothing to do.
    await sleep(3_500);
    expect(ran.filter((name) => name === "impatient")).toHaveLength(2);
  });

  it("[JOB-01] [JOB-03] held by a person it says so and is not done; let go on, it is the same operation", async () => {
    const subject = { kind: "import", id: randomUUID() } as const;
    const go = (reopen: boolean) =>
      enqueue(ctx, work, { merchantId: ctx.merchantId, name: "held" }, { operation: { by: ctx, subject, reopen } });
    act = async (run) => {
      run.progress(1, 2);
      return "paused" as const;
    };
    await go(false);
    const [row] = (await listOperations(ctx, { limit: 1 })).items;
    const address = { queue: "test-work", id: row!.id };
    const held = await eventually("it is paused", async () => {
      const found = await getJobStatus(ctx, address);
      return found.status === "paused" ? found : undefined;
    });
    expect(held).toMatchObject({ progress: 50, failedReason: null });
    expect((await listOperations(ctx, { status: "paused" })).items.map(({ id }) => id)).toEqual([address.id]);
    await expect(retryOperation(ctx, address)).rejects.toMatchObject({ reason: "job.not_retryable" });
    act = () => undefined;
    await go(true);
    await eventually("it is done", async () =>
      (await getJobStatus(ctx, address)).status === "completed" ? true : undefined,
    );
    expect(await eventsOf(address.id)).toEqual(["operation.queued", "operation.completed"]);
  });

  it("[JOB-01] discarded before it began, it never runs, and its feature settles what it was about", async () => {
    act = () => {
      throw new DomainError("cj.unavailable");
    };
    const { address, until } = await begin("unwanted");
    await eventually("it waits", async () => ((await getJobStatus(ctx, address)).attempts === 1 ? true : undefined));
    await until("queued");
    expect(await discardOperation(ctx, address)).toMatchObject({ status: "discarded" });
    expect(discarded).toEqual(["unwanted"]);
    act = () => undefined;
    await sleep(3_000);
    expect(ran.filter((name) => name === "unwanted")).toHaveLength(1);
    expect(await getJobStatus(ctx, address)).toMatchObject({ status: "discarded" });
  });

  it("[JOB-02] whose last attempt died with its process says so", async () => {
    act = () => undefined;
    const { address, until } = await begin("before");
    await until("completed");
    await ground.database.sql`update operations set status = 'active' where id = ${address.id}`;
    const data = {
      job: work.name,
      payload: { merchantId: ctx.merchantId, name: "orphan" },
      merchant: ctx.merchantId,
      operation: { id: address.id, run: 1 },
    };
    const attempt = { id: address.id, data, retryCount: work.attempts, ends: [] };
    const outcome = await runJob(platform, attempt);
    expect(outcome).toMatchObject({ status: "deadletter", output: { reason: "job.worker_lost" } });
    expect(ran).not.toContain("orphan");
    expect(await getJobStatus(ctx, address)).toMatchObject({ status: "failed", failedReason: "job.worker_lost" });
  });
});

describe("the queue", () => {
  it("[JOB-01] carries several kinds of job", async () => {
    await enqueue(ctx, sibling, { merchantId: ctx.merchantId, name: "one" });
    await eventually("the sibling ran", () => (ran.includes("sibling one") ? true : undefined));
  });

  it("[JOB-01] takes no second waiting job with the same key", async () => {
    const idle = await ground.process({ worker: false });
    const other = await ground.merchant(idle.platform);
    const startAfter = new Date(Date.now() + 3_600_000);
    for (const as of [{ ...ctx, platform: idle.platform }, other])
      for (let time = 0; time < 3; time += 1)
        await enqueue(as, work, { merchantId: as.merchantId, name: "thinned" }, { key: "k", startAfter });
    const [row] = await ground.database.sql<{ count: number }[]>`
      select count(*)::integer as count from jobs.job where name = 'test-work' and data ->> 'key' = 'k'`;
    expect(row).toEqual({ count: 2 });
  });

  it("[JOB-04] counts a merchant's own operations by state, and nobody else's", async () => {
    const other = await ground.merchant(platform);
    const none: QueueStatsView = { queue: "test-work", active: 0, waiting: 0, completed: 0, failed: 0, delayed: 0 };
    expect(await getQueueStats(other, { queue: "test-work" })).toEqual(none);
    expect(await listQueueStats(other)).toEqual([]);
    act = () => undefined;
    const good = await begin("good", other);
    await good.until("completed");
    act = () => {
      throw new DomainError("cj.not_connected");
    };
    const bad = await begin("bad", other);
    await bad.until("failed");
    const startAfter = new Date(Date.now() + 3_600_000);
    await enqueue(
      other,
      work,
      { merchantId: other.merchantId, name: "later" },
      { startAfter, operation: { by: other } },
    );
    const stats = { ...none, completed: 1, failed: 1, delayed: 1 };
    expect(await getQueueStats(other, { queue: "test-work" })).toEqual(stats);
    expect(await listQueueStats(other)).toEqual([stats]);
    await expect(getQueueStats(other, { queue: "no_such_queue" })).rejects.toMatchObject({
      reason: "request.not_found",
    });
    await expect(getJobStatus(ctx, good.address)).rejects.toMatchObject({ reason: "request.not_found" });
  });

  it("[JOB-04] shows all merchants' queues and dead letters to the platform", async () => {
    const { queues } = await platform.jobs.figures();
    expect(queues.map(({ queue }) => queue)).toEqual(["test-work"]);
    expect(queues[0]).toMatchObject({ dead: expect.any(Number), delayed: expect.any(Number) });
    expect(queues[0]!.dead).toBeGreaterThanOrEqual(2);
    expect(queues[0]!.completed).toBeGreaterThan(3);
  });

  it("[JOB-02] puts dead letters back when a platform admin says so; their operations end well after all", async () => {
    act = () => {
      throw new DomainError("cj.not_connected");
    };
    const { address, until } = await begin("buried");
    await until("failed");
    const dead = () =>
      ground.database
        .sql`select 1 from jobs.job where name = 'test-work_dead' and data -> 'operation' ->> 'id' = ${address.id}`;
    await eventually("the letter is there", async () => ((await dead()).length === 1 ? true : undefined));
    act = () => undefined;
    const owner = { id: ctx.actor.kind === "user" ? ctx.actor.userId : "" };
    const admin = userContext(platform, { ...owner, isPlatformAdmin: true });
    await expect(retryDeadLetters(userContext(platform, owner), address)).rejects.toMatchObject({
      reason: "identity.platform_admin_only",
    });
    await expect(retryDeadLetters(admin, { queue: "no_such_queue" })).rejects.toMatchObject({
      reason: "request.not_found",
    });
    expect((await retryDeadLetters(admin, address)).moved).toBeGreaterThan(0);
    expect(await until("completed")).toMatchObject({ attempts: 1, failedReason: null });
    expect(await dead()).toEqual([]);
  });
});
