/** Simulated time: the machine's clock plus an offset. Rate windows stay on real time. */
export class SandboxClock {
  private offset = 0;

  now(): number {
    return Date.now() + this.offset;
  }

  get offsetMs(): number {
    return this.offset;
  }

  advance(ms: number): void {
    this.offset += ms;
  }

  set(instant: number): void {
    this.offset = instant - Date.now();
  }

  reset(): void {
    this.offset = 0;
  }
}

/** CJ writes Beijing time with its offset: `2026-08-10T17:42:08+08:00`. */
export const beijingTime = (instant: number): string =>
  `${new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
