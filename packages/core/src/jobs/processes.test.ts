import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "@nexusone/db/listen";
import { connectDirect } from "@nexusone/db/direct";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { getJobStatus } from "../operations/get-job-status.ts";
import { listOperations } from "../operations/list-operations.ts";
import { inMerchantTx } from "../transaction.ts";
import { JOBS_CHANNEL } from "./boss-queue.ts";
import { defineJob, jobPayload, type Job } from "./define-job.ts";
import { enqueue, eventually, openQueueGround, type QueueGround } from "./queue.fixture.ts";

const started: { merchantId: string; name: string; at: number }[] = [];
const tiny = defineJob({
  name: "tiny",
  payload: jobPayload({ name: z.string() }),
  attempts: 2,
  handle: async (_platform, { merchantId, name }) => {
    started.push({ merchantId, name, at: Date.now() });
    await sleep(5);
  },
});
const slots: number[] = [];
const tick = defineJob({
  name: "tick",
  payload: z.object({}),
  attempts: 1,
  handle: async () => void slots.push(Math.floor(Date.now() / 60_000)),
});
const long = defineJob({
  name: "long",
  payload: jobPayload({}),
  attempts: 5,
  handle: async (_platform, _payload, run) => {
    for (let step = 0; step < 100; step += 1) {
      await sleep(50);
      run?.progress(step, 100);
      run?.goOn();
    }
  },
});

let ground: QueueGround | undefined;
afterEach(async () => {
  await ground?.close();
  ground = undefined;
  started.length = 0;
});

describe("several merchants", () => {
  it("[JOB-01] 10,000 jobs of one delay a single job of another by less than two seconds", async () => {
    ground = await openQueueGround([tiny] as readonly Job[]);
    const { platform } = await ground.process();
    const [a, b] = [await ground.merchant(platform), await ground.merchant(platform)];
    const payloads = Array.from({ length: 10_000 }, (_, nth) => ({ merchantId: a.merchantId, name: String(nth) }));
    await inMerchantTx(a, (tx) => platform.jobs.enqueueMany(tx, a.merchantId, tiny, payloads));
    await eventually("A's work is under way", () => (started.length > 50 ? true : undefined));
    const before = Date.now();
    await enqueue(b, tiny, { merchantId: b.merchantId, name: "mine" });
    const mine = await eventually("B's job runs", () => started.find(({ name }) => name === "mine"));
    expect(mine.at - before).toBeLessThan(2_000);
    // The control: A was nowhere near its end.
    expect(started.length).toBeLessThan(9_000);
  }, 60_000);

  it("[JOB-01] share by turns, whoever came first; what a person waits for goes before both", async () => {
    ground = await openQueueGround([tiny] as readonly Job[]);
    const idle = await ground.process({ worker: false });
    const [a, b] = [await ground.merchant(idle.platform), await ground.merchant(idle.platform)];
    for (const { merchantId } of [a, b])
      await inMerchantTx(merchantId === a.merchantId ? a : b, (tx) =>
        idle.platform.jobs.enqueueMany(
          tx,
          merchantId,
          tiny,
          Array.from({ length: 40 }, (_, nth) => ({ merchantId, name: String(nth) })),
        ),
      );
    await enqueue(a, tiny, { merchantId: a.merchantId, name: "clicked" }, { interactive: true });
    await ground.process();
    await eventually("all ran", () => (started.length === 81 ? true : undefined));
    expect(started.slice(0, 4).map(({ name }) => name)).toContain("clicked");
    const early = started.slice(0, 41).filter(({ merchantId }) => merchantId === b.merchantId).length;
    expect(early).toBeGreaterThan(15);
    expect(early).toBeLessThan(25);
  }, 60_000);
});

describe("several processes", () => {
  it("[JOB-01] run a cron slot once", async () => {
    ground = await openQueueGround([tick] as readonly Job[]);
    const cron = { tick: "* * * * *" };
    const first = await ground.process({ cron });
    await Promise.all([ground.process({ cron }), ground.process({ cron })]);
    await eventually("the slot runs", () => (slots.length > 0 ? true : undefined), 75_000);
    // Long enough for each of the three to look at its clock again.
    await sleep(7_000);
    expect(new Set(slots).size).toBe(slots.length);
    expect((await first.platform.jobs.figures()).schedule).toEqual([
      { job: "tick", cron: "* * * * *", lastRunAt: expect.stringMatching(/^20\d\d-.*Z$/) },
    ]);
    const other = await ground.process();
    const { schedule } = await other.platform.jobs.figures();
    expect(schedule, "a release without it forgets the schedule").toEqual([]);
  }, 120_000);

  it("[JOB-01] wake each other as soon as a job is committed", async () => {
    ground = await openQueueGround([tiny] as readonly Job[]);
    const worker = await ground.process();
    const direct = connectDirect(ground.database.ownerUrl);
    const unlisten = await listen(direct, JOBS_CHANNEL, worker.queue.wake);
    const web = await ground.process({ worker: false });
    const ctx = await ground.merchant(web.platform);
    const waits: number[] = [];
    for (let nth = 0; nth < 5; nth += 1) {
      // Off the beat of the worker's own looks.
      await sleep(130);
      const name = `woken ${nth}`;
      const before = Date.now();
      await enqueue(ctx, tiny, { merchantId: ctx.merchantId, name });
      const job = await eventually("it runs", () => started.find((one) => one.name === name));
      waits.push(job.at - before);
    }
    expect(waits.toSorted((a, b) => a - b)[2], waits.join()).toBeLessThan(400);
    await unlisten();
    await direct.end({ timeout: 1 });
  }, 60_000);

  it("[JOB-02] a stopping one hands long work over instead of waiting for its end", async () => {
    ground = await openQueueGround([long] as readonly Job[]);
    const first = await ground.process();
    const ctx = await ground.merchant(first.platform);
    await enqueue(ctx, long, { merchantId: ctx.merchantId }, { operation: { by: ctx } });
    const [row] = (await listOperations(ctx)).items;
    const address = { queue: "long", id: row!.id };
    await eventually("it runs", async () =>
      (await getJobStatus(ctx, address)).status === "active" ? true : undefined,
    );
    const before = Date.now();
    await first.queue.stop();
    // The work itself takes five seconds.
    expect(Date.now() - before).toBeLessThan(4_500);
    expect(await getJobStatus(ctx, address)).toMatchObject({ status: "queued", failedReason: "job.worker_lost" });
    await ground.process();
    await eventually(
      "another finishes it",
      async () => ((await getJobStatus(ctx, address)).status === "completed" ? true : undefined),
      20_000,
    );
    expect(await getJobStatus(ctx, address)).toMatchObject({ attempts: 2, failedReason: null });
  }, 60_000);
});
