import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Logger } from "@nexusone/core/platform";
import type { FastifyInstance, FastifyRequest } from "fastify";

/** What every line about a request says: who asked, for which merchant. Filled in once that is known. */
export type RequestFacts = { readonly requestId: string; actor?: string; merchantId?: string };

const REQUEST_ID = "x-request-id";
/** Longer than this is worth a line of its own. */
const SLOW_MS = 2_000;
const known = new WeakMap<FastifyRequest, RequestFacts>();

/** The id that a proxy or program gave its request, when it looks like one; its own otherwise. */
export function requestIdOf(raw: IncomingMessage): string {
  const given = raw.headers[REQUEST_ID];
  return typeof given === "string" && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

export function factsOf(request: FastifyRequest): RequestFacts {
  const found = known.get(request) ?? { requestId: request.id };
  known.set(request, found);
  return found;
}

/** Answers carry the request's id. Faults and slow answers get a line, everything else one at level debug. */
export function logRequests(app: FastifyInstance, log: Logger): void {
  app.addHook("onRequest", async (request, reply) => {
    void reply.header(REQUEST_ID, request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    const ms = Math.round(reply.elapsedTime);
    const stream = String(reply.getHeader("content-type")).startsWith("text/event-stream");
    const level = reply.statusCode >= 500 || (ms > SLOW_MS && !stream) ? "warn" : "debug";
    const { method, routeOptions } = request;
    log[level](
      { ...factsOf(request), method, route: routeOptions.url ?? "unknown", status: reply.statusCode, ms },
      "request",
    );
  });
}
