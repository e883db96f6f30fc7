import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";

/** Doors to a shop's data: tRPC and REST, the latter also under the names of older programs. */
const DOOR = /^\/(?:api|functions|rest)\//;

/**
 * Answers of REST doors carry a mark of their content: who asks again with it is told in a few bytes that nothing changed.
 * Calls of the admin are kept by the page itself, in memory; no browser writes a shop's data to its disk.
 */
export function addCaching(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply, payload: unknown) => {
    // The route, not the address, which may be written in many ways. A stream says for itself that it is none to keep.
    const route = request.routeOptions.url ?? "";
    if (!DOOR.test(route) || payload instanceof Response || reply.hasHeader("cache-control")) return payload;
    const readable = request.method === "GET" && reply.statusCode === 200 && typeof payload === "string";
    if (!readable || route.startsWith("/api/trpc/")) {
      void reply.header("cache-control", "no-store");
      return payload;
    }
    const mark = `"${createHash("sha256").update(payload).digest("base64url").slice(0, 27)}"`;
    void reply.headers({
      etag: mark,
      // Kept by the caller alone, and shown again only after asking: rights may have ended meanwhile.
      "cache-control": "private, no-cache",
      vary: "authorization, cookie, x-api-key, x-merchant-id, accept-language",
    });
    if (!marksOf(request.headers["if-none-match"]).includes(mark)) return payload;
    void reply.code(304).removeHeader("content-type").removeHeader("content-length");
    return null;
  });
}

const marksOf = (header: string | undefined): string[] =>
  (header ?? "").split(",").map((mark) => mark.trim().replace(/^W\//, ""));
