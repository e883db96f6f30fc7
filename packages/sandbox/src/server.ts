import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { setTimeout as sleep } from "node:timers/promises";
import { refusalReply, refusals } from "./cj-api/envelope.ts";
import { CJ_API_PATH, registerCjApi, sendCj } from "./cj-api/routes.ts";
import { registerControl } from "./control-routes.ts";
import type { Fault, SandboxVendor } from "./control-types.ts";
import { hostilePicture } from "./images/hostile.ts";
import { registerPictures } from "./images/routes.ts";
import { registerOwnPage } from "./own-page/routes.ts";
import { openAiFault, openAiVendorOf, registerOpenAi, sendOpenAiRefusal } from "./openai/routes.ts";
import { registerMessageReceivers, SLACK_PATH, TWILIO_PATH } from "./receivers/messages.ts";
import { RECEIVERS_PATH, registerWebhookReceivers } from "./receivers/webhook-routes.ts";
import { redactBody, redactHeaders } from "./request-log.ts";
import { registerShop, sendSkeleton } from "./shop/routes.ts";
import { loggedPath, registerWhatsApp, whatsAppFault, whatsAppVendorOf } from "./whatsapp/mount.ts";
import type { World } from "./world.ts";

declare module "fastify" {
  interface FastifyReply {
    /** The vendor's own code inside the body, for the request log. */
    cjCode: number | undefined;
    fault: Fault | undefined;
    startedAt: number;
  }
}

export function createServer(world: World): FastifyInstance {
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: 2_000_000,
    routerOptions: { maxParamLength: 2000 },
  });
  app.decorateReply("cjCode", undefined);
  app.decorateReply("fault", undefined);
  app.decorateReply("startedAt", 0);
  // Bodies stay bytes: what counts as JSON is for each vendor to judge.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.addHook("onRequest", async (_request, reply) => {
    reply.startedAt = performance.now();
  });
  app.addHook("preHandler", (request, reply) => applyFault(world, request, reply));
  app.addHook("onSend", async (request, reply, payload) => {
    if (!losesAnswer(reply)) return payload;
    // The work is done and only the answer is lost. Fastify tells of no response then.
    log(world, request, reply, 0);
    request.raw.socket.destroy();
    return payload;
  });
  app.addHook("onResponse", async (request, reply) => {
    if (!losesAnswer(reply)) log(world, request, reply, reply.statusCode);
  });
  registerCjApi(app, world);
  registerControl(app, world);
  registerPictures(app, world);
  registerOwnPage(app, world);
  registerMessageReceivers(app, world);
  registerWebhookReceivers(app, world);
  registerWhatsApp(app, world.whatsapp);
  registerOpenAi(app);
  registerShop(app, world);
  app.get("/favicon.ico", (_request, reply) => reply.code(204).send());
  // Nothing passes by accident: what is not simulated says so.
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(501)
      .type("text/plain")
      .send(`The sandbox does not model ${request.method} ${pathOf(request)}\n`),
  );
  return app;
}

const losesAnswer = ({ fault }: FastifyReply): boolean => fault?.kind === "lost_answer";

const pathOf = (request: FastifyRequest): string => new URL(request.url, "http://sandbox").pathname;

function vendorOf(path: string): SandboxVendor | undefined {
  if (path.startsWith(`${CJ_API_PATH}/`)) return "cj-api";
  const other = whatsAppVendorOf(path) ?? openAiVendorOf(path);
  if (other) return other;
  if (path.startsWith(SLACK_PATH)) return "slack";
  if (path.startsWith(TWILIO_PATH)) return "sms";
  if (path.startsWith(`${RECEIVERS_PATH}/`)) return "webhook";
  if (path.startsWith("/sandbox") || path === "/favicon.ico") return undefined;
  return path.startsWith("/img/") ? "cj-image" : "cj-shop";
}

async function applyFault(world: World, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const path = pathOf(request);
  const vendor = vendorOf(path);
  if (!vendor) return undefined;
  const fault = world.faults.take(vendor, request.method, [path, path.replace(CJ_API_PATH, ""), loggedPath(path)]);
  if (!fault) return undefined;
  reply.fault = fault;
  if (fault.delayMs !== undefined || fault.kind === "slow") await sleep(fault.delayMs ?? 3000);
  return misbehave(world, vendor, fault, request, reply);
}

/** Where cloud machines keep their credentials: the classic goal of a redirect. */
const PRIVATE_ADDRESS = "http://169.254.169.254/latest/meta-data/";

/** `undefined` lets the request go on to its real answer. */
function misbehave(
  world: World,
  vendor: SandboxVendor,
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
): unknown {
  const isApi = vendor === "cj-api";
  const refuse = (refusal: ReturnType<typeof refusals.tokenInvalid>): FastifyReply =>
    sendCj(reply, refusalReply(refusal), 1);
  const said = whatsAppFault(vendor, fault.kind);
  if (said) reply.cjCode = said.code;
  if (said) return reply.code(said.status).type("application/json").send(JSON.stringify(said.body));
  const refused = openAiFault(vendor, fault.kind);
  if (refused) return sendOpenAiRefusal(reply, refused);
  switch (fault.kind) {
    case "slow":
    case "lost_answer":
    // What a model says on bad days is the answer's own affair.
    case "model_refusal":
    case "model_malformed":
    case "model_cut":
    case "model_stray":
      return undefined;
    case "drop":
      log(world, request, reply, 0);
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
    case "hang":
      log(world, request, reply, 0);
      reply.hijack();
      return reply;
    case "redirect":
      return reply.code(307).header("location", PRIVATE_ADDRESS).send();
    case "later":
      return reply.code(429).header("retry-after", "30").send();
    case "status":
      return reply
        .code(fault.status ?? 500)
        .type("text/html")
        .send(gatewayPage(fault.status ?? 500));
    case "html_body":
      return reply
        .code(fault.status ?? 200)
        .type("text/html")
        .send(gatewayPage(fault.status ?? 502));
    case "empty":
      return reply
        .code(fault.status ?? 200)
        .type(isApi ? "application/json" : "text/html")
        .send("");
    case "throttle_429":
    case "throttle_200": {
      const status = fault.kind === "throttle_429" ? 429 : 200;
      return isApi ? refuse(refusals.tooMany(1, status)) : sendSkeleton(world, reply, status);
    }
    case "points_exhausted":
      return isApi ? refuse(refusals.quotaUsedUp(fault.status ?? 200)) : undefined;
    case "token_invalid":
      return isApi ? refuse(refusals.tokenInvalid()) : undefined;
    case "svg":
    case "huge":
    case "bomb":
    case "damaged":
      // All of them say that they are a JPEG.
      return reply.type("image/jpeg").send(hostilePicture(fault.kind));
  }
}

/** What a gateway in front of CJ answers: HTML where JSON was expected. */
const gatewayPage = (status: number): string =>
  `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center><hr><center>openresty</center></body></html>`;

function log(world: World, request: FastifyRequest, reply: FastifyReply, status: number): void {
  const path = pathOf(request);
  const vendor = vendorOf(path);
  if (!vendor) return;
  world.requests.add({
    at: new Date(world.clock.now()).toISOString(),
    vendor,
    method: request.method,
    path: vendor === "cj-api" ? path.slice(CJ_API_PATH.length) : loggedPath(path),
    query: { ...(request.query as Record<string, unknown>) }, // Fastify parses the query into such a record
    headers: redactHeaders(request.headers),
    body: redactBody(bodyOf(request)),
    status,
    code: reply.cjCode,
    fault: reply.fault?.kind,
    durationMs: Math.round(performance.now() - reply.startedAt),
  });
}

function bodyOf(request: FastifyRequest): unknown {
  if (!Buffer.isBuffer(request.body)) return undefined;
  if (request.headers["content-type"]?.startsWith("multipart/")) return `[${request.body.length} bytes]`;
  const content = request.body.toString("utf8");
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}
