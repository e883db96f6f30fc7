import type { FastifyInstance } from "fastify";
import type { Running } from "../start.ts";

const BUCKETS_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5];

/** Counts of requests by route and status class, with their durations. */
export function createRequestMetrics() {
  const requests = new Map<string, { count: number; seconds: number; buckets: number[] }>();
  return {
    observe: (route: string, status: number, seconds: number) => {
      const key = `route="${route}",status="${Math.floor(status / 100)}xx"`;
      const entry = requests.get(key) ?? { count: 0, seconds: 0, buckets: BUCKETS_SECONDS.map(() => 0) };
      entry.count += 1;
      entry.seconds += seconds;
      BUCKETS_SECONDS.forEach((limit, index) => {
        if (seconds <= limit) entry.buckets[index] = (entry.buckets[index] ?? 0) + 1;
      });
      requests.set(key, entry);
    },
    lines: () =>
      [...requests].flatMap(([labels, { count, seconds, buckets }]) => [
        ...BUCKETS_SECONDS.map(
          (limit, index) => `nexusone_request_seconds_bucket{${labels},le="${limit}"} ${buckets[index]}`,
        ),
        `nexusone_request_seconds_bucket{${labels},le="+Inf"} ${count}`,
        `nexusone_request_seconds_sum{${labels}} ${seconds.toFixed(6)}`,
        `nexusone_request_seconds_count{${labels}} ${count}`,
      ]),
  };
}
export type RequestMetrics = ReturnType<typeof createRequestMetrics>;

export function measureRequests(app: FastifyInstance, metrics: RequestMetrics): void {
  app.addHook("onResponse", async (request, reply) => {
    metrics.observe(request.routeOptions.url ?? "unknown", reply.statusCode, reply.elapsedTime / 1_000);
  });
}

export function renderMetrics(running: Running): string {
  const { pool } = running.platform.db;
  return [
    "# TYPE nexusone_request_seconds histogram",
    ...running.metrics.lines(),
    "# TYPE nexusone_database_connections gauge",
    `nexusone_database_connections{state="total"} ${pool.totalCount}`,
    `nexusone_database_connections{state="idle"} ${pool.idleCount}`,
    `nexusone_database_connections{state="waiting"} ${pool.waitingCount}`,
    "# TYPE nexusone_event_listeners gauge",
    `nexusone_event_listeners ${running.hub.listenerCount()}`,
    "# TYPE nexusone_resident_bytes gauge",
    `nexusone_resident_bytes ${process.memoryUsage.rss()}`,
    "",
  ].join("\n");
}
