import { setTimeout as sleep } from "node:timers/promises";
import type { LatencyWorld } from "./latency-server.ts";
import { withChild } from "./lib/ground.ts";
import { report, round } from "./lib/report.ts";

/** Every query procedure under a steady load; the first rounds let V8 and Postgres's caches settle. */
const PRODUCTS = 10_000;
const EVENTS = 50_000;
const ASKERS = 6;
const PER_SECOND = 50;
const ROUNDS = 30;
const WARM_UP = 3;
const GOAL_MS = 200;

type Query = LatencyWorld["queries"][number];

async function ask(url: string, { path, requests }: Query, nth: number): Promise<number> {
  const request = requests[nth % requests.length];
  if (!request) throw new Error(`nobody asks ${path}`);
  const startedAt = performance.now();
  const response = await fetch(`${url}${request.path}`, { headers: request.headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
  return performance.now() - startedAt;
}

/** Each query in turn, `PER_SECOND` in all, on a clock that does not wait for answers. @returns milliseconds by path */
async function load({ url, queries }: LatencyWorld, rounds: number): Promise<Map<string, number[]>> {
  const taken = new Map<string, number[]>(queries.map(({ path }) => [path, []]));
  const underWay: Promise<unknown>[] = [];
  const startedAt = performance.now();
  let sent = 0;
  for (let nth = 0; nth < rounds; nth += 1)
    for (const query of queries) {
      const wait = startedAt + (sent++ * 1_000) / PER_SECOND - performance.now();
      if (wait > 0) await sleep(wait);
      underWay.push(ask(url, query, nth).then((ms) => taken.get(query.path)?.push(ms)));
    }
  await Promise.all(underWay);
  return taken;
}

const at = (sorted: readonly number[], share: number): number =>
  round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 1);

const script = new URL("./latency-server.ts", import.meta.url).pathname;
await report("latency", () =>
  withChild(script, { products: PRODUCTS, events: EVENTS, askers: ASKERS }, async (world: LatencyWorld) => {
    await load(world, WARM_UP);
    const figures = [...(await load(world, ROUNDS))]
      .map(([path, times]) => {
        const sorted = times.toSorted((a, b) => a - b);
        return { path, p50: at(sorted, 0.5), p95: at(sorted, 0.95), n: sorted.length };
      })
      .toSorted((a, b) => b.p95 - a.p95);
    for (const { path, p50, p95, n } of figures) {
      const line = { name: `latency ${path}`, ours: p95, floor: null, ratio: null, unit: "ms", n, p50 };
      process.stdout.write(`${JSON.stringify({ ...line, pass: p95 < GOAL_MS })}\n`);
    }
    const [worst] = figures;
    if (!worst) throw new Error("the router has no query");
    return {
      ours: worst.p95,
      floor: null,
      ratio: null,
      unit: "ms",
      n: figures.reduce((sum, { n }) => sum + n, 0),
      goal: `p95 < ${GOAL_MS} ms of every query`,
      pass: worst.p95 < GOAL_MS,
      worst: worst.path,
    };
  }),
);
