import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hexDigits } from "../../random.ts";
import type { Json } from "../model.ts";
import type { WhatsApp } from "../whatsapp.ts";
import {
  configureNumber,
  listNumbers,
  listSubscriptions,
  showApp,
  showNumber,
  subscribe,
  subscribeApp,
  unsubscribe,
} from "./accounts.ts";
import { GraphRefusal, noObject, NotModelled } from "./errors.ts";
import { MAX_MEDIA_BYTES } from "./media-rules.ts";
import { beginSample, deleteMedia, findMedia, sendSample, uploadMedia } from "./media.ts";
import type { GraphAnswer, GraphCall } from "./request.ts";
import { sendMessage } from "./send.ts";
import { createTemplate, deleteTemplates, editTemplate, listTemplates, showTemplate } from "./templates.ts";

export const GRAPH_PATH = "/graph";

type Handle = (call: GraphCall) => GraphAnswer | Promise<GraphAnswer>;
type IdKind = "number" | "account" | "app" | "template" | "media" | "upload";

/** By what the first part of the path is, and what follows it. */
const ENDPOINTS: Record<string, Handle> = {
  "POST number/messages": sendMessage,
  "POST number/media": uploadMedia,
  "GET number/": showNumber,
  "POST number/": configureNumber,
  "GET account/phone_numbers": listNumbers,
  "POST account/subscribed_apps": subscribe,
  "GET account/subscribed_apps": listSubscriptions,
  "DELETE account/subscribed_apps": unsubscribe,
  "POST account/message_templates": createTemplate,
  "GET account/message_templates": listTemplates,
  "DELETE account/message_templates": deleteTemplates,
  "GET template/": showTemplate,
  "POST template/": editTemplate,
  "GET app/": showApp,
  "POST app/subscriptions": subscribeApp,
  "POST app/uploads": beginSample,
  "POST upload/": sendSample,
  "GET media/": findMedia,
  "DELETE media/": deleteMedia,
};

/** Meta's Graph API as far as WhatsApp goes: `/graph/v24.0/...`, and the addresses of files. */
export function registerGraph(app: FastifyInstance, whatsapp: WhatsApp): void {
  let calls = 0;
  const trace = (): string => `A${hexDigits(`trace:${++calls}`, 22)}`;
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    make: (call: GraphCall) => GraphAnswer | Promise<GraphAnswer>,
  ) => {
    try {
      const given = await make(callOf(whatsapp, request));
      if ("bytes" in given && given["bytes"] instanceof Uint8Array)
        return await reply.type(String(given["mimeType"])).send(Buffer.from(given["bytes"]));
      return await reply.type("application/json; charset=UTF-8").send(JSON.stringify(given));
    } catch (error) {
      if (error instanceof NotModelled)
        return reply.code(501).type("text/plain").send(`The sandbox does not model ${error.message}\n`);
      if (!(error instanceof GraphRefusal)) throw error;
      reply.cjCode = error.code;
      return reply
        .code(error.status)
        .type("application/json; charset=UTF-8")
        .send(JSON.stringify(error.body(trace())));
    }
  };
  app.all(`${GRAPH_PATH}/:version/*`, { bodyLimit: MAX_MEDIA_BYTES + 1_000_000 }, (request, reply) =>
    answer(request, reply, (call) => handlerOf(call)(call)),
  );
  // Where a file is: the token is wanted there too, and after five minutes nothing is.
  app.get<{ Params: { word: string } }>("/graph-media/:word", (request, reply) => {
    const file = whatsapp.media.at(request.params.word);
    if (!file) return reply.code(404).type("text/plain").send("URL expired\n");
    return answer(request, reply, (call) => {
      if (!call.opens(file.owner)) throw new GraphRefusal(10, "The token has no right to this file.");
      return { bytes: file.bytes, mimeType: file.mimeType };
    });
  });
}

function callOf(whatsapp: WhatsApp, request: FastifyRequest): GraphCall {
  const url = new URL(request.url, "http://sandbox");
  const token = /^(?:Bearer|OAuth) (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const grant = whatsapp.registry.open(token);
  if (!grant)
    throw new GraphRefusal(
      190,
      token === "" ? "An access token is required." : "The session has expired or the token is invalid.",
    );
  const [, , , ...path] = url.pathname.split("/").map(decodeURIComponent);
  return {
    whatsapp,
    method: request.method,
    path: path.filter((part) => part !== ""),
    query: Object.fromEntries(url.searchParams),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    contentType: request.headers["content-type"] ?? "",
    token,
    appId: grant.appId,
    mayManage: grant.mayManage,
    opens: (accountId) => grant.accountIds.has(accountId),
  };
}

function handlerOf(call: GraphCall): Handle {
  const [id = "", ...rest] = call.path;
  const kind = kindOf(call.whatsapp, id);
  const handle = ENDPOINTS[`${call.method} ${kind}/${rest.join("/")}`];
  // A call that there is, about something that there is not.
  const isKnownCall = Object.keys(ENDPOINTS).some((one) => one.endsWith(`/${rest.join("/")}`));
  if (!handle && kind === "media" && rest.length > 0 && isKnownCall) throw noObject(id);
  if (!handle) throw new NotModelled(`Meta's ${call.method} /${kind}/${rest.join("/")}`);
  return handle;
}

function kindOf({ registry, templates }: WhatsApp, id: string): IdKind {
  if (registry.numbers.has(id)) return "number";
  if (registry.accounts.has(id)) return "account";
  if (registry.apps.has(id)) return "app";
  if (id.startsWith("upload:")) return "upload";
  // What nobody knows is looked for among the files, which answer that there is no such object.
  return templates.get(id) ? "template" : "media";
}

/** What Meta says when a fault is set: by code, under the status that goes with it. */
export function graphFault(kind: string): { status: number; code: number; body: Json } | undefined {
  const code = { throttle_429: 4, throttle_200: 80007, points_exhausted: 130429, token_invalid: 190 }[kind];
  if (code === undefined) return undefined;
  const refusal = new GraphRefusal(code, "A fault of the sandbox.");
  return { status: kind === "throttle_429" ? 429 : refusal.status, code, body: refusal.body("Afault") };
}
