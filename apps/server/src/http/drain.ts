import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** What takes longer is cut off; a client that repeats it loses nothing. */
const LONGEST_MS = 8_000;

/** A shutdown first lets the requests under way get their answer: what they need is still there. Live streams are not waited for. */
export function answerBeforeClosing(app: FastifyInstance): void {
  const open = new Map<FastifyReply, FastifyRequest>();
  app.addHook("onRequest", async (request, reply) => {
    open.set(reply, request);
    reply.raw.once("close", () => open.delete(reply));
  });
  app.addHook("preClose", async () => {
    const until = Date.now() + LONGEST_MS;
    while (Date.now() < until && [...open].some(([reply, request]) => !isStream(request, reply))) await sleep(20);
  });
}

const isStream = (request: FastifyRequest, reply: FastifyReply): boolean =>
  request.ws || String(reply.getHeader("content-type")).startsWith("text/event-stream");
