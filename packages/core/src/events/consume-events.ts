import type { MerchantId } from "@nexusone/contracts/ids";
import { takeLease, releaseLease } from "@nexusone/db/leases";
import {
  advanceEventReader,
  eventReader,
  lockEventCursor,
  merchantsWithEvents,
  moveEventCursor,
} from "@nexusone/db/queries/event-consumers";
import { listEventsAfter, type StoredEvent } from "@nexusone/db/queries/events";
import { withMerchant } from "@nexusone/db/with-merchant";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { systemActing } from "../audit/acting.ts";
import type { ServiceContext } from "../context.ts";
import { databaseUnavailable } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { defineJob, jobPayload, type Job } from "../jobs/define-job.ts";
import type { Platform } from "../platform.ts";
import type { EventHub } from "./hub.ts";

/**
 * Does something about every event, in order of `seq`. `apply` writes in the context's transaction, which also moves the
 * merchant's cursor: what it writes happens exactly once, whatever dies. No network inside.
 */
export type EventConsumer = {
  readonly name: string;
  readonly apply: (
    ctx: ServiceContext & { readonly tx: NonNullable<ServiceContext["tx"]> },
    events: readonly StoredEvent[],
  ) => Promise<void>;
};

const BATCH = 200;
const LOOK_AHEAD = 2_000;
/** Another process takes over this long after the one at work died. */
const LEASE_MS = 5_000;
const TICK_MS = 1_000;

/** Applies what this merchant's cursor has not passed yet. Safe to repeat and to run from several processes. */
export async function catchUp(platform: Platform, consumer: EventConsumer, merchantId: MerchantId): Promise<void> {
  let found: number;
  do {
    found = await withMerchant(platform.db, { merchantId, by: systemActing(consumer.name) }, async (tx) => {
      const events = await listEventsAfter(tx, await lockEventCursor(tx, consumer.name), BATCH);
      const last = events.at(-1);
      if (!last) return 0;
      const actor = { kind: "system", name: consumer.name } as const;
      await consumer.apply({ platform, merchantId, actor, requestId: last.id, locale: "en", tx }, events);
      await moveEventCursor(tx, consumer.name, last.seq);
      failpoint("events.apply.before_commit");
      return events.length;
    });
  } while (found === BATCH);
}

const CatchUp = jobPayload({ consumer: z.string() });

/** Tries again for a merchant whose events a consumer could not apply, while all others go on. */
export const catchUpJob = (consumers: readonly EventConsumer[]): Job<typeof CatchUp> =>
  defineJob({
    name: "event_catch_up",
    payload: CatchUp,
    attempts: 12,
    handle: async (platform, { consumer: name, merchantId }) => {
      const consumer = consumers.find((one) => one.name === name);
      if (consumer) await catchUp(platform, consumer, merchantId as MerchantId);
    },
  });

/**
 * Keeps every consumer at the head of the events, each in one process at a time; another takes over within seconds.
 * @returns a function that stops after the batch in hand.
 */
export function startEventConsumers(
  platform: Platform,
  hub: Pick<EventHub, "lastSeq" | "onAdvance">,
  consumers: readonly EventConsumer[],
  onError: (error: unknown) => void,
): () => Promise<void> {
  const holder = randomUUID();
  const retry = catchUpJob(consumers);
  const known = new Map<string, number>();
  let stopped = false;
  let again = false;
  let running: Promise<void> | undefined;

  async function drain(consumer: EventConsumer): Promise<void> {
    const lease = `events:${consumer.name}`;
    if ((known.get(consumer.name) ?? -1) >= hub.lastSeq()) return;
    if (!(await takeLease(platform.db, lease, holder, LEASE_MS))) return;
    try {
      let seq = await eventReader(platform.db, consumer.name);
      for (;;) {
        const merchants = await merchantsWithEvents(platform.db, seq, LOOK_AHEAD);
        known.set(consumer.name, seq);
        if (merchants.length === 0 || stopped) return;
        for (const { merchantId } of merchants) {
          await applyOrRetry(consumer, merchantId);
          if (!(await takeLease(platform.db, lease, holder, LEASE_MS))) return;
        }
        seq = Math.max(...merchants.map((merchant) => merchant.seq));
        await advanceEventReader(platform.db, consumer.name, seq);
      }
    } finally {
      await releaseLease(platform.db, lease, holder);
    }
  }

  async function applyOrRetry(consumer: EventConsumer, merchantId: MerchantId): Promise<void> {
    try {
      await catchUp(platform, consumer, merchantId);
    } catch (error) {
      // A database that is away stops everything at this place; what fails for one merchant alone must not.
      if (databaseUnavailable(error)) throw error;
      platform.log.error({ err: error, consumer: consumer.name, merchantId }, "events could not be applied");
      await withMerchant(platform.db, { merchantId }, (tx) =>
        platform.jobs.enqueue(tx, merchantId, retry, { merchantId, consumer: consumer.name }),
      );
    }
  }

  async function round(): Promise<void> {
    do {
      again = false;
      for (const consumer of consumers) await drain(consumer).catch(onError);
    } while (again && !stopped);
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    running ??= round().finally(() => {
      running = undefined;
    });
  }

  const timer = setInterval(wake, TICK_MS);
  const off = hub.onAdvance(wake);
  wake();
  return async () => {
    stopped = true;
    clearInterval(timer);
    off();
    await running;
  };
}
