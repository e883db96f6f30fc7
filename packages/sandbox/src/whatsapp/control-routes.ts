import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ControlError, read, readJson } from "../control-request.ts";
import {
  PersonActBody,
  type CloudNumberView,
  type PersonView,
  type ThreadView,
  type WhapiChannelView,
} from "./control-types.ts";
import { STATUS_WORDS, type Line, type Person, type PhoneNumber, type Thread, type WhapiChannel } from "./model.ts";
import { metaSignature } from "./push/bytes.ts";
import { WINDOW_MS } from "./chats.ts";
import { registerTemplateControl } from "./template-control.ts";
import type { WhatsApp } from "./whatsapp.ts";

const phone = z
  .string()
  .regex(/^\+?[\d\s().-]{6,24}$/)
  .transform((given) => given.replace(/\D/g, ""));
const code = z.int().min(0).nullable();
const NumberBody = z.strictObject({
  phone: phone.optional(),
  name: z.string().optional(),
  quality: z.enum(["GREEN", "YELLOW", "RED", "UNKNOWN"]).optional(),
  status: z.enum(["CONNECTED", "BANNED", "DISCONNECTED", "PENDING"]).optional(),
  perSecond: z.int().min(1).optional(),
  refusesWith: code.optional(),
  failsWith: code.optional(),
  refusals: z.enum(["status", "answer"]).optional(),
  holdsTemplates: z.boolean().optional(),
});
const dailyLimit = z.int().min(0).nullable().optional();
const AccountBody = NumberBody.extend({
  appId: z.string().optional(),
  appSecret: z.string().optional(),
  portfolioId: z.string().optional(),
  dailyLimit,
  templateLimit: z.int().min(0).optional(),
});
const channelState = z.enum(["AUTH", "QR", "INIT", "LAUNCH", "ERROR"]);
const ChannelBody = z.strictObject({
  phone: phone.optional(),
  name: z.string().optional(),
  state: channelState.optional(),
});
const PersonBody = z.strictObject({
  name: z.string().nullable().optional(),
  phone: phone.optional(),
  username: z.string().nullable().optional(),
  hidesPhone: z.boolean().optional(),
  country: z.string().length(2).optional(),
  reach: z.enum(["reached", "absent"]).optional(),
  online: z.boolean().optional(),
  receipts: z.enum(["delivered", "read", "silent"]).optional(),
  failsWith: code.optional(),
});
const LineBody = z.strictObject({ line: z.string() });
const share = z.number().min(0).max(1).default(0);
const MannersBody = z.strictObject({
  lose: share,
  repeat: share,
  doubled: share,
  shuffle: z.boolean().default(false),
  batch: z.int().min(1).max(1_000).default(1),
  style: z.enum(["escaped", "pretty"]).default("escaped"),
});
const PutBody = z.strictObject({
  url: z.url(),
  body: z.string(),
  secret: z.string().optional(),
  signature: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
});
const PATH = "/sandbox/whatsapp";
type ById = { Params: { id: string } };

/** `/sandbox/whatsapp/…`: accounts, channels, people, chats, templates and webhooks. */
export function registerWhatsAppControl(app: FastifyInstance, whatsapp: WhatsApp): void {
  registerLines(app, whatsapp);
  registerPeople(app, whatsapp);
  registerThreads(app, whatsapp);
  registerTemplateControl(app, whatsapp);
  registerWebhooks(app, whatsapp);
}

function registerLines(app: FastifyInstance, whatsapp: WhatsApp): void {
  const { registry, push } = whatsapp;
  app.get(`${PATH}/accounts`, async () => [...registry.numbers.values()].map((number) => numberView(whatsapp, number)));
  app.post(`${PATH}/accounts`, async (request) =>
    numberView(whatsapp, registry.createAccount(readJson(AccountBody, request)).number),
  );
  app.post<ById>(`${PATH}/accounts/:id/numbers`, async (request) =>
    numberView(
      whatsapp,
      registry.addNumber(found(registry.accounts.get(request.params.id)), readJson(NumberBody, request)),
    ),
  );
  app.post<ById>(`${PATH}/numbers/:id`, async (request) => {
    const number = found(registry.numbers.get(request.params.id));
    const { dailyLimit: limit, ...change } = readJson(NumberBody.extend({ dailyLimit }), request);
    Object.assign(number, change);
    if (limit !== undefined) registry.accountOf(number).dailyLimit = limit;
    return numberView(whatsapp, number);
  });
  app.post<ById>(`${PATH}/accounts/:id/tokens`, async (request) => {
    const { mayManage } = readJson(z.strictObject({ mayManage: z.boolean().default(true) }), request);
    return { token: registry.grant(found(registry.accounts.get(request.params.id)), undefined, mayManage) };
  });
  app.post(`${PATH}/dead-tokens`, async (request) => {
    if (!registry.kill(readJson(z.strictObject({ token: z.string() }), request).token))
      throw new ControlError(404, "no such token");
    return {};
  });
  app.post<ById>(`${PATH}/apps/:id`, async (request) => {
    const { url, verifyToken } = readJson(z.strictObject({ url: z.url(), verifyToken: z.string() }), request);
    found(registry.apps.get(request.params.id)).callback = { url, verifyToken };
    return {};
  });
  app.post<ById>(`${PATH}/apps/:id/secret`, async (request) => {
    const metaApp = found(registry.apps.get(request.params.id));
    metaApp.secret = whatsapp.ids.word(32);
    return { secret: metaApp.secret };
  });
  app.get(`${PATH}/channels`, async () =>
    [...registry.channels.values()].map((channel) => channelView(whatsapp, channel)),
  );
  app.post(`${PATH}/channels`, async (request) =>
    channelView(whatsapp, registry.createChannel(readJson(ChannelBody, request))),
  );
  app.post<ById>(`${PATH}/channels/:id`, async (request) => {
    const channel = found(registry.channels.get(request.params.id));
    channel.state = readJson(z.strictObject({ state: channelState }), request).state;
    const row = { channel_id: channel.id, status: { code: STATE_CODES[channel.state], text: channel.state } };
    push.tell({ vendor: "whapi", channelId: channel.id, type: "channel", verb: "patch", row });
    return channelView(whatsapp, channel);
  });
}

/** Not documented: only the words count. */
const STATE_CODES = { INIT: 1, LAUNCH: 2, QR: 3, AUTH: 4, ERROR: 5 } as const;

function registerPeople(app: FastifyInstance, whatsapp: WhatsApp): void {
  const { people, inbox, outbox, chats, registry } = whatsapp;
  const person = (request: { params: unknown }): Person => found(people.find((request.params as { id: string }).id)); // the routes below have an id
  const lineOf = (id: string): Line => found(registry.line(id));
  app.get(`${PATH}/people`, async () => people.list().map((one) => personView(whatsapp, one)));
  app.post(`${PATH}/people`, async (request) => {
    const input = readJson(PersonBody, request);
    if (input.phone !== undefined && people.byPhone(input.phone))
      throw new ControlError(409, "somebody has this number");
    return personView(whatsapp, people.create(input));
  });
  app.post(`${PATH}/people/:id`, async (request) => {
    const one = person(request);
    const { phone: number, ...change } = readJson(PersonBody, request);
    const wasOff = !one.online;
    Object.assign(one, change);
    if (number !== undefined) people.move(one, number);
    if (wasOff && one.online) for (const thread of chats.list()) if (thread.person === one) outbox.arrive(thread);
    return personView(whatsapp, one);
  });
  app.post(`${PATH}/people/:id/act`, { bodyLimit: 30_000_000 }, async (request) => {
    const { line, act } = readJson(z.strictObject({ line: z.string(), act: PersonActBody }), request);
    const one = person(request);
    if (one.blocks.has(line)) throw new ControlError(409, "the person has blocked this number");
    return inbox.say(one, lineOf(line), act);
  });
  app.post(`${PATH}/people/:id/read`, async (request) => {
    outbox.read(chats.thread(lineOf(readJson(LineBody, request).line), person(request)));
    return {};
  });
  app.post(`${PATH}/people/:id/block`, async (request) => {
    const { line, blocked } = readJson(LineBody.extend({ blocked: z.boolean().default(true) }), request);
    const one = person(request);
    if (blocked) one.blocks.add(lineOf(line).id);
    else one.blocks.delete(lineOf(line).id);
    return personView(whatsapp, one);
  });
  app.post(`${PATH}/people/:id/echo`, async (request) => {
    const { line, text } = readJson(LineBody.extend({ text: z.string() }), request);
    return inbox.echo(person(request), lineOf(line), text);
  });
  app.post(`${PATH}/crowd`, async (request) => {
    const CrowdBody = LineBody.extend({ people: z.int().min(1).max(10_000), messages: z.int().min(1).max(50_000) });
    const { line, ...count } = readJson(CrowdBody, request);
    return { ids: await inbox.crowd(lineOf(line), count) };
  });
  app.post(`${PATH}/people/:id/prefer`, async (request) => {
    const { line, value } = readJson(LineBody.extend({ value: z.enum(["stop", "resume"]) }), request);
    inbox.prefer(person(request), lineOf(line), value);
    return {};
  });
  app.post(`${PATH}/people/:id/change`, async (request) => {
    const one = person(request);
    const change = readJson(
      z.discriminatedUnion("what", [
        z.strictObject({ what: z.literal("number"), phone }),
        z.strictObject({ what: z.enum(["user-id", "identity"]) }),
      ]),
      request,
    );
    if (change.what === "number") inbox.changeNumber(one, change.phone);
    else if (change.what === "user-id") inbox.changeUserId(one);
    else inbox.changeIdentity(one);
    return personView(whatsapp, one);
  });
}

function registerThreads(app: FastifyInstance, whatsapp: WhatsApp): void {
  const { chats, outbox, clock } = whatsapp;
  app.get(`${PATH}/threads`, async (request) => {
    const { line, personId } = read(
      z.object({ line: z.string().optional(), personId: z.string().optional() }),
      request.query,
    );
    return chats
      .list()
      .filter(
        (thread) =>
          (line === undefined || thread.line.id === line) && (personId === undefined || thread.person.id === personId),
      )
      .map((thread) => threadView(whatsapp, thread));
  });
  app.post(`${PATH}/status`, async (request) => {
    const StatusBody = z.strictObject({
      messageId: z.string(),
      word: z.enum(STATUS_WORDS),
      at: z.iso.datetime({ offset: true }).optional(),
      code: z.int().optional(),
    });
    const { messageId, word, at, code: error } = readJson(StatusBody, request);
    const { thread, message } = found(chats.find(messageId));
    if (error !== undefined) message.error = error;
    outbox.mark(thread, message, word, at === undefined ? clock.now() : Date.parse(at));
    return message;
  });
  app.post(`${PATH}/release`, async (request) => {
    const { messageId, drop } = readJson(
      z.strictObject({ messageId: z.string(), drop: z.boolean().default(false) }),
      request,
    );
    return found(outbox.release(messageId, drop));
  });
}

function registerWebhooks(app: FastifyInstance, whatsapp: WhatsApp): void {
  const { push, registry } = whatsapp;
  app.get(`${PATH}/webhooks`, async () => push.list());
  app.post(`${PATH}/webhooks/mode`, async (request) => {
    push.setMode(readJson(z.strictObject({ mode: z.enum(["held", "auto"]) }), request).mode);
    return {};
  });
  app.post(`${PATH}/webhooks/manners`, async (request) => {
    push.setManners(readJson(MannersBody, request));
    return {};
  });
  app.post(`${PATH}/webhooks/deliver`, async (request) =>
    push.deliver(
      readJson(
        z.strictObject({ repeat: z.int().min(1).max(100).optional(), shuffle: z.boolean().optional() }),
        request,
      ),
    ),
  );
  app.post(`${PATH}/webhooks/tell`, async (request) => {
    const TellBody = z.strictObject({
      accountId: z.string(),
      field: z.string(),
      value: z.record(z.string(), z.unknown()),
    });
    const { accountId, field, value } = readJson(TellBody, request);
    found(registry.accounts.get(accountId));
    push.tell({ vendor: "cloud", accountId, number: null, field, part: "value", row: value, contact: null });
    return {};
  });
  app.post(`${PATH}/webhooks/put`, async (request) => {
    const { url, body, secret, signature, headers } = readJson(PutBody, request);
    const sign = signature ?? (secret === undefined ? undefined : metaSignature(body, secret));
    return push.put(url, body, { ...headers, ...(sign !== undefined && { "x-hub-signature-256": sign }) });
  });
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new ControlError(404, "there is no such thing");
  return value;
}

function numberView(
  { registry, limits, clock, url }: WhatsApp,
  { kind: _kind, override, ...number }: PhoneNumber,
): CloudNumberView {
  const account = found(registry.accounts.get(number.accountId));
  const app = found(registry.apps.get(account.appId));
  return {
    ...number,
    phoneNumberId: number.id,
    portfolioId: account.portfolioId,
    appId: app.id,
    appSecret: app.secret,
    token: registry.tokenOf(account.id) ?? "",
    baseUrl: `${url()}/graph/v24.0`,
    callbacks: {
      number: override?.url ?? null,
      account: account.override?.url ?? null,
      app: app.callback?.url ?? null,
    },
    subscribed: account.subscribed,
    reachedToday: limits.reachedToday(account.portfolioId, clock.now()),
  };
}

const channelView = ({ url }: WhatsApp, { kind: _kind, ...channel }: WhapiChannel): WhapiChannelView => ({
  ...channel,
  baseUrl: `${url()}/whapi`,
});

function personView({ people, registry }: WhatsApp, person: Person): PersonView {
  const portfolios = new Set([...registry.accounts.values()].map(({ portfolioId }) => portfolioId));
  const userIds = Object.fromEntries([...portfolios].map((id) => [id, people.userId(person, id)]));
  return { ...person, stopped: [...person.stopped], blocks: [...person.blocks], userIds };
}

function threadView({ chats, clock }: WhatsApp, thread: Thread): ThreadView {
  const isOpen = chats.isOpen(thread) && thread.lastInboundAt !== null;
  return {
    lineId: thread.line.id,
    personId: thread.person.id,
    windowUntil: isOpen ? new Date(thread.lastInboundAt! + WINDOW_MS).toISOString() : null, // open only after a message
    typing: thread.typingUntil > clock.now(),
    messages: thread.messages,
  };
}
