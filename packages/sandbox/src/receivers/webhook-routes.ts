import type { FastifyInstance } from "fastify";
import type { World } from "../world.ts";

export const RECEIVERS_PATH = "/receivers";

/** `POST /receivers/<any name>`: a third party's endpoint. It misbehaves by faults of the vendor `webhook`. */
export function registerWebhookReceivers(app: FastifyInstance, world: World): void {
  app.post<{ Params: { name: string } }>(`${RECEIVERS_PATH}/:name`, (request, reply) => {
    const body = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
    const at = new Date(world.clock.now()).toISOString();
    return reply.code(world.receivers.receive(request.params.name, { headers: request.headers, body }, at)).send();
  });
}
