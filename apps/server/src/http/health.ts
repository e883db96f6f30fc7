import { sameText } from "@nexusone/core/secrets/keyring";
import fastify, { type FastifyInstance } from "fastify";
import { scrape } from "../observe/scrape.ts";
import type { Running } from "../start.ts";
import { databaseProbe } from "./database-probe.ts";

/** `/healthz`: this process lives. `/readyz`: it can serve, said within two seconds; if not, what is wrong. `/metrics`: Prometheus text for who holds the token. */
export function mountHealth(app: FastifyInstance, running: Running): void {
  app.get("/healthz", () => ({ status: "alive" }));

  const askDatabase = databaseProbe(running.platform.db);
  app.get("/readyz", async (_request, reply) => {
    const database = await askDatabase();
    const queue = running.queueReady() ? undefined : "stopping";
    const ready = !database && !queue;
    return reply.status(ready ? 200 : 503).send({
      status: ready ? "ready" : "not_ready",
      // Migrations are settled before the server listens.
      checks: { database: !database, migrations: true, queue: !queue },
      ...(!ready && { reasons: { ...(database && { database }), ...(queue && { queue }) } }),
    });
  });

  const token = running.config.METRICS_TOKEN;
  if (token) {
    app.get("/metrics", async (request, reply) => {
      const given = request.headers.authorization?.replace(/^Bearer /i, "") ?? "";
      if (!sameText(given, token)) return reply.status(401).send();
      return reply.type("text/plain; version=0.0.4").send(await scrape(running));
    });
  }
}

/** What a process without a web server answers: the paths above and nothing else. */
export function createHealthServer(running: Running): FastifyInstance {
  const app = fastify({ logger: false, forceCloseConnections: true });
  mountHealth(app, running);
  return app;
}
