import { REQUEST_AREAS, type Area } from "@nexusone/contracts/analytics-terms";
import type { Counted, UsageCounter } from "@nexusone/core/analytics/usage-counter";
import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10];
const LONG_SECONDS = [0.01, 0.05, 0.2, 1, 5, 15, 60, 300, 1_800];

/** What Prometheus reads of this process; docs/observability.md says what each figure is for. Labels are few and ours. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const histogram = (name: string, help: string, labelNames: string[], buckets = SECONDS) =>
    new Histogram({ name, help, labelNames, buckets, registers });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });

  const requests = histogram("nexusone_request_seconds", "HTTP requests", ["route", "status"]);
  const procedures = histogram("nexusone_procedure_seconds", "Calls of procedures, by whatever door", [
    "procedure",
    "outcome",
  ]);
  const vendors = histogram("nexusone_vendor_call_seconds", "Calls to other services", [
    "vendor",
    "operation",
    "outcome",
  ]);
  const webhooks = histogram("nexusone_webhook_delivery_seconds", "Attempts to deliver to merchants' endpoints", [
    "outcome",
  ]);
  const jobs = histogram("nexusone_job_seconds", "Attempts of background jobs", ["job", "outcome"], LONG_SECONDS);
  const faults = new Counter({
    name: "nexusone_faults_total",
    help: "Errors nobody foresaw, as logged",
    registers,
  });

  function count({ area, operation, outcome, ms }: Counted): void {
    const seconds = ms / 1_000;
    if ((REQUEST_AREAS as readonly Area[]).includes(area))
      procedures.observe({ procedure: operation, outcome }, seconds);
    else if (area === "job") jobs.observe({ job: operation, outcome }, seconds);
    else if (area === "webhook") webhooks.observe({ outcome }, seconds);
    else if (area === "vendor") {
      const [vendor = "", asked = ""] = operation.split(" ");
      vendors.observe({ vendor, operation: asked, outcome }, seconds);
    }
  }
  return {
    registry,
    count,
    fault: () => faults.inc(),
    request: (route: string, status: number, seconds: number) =>
      requests.observe({ route, status: `${Math.floor(status / 100)}xx` }, seconds),
    gauges: {
      connections: gauge("nexusone_database_connections", "Connections of this process's pool", ["state"]),
      listeners: gauge("nexusone_event_listeners", "Open live streams"),
      databaseUp: gauge("nexusone_database_up", "1 when the figures below could be read in time"),
      queueJobs: gauge("nexusone_queue_jobs", "Background jobs of all merchants", ["queue", "state"]),
      queueOldest: gauge("nexusone_queue_oldest_seconds", "How long the oldest job that may run has waited", ["queue"]),
      eventsWaiting: gauge("nexusone_events_waiting", "Committed events without their number"),
      eventsOldest: gauge("nexusone_events_oldest_seconds", "Age of the oldest of them"),
      eventSeq: gauge("nexusone_event_seq", "Number of the newest event"),
      eventLag: gauge("nexusone_event_consumer_lag", "Events a consumer has not looked at", ["consumer"]),
    },
  };
}
export type Metrics = ReturnType<typeof createMetrics>;

/** What is counted goes into the shops' hours and into the figures of this process. */
export const countIn = (...counters: readonly UsageCounter[]): UsageCounter => ({
  count: (counted) => {
    for (const counter of counters) counter.count(counted);
  },
});

export function measureRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook("onResponse", async (request, reply) => {
    metrics.request(request.routeOptions.url ?? "unknown", reply.statusCode, reply.elapsedTime / 1_000);
  });
}
