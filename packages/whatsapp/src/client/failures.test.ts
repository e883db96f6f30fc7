import { inspect } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createCloudApiClient } from "./cloud-api.ts";
import type { CallRecord } from "./port.ts";
import { failureOf, graphError, startVendor } from "./vendor.fixture.ts";
import type { Behaviour, Vendor } from "./vendor.fixture.ts";
import { createWhapiClient } from "./whapi.ts";

let vendor: Vendor;
const TOKEN = "EAAsecrettoken123456";
const records: CallRecord[] = [];
const record = (call: CallRecord) => void records.push(call);

beforeAll(async () => {
  vendor = await startVendor();
});
afterAll(() => vendor.close());

const options = (more: object = {}) => ({ baseUrl: vendor.url, token: TOKEN, record, ...more });
const cloud = (more: object = {}) =>
  createCloudApiClient({ ...options(more), phoneNumberId: "2002", accountId: "1001" });
const text = { type: "text", text: "hello" } as const;
const send = (more: object = {}) => failureOf(cloud(more).send({ phone: "33639980101" }, text, { callbackData: "c" }));
const read = (more: object = {}) => failureOf(cloud(more).health());

it.each([
  [
    graphError(131047, "More than 24 hours have passed"),
    { kind: "window_closed", scope: "message", retryAfterMs: null },
  ],
  [graphError(131056, "pair rate"), { kind: "rate_limited", scope: "recipient", retryAfterMs: 6_000 }],
  [graphError(130429, "rate", 400), { kind: "rate_limited", scope: "channel", retryAfterMs: 2_000, retries: 8 }],
  [
    { ...graphError(130429, "rate"), headers: { "retry-after": "17" } },
    { kind: "rate_limited", retryAfterMs: 17_000 },
  ],
  [graphError(190, "Session has expired", 401), { kind: "token_dead", scope: "channel", retryAfterMs: null }],
  [graphError(131026, "undeliverable"), { kind: "unreachable", scope: "recipient", retryAfterMs: null }],
  [graphError(132015, "paused"), { kind: "template_unusable", scope: "template" }],
  [graphError(131000, "wrong", 500), { kind: "unavailable", retryAfterMs: 30_000, retries: 3 }],
  [graphError(999_999, "new", 400), { kind: "rejected", vendorCode: 999_999, retryAfterMs: null }],
  [graphError(999_999, "new", 500), { kind: "unavailable", retryAfterMs: 30_000 }],
] as [Behaviour, object][])(
  "[WAM-12] refusal %# is told by its code, with reason and remedy",
  async (behaviour, expected) => {
    vendor.behave(behaviour);
    const failure = await send();
    expect(failure).toMatchObject({ ...expected, operation: "send.text", provider: "cloud_api", traceId: "trace-1" });
    expect([failure.reason, failure.remedy].every((sentence) => /^[A-Z].*\.$/.test(sentence))).toBe(true);
  },
);

describe("lost answers", () => {
  const cases: [string, Behaviour, object?][] = [
    ["the connection was cut", (_request, response) => void response.destroy()],
    [
      "the answer broke off",
      (_request, response) => {
        response.writeHead(200, { "content-length": "99" });
        response.write("{", () => response.destroy());
      },
    ],
    ["nobody answered in time", () => {}, { timeoutMs: 40 }],
    ["a gateway answered instead", { status: 502, body: "<html>Bad gateway</html>" }],
  ];
  it.each(cases)(
    "[WAM-12] %s: of a send nobody knows the outcome, a question may be asked again",
    async (_name, behaviour, more) => {
      vendor.behave(behaviour);
      expect(await send(more)).toMatchObject({ kind: "unknown_outcome", retryAfterMs: null });
      expect(vendor.requests().length).toBeLessThanOrEqual(1);
      vendor.behave(behaviour);
      expect(await read(more)).toMatchObject({ kind: "unavailable", retryAfterMs: 30_000 });
    },
  );

  it("[WAM-12] a send taken without an id has an unknown outcome; another answer that cannot be read is unexpected", async () => {
    for (const behaviour of [{ json: { success: true } }, { body: "ok" }, { json: { messages: [] } }]) {
      vendor.behave(behaviour);
      expect(await send()).toMatchObject({ kind: "unknown_outcome", httpStatus: 200 });
    }
    vendor.behave({ body: "ok" });
    expect(await read()).toMatchObject({ kind: "unexpected_reply" });
  });

  it("[WAM-12] what never left is no unknown outcome: it may be sent again", async () => {
    const gone = await startVendor();
    await gone.close();
    expect(await send({ baseUrl: gone.url })).toMatchObject({
      kind: "unavailable",
      details: "ECONNREFUSED",
      retries: 3,
    });
  });
});

it.each([
  [{ status: 401 }, "token_dead"],
  [{ status: 403 }, "not_permitted"],
  [{ status: 429 }, "rate_limited"],
  [{ status: 404 }, "rejected"],
  [{ status: 302, headers: { location: "https://evil.example" } }, "rejected"],
] as [Behaviour, string][])("[WAM-12] an answer without words %j is %s", async (behaviour, kind) => {
  vendor.behave(behaviour);
  expect((await send()).kind).toBe(kind);
  expect(vendor.requests()).toHaveLength(1);
});

it("[WAM-12] neither failures nor records show the token, the recipient or the text", async () => {
  records.length = 0;
  const words = `Bad token ${TOKEN}, access_token=abc for +33 6 39 98 01 01: hello`;
  vendor.behave(graphError(100, words));
  const failure = await send();
  expect(failure.details).toBe("Bad token [removed], [removed] for [number]: hello");
  const shown = inspect([failure, records], { depth: 9 }) + JSON.stringify([failure, records]) + String(failure.stack);
  for (const secret of [TOKEN, "access_token=abc", "33639980101", "39 98"]) expect(shown).not.toContain(secret);
  expect(records).toEqual([
    {
      provider: "cloud_api",
      operation: "send.text",
      httpStatus: 400,
      vendorCode: 100,
      failure: "rejected",
      durationMs: expect.any(Number),
    },
  ]);
  vendor.behave({ json: {} });
  await cloud().health();
  expect(records[1]).toMatchObject({ operation: "health", httpStatus: 200, failure: null });
});

describe("Whapi", () => {
  const whapi = (more: object = {}) => createWhapiClient(options(more));
  const phone = { phone: "+33 6 39 98 01 01" };
  const SENT = { json: { sent: true, message: { id: "ABC-1", chat_id: "33639980101@s.whatsapp.net" } } };

  it("[WAM-13] texts, files, buttons and lists go out flat", async () => {
    vendor.behave(SENT);
    expect(await whapi().send(phone, text, { quotedId: "Q-1", callbackData: "ignored" })).toEqual({
      messageId: "ABC-1",
      state: "accepted",
      waId: "33639980101",
      userId: null,
    });
    expect([vendor.requests()[0]?.path, vendor.json()]).toEqual([
      "/messages/text",
      { to: "33639980101", body: "hello", no_link_preview: true, quoted: "Q-1" },
    ]);
    vendor.behave(SENT);
    await whapi().send({ chatId: "1@g.us" }, { type: "media", media: "audio", voice: true, source: { id: "m" } });
    expect([vendor.requests()[0]?.path, vendor.json()]).toEqual(["/messages/voice", { to: "1@g.us", media: "m" }]);
    vendor.behave(SENT);
    await whapi().send(phone, { type: "buttons", body: "B", buttons: [{ id: "y", title: "Yes" }] });
    expect(vendor.json()).toMatchObject({
      type: "button",
      body: { text: "B" },
      action: { buttons: [{ type: "quick_reply", id: "y", title: "Yes" }] },
    });
    vendor.behave(SENT);
    await whapi().send(phone, {
      type: "list",
      body: "B",
      label: "Open",
      sections: [{ rows: [{ id: "r", title: "R" }] }],
      header: "H",
    });
    expect(vendor.json()).toMatchObject({
      type: "list",
      header: { text: "H" },
      action: { list: { label: "Open", sections: [{ rows: [{ id: "r", title: "R" }] }] } },
    });
  });

  it("[WAM-13] reactions, read marks, typing, files, the webhook and the state of the session", async () => {
    const client = whapi({ webhookSecretHeader: "X-Shop" });
    vendor.behave({ json: { success: true } });
    await client.send(phone, { type: "reaction", messageId: "A-1", emoji: "👍" });
    await client.send(phone, { type: "reaction", messageId: "A-1", emoji: null });
    await client.markRead("A-1");
    await client.showTyping({ chatId: "33639980101@s.whatsapp.net" }, "A-1");
    await client.registerWebhook({ url: "https://shop.example/h", secret: "s3cret" });
    await client.deleteMedia("m");
    expect(vendor.requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
      "PUT /messages/A-1/reaction",
      "DELETE /messages/A-1/reaction",
      "PUT /messages/A-1",
      "PUT /presences/33639980101",
      "PATCH /settings",
      "DELETE /media/m",
    ]);
    expect(vendor.json(4)).toMatchObject({
      webhooks: [{ url: "https://shop.example/h", mode: "body", headers: { "X-Shop": "s3cret" } }],
    });
    vendor.behave({ json: { status: { code: 3, text: "QR" }, user: { id: "33639980020", name: "Camélia" } } });
    expect(await client.health()).toMatchObject({ state: "disconnected", word: "QR", displayPhone: "33639980020" });
    vendor.behave({ json: { media: [{ id: "m-9" }] } }, { body: "file", headers: { "content-type": "audio/ogg" } });
    expect(await client.uploadMedia({ bytes: new Uint8Array([1]), mimeType: "audio/ogg", filename: "v.ogg" })).toEqual({
      mediaId: "m-9",
    });
    expect(await client.downloadMedia("m-9")).toMatchObject({ mimeType: "audio/ogg", sizeBytes: 4 });
  });

  it("[WAM-13] has neither windows nor templates nor user ids, and says so instead of trying", async () => {
    vendor.behave(SENT);
    expect(whapi().capabilities).toMatchObject({
      serviceWindow: false,
      templates: false,
      signedWebhooks: false,
      echoesOwnSends: true,
    });
    expect(whapi().templates).toBeNull();
    const template = { type: "template", name: "n", language: "fr", components: [] } as const;
    expect(await failureOf(whapi().send(phone, template))).toMatchObject({ kind: "unsupported" });
    for (const to of [{ userId: "FR.1" }, { chatId: "9@lid" }])
      expect(await failureOf(whapi().send(to, text))).toMatchObject({ kind: "needs_phone", scope: "recipient" });
    expect(vendor.requests()).toHaveLength(0);
    expect(cloud().capabilities).toMatchObject({
      serviceWindow: true,
      templates: true,
      callbackData: true,
      userIds: true,
    });
  });

  it.each([
    [401, "token_dead"],
    [402, "setup_incomplete"],
    [403, "not_permitted"],
    [404, "rejected"],
    [413, "media_failed"],
    [429, "rate_limited"],
    [500, "unavailable"],
  ])("[WAM-13] HTTP %i in its words is %s, and its codes are not Meta's", async (status, kind) => {
    vendor.behave({ status, json: { error: { code: 190, message: "no", details: "for 33639980101" } } });
    expect(await failureOf(whapi().send(phone, text))).toMatchObject({
      kind,
      vendorCode: 190,
      details: "for [number]",
    });
  });

  it("[WAM-13] a token of any shape is taken out of the vendor's words", async () => {
    vendor.behave({ status: 400, json: { error: { code: 400, message: "channel of plain-token-1 is busy" } } });
    const failure = await failureOf(whapi({ token: "plain-token-1" }).send(phone, text));
    expect(failure.details).toBe("channel of [removed] is busy");
  });

  it("[WAM-13] a cut connection leaves a send's outcome open, a reaction may be set again", async () => {
    vendor.behave((_request, response) => void response.destroy());
    expect(await failureOf(whapi().send(phone, text))).toMatchObject({ kind: "unknown_outcome" });
    const reaction = { type: "reaction", messageId: "A-1", emoji: "👍" } as const;
    expect(await failureOf(whapi().send(phone, reaction))).toMatchObject({ kind: "unavailable" });
  });
});
