import cookie from "@fastify/cookie";
import websocket from "@fastify/websocket";
import { MAX_BATCH } from "@nexusone/contracts/limits";
import { pickLocale } from "@nexusone/contracts/locale";
import { TRPC_CODE } from "@nexusone/api/error-map";
import { mountRest, sendError } from "@nexusone/api/rest/mount-rest";
import { appRouter } from "@nexusone/api/router";
import { toDomainError } from "@nexusone/api/trpc";
import { DomainError } from "@nexusone/core/errors";
import { TRPCError } from "@trpc/server";
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from "@trpc/server/adapters/fastify";
import fastify, { type FastifyInstance } from "fastify";
import { measureRequests } from "../observe/metrics.ts";
import type { Running } from "../start.ts";
import { serveAdmin } from "./admin.ts";
import { mountArchive } from "./archive.ts";
import { mountCatalogExport } from "./catalog-export.ts";
import { mountExports } from "./csv-export.ts";
import { addCaching } from "./caching.ts";
import { mountCjWebhook } from "./cj-webhook.ts";
import { answerBeforeClosing } from "./drain.ts";
import { addSecurityHeaders } from "./headers.ts";
import { mountHealth } from "./health.ts";
import { acceptForms } from "./forms.ts";
import { mountDriverPage } from "./driver-page.ts";
import { createLimiter } from "./limits.ts";
import { mountChatFiles } from "./chat-files.ts";
import { mountMediaFiles } from "./media-files.ts";
import { mountOpenApi } from "./openapi.ts";
import { mountOrderLink } from "./order-link.ts";
import { contextFactory } from "./request-context.ts";
import { factsOf, logRequests, requestIdOf } from "./request-log.ts";
import { mountTrackingPage } from "./tracking-page.ts";
import { mountWebSocket } from "./websocket.ts";
import { mountWhatsAppWebhook } from "./whatsapp-webhook.ts";
import { sendWholeAnswers } from "./whole-answers.ts";

export type HttpServer = FastifyInstance;

const BODY_LIMIT_BYTES = 1024 * 1024;
export const TRPC_PREFIX = "/api/trpc";

export async function createServer(running: Running): Promise<HttpServer> {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: requestIdOf,
    trustProxy: running.config.TRUST_PROXY === "on",
    // Live streams must not hold a shutdown.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 5_000 },
    // An address that cannot be decoded is refused before any handler of ours.
    frameworkErrors: (error, request, reply) =>
      void sendError(
        reply,
        { requestId: request.id, locale: pickLocale(request.headers["accept-language"]) },
        transportError(error) ?? error,
      ),
  });
  measureRequests(app, running.metrics);
  logRequests(app, running.platform.log);
  running.tracing?.traceRequests(app);
  addSecurityHeaders(app, running.config);
  answerBeforeClosing(app);
  sendWholeAnswers(app);
  addCaching(app);
  app.setErrorHandler((error, request, reply) => {
    const reason = transportError(error);
    if (!reason)
      running.platform.log.error(
        { err: error, ...factsOf(request), route: request.routeOptions.url },
        "request failed",
      );
    return sendError(
      reply,
      { requestId: request.id, locale: pickLocale(request.headers["accept-language"]) },
      reason ?? error,
    );
  });

  acceptForms(app);
  await app.register(cookie);
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } });
  const limiter = createLimiter(running.platform.db);
  const createContext = contextFactory(running, limiter);

  app.addHook("onRequest", async (request) => {
    if (request.routeOptions.url !== `${TRPC_PREFIX}/:path`) return;
    if (callsIn((request.params as { path: string }).path) > MAX_BATCH)
      throw new DomainError("request.batch_too_large", { limit: MAX_BATCH });
  });
  await app.register(fastifyTRPCPlugin, {
    prefix: TRPC_PREFIX,
    trpcOptions: {
      router: appRouter,
      createContext: ({ req, res }) =>
        createContext(req, res).catch((error: unknown) => {
          // tRPC would answer 500 for whatever its context throws.
          const domain = toDomainError(error, req.id);
          if (domain.reason === "request.internal")
            running.platform.log.error({ err: error, ...factsOf(req) }, "request context failed");
          throw new TRPCError({ code: TRPC_CODE[domain.kind], message: domain.reason, cause: domain });
        }),
      responseMeta: ({ errors }) => {
        const waits = errors.flatMap((error) => {
          const { kind, details } = toDomainError(error, "unknown");
          return kind === "too_many" && details["seconds"] !== undefined ? [Number(details["seconds"])] : [];
        });
        return waits.length > 0 ? { headers: { "retry-after": String(Math.max(...waits)) } } : {};
      },
    },
  } satisfies FastifyTRPCPluginOptions<typeof appRouter>);
  mountRest(app, createContext);
  mountOpenApi(app, running.config.publicUrl, createContext);
  mountArchive(app, createContext);
  mountCatalogExport(app, createContext);
  mountExports(app, createContext);
  mountMediaFiles(app, running);
  await mountChatFiles(app, running, createContext);
  await mountCjWebhook(app, running, limiter);
  await mountWhatsAppWebhook(app, running, limiter);
  mountTrackingPage(app, running, limiter);
  mountOrderLink(app, running, limiter);
  await mountDriverPage(app, running, limiter);
  mountHealth(app, running);
  mountWebSocket(app, running, createContext);
  await serveAdmin(app, running.config);
  return app;
}

/** Calls that tRPC reads from the place `:path` of its route: the router has decoded it once, tRPC decodes it once more. */
function callsIn(path: string): number {
  try {
    return decodeURIComponent(path).split(",").length;
  } catch {
    return path.split(",").length;
  }
}

/** Fastify's own refusals in our words; undefined for what is a fault of ours. */
function transportError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new DomainError("request.too_large", {}, error);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new DomainError("request.invalid", { problem: "the request cannot be read" }, error);
  }
  return undefined;
}
