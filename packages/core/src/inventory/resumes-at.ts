import { addMs, DAY_MS, MINUTE_MS } from "../clock.ts";
import type { DomainError } from "../errors.ts";

const LONGEST_MS = 30 * MINUTE_MS;

/** When a supplier that could not be asked is asked again: at its reset when it is known, else after 1, 2, 4, ... up to 30 minutes. */
export function resumesAt({ reason, details }: DomainError, waits: number, now: Date): Date {
  const { resetsAt, retryAfterMs } = details;
  if (typeof resetsAt === "string") return new Date(resetsAt);
  if (reason === "cj.points_exhausted") return nextUtcDay(now);
  const pause = Math.min(LONGEST_MS, MINUTE_MS * 2 ** Math.min(waits, 10));
  return addMs(now, Math.max(pause, typeof retryAfterMs === "number" ? retryAfterMs : 0));
}

const nextUtcDay = (now: Date): Date => new Date((Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS);

const FIRST_RETRY_MS = 5 * MINUTE_MS;

/** When a product whose reading failed this often in a row is read again: after 5, 10, 20, ... minutes, a day at most, spread a little. */
export function retryAt(failures: number, now: Date): Date {
  const pause = Math.min(DAY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 12));
  return addMs(now, pause * (1 + Math.random() / 4));
}
