import type { FastifyInstance } from "fastify";

/**
 * tRPC hands every answer over as a stream, which leaves chunked and in several writes. One that is complete leaves in a
 * single write with its length; event streams and line streams stay what they are.
 */
export function sendWholeAnswers(app: FastifyInstance): void {
  app.addHook("onSend", async (_request, reply, payload) => {
    if (!(payload instanceof Response) || !isWhole(payload.headers)) return payload;
    reply.code(payload.status);
    for (const [name, value] of payload.headers) reply.header(name, value);
    return payload.text();
  });
}

const isWhole = (headers: Headers): boolean =>
  headers.get("content-type") === "application/json" && !headers.has("transfer-encoding");
