import { hexDigits } from "./random.ts";

/** How a POST was answered; status 0: not at all, or not in time. */
export type Posted = { status: number; answer: string; durationMs: number };

const KEPT_CHARACTERS = 300;

/** Posts bytes as vendors post webhooks: once, without following anybody elsewhere. Never throws. */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<Posted> {
  const started = performance.now();
  const since = (): number => Math.round(performance.now() - started);
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
    const answer = (await response.text()).slice(0, KEPT_CHARACTERS);
    return { status: response.status, answer, durationMs: since() };
  } catch {
    return { status: 0, answer: "", durationMs: since() };
  }
}

/** Does something about each, so many at a time, in their order. */
export async function each<T>(list: readonly T[], atOnce: number, act: (one: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  await Promise.all(
    Array.from({ length: Math.min(atOnce, queue.length) }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await act(next);
    }),
  );
}

/** In an order that follows from the seed alone. */
export const mixed = <T>(list: readonly T[], seedOf: (one: T, nth: number) => string): T[] =>
  list
    .map((one, nth) => ({ one, at: hexDigits(seedOf(one, nth), 16) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ one }) => one);
