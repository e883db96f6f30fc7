import { setTimeout as sleep } from "node:timers/promises";
import type { TestDatabase } from "@nexusone/testing/database";
import { quantile, untilFollowed } from "./lib/settled.ts";
import { withChild, withDatabase } from "./lib/ground.ts";
import type { Request } from "./lib/load.ts";
import { report, round } from "./lib/report.ts";
import { openNumber, textTo } from "./lib/whatsapp-posts.ts";
import type { WebhookServers } from "./webhook-server.ts";

/** Messages as Meta sends them, on a clock that does not wait for answers, while workers follow them; one in five comes again. */
const PER_SECOND = 300;
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 30);
const WARM_UP_SECONDS = 5;
const SHOPS = 8;
const PEOPLE = 500;
const REPEATED = 5;
const GOAL_MS = 50;
const SETTLED_WITHIN_MS = 300_000;

/** `status` 0: no answer. */
type Sent = { readonly ms: number; readonly status: number };

async function post(url: string, { path, headers, body }: Request): Promise<Sent> {
  const startedAt = performance.now();
  const status = await fetch(url + path, { method: "POST", headers, body: new Uint8Array(body ?? []) }).then(
    (response) => response.text().then(() => response.status),
    () => 0,
  );
  return { ms: performance.now() - startedAt, status };
}

async function load(url: string, numbers: readonly string[], seconds: number, made: Set<string>): Promise<Sent[]> {
  const underWay: Promise<Sent>[] = [];
  const startedAt = performance.now();
  let last = textTo(numbers[0]!, 0); // there is one at least
  for (let nth = 0; nth < PER_SECOND * seconds; nth += 1) {
    const wait = startedAt + (nth * 1_000) / PER_SECOND - performance.now();
    if (wait > 0) await sleep(wait);
    if (nth % REPEATED !== 0 || nth === 0) last = textTo(numbers[nth % numbers.length]!, nth % PEOPLE); // as many
    made.add(last.messageId);
    underWay.push(post(url, last));
  }
  return Promise.all(underWay);
}

/** Once nothing waits any more: messages that are not there exactly once. */
async function wrong(database: TestDatabase, made: ReadonlySet<string>): Promise<number> {
  await untilFollowed(database, SETTLED_WITHIN_MS);
  const { sql } = database;
  const rows = await sql<{ id: string }[]>`select external_id as id from messages`;
  const known = new Set(rows.map(({ id }) => id));
  return rows.length - known.size + [...made].filter((id) => !known.has(id)).length;
}

await report("webhook-latency", () =>
  withDatabase(async (database) => {
    const shops: { merchantId: string; number: string }[] = [];
    for (let nth = 0; nth < SHOPS; nth += 1) shops.push(await openNumber(database, nth));
    await database.sql`vacuum analyze`;
    const script = new URL("./webhook-server.ts", import.meta.url).pathname;
    const follow = shops.map(({ merchantId }) => merchantId);
    const input = { appUrl: database.appUrl, ownerUrl: database.ownerUrl, follow };
    return withChild(script, input, async ({ ours: url }: WebhookServers) => {
      const numbers = shops.map(({ number }) => number);
      const made = new Set<string>();
      await load(url, numbers, WARM_UP_SECONDS, made);
      const sent = await load(url, numbers, SECONDS, made);
      const startedAt = performance.now();
      const lostOrDoubled = await wrong(database, made);
      const times = sent.map(({ ms }) => ms).toSorted((a, b) => a - b);
      const p95 = quantile(times, 0.95);
      const refused = sent.filter(({ status }) => status !== 200).length;
      return {
        ours: p95,
        floor: null,
        ratio: null,
        unit: "ms until acknowledged, p95",
        n: sent.length,
        goal: `p95 < ${GOAL_MS} ms at ${PER_SECOND}/s, nothing lost or doubled`,
        pass: p95 < GOAL_MS && refused === 0 && lostOrDoubled === 0,
        p50: quantile(times, 0.5),
        p99: quantile(times, 0.99),
        refused,
        lostOrDoubled,
        followedAfterSeconds: round((performance.now() - startedAt) / 1_000, 1),
      };
    });
  }),
);
