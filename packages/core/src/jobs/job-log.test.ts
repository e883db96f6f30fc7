import { afterAll, beforeAll, expect, it } from "vitest";
import { logWith } from "../log-with.ts";
import { inMerchantTx } from "../transaction.ts";
import { defineJob, jobPayload } from "./define-job.ts";
import { enqueue, eventually, openQueueGround, type QueueGround } from "./queue.fixture.ts";
import type { ServiceContext } from "../context.ts";

const second = defineJob({
  name: "log_second",
  payload: jobPayload({}),
  attempts: 1,
  handle: async () => {
    throw new Error("broken");
  },
});
const first = defineJob({
  name: "log_first",
  payload: jobPayload({}),
  attempts: 1,
  handle: async (platform, { merchantId }) => {
    platform.log.info({ step: 1 }, "at work");
    const actor = { kind: "job", name: "log_first" } as const;
    const ctx = { platform, merchantId, actor, requestId: "job:log_first", locale: "en" } as ServiceContext;
    await inMerchantTx(ctx, (tx) => platform.jobs.enqueue(tx, ctx.merchantId, second, { merchantId }));
  },
});

let ground: QueueGround;
beforeAll(async () => {
  ground = await openQueueGround([first, second]);
});
afterAll(() => ground.close());

it("[OPS-02] lines of a job name it, its merchant and the request or job that enqueued it", async () => {
  const lines: Record<string, unknown>[] = [];
  const keep = (fields: object, message: string): void => void lines.push({ ...fields, message });
  const { queue, platform } = await ground.process({ worker: false });
  await queue.work({ ...platform, log: logWith({ debug: keep, info: keep, warn: keep, error: keep }, {}) });
  const ctx = await ground.merchant(platform);
  await enqueue(ctx, first, { merchantId: ctx.merchantId });
  const failed = await eventually("the second job failed", () =>
    lines.find((line) => line["message"] === "job failed for good"),
  );
  const jobId = expect.any(String) as string;
  const { merchantId, requestId } = ctx;
  expect(lines.find((line) => line["message"] === "at work")).toMatchObject({
    ...{ job: "log_first", jobId, merchantId, cause: requestId, step: 1 },
  });
  expect(failed).toMatchObject({ job: "log_second", jobId, merchantId, cause: "job:log_first", reason: "job.failed" });
});
