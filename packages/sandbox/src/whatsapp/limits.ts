/** One message in six seconds to the same person, 45 in six seconds borrowed from the future (facts section 10). */
const PAIR_EVERY_MS = 6_000;
const PAIR_BURST = 45;
const DAY_MS = 86_400_000;

type Pair = { freeAt: number; burstSince: number; burst: number };

/** Paces are real time, as rate windows are; people reached in a day are sandbox time. */
export class SendLimits {
  private readonly pairs = new Map<string, Pair>();
  private readonly seconds = new Map<string, number[]>();
  private readonly reached = new Map<string, Map<string, number>>();

  reset(): void {
    this.pairs.clear();
    this.seconds.clear();
    this.reached.clear();
  }

  /** Whether the pair has room for one more, and counts it. After a burst nothing goes until all of it is paid back. */
  takePair(line: string, person: string, now = performance.now()): boolean {
    const key = `${line}/${person}`;
    const pair = this.pairs.get(key);
    if (!pair || now >= pair.freeAt) {
      this.pairs.set(key, { freeAt: now + PAIR_EVERY_MS, burstSince: now, burst: 1 });
      return true;
    }
    if (now - pair.burstSince > PAIR_EVERY_MS || pair.burst >= PAIR_BURST) return false;
    pair.burst++;
    pair.freeAt += PAIR_EVERY_MS;
    return true;
  }

  /** Messages of a number in one second, in and out. What is refused does not count; `always` counts whatever came in. */
  takeSecond(line: string, limit: number, always = false, now = performance.now()): boolean {
    const recent = (this.seconds.get(line) ?? []).filter((at) => now - at < 1_000);
    const fits = recent.length < limit;
    if (fits || always) recent.push(now);
    this.seconds.set(line, recent);
    return fits;
  }

  /** People that a portfolio reached outside windows in 24 hours; the same one counts once. */
  takeDay(portfolio: string, person: string, limit: number | null, now: number): boolean {
    const people = this.reached.get(portfolio) ?? new Map<string, number>();
    this.reached.set(portfolio, people);
    const isNew = now - (people.get(person) ?? -DAY_MS) >= DAY_MS;
    if (isNew && limit !== null && this.reachedToday(portfolio, now) >= limit) return false;
    if (isNew) people.set(person, now);
    return true;
  }

  reachedToday(portfolio: string, now: number): number {
    return [...(this.reached.get(portfolio)?.values() ?? [])].filter((at) => now - at < DAY_MS).length;
  }
}
