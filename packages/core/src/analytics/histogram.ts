import { LATENCY_BOUNDS_MS } from "@nexusone/contracts/analytics-terms";

/** Counts by `LATENCY_BOUNDS_MS`, and of what took longer. */
export const emptyHistogram = (): number[] => Array.from({ length: LATENCY_BOUNDS_MS.length + 1 }, () => 0);

export function addTo(histogram: number[], ms: number): void {
  const place = LATENCY_BOUNDS_MS.findIndex((bound) => ms <= bound);
  const index = place === -1 ? LATENCY_BOUNDS_MS.length : place;
  histogram[index] = (histogram[index] ?? 0) + 1;
}

/** The bound below which `share` of the calls lie, even within its bucket and never above the slowest call. */
export function percentile(histogram: readonly number[], share: number, maxMs: number): number {
  // Of few calls the last one: an average above the 95th would be no answer.
  const wanted = Math.ceil(histogram.reduce((sum, count) => sum + count, 0) * share);
  let below = 0;
  for (const [index, count] of histogram.entries()) {
    if (count > 0 && below + count >= wanted) {
      const low = LATENCY_BOUNDS_MS[index - 1] ?? 0;
      const high = Math.min(LATENCY_BOUNDS_MS[index] ?? maxMs, maxMs);
      return Math.round(Math.min(maxMs, low + Math.max(0, high - low) * ((wanted - below) / count)));
    }
    below += count;
  }
  return maxMs;
}
