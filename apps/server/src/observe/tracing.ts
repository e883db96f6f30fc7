import { AsyncLocalStorage } from "node:async_hooks";
import type { UsageCounter } from "@nexusone/core/analytics/usage-counter";
import type { SpanFacts, Tracer } from "@nexusone/db/tracer";
import type { Context, Span } from "@opentelemetry/api";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { factsOf } from "../http/request-log.ts";

export type Tracing = {
  readonly tracer: Tracer;
  /** Calls that are over when they are counted, to vendors and merchants' endpoints: a span each, below what made them. */
  readonly calls: UsageCounter;
  readonly traceRequests: (app: FastifyInstance) => void;
  readonly stop: () => Promise<void>;
};

const EXPORT_EVERY_MS = 2_000;

/**
 * Spans of this process, sent as OTLP over HTTP (JSON). Loads the SDK, so that who has no collector pays nothing; registers
 * nothing globally, so that no library of ours begins to trace by itself.
 */
export async function startTracing(options: {
  /** Of the collector; `/v1/traces` is added. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly service: string;
  /** 0 to 1. */
  readonly ratio: number;
  readonly onError: (error: unknown) => void;
}): Promise<Tracing> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = api;
  const url = `${options.endpoint.replace(/\/+$/, "")}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, headers: { ...options.headers } });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ "service.name": options.service }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(options.ratio) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter, scheduledDelayMillis: EXPORT_EVERY_MS })],
  });
  const source = provider.getTracer("nexusone");
  const running = new AsyncLocalStorage<Context>();
  const requests = new WeakMap<FastifyRequest, Span>();
  const here = (): Context => running.getStore() ?? ROOT_CONTEXT;

  const span: Tracer["span"] = async (name, facts, work, parent) => {
    const above = parent === undefined ? here() : contextOf(parent);
    const started = source.startSpan(name, { attributes: known(facts) }, above);
    try {
      return await running.run(trace.setSpan(above, started), () =>
        work(({ failed, ...more }) => {
          started.setAttributes(known(more));
          if (failed) started.setStatus({ code: SpanStatusCode.ERROR });
        }),
      );
    } catch (error) {
      started.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      started.end();
    }
  };

  function contextOf(traceparent: string): Context {
    const [, traceId, spanId, flags] = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(traceparent) ?? [];
    if (!traceId || !spanId) return ROOT_CONTEXT;
    return trace.setSpanContext(ROOT_CONTEXT, {
      traceId,
      spanId,
      traceFlags: Number.parseInt(flags ?? "00", 16),
      isRemote: true,
    });
  }

  function current(): string | undefined {
    const found = trace.getSpanContext(here());
    return found && `00-${found.traceId}-${found.spanId}-${found.traceFlags.toString(16).padStart(2, "0")}`;
  }

  return {
    tracer: { span, current },
    calls: {
      count: ({ area, operation, outcome, ms }) => {
        if (area !== "vendor" && area !== "webhook") return;
        const end = Date.now();
        const name = area === "vendor" ? operation : "webhook delivery";
        const attributes = { "nexusone.area": area, "nexusone.operation": operation, "nexusone.outcome": outcome };
        const over = source.startSpan(name, { kind: SpanKind.CLIENT, startTime: end - ms, attributes }, here());
        if (outcome !== "ok") over.setStatus({ code: SpanStatusCode.ERROR });
        over.end(end);
      },
    },
    traceRequests: (app) => {
      // Reading a body loses the context, so the handler is entered with it anew.
      app.addHook("preHandler", (request, _reply, done) => {
        const { method, routeOptions } = request;
        const route = routeOptions.url ?? "unknown";
        const attributes = { "http.request.method": method, "http.route": route, "nexusone.request_id": request.id };
        const started = source.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, ROOT_CONTEXT);
        requests.set(request, started);
        running.run(trace.setSpan(ROOT_CONTEXT, started), done);
      });
      app.addHook("onResponse", async (request, reply) => {
        const started = requests.get(request);
        const { actor, merchantId } = factsOf(request);
        started?.setAttributes(
          known({
            "http.response.status_code": reply.statusCode,
            "nexusone.actor": actor,
            "nexusone.merchant": merchantId,
          }),
        );
        if (reply.statusCode >= 500) started?.setStatus({ code: SpanStatusCode.ERROR });
        started?.end();
      });
    },
    stop: () => provider.shutdown().catch(options.onError),
  };
}

const known = (facts: SpanFacts): Record<string, string | number | boolean> =>
  Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined),
  );
