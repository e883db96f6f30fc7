import { setTimeout as sleep } from "node:timers/promises";
import { eventReader } from "@nexusone/db/queries/event-consumers";
import { eventBacklog, lastEventSeq } from "@nexusone/db/queries/events";
import { CONSUMERS } from "../consumers.ts";
import type { Running } from "../start.ts";

/** Prometheus gives up after ten seconds; a database that hangs must not take this process's own figures along. */
const PATIENCE_MS = 2_000;
const STATES = ["active", "waiting", "delayed", "completed", "failed", "dead"] as const;

/** The text Prometheus reads. What only the database knows is left out while it does not answer. */
export async function scrape(running: Running): Promise<string> {
  const { gauges, registry } = running.metrics;
  const { pool } = running.platform.db;
  gauges.connections.set({ state: "total" }, pool.totalCount);
  gauges.connections.set({ state: "idle" }, pool.idleCount);
  gauges.connections.set({ state: "waiting" }, pool.waitingCount);
  gauges.listeners.set(running.hub.listenerCount());
  const tooLate = new AbortController();
  const backlog = await Promise.race([
    readBacklog(running).catch(() => undefined),
    sleep(PATIENCE_MS, undefined, { signal: tooLate.signal }).catch(() => undefined),
  ]).finally(() => tooLate.abort());
  const { queueJobs, queueOldest, eventsWaiting, eventsOldest, eventSeq, eventLag } = gauges;
  for (const one of [queueJobs, queueOldest, eventLag]) one.reset();
  gauges.databaseUp.set(backlog ? 1 : 0);
  if (backlog) {
    for (const queue of backlog.queues) {
      for (const state of STATES) queueJobs.set({ queue: queue.queue, state }, queue[state]);
      queueOldest.set({ queue: queue.queue }, queue.oldestSeconds ?? 0);
    }
    eventsWaiting.set(backlog.events.waiting);
    eventsOldest.set(backlog.events.oldestSeconds);
    eventSeq.set(backlog.seq);
    for (const { consumer, seq } of backlog.readers) eventLag.set({ consumer }, Math.max(0, backlog.seq - seq));
  }
  return registry.metrics();
}

async function readBacklog({ platform: { db, jobs } }: Running) {
  const [{ queues }, events, seq, readers] = await Promise.all([
    jobs.figures(),
    eventBacklog(db),
    lastEventSeq(db),
    Promise.all(CONSUMERS.map(async ({ name }) => ({ consumer: name, seq: await eventReader(db, name) }))),
  ]);
  return { queues, events, seq, readers };
}
