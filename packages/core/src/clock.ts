/** Business time comes from here, so that the sandbox can move a month in minutes. Leases, rate windows and JWTs stay on real time. */
export type Clock = { readonly now: () => Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock for tests: stands still until moved. */
export function fixedClock(start: Date | string): Clock & { advance: (ms: number) => void } {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
    },
  };
}

export const addMs = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
