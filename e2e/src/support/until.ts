import { setTimeout as sleep } from "node:timers/promises";

/** Asks until the answer is what was waited for. @throws with the last answer when it never was. */
export async function until<T>(ask: () => Promise<T>, done: (answer: T) => boolean, timeoutMs = 20_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (done(answer)) return answer;
    if (Date.now() > end)
      throw new Error(`waited ${timeoutMs} ms in vain; the last answer was ${JSON.stringify(answer)}`);
    await sleep(200);
  }
}
