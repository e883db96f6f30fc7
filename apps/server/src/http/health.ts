import { lastEventSeq } from "@nexusone/db/queries/events";
import { sameText } from "@nexusone/core/secrets/keyring";
import type { FastifyInstance } from "fastify";
import type { Running } from "../start.ts";
import { renderMetrics } from "./metrics.ts";

/** `/healthz`: this process lives. `/readyz`: it can serve. `/metrics`: Prometheus text for who holds the token. */
export function mountHealth(app: FastifyInstance, running: Running): void {
  app.get("/healthz", () => ({ status: "alive" }));

  app.get("/readyz", async (_request, reply) => {
    const checks = {
      database: await answers(() => lastEventSeq(running.platform.db)),
      // Both are settled before the server listens; a process that listens has them.
      migrations: true,
      queue: running.queueReady(),
    };
    const ready = Object.values(checks).every(Boolean);
    return reply.status(ready ? 200 : 503).send({ status: ready ? "ready" : "not_ready", checks });
  });

  const token = running.config.METRICS_TOKEN;
  if (token) {
    app.get("/metrics", async (request, reply) => {
      const given = request.headers.authorization?.replace(/^Bearer /i, "") ?? "";
      if (!sameText(given, token)) return reply.status(401).send();
      return reply.type("text/plain; version=0.0.4").send(renderMetrics(running));
    });
  }
}

async function answers(probe: () => Promise<unknown>): Promise<boolean> {
  try {
    await probe();
    return true;
  } catch {
    return false;
  }
}
