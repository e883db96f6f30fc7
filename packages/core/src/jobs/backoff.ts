/** Waits of 1-2 s, 2-4 s, 4-8 s, ... and at most ten minutes between attempts; pg-boss draws the moment at random. */
export const BACKOFF = { firstSeconds: 1, ceilingSeconds: 600 } as const;

/** The earliest moment, in real time, at which a job that failed after `retryCount` retries is tried again. */
export function earliestRetry(retryCount: number, realNow = Date.now()): Date {
  const seconds = Math.min(BACKOFF.ceilingSeconds, BACKOFF.firstSeconds * 2 ** Math.min(16, retryCount));
  return new Date(realNow + seconds * 1_000);
}
