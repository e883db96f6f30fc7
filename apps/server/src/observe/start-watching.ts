import type { Logger } from "@nexusone/core/platform";
import type { Config } from "../config.ts";
import { createLog } from "../log.ts";
import { startErrorTracking } from "./error-tracking.ts";
import { tellFaults } from "./faults.ts";
import type { Metrics } from "./metrics.ts";
import { startTracing, type Tracing } from "./tracing.ts";

/** The log, with faults told to the metrics and to error tracking, and tracing: each as far as it is configured. */
export async function startWatching(
  config: Config,
  metrics: Metrics,
  stops: (() => Promise<void> | void)[],
): Promise<{ readonly log: Logger; readonly tracing: Tracing | undefined }> {
  const { SENTRY_DSN: dsn, NODE_ENV: environment, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = config;
  const errors = dsn ? await startErrorTracking({ dsn, environment }) : undefined;
  if (errors) stops.push(errors.stop);
  const log = tellFaults(createLog(config.LOG_LEVEL), (fault) => {
    metrics.fault();
    errors?.report(fault);
  });
  if (!endpoint) return { log, tracing: undefined };
  const tracing = await startTracing({
    endpoint,
    headers: headersOf(config.OTEL_EXPORTER_OTLP_HEADERS ?? ""),
    service: config.OTEL_SERVICE_NAME,
    ratio: config.OTEL_TRACES_SAMPLER_ARG,
    onError: (err) => log.warn({ err }, "traces"),
  });
  stops.push(tracing.stop);
  return { log, tracing };
}

/** `name=value,name=value`, values percent-encoded, as OpenTelemetry writes them. */
const headersOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(",")
      .filter(Boolean)
      .map((pair) => {
        const [name = "", ...value] = pair.split("=");
        return [name.trim(), decodeURIComponent(value.join("=").trim())];
      }),
  );
