import { describe, expect, it } from "vitest";
import { BACKOFF, earliestRetry } from "./backoff.ts";
import { createRanks, priorityOf } from "./ranks.ts";

describe("ranks", () => {
  it("[JOB-01] counts on from what waits, and believes a count for a second", async () => {
    let now = 0;
    let asked = 0;
    const ranks = createRanks(() => now);
    const waiting = async () => (asked += 1) * 100;
    expect(await ranks.take("q a", 10, waiting)).toBe(100);
    expect(await ranks.take("q a", 1, waiting)).toBe(110);
    expect(await ranks.take("q b", 1, waiting)).toBe(200);
    now = 1_000;
    expect(await ranks.take("q a", 1, waiting)).toBe(300);
    expect(asked).toBe(3);
  });

  it("[JOB-01] puts everything a person waits for before everything else, later ranks after earlier ones", () => {
    const clicked = { interactive: true };
    expect(priorityOf(0)).toBeGreaterThan(priorityOf(1));
    expect(priorityOf(1, clicked)).toBeLessThan(priorityOf(0, clicked));
    expect(priorityOf(50_000, clicked)).toBeGreaterThan(priorityOf(0));
  });

  it("[JOB-01] [CMP-01] leaves what stands in the background until nothing else waits, by rank among itself", () => {
    const background = { background: true };
    expect(priorityOf(0, background)).toBeLessThan(priorityOf(100_000));
    expect(priorityOf(1, background)).toBeLessThan(priorityOf(0, background));
  });
});

it("[JOB-02] waits twice as long after each attempt, up to a ceiling", () => {
  const waits = Array.from({ length: 20 }, (_, retry) => earliestRetry(retry, 0).getTime() / 1_000);
  expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8]);
  expect(Math.max(...waits)).toBe(BACKOFF.ceilingSeconds);
});
