import type { FastifyInstance } from "fastify";
import type { World } from "../world.ts";

export function registerOwnPage(app: FastifyInstance, world: World): void {
  app.get("/sandbox", async (_request, reply) =>
    reply
      .type("text/html; charset=utf-8")
      .send(`<!doctype html><title>Sandbox</title><a href="/">Shop</a> ${world.smtpUrl}`),
  );
}
