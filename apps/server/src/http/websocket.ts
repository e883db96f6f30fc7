import { EVENT_TYPES } from "@nexusone/contracts/events";
import { explain } from "@nexusone/contracts/reasons";
import type { RequestContext } from "@nexusone/api/context";
import { toDomainError } from "@nexusone/api/trpc";
import { DomainError } from "@nexusone/core/errors";
import { streamEvents } from "@nexusone/core/events/stream-events";
import type { WebSocket } from "@fastify/websocket";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Running } from "../start.ts";
import { refuseForeignOrigin, SESSION_COOKIE, type CreateContext } from "./request-context.ts";

/** First frame of an integrator: never a token in the address. The admin's cookie is enough for our own pages. */
const Hello = z.object({
  auth: z.string().max(4_000).optional(),
  merchant_id: z.uuid().optional(),
  after_seq: z.number().int().min(0).optional(),
  types: z.array(z.enum(EVENT_TYPES)).max(100).optional(),
});
const HELLO_WITHIN_MS = 5_000;
const PING_MS = 20_000;
const CLOSE_POLICY = 1008;

/** `/ws`: the same stream as the admin's, one JSON frame per event: `{ seq, type, at, payload }`. */
export function mountWebSocket(app: FastifyInstance, running: Running, createContext: CreateContext): void {
  app.get("/ws", { websocket: true }, (socket, request) => {
    const gone = new AbortController();
    socket.on("close", () => gone.abort());
    socket.on("error", () => gone.abort());
    serve(socket, request, gone.signal).catch((error: unknown) => {
      const domain = toDomainError(error, request.id);
      const { sentence } = explain(domain.reason, "en", domain.details);
      if (socket.readyState === socket.OPEN)
        socket.send(JSON.stringify({ error: { reason: domain.reason, message: sentence } }));
      socket.close(CLOSE_POLICY, domain.reason);
    });
  });

  async function serve(socket: WebSocket, request: FastifyRequest, signal: AbortSignal): Promise<void> {
    const hello = await firstFrame(socket, signal);
    const ctx = await contextFor(request, hello);
    await ctx.takeLimit("general");
    const { principal } = ctx;
    if (principal.kind === "anonymous") throw principal.refusal ?? new DomainError("request.unauthenticated");
    if (!principal.service)
      throw new DomainError(ctx.merchantId ? "request.merchant_forbidden" : "request.merchant_required");
    const ping = setInterval(() => socket.ping(), PING_MS);
    try {
      const events = streamEvents(principal.service, {
        hub: running.hub,
        afterSeq: hello.after_seq,
        signal,
        recheck: ctx.recheckActor,
        cutOff: () => socket.terminate(),
      });
      socket.send(JSON.stringify({ listening: true, seq: running.hub.lastSeq() }));
      for await (const { seq, type, at, payload } of events) {
        if (hello.types && !hello.types.includes(type)) continue;
        await send(socket, JSON.stringify({ seq, type, at, payload }));
      }
    } finally {
      clearInterval(ping);
    }
  }

  /** The upgrade request with what the first frame adds to it, as if it had come in headers. */
  function contextFor(request: FastifyRequest, hello: z.infer<typeof Hello>): Promise<RequestContext> {
    const cookie = request.cookies[SESSION_COOKIE];
    if (!hello.auth && cookie && request.headers.origin === undefined) throw new DomainError("request.origin_refused");
    if (!hello.auth && cookie) refuseForeignOrigin(request, running.config.publicUrl);
    const headers = {
      ...request.headers,
      ...(hello.auth ? { authorization: `Bearer ${hello.auth}` } : {}),
      ...(hello.merchant_id ? { "x-merchant-id": hello.merchant_id } : {}),
    };
    const view = Object.create(request, { headers: { value: headers } }) as FastifyRequest;
    // A stream answers no headers: limits and cookies have nowhere to go.
    return createContext(view, SILENT_REPLY);
  }
}

const SILENT_REPLY = {
  raw: { headersSent: true },
  setCookie: () => undefined,
  clearCookie: () => undefined,
} as unknown as Parameters<CreateContext>[1];

async function firstFrame(socket: WebSocket, signal: AbortSignal): Promise<z.infer<typeof Hello>> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(() => reject(new DomainError("request.unauthenticated")), HELLO_WITHIN_MS);
  socket.once("message", (data: Buffer) => resolve(data.toString("utf8")));
  signal.addEventListener("abort", () => reject(new DomainError("request.unauthenticated")));
  try {
    const parsed = Hello.safeParse(parseJson(await promise));
    if (!parsed.success)
      throw new DomainError("request.invalid", {
        problem: 'the first frame must be {"auth": token, "merchant_id": id}',
      });
    return parsed.data;
  } finally {
    clearTimeout(timer);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Resolves when the frame has left: a slow reader slows its own stream only. */
const send = (socket: WebSocket, text: string): Promise<void> =>
  new Promise((resolve, reject) => socket.send(text, (error) => (error ? reject(error) : resolve())));
