import { OK } from "@nexusone/contracts/analytics-terms";
import { isReasonCode, reasonOf } from "@nexusone/contracts/reasons";
import type { OperationSum } from "@nexusone/db/queries/analytics";
import { emptyHistogram, percentile } from "./histogram.ts";

/** Our own doing, or a vendor's: what a caller could not have helped. */
const isFault = (outcome: string): boolean => isReasonCode(outcome) && reasonOf(outcome).kind === "unavailable";

/** Calls and times of several sums as one. */
export function sumUp(sums: readonly OperationSum[]) {
  const total = (of: (one: OperationSum) => number): number => sums.reduce((sum, one) => sum + of(one), 0);
  const calls = total((one) => one.calls);
  const histogram = emptyHistogram().map((_, index) => total((one) => one.histogram[index] ?? 0));
  const timed = histogram.some((count) => count > 0);
  const maxMs = timed ? Math.max(...sums.map((one) => one.maxMs)) : null;
  return {
    calls,
    failed: total((one) => (one.outcome === OK ? 0 : one.calls)),
    faults: total((one) => (isFault(one.outcome) ? one.calls : 0)),
    averageMs: timed && calls > 0 ? Math.round((total((one) => one.totalMs) / calls) * 10) / 10 : null,
    p95Ms: maxMs === null ? null : percentile(histogram, 0.95, maxMs),
    maxMs,
  };
}
