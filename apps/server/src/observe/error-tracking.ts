import type { Event, Exception, StackParser } from "@sentry/core";
import { describeError, type DescribedError } from "../log.ts";
import type { Fault } from "./faults.ts";

export type ErrorTracking = {
  readonly report: (fault: Fault) => void;
  /** Waits some seconds for what is under way. */
  readonly stop: () => Promise<void>;
};

const STOP_MS = 2_000;
const SEND_MS = 10_000;

/**
 * Sends faults of ours to Sentry, or whoever speaks its envelopes. An event is made from what the log would say and from names
 * and ids of ours: no body, cookie, header, address or parameter comes near it. Loads Sentry's client.
 */
export async function startErrorTracking(options: {
  readonly dsn: string;
  readonly environment: string;
}): Promise<ErrorTracking> {
  const [{ createStackParser, createTransport }, { nodeStackLineParser, ServerRuntimeClient }] = await Promise.all([
    import("@sentry/core"),
    import("@sentry/core/server"),
  ]);
  const stackParser = createStackParser(nodeStackLineParser());
  const client = new ServerRuntimeClient({
    ...options,
    platform: "node",
    runtime: { name: "node", version: process.version },
    integrations: [],
    stackParser,
    transport: (transport) =>
      createTransport(transport, async ({ body }) => {
        const sent = typeof body === "string" ? body : Buffer.from(body);
        const response = await fetch(transport.url, {
          method: "POST",
          headers: { "content-type": "application/x-sentry-envelope", ...transport.headers },
          body: sent,
          signal: AbortSignal.timeout(SEND_MS),
        });
        await response.body?.cancel();
        const header = (name: string): string | null => response.headers.get(name);
        const limits = { "x-sentry-rate-limits": header("x-sentry-rate-limits"), "retry-after": header("retry-after") };
        return { statusCode: response.status, headers: limits };
      }),
  });
  client.init();
  return {
    report: (fault) => void client.captureEvent(eventOf(fault, stackParser)),
    stop: async () => {
      await client.close(STOP_MS);
    },
  };
}

/** Facts that become searchable; nothing else of a log line is sent. */
const TAGS = ["requestId", "path", "route", "merchantId", "actor", "job", "jobId", "cause", "consumer"] as const;

function eventOf({ error, message, facts }: Fault, parse: StackParser): Event {
  const tags = Object.fromEntries(TAGS.flatMap((tag) => (typeof facts[tag] === "string" ? [[tag, facts[tag]]] : [])));
  const values: Exception[] = [];
  for (let one: unknown = describeError(error); isDescribed(one); one = one.cause)
    // Sentry wants what was first to go wrong first.
    values.unshift({ type: one.type, value: scrub(one.message), stacktrace: { frames: parse(`Error\n${one.stack}`) } });
  return { level: "error", transaction: tags["path"] ?? tags["job"] ?? message, tags, exception: { values } };
}

const isDescribed = (value: unknown): value is DescribedError => typeof value === "object" && value !== null;

/** Messages of libraries can quote what they choked on. */
const scrub = (text: string): string =>
  text
    .replaceAll(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, "[email]")
    .replaceAll(/\b(?=[\w+/=-]*\d)[\w+/=-]{24,}/g, "[secret]")
    .replaceAll(/\+?\d[\d ().-]{7,}\d/g, "[number]")
    .replaceAll(/\?[^\s"']+/g, "?[query]")
    .slice(0, 1_000);
