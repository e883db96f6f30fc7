import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import { sendError } from "@nexusone/api/rest/mount-rest";
import { pickLocale } from "@nexusone/contracts/locale";
import { DomainError } from "@nexusone/core/errors";
import type { FastifyInstance } from "fastify";
import type { Config } from "../config.ts";

// From this file and from the bundle, which lies one folder higher.
const builtBeside = ["../../../admin/dist", "../../admin/dist"].map((at) =>
  fileURLToPath(new URL(at, import.meta.url)),
);

/** The built admin: hashed files are kept for a year, the page itself is asked for anew; every other path is a screen of it. */
export async function serveAdmin(app: FastifyInstance, config: Config): Promise<void> {
  const candidates = config.ADMIN_DIST ? [config.ADMIN_DIST] : builtBeside;
  const root = candidates.find((folder) => existsSync(join(folder, "index.html")));
  if (root) {
    await app.register(fastifyStatic, {
      root,
      wildcard: false,
      preCompressed: true,
      setHeaders: (reply, path) => {
        reply.header("cache-control", path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === "GET" &&
      !request.url.startsWith("/api/") &&
      (request.headers.accept ?? "").includes("text/html");
    if (root && wantsPage) return reply.header("cache-control", "no-cache").sendFile("index.html");
    const locale = pickLocale(request.headers["accept-language"]);
    return sendError(reply, { requestId: request.id, locale }, new DomainError("request.not_found"));
  });
}
