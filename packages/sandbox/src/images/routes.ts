import type { FastifyInstance } from "fastify";
import type { World } from "../world.ts";

/** `/img/<pid>/<slot>_trans.jpeg`, with Alibaba's `?x-oss-process=image/resize,…,w_300` honoured. */
export function registerPictures(app: FastifyInstance, world: World): void {
  app.get<{ Params: { pid: string; file: string }; Querystring: { "x-oss-process"?: string } }>(
    "/img/:pid/:file",
    async (request, reply) => {
      const slot = /^(\d|c\d\d?)_trans\.jpeg$/.exec(request.params.file)?.[1];
      const width = Number(/w_(\d+)/.exec(request.query["x-oss-process"] ?? "")?.[1] ?? 800);
      const picture = slot === undefined ? undefined : world.pictures.find(request.params.pid, slot, width);
      if (!picture) return reply.code(404).type("text/plain").send("no such picture\n");
      return reply
        .type("image/jpeg")
        .header("cache-control", "public, max-age=86400")
        .header("access-control-allow-origin", "*")
        .send(await picture);
    },
  );
}
