import { REQUEST_AREAS } from "@nexusone/contracts/analytics-terms";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { callFigures, type CallFigures } from "@nexusone/db/queries/alerts";
import { addMs, HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { Platform } from "../platform.ts";

export type Thresholds = {
  /** Percent of requests or jobs that fail on our side; 0 switches off, as for the others. */
  readonly errorPercent: number;
  readonly vendorPercent: number;
  readonly queueSeconds: number;
};
/** What a look found about one subject. Neither bad nor good is no news. */
export type Finding = {
  readonly subject: string;
  readonly bad: boolean;
  readonly good: boolean;
  readonly figure: string;
};
export type Sample = { readonly at: Date; readonly calls: ReadonlyMap<string, CallFigures> };

export const WINDOW_MS = 5 * MINUTE_MS;
/** Fewer calls say nothing about a share. */
const FEWEST_CALLS = 20;
/** The ways to fail that are nobody's wrong input: ours, or the vendor's. */
const FAULTS: readonly ReasonCode[] = [
  "request.internal",
  "request.database_unavailable",
  "job.failed",
  "job.worker_lost",
  "cj.unavailable",
  "cj.unexpected_reply",
];

/** What was counted up to now; two of them, minutes apart, say what happened in between. */
export async function takeSample({ db, clock }: Platform): Promise<Sample> {
  const at = clock.now();
  const since = addMs(at, -2 * HOUR_MS);
  const figures = await callFigures(db, { since, requestAreas: REQUEST_AREAS, faults: FAULTS });
  return { at, calls: new Map(figures.map((one) => [`${one.hour} ${one.subject}`, one])) };
}

/** How each subject fared between two samples. */
export function failingCalls(before: Sample, after: Sample, limits: Thresholds): Finding[] {
  const sums = new Map<string, { calls: number; failed: number }>();
  for (const [key, { subject, calls, failed }] of after.calls) {
    const known = before.calls.get(key);
    const sum = sums.get(subject) ?? { calls: 0, failed: 0 };
    sum.calls += calls - (known?.calls ?? 0);
    sum.failed += failed - (known?.failed ?? 0);
    sums.set(subject, sum);
  }
  return [...sums].flatMap(([subject, { calls, failed }]) => {
    const limit = subject === "requests" || subject === "jobs" ? limits.errorPercent : limits.vendorPercent;
    if (limit === 0 || calls < FEWEST_CALLS) return [];
    const percent = (failed / calls) * 100;
    // Half the threshold, so that a share beside it does not ring all day.
    return [{ subject, bad: percent >= limit, good: percent < limit / 2, figure: `${percent.toFixed(1)} %` }];
  });
}

/** Queues whose oldest job has waited too long. */
export async function slowQueues({ jobs }: Platform, { queueSeconds }: Thresholds): Promise<Finding[]> {
  if (queueSeconds === 0) return [];
  const { queues } = await jobs.figures();
  return queues.map(({ queue, oldestSeconds }) => {
    const waited = oldestSeconds ?? 0;
    return {
      subject: `queue ${queue}`,
      bad: waited >= queueSeconds,
      good: waited < queueSeconds / 2,
      figure: `${waited} s`,
    };
  });
}
