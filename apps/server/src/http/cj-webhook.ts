import { CJ_WEBHOOK_PATH } from "@nexusone/core/cj/webhook/address";
import { receiveCjMessage } from "@nexusone/core/cj/webhook/receive-cj-message";
import type { FastifyInstance } from "fastify";
import type { Running } from "../start.ts";
import type { Limiter } from "./limits.ts";
import { bytesOf, headerOf, keepBytes, keptHeaders } from "./raw-bodies.ts";

/** CJ's messages have about two thousand bytes; a product with all its texts stays well below. */
const BODY_LIMIT_BYTES = 1024 * 1024;
/** Of one sender: far above what CJ sends for all merchants together. */
const LIMIT = { max: 60_000, windowMs: 60_000 };
/** What may help to understand a body later. */
const KEPT_HEADERS = ["content-type", "sign", "user-agent"];

/** Where CJ posts its messages. Bodies stay bytes: what CJ signed are exactly these. */
export async function mountCjWebhook(app: FastifyInstance, { platform }: Running, limiter: Limiter): Promise<void> {
  await app.register(async (scope) => {
    keepBytes(scope);
    scope.post<{ Params: { key: string } }>(
      `${CJ_WEBHOOK_PATH}/:key`,
      { bodyLimit: BODY_LIMIT_BYTES },
      async (request) => {
        await limiter.take(`inbox:cj:${request.ip}`, LIMIT);
        await receiveCjMessage(platform, {
          key: request.params.key,
          bytes: bytesOf(request),
          sign: headerOf(request, "sign"),
          headers: keptHeaders(request, KEPT_HEADERS),
        });
        // The words that CJ's own page wants to read (facts A9).
        return { code: 200, result: "success", message: "success" };
      },
    );
  });
}
