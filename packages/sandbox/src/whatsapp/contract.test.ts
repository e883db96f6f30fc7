import { createCloudApiClient, createWhapiClient, type WhatsAppClient } from "@nexusone/whatsapp/client";
import { parseCloudWebhook, parseWhapiWebhook, verifyMetaSignature } from "@nexusone/whatsapp/webhook";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../start.ts";
import type {
  CloudNumberView,
  PersonActInput,
  PersonView,
  WhapiChannelView,
  WhatsAppControl,
} from "./control-types.ts";
import { Listener } from "./listener.fixture.ts";
import { sampleFile } from "./samples.ts";

let sandbox: Sandbox;
let whatsapp: WhatsAppControl;
let listener: Listener;
let ana: PersonView;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: "wa-contract", catalogueSize: 10 });
  whatsapp = sandbox.control.whatsapp;
});
beforeEach(async () => {
  await sandbox.control.reset();
  listener = await Listener.start();
  ana = await whatsapp.people.create({ name: "Ana", phone: "33639980101" });
});
afterEach(() => listener.stop());
afterAll(() => sandbox.stop());

const kindOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: { kind?: string }) => error.kind,
  );
const ACTS: PersonActInput[] = [
  { do: "text", text: "Bonjour 👋 https://example.org/a" },
  { do: "file", kind: "image", caption: "Comme ça ?" },
  { do: "file", kind: "voice" },
  { do: "file", kind: "document" },
  { do: "file", kind: "sticker" },
  { do: "location", latitude: 0, longitude: -3.5, name: "Chez moi" },
  { do: "contacts", contacts: [{ name: { formatted_name: "Luc" }, phones: [] }] },
];

it("the simulation takes data from the package of WhatsApp and none of its code", () => {
  const folder = new URL("./", import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(?<!\.test|\.fixture)\.ts$/.test(name),
  );
  const imports = sources.flatMap((name) => [
    ...readFileSync(new URL(name, folder), "utf8").matchAll(/from "(@nexusone\/[^"]+)"/g),
  ]);
  expect(sources.length).toBeGreaterThan(20);
  expect([...new Set(imports.map(([, from]) => from))]).toEqual(["@nexusone/whatsapp/template-rejections"]);
});

describe("the Cloud API as the client meets it", () => {
  let number: CloudNumberView;
  let client: WhatsAppClient;
  beforeEach(async () => {
    number = await whatsapp.accounts.create();
    const { token, phoneNumberId, accountId, appId } = number;
    client = createCloudApiClient({ baseUrl: sandbox.graphUrl, token, phoneNumberId, accountId, appId });
    await client.registerWebhook({ url: listener.url, secret: listener.verifyToken });
  });
  const hear = async () => {
    await whatsapp.webhooks.deliver();
    return listener.heard.splice(0).flatMap(({ body, headers }) => {
      const bytes = new TextEncoder().encode(body);
      const signature = headers["x-hub-signature-256"];
      expect(verifyMetaSignature(bytes, String(signature), [{ name: "app", secret: number.appSecret }])).not.toBeNull();
      return parseCloudWebhook(bytes, { receivedAt: new Date() });
    });
  };

  it("[WAM-12] tells the health of the number, and a dead token as one", async () => {
    expect(await client.health()).toMatchObject({
      state: "connected",
      quality: "GREEN",
      dailyLimit: 2_000,
      problems: [],
    });
    await whatsapp.accounts.set(number.phoneNumberId, { status: "BANNED", quality: "RED" });
    expect(await client.health()).toMatchObject({
      state: "error",
      quality: "RED",
      problems: ["The number cannot send."],
    });
    await whatsapp.accounts.killToken(number.token);
    expect(await kindOf(client.health())).toBe("token_dead");
  });

  it("[WAM-06] everything a person sends is read whole, each as an item of its own", async () => {
    await whatsapp.webhooks.manners({ batch: 1_000 });
    for (const act of ACTS) await whatsapp.people.act(ana.id, number.phoneNumberId, act);
    const items = await hear();
    expect(items.map(({ kind }) => kind)).toEqual(ACTS.map(() => "message"));
    expect(JSON.stringify(items)).not.toContain("malformed");
  });

  it("[WAM-06] what is typed on the business's own telephone is an echo with the person it went to", async () => {
    const { id } = await whatsapp.people.echo(ana.id, number.phoneNumberId, "Sandra ici");
    const items = await hear();
    expect(items.map(({ kind }) => kind)).toEqual(["message"]);
    expect(JSON.stringify(items[0]?.raw)).toContain(`"to":"${ana.phone}"`);
    expect(items[0]?.key).toContain(id);
  });

  it("[WAM-06] a new secret signs from the next body on", async () => {
    number.appSecret = await whatsapp.accounts.rotateSecret(number.appId);
    await whatsapp.people.act(ana.id, number.phoneNumberId, { do: "text", text: "Hello" });
    expect(await hear()).toHaveLength(1);
  });

  it("[WAM-06] a crowd: thousands of messages in batches, each of them there", async () => {
    await whatsapp.webhooks.manners({ batch: 1_000, doubled: 0.2, shuffle: true });
    const ids = await whatsapp.people.crowd(number.phoneNumberId, { people: 50, messages: 2_000 });
    const items = await hear();
    expect(items.length).toBeGreaterThan(2_200);
    expect(new Set(items.map(({ key }) => key)).size).toBe(2_000);
    expect(new Set(ids).size).toBe(2_000);
  });

  it("[WAM-01] sends of every kind are taken and told", async () => {
    const to = { phone: ana.phone };
    const first = await whatsapp.people.act(ana.id, number.phoneNumberId, { do: "text", text: "Hello" });
    await client.showTyping(to, first.id);
    const sent = [
      await client.send(to, { type: "text", text: "Hi" }, { quotedId: first.id, callbackData: "ours" }),
      await client.send(to, { type: "buttons", body: "Now?", buttons: [{ id: "y", title: "Yes" }], footer: "Shop" }),
      await client.send(to, {
        type: "list",
        body: "Which?",
        label: "Open",
        sections: [{ rows: [{ id: "a", title: "A" }] }],
      }),
      await client.send(to, { type: "location", latitude: 48.8, longitude: 2.3, name: "Shop" }),
      await client.send(to, { type: "reaction", messageId: first.id, emoji: "👍" }),
    ];
    expect(sent.every(({ waId, userId }) => waId === ana.phone && userId?.startsWith("FR."))).toBe(true);
    const statuses = (await hear()).filter(({ kind }) => kind === "status");
    expect(statuses).toHaveLength(9);
  });

  it("[MED-01][MED-04] files go up, come back the same, and are refused by type and size", async () => {
    await whatsapp.people.act(ana.id, number.phoneNumberId, { do: "text", text: "Hello" });
    const { bytes, mimeType, filename } = (await sampleFile("image", "red"))!; // pictures there are
    const file = (content: Buffer, type: string) => ({ bytes: new Uint8Array(content), mimeType: type, filename });
    const { mediaId } = await client.uploadMedia(file(bytes, mimeType));
    expect(Buffer.from((await client.downloadMedia(mediaId)).bytes)).toEqual(bytes);
    const image = { type: "media", media: "image", source: { id: mediaId }, caption: "Red" } as const;
    expect((await client.send({ phone: ana.phone }, image)).state).toBe("accepted");
    expect(await kindOf(client.send({ phone: ana.phone }, { ...image, media: "video" }))).toBe("media_failed");
    expect(await kindOf(client.uploadMedia(file(bytes, "image/svg+xml")))).toBe("media_failed");
    expect(await kindOf(client.uploadMedia(file(Buffer.alloc(5 * 1_024 * 1_024 + 1), "image/png")))).toBe(
      "media_failed",
    );
    await client.deleteMedia(mediaId);
    expect(await kindOf(client.downloadMedia(mediaId))).not.toBeNull();
    expect(await client.templates?.uploadSample(file(bytes, mimeType))).toMatch(/^4::/);
  });

  it("[WAM-01] a file by its address is fetched from this machine, and fails later when it is none", async () => {
    await whatsapp.people.act(ana.id, number.phoneNumberId, { do: "text", text: "Hello" });
    const product = await sandbox.control.products.at(0);
    const send = (link: string) =>
      client.send({ phone: ana.phone }, { type: "media", media: "image", source: { link } });
    const errors = async () =>
      (await whatsapp.threads.list({ personId: ana.id }))[0]?.messages.slice(1).map(({ error }) => error);
    await send(product.imageUrls[0] ?? "");
    await send(`${sandbox.url}/sandbox/info`);
    await send("https://example.org/picture.jpg");
    expect(await errors()).toEqual([null, 131053, 131053]);
  });

  it("faults speak Meta's language, and a lost answer is a send that happened", async () => {
    const fault = (kind: "throttle_429" | "token_invalid" | "lost_answer" | "status") =>
      sandbox.control.faults.add({ match: { vendor: "whatsapp", path: "*/messages" }, kind, times: 1 });
    const send = () => client.send({ phone: ana.phone }, { type: "text", text: "Hi" });
    await fault("throttle_429");
    expect(await kindOf(send())).toBe("rate_limited");
    await fault("token_invalid");
    expect(await kindOf(send())).toBe("token_dead");
    await fault("lost_answer");
    expect(await kindOf(send())).toBe("unknown_outcome");
    expect((await whatsapp.threads.list({ personId: ana.id }))[0]?.messages).toHaveLength(1);
    const [logged] = await sandbox.control.requests.list({ vendor: "whatsapp", path: "*/messages" });
    expect([logged?.path, logged?.code]).toEqual([`/${number.phoneNumberId}/messages`, 4]);
    expect(JSON.stringify(logged?.headers)).not.toContain(number.token);
  });
});

describe("Whapi as the client meets it", () => {
  let channel: WhapiChannelView;
  let client: WhatsAppClient;
  beforeEach(async () => {
    channel = await whatsapp.channels.create();
    client = createWhapiClient({ baseUrl: sandbox.whapiUrl, token: channel.token });
    await client.registerWebhook({ url: listener.url, secret: "a-secret" });
  });
  const hear = async () => {
    await whatsapp.webhooks.deliver();
    return listener.heard.splice(0).flatMap(({ body, headers }) => {
      expect(headers["x-webhook-secret"]).toBe("a-secret");
      return parseWhapiWebhook(new TextEncoder().encode(body), { receivedAt: new Date() });
    });
  };
  const to = { phone: "33639980101" };

  it("[WAM-13] sends at any time, and own sends come back from ourselves, with ticks", async () => {
    const { messageId } = await client.send(to, { type: "text", text: "Hi" });
    const items = await hear();
    expect(items.map(({ kind }) => kind).toSorted()).toEqual(["message", "status", "status"]);
    expect(JSON.stringify(items)).toContain(messageId);
    expect(JSON.stringify(items.find(({ kind }) => kind === "message"))).toMatch(/"direction":"out|"fromMe":true|echo/);
  });

  it("[WAM-13] everything a person sends is read, taps with the id that was given", async () => {
    for (const act of ACTS) await whatsapp.people.act(ana.id, channel.id, act);
    const { messageId } = await client.send(to, {
      type: "buttons",
      body: "Now?",
      buttons: [{ id: "slot:1:y", title: "Yes" }],
    });
    const rows = [{ id: "b:1", title: "B" }];
    const list = await client.send(to, { type: "list", body: "Which?", label: "Open", sections: [{ rows }] });
    await whatsapp.people.act(ana.id, channel.id, { do: "tap", messageId: messageId ?? "", buttonId: "slot:1:y" });
    await whatsapp.people.act(ana.id, channel.id, { do: "tap", messageId: list.messageId ?? "", buttonId: "b:1" });
    await whatsapp.people.act(ana.id, channel.id, { do: "react", messageId: messageId ?? "", emoji: "👍" });
    const items = await hear();
    const heard = listener.heard.length;
    expect([heard, items.some(({ kind }) => kind === "malformed" || kind === "unknown")]).toEqual([0, false]);
    const read = JSON.stringify(items.map(({ raw: _raw, ...item }) => item));
    expect(read).toContain('"slot:1:y"');
    expect(read).toContain('"b:1"');
    expect(read).not.toContain("ButtonsV3");
  });

  it("[WAM-13] what is typed on the business's own telephone comes from us, and not from the API", async () => {
    const { id } = await whatsapp.people.echo(ana.id, channel.id, "Sandra ici");
    await whatsapp.webhooks.deliver();
    const { messages } = JSON.parse(listener.heard.splice(0)[0]?.body ?? "") as { messages: object[] };
    expect(messages).toMatchObject([{ id, from_me: true, source: "mobile", text: { body: "Sandra ici" } }]);
  });

  it("[WAM-13] files up and down, marks, typing and reactions", async () => {
    const { bytes, mimeType, filename } = (await sampleFile("voice", ""))!; // voice notes there are
    const { mediaId } = await client.uploadMedia({ bytes: new Uint8Array(bytes), mimeType, filename });
    expect(Buffer.from((await client.downloadMedia(mediaId)).bytes)).toEqual(bytes);
    await client.send(to, { type: "media", media: "audio", source: { id: mediaId }, voice: true });
    const said = await whatsapp.people.act(ana.id, channel.id, { do: "text", text: "Hello" });
    await client.markRead(said.id);
    await client.showTyping(to, said.id);
    await client.send(to, { type: "reaction", messageId: said.id, emoji: "🎉" });
    const [thread] = await whatsapp.threads.list({ personId: ana.id });
    expect([thread?.typing, thread?.messages.at(-1)?.seen, thread?.messages.at(-1)?.reactions]).toEqual([
      true,
      true,
      { business: "🎉" },
    ]);
  });

  it("[WAM-13] what is not taken comes again after three seconds, and three more each time", async () => {
    await sandbox.control.clock.hold("2026-10-01T08:00:00Z");
    listener.answers = [500, 503];
    await whatsapp.people.act(ana.id, channel.id, { do: "text", text: "Hello" });
    const dueAfter = async () => {
      const [delivery] = await whatsapp.webhooks.deliver();
      return [delivery?.state, (delivery?.dueAt ?? 0) - Date.parse("2026-10-01T08:00:00Z")];
    };
    expect(await dueAfter()).toEqual(["waiting", 3_000]);
    expect(await dueAfter()).toEqual(["waiting", 6_000]);
    expect((await dueAfter())[0]).toBe("taken");
  });

  it("[WAM-13] a lost session is told, and refuses calls until it is scanned again", async () => {
    expect((await client.health()).state).toBe("connected");
    await whatsapp.channels.setState(channel.id, "QR");
    expect((await hear()).map(({ kind }) => kind)).toEqual(["channel_state"]);
    expect((await client.health()).state).not.toBe("connected");
    expect(await kindOf(client.send(to, { type: "text", text: "Hi" }))).toBe("token_dead");
    await whatsapp.channels.setState(channel.id, "AUTH");
    expect(await kindOf(client.send(to, { type: "text", text: "Hi" }))).toBeNull();
  });
});
