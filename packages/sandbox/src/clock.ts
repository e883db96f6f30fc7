/** Simulated time: the machine's clock plus an offset, or a moment that stands still. Rate windows stay on real time. */
export class SandboxClock {
  private offset = 0;
  private held: number | undefined;

  now(): number {
    return this.held ?? Date.now() + this.offset;
  }

  get offsetMs(): number {
    return this.held === undefined ? this.offset : this.held - Date.now();
  }

  advance(ms: number): void {
    this.offset += ms;
    if (this.held !== undefined) this.held += ms;
  }

  set(instant: number): void {
    this.offset = instant - Date.now();
    this.held = undefined;
  }

  /** Time stands still there until it is moved: then a story does not depend on how fast the machine is. */
  hold(instant: number): void {
    this.held = instant;
  }

  reset(): void {
    this.offset = 0;
    this.held = undefined;
  }
}

/** CJ writes Beijing time with its offset: `2026-08-10T17:42:08+08:00`. */
export const beijingTime = (instant: number): string =>
  `${new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
