import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ControlError, read, readJson } from "../control-request.ts";
import { PUSH_MODES, PUSH_TOPICS } from "../control-types.ts";
import type { World } from "../world.ts";
import { signatureOf } from "./cj-push.ts";

const OpenId = z.int().min(1);
const DeliverBody = z.strictObject({ repeat: z.int().min(1).max(100).optional(), shuffle: z.boolean().optional() });
const Share = z.number().min(0).max(1).default(0);
const MannersBody = z.strictObject({ lose: Share, repeat: Share, shuffle: z.boolean().default(false) });
const SendBody = z.strictObject({
  openId: OpenId,
  topic: z.enum(PUSH_TOPICS).default("product"),
  type: z.string().default("PRODUCT"),
  messageType: z.string().default("UPDATE"),
  params: z.record(z.string(), z.unknown()).default({}),
  messageId: z.string().optional(),
  /** Exactly these bytes instead of a message. */
  raw: z.string().optional(),
  /** Another account's openId to sign with, or null for no signature. */
  signAs: OpenId.nullable().optional(),
});

/** `/sandbox/messages`: what CJ sends to shops, how and when. */
export function registerPushControl(app: FastifyInstance, { push }: World): void {
  app.get("/sandbox/messages", async () => push.list());
  app.post("/sandbox/messages", async (request) => {
    const input = readJson(SendBody, request);
    const { openId, topic, type, messageType, params } = input;
    const messageId = input.messageId ?? push.nextId();
    const body = input.raw ?? JSON.stringify({ messageId, type, messageType, openId, params });
    const { signAs } = input;
    const sign = typeof signAs === "number" ? signatureOf(body, signAs) : signAs;
    const message = push.put({ openId, topic, type, messageId, body, sign });
    if (!message) throw new ControlError(409, "the account does not listen to this");
    return message;
  });
  app.post("/sandbox/messages/deliver", async (request) => push.deliver(readJson(DeliverBody, request)));
  app.post("/sandbox/messages/mode", async (request) => {
    push.setMode(readJson(z.strictObject({ mode: z.enum(PUSH_MODES) }), request).mode);
    return {};
  });
  app.post("/sandbox/messages/manners", async (request) => {
    push.setManners(readJson(MannersBody, request));
    return {};
  });
  app.post("/sandbox/messages/off", async (request) => {
    push.switchOff(readJson(z.strictObject({ openId: OpenId }), request).openId);
    return {};
  });
  app.get("/sandbox/messages/callbacks", async (request) => {
    const { openId } = read(z.object({ openId: z.coerce.number() }), request.query);
    return push.callbacksOf(openId) ?? {};
  });
}
