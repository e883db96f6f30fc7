import { afterAll, beforeAll, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { defineJob, jobPayload, type Job } from "../jobs/define-job.ts";
import { createJobQueue } from "../jobs/job-queue.ts";
import { runJob } from "../jobs/run-job.ts";
import { grant, openScene, openShop, pump, type Scene } from "../webhooks/delivery.fixture.ts";
import { getUsage } from "./get-usage.ts";
import { startUsageCounter, type RunningUsageCounter } from "./usage-counter.ts";

let scene: Scene;
let usage: RunningUsageCounter;
beforeAll(async () => {
  scene = await openScene();
  usage = startUsageCounter(scene.platform, { everyMs: 3_600_000 });
});
afterAll(async () => {
  await usage.stop();
  await scene.stop();
});

const counting = (ctx: ServiceContext): ServiceContext => ({ ...ctx, platform: { ...ctx.platform, usage } });
async function figuresOf(ctx: ServiceContext) {
  await usage.flush();
  const { operations, failures } = await getUsage(ctx, { range: "24h" });
  return {
    operations: operations.map(({ area, operation, calls, failed }) => `${area} ${operation} ${calls} ${failed}`),
    failures: failures.map(({ area, operation, reason, count }) => `${area} ${operation} ${reason} ${count}`),
  };
}

it("[ANA-04] attempts to deliver to the shop's endpoints count by event, with the reason of those that failed", async () => {
  const shop = await openShop(scene);
  const ctx = counting(shop.ctx);
  await grant(ctx, 1);
  await pump(ctx);
  scene.receiver.behave((response) => response.writeHead(503).end());
  await grant(ctx, 2);
  await pump(ctx);
  expect(await figuresOf(ctx)).toEqual({
    operations: ["webhook credits.granted 2 1"],
    failures: ["webhook credits.granted webhooks.failing 1"],
  });
});

it("[ANA-04] attempts of the shop's jobs count by kind, with their reason; the platform's own are no shop's", async () => {
  const { ctx } = await openShop(scene);
  const job = defineJob({
    name: "counted_job",
    payload: jobPayload({}),
    attempts: 2,
    handle: async (_platform, _payload, run) => {
      if (run?.attempt === 1) throw new DomainError("cj.unavailable");
    },
  });
  const none = async () => undefined;
  const jobs = createJobQueue([job] as readonly Job[], {
    put: none,
    waiting: async () => 0,
    isWaiting: async () => false,
    figures: async () => ({ queues: [], schedule: [] }),
    redrive: async () => 0,
  });
  const platform = { ...counting(ctx).platform, jobs };
  const payload = { merchantId: ctx.merchantId };
  const attempt = (retryCount: number, merchant?: string) =>
    runJob(platform, {
      id: crypto.randomUUID(),
      data: { job: job.name, payload, ...(merchant && { merchant }) },
      retryCount,
      ends: [],
    });
  expect((await attempt(0, ctx.merchantId)).status).toBe("failed");
  expect((await attempt(1, ctx.merchantId)).status).toBe("completed");
  expect((await attempt(1)).status).toBe("completed");
  expect(await figuresOf(ctx)).toEqual({
    operations: ["job counted_job 2 1"],
    failures: ["job counted_job cj.unavailable 1"],
  });
});
