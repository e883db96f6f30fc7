/** Slightly over a second: clients that space calls by exactly 1.0 s are refused by CJ now and then. */
const WINDOW_MS = 1050;
export const CALLS_PER_ADDRESS = 10;

/** Requests per second by key over real time. A refused request does not count. */
export class RateWindow {
  private readonly hits = new Map<string, number[]>();
  private readonly refusals = new Map<string, number>();

  /** Whether one more request of `key` fits under `limit`; counts it when it does. */
  take(key: string, limit: number, now = performance.now()): boolean {
    const recent = (this.hits.get(key) ?? []).filter((at) => now - at < WINDOW_MS);
    const fits = recent.length < limit;
    if (fits) recent.push(now);
    this.hits.set(key, recent);
    return fits;
  }

  /** The HTTP status of the next refusal for `key`: CJ answers 429 and 200 by turns. */
  refusalStatus(key: string): number {
    const count = this.refusals.get(key) ?? 0;
    this.refusals.set(key, count + 1);
    return count % 2 === 0 ? 429 : 200;
  }

  reset(): void {
    this.hits.clear();
    this.refusals.clear();
  }
}
