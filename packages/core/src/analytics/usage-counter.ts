import { OK, type Area } from "@nexusone/contracts/analytics-terms";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import {
  addAnalytics,
  addSlowStatements,
  type NewAnalytics,
  type NewSlowStatement,
} from "@nexusone/db/queries/analytics";
import { labelStatement } from "@nexusone/db/statement-label";
import { withSystem, type Database, type SlowStatement } from "@nexusone/db/with-merchant";
import { HOUR_MS, type Clock } from "../clock.ts";
import type { Logger } from "../platform.ts";
import { addTo, emptyHistogram } from "./histogram.ts";

export type Counted = {
  /** Without one it is no shop's affair and kept in no figures of theirs. */
  readonly merchantId: string | undefined;
  /** A person whose own use this is, who may not want to be counted; never stored. */
  readonly userId?: string | undefined;
  readonly area: Area;
  /** From a fixed set: names of procedures, jobs, endpoints; never anything a caller made up. */
  readonly operation: string;
  readonly outcome: ReasonCode | typeof OK;
  readonly ms: number;
};
/** What counts in the course of work: some map operations, no network and no promise. */
export type UsageCounter = { readonly count: (counted: Counted) => void };
export type RunningUsageCounter = UsageCounter & {
  /** Writes what was counted. Never throws: what could not be written is kept for the next time. */
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Sums = { calls: number; totalMs: number; maxMs: number };
type Bucket = Sums & Omit<NewAnalytics, keyof Sums | "histogram"> & { histogram: number[] };
type Slow = Sums & Pick<NewSlowStatement, "day" | "name" | "statement">;

const FLUSH_MS = 5_000;
/** While the database is away what is new beyond this is not counted, rather than fill the memory. */
const MOST_BUCKETS = 50_000;

/**
 * Counts calls in the process and adds them to the hours of `integration_analytics` every few seconds and at the stop. What a
 * process counted since its last flush dies with it.
 */
export function startUsageCounter(
  { db, clock, log }: { db: Database; clock: Clock; log: Logger },
  { everyMs = FLUSH_MS }: { everyMs?: number } = {},
): RunningUsageCounter {
  let buckets = new Map<string, Bucket>();
  let slow = new Map<string, Slow>();
  let writing: Promise<void> = Promise.resolve();

  function count({ merchantId, userId = "", area, operation, outcome, ms }: Counted): void {
    if (merchantId === undefined) return;
    const hour = Math.floor(clock.now().getTime() / HOUR_MS);
    const key = `${merchantId}${userId}${hour}${area} ${operation} ${outcome}`;
    let bucket = buckets.get(key);
    if (!bucket) {
      if (buckets.size >= MOST_BUCKETS) return;
      bucket = {
        merchantId,
        userId: userId || null,
        hour: new Date(hour * HOUR_MS).toISOString(),
        area,
        operation,
        outcome,
        ...nothing(),
        histogram: emptyHistogram(),
      };
      buckets.set(key, bucket);
    }
    add(bucket, ms);
    addTo(bucket.histogram, ms);
  }

  function noteSlow({ text, ms, merchantId }: SlowStatement): void {
    const { name, statement } = labelStatement(text);
    const day = clock.now().toISOString().slice(0, 10);
    const key = `${day} ${name}`;
    const known = slow.get(key) ?? { day, name, statement, ...nothing() };
    add(known, ms);
    if (slow.size < MOST_BUCKETS) slow.set(key, known);
    if (merchantId) count({ merchantId, area: "query", operation: name, outcome: OK, ms });
  }

  async function write(): Promise<void> {
    if (buckets.size === 0 && slow.size === 0) return;
    const [counted, noted] = [buckets, slow];
    [buckets, slow] = [new Map(), new Map()];
    try {
      await withSystem(db, async (tx) => {
        await addAnalytics(tx, [...counted.values()]);
        await addSlowStatements(tx, [...noted.values()]);
      });
    } catch (error) {
      log.warn({ err: error, buckets: counted.size }, "usage could not be written, it is kept for the next time");
      for (const [key, bucket] of counted) buckets.set(key, merge(bucket, buckets.get(key)));
      for (const [key, one] of noted) slow.set(key, mergeSums(one, slow.get(key)));
    }
  }

  const flush = (): Promise<void> => (writing = writing.then(write));
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();
  db.onSlow = noteSlow;
  return {
    count,
    flush,
    stop: async () => {
      clearInterval(timer);
      db.onSlow = undefined;
      await flush();
    },
  };
}

const nothing = (): Sums => ({ calls: 0, totalMs: 0, maxMs: 0 });

function add(sums: Sums, ms: number): void {
  sums.calls += 1;
  sums.totalMs += ms;
  if (ms > sums.maxMs) sums.maxMs = ms;
}

function mergeSums<T extends Sums>(one: T, other: T | undefined): T {
  if (!other) return one;
  return {
    ...one,
    calls: one.calls + other.calls,
    totalMs: one.totalMs + other.totalMs,
    maxMs: Math.max(one.maxMs, other.maxMs),
  };
}

const merge = (one: Bucket, other: Bucket | undefined): Bucket => ({
  ...mergeSums(one, other),
  histogram: one.histogram.map((calls, index) => calls + (other?.histogram[index] ?? 0)),
});
