import { setTimeout as sleep } from "node:timers/promises";
import type { TestDatabase } from "@nexusone/testing/database";
import { round } from "./report.ts";

/** Returns once no body and no message of the inbox waits any more. @throws after `withinMs`, saying how many still do. */
export async function untilFollowed({ sql }: TestDatabase, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  for (;;) {
    const [left] = await sql<{ n: number }[]>`
      select (select count(*) from webhook_inbox where state = 'waiting')::integer
        + (select count(*) from channel_events where state = 'waiting')::integer as n`;
    if (left?.n === 0) return;
    if (performance.now() > until) throw new Error(`${left?.n} are still waiting`);
    await sleep(200);
  }
}

/** The value below which this share of them lies. */
export const quantile = (sorted: readonly number[], share: number): number =>
  round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 1);
