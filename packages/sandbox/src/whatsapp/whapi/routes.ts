import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { formOf } from "../graph/media.ts";
import { MAX_MEDIA_BYTES, uploadProblem } from "../graph/media-rules.ts";
import type { ChatMessage, Json, Thread, WhapiChannel } from "../model.ts";
import type { WhatsApp } from "../whatsapp.ts";
import { WhapiRefusal } from "./errors.ts";
import { readWhapi, sendWhapi, threadOf } from "./send.ts";

export const WHAPI_PATH = "/whapi";

const Settings = z.looseObject({
  webhooks: z
    .array(
      z.looseObject({
        url: z.url(),
        mode: z.enum(["body", "path", "method"]).optional(),
        events: z.array(z.looseObject({ type: z.string(), method: z.string().optional() })).default([]),
        headers: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
});
const MOST_HEADERS = 5;
const TYPING_MAX_MS = 60_000;

/** `GET /media/{id}` answers bytes; undefined is what is not modelled. */
type Answer = Json | Buffer | undefined;

/** Whapi's API for a linked number: no window, no templates, own sends echoed. */
export function registerWhapi(app: FastifyInstance, whatsapp: WhatsApp): void {
  app.all<{ Params: { "*": string } }>(
    `${WHAPI_PATH}/*`,
    { bodyLimit: MAX_MEDIA_BYTES + 1_000_000 },
    async (request, reply) => {
      try {
        const path = request.params["*"].split("/").filter((part) => part !== "");
        const answer = await handle(whatsapp, channelOf(whatsapp, request), request, path);
        if (answer === undefined)
          return await reply
            .code(501)
            .type("text/plain")
            .send(`The sandbox does not model Whapi's ${request.method} /${path.join("/")}\n`);
        if (Buffer.isBuffer(answer))
          return await reply.type(whatsapp.media.find(path[1] ?? "")?.mimeType ?? "").send(answer);
        return await reply.type("application/json").send(JSON.stringify(answer));
      } catch (error) {
        if (!(error instanceof WhapiRefusal)) throw error;
        reply.cjCode = error.status;
        return reply.code(error.status).type("application/json").send(JSON.stringify(error.body()));
      }
    },
  );
}

function channelOf({ registry }: WhatsApp, request: FastifyRequest): WhapiChannel {
  const channel = registry.channelByToken(/^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "");
  if (!channel) throw new WhapiRefusal(401, "the token is of no channel");
  return channel;
}

async function handle(
  whatsapp: WhatsApp,
  channel: WhapiChannel,
  request: FastifyRequest,
  path: string[],
): Promise<Answer> {
  const [area, id = "", what] = path;
  const verb = `${request.method} ${area}`;
  if (verb === "GET health") return health(channel);
  if (verb === "PATCH settings") return setSettings(channel, jsonOf(request));
  if (verb === "GET settings") return { webhooks: channel.webhooks };
  // A lost session looks like a dead token.
  if (channel.state !== "AUTH") throw new WhapiRefusal(401, `the channel is in state ${channel.state}`);
  if (verb === "POST messages" && id !== "" && what === undefined)
    return sendWhapi(whatsapp, channel, id, jsonOf(request));
  if (area === "messages" && id !== "") return changeMessage(whatsapp, channel, request, id, what);
  if (verb === "PUT presences") return showPresence(whatsapp, channel, id, jsonOf(request));
  if (verb === "POST contacts") return checkContacts(whatsapp, jsonOf(request));
  if (verb === "POST media") return upload(whatsapp, channel, request);
  if (area === "media") return mediaOf(whatsapp, channel, request.method, id);
  return undefined;
}

function jsonOf({ body }: FastifyRequest): Json {
  try {
    const value: unknown = Buffer.isBuffer(body) && body.length > 0 ? JSON.parse(body.toString("utf8")) : {};
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json; // an object by this test
  } catch {
    throw new WhapiRefusal(400, "the body is not JSON");
  }
  throw new WhapiRefusal(400, "the body is no object");
}

const health = (channel: WhapiChannel): Json => ({
  channel_id: channel.id,
  uptime: 86_400,
  status: { code: channel.state === "AUTH" ? 4 : 3, text: channel.state },
  ...(channel.state === "AUTH" && { user: { id: channel.phone, name: channel.name } }),
});

function setSettings(channel: WhapiChannel, body: Json): Json {
  const { webhooks } = readWhapi(Settings, body);
  if (webhooks.some(({ headers }) => Object.keys(headers).length > MOST_HEADERS))
    throw new WhapiRefusal(400, "at most 5 headers");
  channel.webhooks = webhooks.map(({ url, headers, events }) => ({
    url,
    headers,
    events: events.map(({ type }) => type),
  }));
  return { webhooks };
}

function changeMessage(
  whatsapp: WhatsApp,
  channel: WhapiChannel,
  request: FastifyRequest,
  id: string,
  what?: string,
): Answer {
  const found = whatsapp.chats.find(decodeURIComponent(id));
  if (found?.thread.line !== channel) throw new WhapiRefusal(404, "there is no such message");
  const { message, thread } = found;
  if (what === "reaction") return react(message, request);
  if (what !== undefined) return undefined;
  if (request.method === "PUT") return markRead(thread, message);
  if (request.method !== "DELETE") return undefined;
  if (message.from !== "business") throw new WhapiRefusal(403, "not a message of yours");
  message.deleted = true;
  return { success: true };
}

function react(message: ChatMessage, request: FastifyRequest): Json {
  if (request.method === "DELETE") delete message.reactions.business;
  else message.reactions.business = readWhapi(z.object({ emoji: z.string().min(1) }), jsonOf(request)).emoji;
  return { success: true };
}

function markRead({ messages }: Thread, until: ChatMessage): Json {
  for (const one of messages) if (one.from === "person" && one.at <= until.at) one.seen = true;
  return { success: true };
}

function showPresence(whatsapp: WhatsApp, channel: WhapiChannel, chat: string, body: Json): Json {
  const { presence, delay } = readWhapi(z.object({ presence: z.string(), delay: z.number().min(0).default(0) }), body);
  if (chat.includes("@")) throw new WhapiRefusal(400, "bare digits are wanted here");
  const thread = threadOf(whatsapp, channel, chat);
  thread.typingUntil = presence === "typing" ? whatsapp.clock.now() + Math.min(delay * 1_000, TYPING_MAX_MS) : 0;
  return { success: true };
}

/** Whether numbers are on WhatsApp, without creating anybody. */
function checkContacts({ people }: WhatsApp, body: Json): Json {
  const { contacts } = readWhapi(z.object({ contacts: z.array(z.string()) }), body);
  return {
    contacts: contacts.map((input) => {
      const person = people.byPhone(input);
      const isValid = /^\+?\d{6,16}$/.test(input) && person?.reach !== "absent";
      return {
        input,
        status: isValid ? "valid" : "invalid",
        ...(isValid && { wa_id: person?.phone ?? input.replace("+", "") }),
      };
    }),
  };
}

async function upload({ media }: WhatsApp, channel: WhapiChannel, request: FastifyRequest): Promise<Json> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const form = await formOf({ body, contentType: request.headers["content-type"] ?? "" }).catch(() => undefined);
  const file = form?.get("media");
  if (!(file instanceof File)) throw new WhapiRefusal(400, "media is wanted");
  const problem = uploadProblem(file.type, file.size);
  if (problem) throw new WhapiRefusal(415, problem);
  const bytes = Buffer.from(await file.arrayBuffer());
  return { media: [{ id: media.add("whapi", channel.id, { bytes, mimeType: file.type, filename: file.name }).id }] };
}

function mediaOf({ media }: WhatsApp, channel: WhapiChannel, method: string, id: string): Answer {
  const file = media.find(decodeURIComponent(id));
  if (!file || file.owner !== channel.id) throw new WhapiRefusal(404, "there is no such file");
  if (method === "GET") return file.bytes;
  if (method !== "DELETE") return undefined;
  media.delete(file.id);
  return { success: true };
}
