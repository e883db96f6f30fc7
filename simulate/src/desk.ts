import type { MerchantId } from "@nexusone/contracts/ids";
import type { Clock } from "@nexusone/core/clock";
import { addMs } from "@nexusone/core/clock";
import { drainInbox } from "@nexusone/core/inbox/drain-inbox";
import { sweepHints } from "@nexusone/core/inventory/follow-hints";
import { BACKOFF } from "@nexusone/core/jobs/backoff";
import { createJobQueue, type JobData } from "@nexusone/core/jobs/job-queue";
import { runJob } from "@nexusone/core/jobs/run-job";
import { copyPicturesJob } from "@nexusone/core/media/copy-pictures-job";
import type { Platform } from "@nexusone/core/platform";
import { dispatchEvents } from "@nexusone/db/queries/events";
import { afterCommit } from "@nexusone/db/with-merchant";
import { CONSUMERS } from "../../apps/server/src/consumers.ts";
import { CRON, JOBS } from "../../apps/server/src/jobs.ts";

type Waiting = { readonly id: number; readonly data: JobData; readonly queue: string; tries: number; dueAt: Date };

const AT_ONCE = 8;
/** A step that has not come to rest by then never will. */
const MOST_ROUNDS = 500;

/**
 * The workers of one process on the moved clock: the product's own jobs, cron table and consumers of events, with a queue whose
 * waits are of simulated time. What a transaction enqueues is there once it has committed. Pictures are not copied.
 */
export function openDesk(clock: Clock) {
  let waiting: Waiting[] = [];
  let made = 0;
  /** What was given up for good, which nothing may be. */
  const dead: { readonly job: string; readonly reason: string }[] = [];
  const queue = createJobQueue(JOBS, {
    put: async (tx, name, jobs) =>
      afterCommit(tx, () => {
        for (const { data, startAfter } of jobs) {
          const wait = startAfter ? Math.max(0, startAfter.getTime() - Date.now()) : 0;
          if (data.job !== copyPicturesJob.name)
            waiting.push({ id: ++made, data, queue: name, tries: 0, dueAt: addMs(clock.now(), wait) });
        }
      }),
    waiting: async (_tx, name) => waiting.filter((one) => one.queue === name).length,
    isWaiting: async (_tx, name, _merchant, key) => waiting.some((one) => one.queue === name && one.data.key === key),
    figures: async () => ({ queues: [], schedule: [] }),
    redrive: async () => 0,
  });

  async function attempt(platform: Platform, one: Waiting): Promise<void> {
    const outcome = await runJob(platform, { id: String(one.id), data: one.data, retryCount: one.tries, ends: [] });
    if (outcome.status === "completed") return;
    if (outcome.status === "deadletter") dead.push({ job: one.data.job, reason: outcome.output.reason });
    else {
      const seconds = Math.min(BACKOFF.ceilingSeconds, BACKOFF.firstSeconds * 2 ** one.tries);
      waiting.push({ ...one, tries: one.tries + 1, dueAt: addMs(clock.now(), seconds * 1_000) });
    }
  }

  async function runDue(platform: Platform): Promise<number> {
    const now = clock.now();
    const due = waiting.filter(({ dueAt }) => dueAt <= now);
    waiting = waiting.filter(({ dueAt }) => dueAt > now);
    const left = [...due];
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, left.length) }, async () => {
        for (let one = left.shift(); one; one = left.shift()) await attempt(platform, one);
      }),
    );
    return due.length;
  }

  async function followEvents(platform: Platform, merchantId: MerchantId): Promise<number> {
    let events = 0;
    for (let some = await dispatchEvents(platform.db); some > 0; some = await dispatchEvents(platform.db))
      events += some;
    const catchUp = queue.find("event_catch_up");
    if (events > 0)
      await Promise.all(
        CONSUMERS.map(async ({ name }) => void (await catchUp?.handle(platform, { merchantId, consumer: name }))),
      );
    return events;
  }

  return {
    queue,
    dead,
    /** Everything that is due now, and all that follows from it. */
    settle: async (platform: Platform, merchantId: MerchantId): Promise<void> => {
      for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const bodies = await drainInbox(platform);
        await sweepHints(platform);
        const jobs = await runDue(platform);
        if (bodies + jobs === 0 && (await followEvents(platform, merchantId)) === 0) return;
      }
      throw new Error(`work goes on for ever: ${waiting.map(({ data }) => data.job).join(", ")}`);
    },
    /** The cron jobs, as if their time had come. */
    cron: async (platform: Platform): Promise<void> => {
      for (const name of Object.keys(CRON)) if (name !== "nightly") await queue.find(name)?.handle(platform, {});
    },
    nightly: async (platform: Platform): Promise<void> => void (await queue.find("nightly")?.handle(platform, {})),
  };
}
export type Desk = ReturnType<typeof openDesk>;
