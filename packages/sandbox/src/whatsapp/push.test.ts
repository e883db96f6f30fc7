import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../start.ts";
import type { CloudNumberView, PersonView, WhatsAppControl } from "./control-types.ts";
import { Listener } from "./listener.fixture.ts";

let sandbox: Sandbox;
let whatsapp: WhatsAppControl;
let number: CloudNumberView;
let ana: PersonView;
let listener: Listener;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: "wa-push", catalogueSize: 10 });
  whatsapp = sandbox.control.whatsapp;
});
beforeEach(async () => {
  await sandbox.control.reset();
  listener = await Listener.start();
  number = await whatsapp.accounts.create();
  ana = await whatsapp.people.create({ name: "Zoé 🌸", phone: "33639980101" });
  await subscribe();
});
afterEach(() => listener.stop());
afterAll(() => sandbox.stop());

const graph = async (method: string, path: string, json: object): Promise<Record<string, unknown>> => {
  const response = await fetch(`${sandbox.graphUrl}/${path}`, {
    method,
    headers: { authorization: `Bearer ${number.token}`, "content-type": "application/json" },
    body: JSON.stringify(json),
  });
  return (await response.json()) as Record<string, unknown>;
};
const subscribe = (verify_token = listener.verifyToken) =>
  graph("POST", `${number.accountId}/subscribed_apps`, { override_callback_uri: listener.url, verify_token });
const write = (text: string) => whatsapp.people.act(ana.id, number.phoneNumberId, { do: "text", text });
const send = async (body: string): Promise<string> => {
  const message = { messaging_product: "whatsapp", to: `+${ana.phone}`, type: "text", text: { body } };
  const answer = await graph("POST", `${number.phoneNumberId}/messages`, {
    ...message,
    biz_opaque_callback_data: "ours-1",
  });
  return (answer["messages"] as [{ id: string }])[0].id;
};

type Row = Record<string, unknown>;
type Body = { entry: { id: string; time?: number; changes: { field: string; value: Record<string, Row[]> }[] }[] };
const bodies = (): Body[] => listener.heard.map(({ body }) => JSON.parse(body) as Body);
const rows = (part: "messages" | "statuses"): Row[] =>
  bodies().flatMap(({ entry }) => entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value[part] ?? [])));

describe("webhooks of the Cloud API", () => {
  it("[WAM-05] an address is registered only when it gives the challenge back under the right token", async () => {
    expect(await subscribe("another token")).toMatchObject({ error: { code: 100 } });
    expect(await subscribe()).toEqual({ success: true });
    await whatsapp.accounts.setAppCallback(number.appId, listener.url, listener.verifyToken);
    expect(await graph("DELETE", `${number.accountId}/subscribed_apps`, {})).toEqual({ success: true });
    await write("Is anybody there?");
    await whatsapp.webhooks.deliver();
    expect(listener.heard).toEqual([]);
  });

  it("[WAM-05] messages go to the number's own address, then the account's, then the app's; all else never to the number's", async () => {
    const at = (place: string) => `${listener.url}?${place}`;
    const configure = (override_callback_uri: string) =>
      graph("POST", number.phoneNumberId, {
        webhook_configuration: { override_callback_uri, verify_token: listener.verifyToken },
      });
    const places = async () => {
      await write("Hello");
      await whatsapp.webhooks.tell(number.accountId, "account_update", { event: "PARTNER_ADDED" });
      return (await whatsapp.webhooks.deliver()).map(({ url }) => url.split("?")[1]);
    };
    await whatsapp.accounts.setAppCallback(number.appId, at("app"), listener.verifyToken);
    await graph("POST", `${number.accountId}/subscribed_apps`, {});
    expect(await places()).toEqual(["app", "app"]);
    const account = { override_callback_uri: at("account"), verify_token: listener.verifyToken };
    await graph("POST", `${number.accountId}/subscribed_apps`, account);
    expect(await places()).toEqual(["account", "account"]);
    expect(await configure(at("number"))).toEqual({ success: true });
    expect(await places()).toEqual(["number", "account"]);
    await configure("");
    expect(await places()).toEqual(["account", "account"]);
  });

  it("[WAM-06] the signature is over the escaped bytes, and over nothing else", async () => {
    await write("Réservé à 14h/15h ? 👩‍🦰 zoe@example.org <b>");
    await whatsapp.webhooks.deliver();
    const [heard] = listener.heard;
    const sign = (body: string): string =>
      `sha256=${createHmac("sha256", number.appSecret).update(body).digest("hex")}`;
    expect(heard?.headers["x-hub-signature-256"]).toBe(sign(heard?.body ?? ""));
    expect(heard?.body).toMatch(/^[\x20-\x7e]+$/);
    expect(heard?.body).toContain(String.raw`R\u00e9serv\u00e9 \u00e0 14h\/15h ? \ud83d\udc69`);
    expect(heard?.body).toContain(String.raw`zoe\u0040example.org \u003cb\u003e`);
    expect(sign(JSON.stringify(JSON.parse(heard?.body ?? "")))).not.toBe(sign(heard?.body ?? ""));
    expect(rows("messages")).toMatchObject([
      { type: "text", text: { body: "Réservé à 14h/15h ? 👩‍🦰 zoe@example.org <b>" } },
    ]);
  });

  it("[WAM-06] ticks come one by one with our own data and one price, and reading is told when the chat is opened", async () => {
    await write("Hello");
    const id = await send("Hi Zoé");
    await whatsapp.people.read(ana.id, number.phoneNumberId);
    await whatsapp.webhooks.deliver();
    const told = rows("statuses");
    expect(told.map(({ status }) => status)).toEqual(["sent", "delivered", "read"]);
    expect(told.every((one) => one["id"] === id && one["biz_opaque_callback_data"] === "ours-1")).toBe(true);
    expect(
      told
        .filter(({ pricing }) => pricing)
        .map(({ status }) => status)
        .toSorted(),
    ).toEqual(["delivered", "sent"]);
    expect(told.every(({ timestamp }) => typeof timestamp === "string")).toBe(true);
  });

  it("[WAM-06] who came by an advertisement and is answered within a day is free for three, whatever the window says", async () => {
    await sandbox.control.clock.hold("2026-10-01T08:00:00Z");
    const referral = { source_type: "ad", source_id: "1", source_url: "https://fb.me/1" };
    await whatsapp.people.act(ana.id, number.phoneNumberId, { do: "text", text: "Hello", referral });
    await sandbox.control.clock.advance(23 * 3_600_000);
    await send("Welcome");
    const price = async () => {
      const [thread] = await whatsapp.threads.list({ personId: ana.id });
      return thread?.messages.at(-1)?.pricing?.type;
    };
    expect(await price()).toBe("free_entry_point");
    await sandbox.control.clock.advance(72 * 3_600_000 - 1);
    await send("still free, but too late");
    expect(await price()).toBe("free_entry_point");
    await whatsapp.webhooks.deliver();
    expect(rows("messages")[0]).toMatchObject({ referral });
    expect(rows("statuses").at(-1)).toMatchObject({ status: "failed", errors: [{ code: 131047 }] });
    await sandbox.control.clock.advance(1);
    await write("Hello again");
    await send("Hi");
    expect(await price()).toBe("free_customer_service");
  });

  it("[WAM-06] a failed status carries the code, and no contact", async () => {
    await send("nobody wrote before");
    await whatsapp.webhooks.deliver();
    expect(rows("statuses")).toMatchObject([
      { status: "failed", errors: [{ code: 131047, title: "Re-engagement message" }] },
    ]);
    expect(listener.heard[0]?.body).not.toContain("contacts");
  });

  it("[WAM-06] who hides the number has none in the body, not an empty one, until the business writes to it", async () => {
    await whatsapp.people.set(ana.id, { hidesPhone: true, username: "zoe" });
    await write("Hello");
    await whatsapp.webhooks.deliver();
    expect(Object.keys(rows("messages")[0] ?? {})).not.toContain("from");
    expect(listener.heard[0]?.body).not.toContain("wa_id");
    await send("Hi");
    await write("Again");
    await whatsapp.webhooks.deliver();
    expect(rows("messages").at(-1)).toMatchObject({ from: ana.phone });
  });

  it("[WAM-06] batches hold many messages and statuses of several accounts, each once, whatever stands beside it", async () => {
    const other = await whatsapp.accounts.create({ appId: number.appId });
    const mine = number;
    number = other;
    await subscribe();
    number = mine;
    await whatsapp.webhooks.manners({ batch: 1_000 });
    const sent: string[] = [];
    for (let at = 0; at < 6; at++) {
      const line = at % 3 === 0 ? other.phoneNumberId : mine.phoneNumberId;
      sent.push((await whatsapp.people.act(ana.id, line, { do: "text", text: `${at}` })).id);
    }
    await send("between");
    await whatsapp.webhooks.deliver();
    expect(listener.heard).toHaveLength(1);
    expect(rows("messages").map(({ id }) => id)).toEqual(sent);
    expect(rows("statuses")).toHaveLength(2);
    const values = bodies().flatMap(({ entry }) => entry.flatMap(({ changes }) => changes));
    expect(values.length).toBeLessThan(8);
    expect(new Set(bodies().flatMap(({ entry }) => entry.map(({ id }) => id)))).toEqual(
      new Set([mine.accountId, other.accountId]),
    );
  });

  it("[WAM-06] on demand things come twice, in one body and in several, and in another order", async () => {
    await whatsapp.webhooks.manners({ doubled: 1, repeat: 1, shuffle: true, batch: 3 });
    const sent: string[] = [];
    for (let at = 0; at < 6; at++) sent.push((await write(`${at}`)).id);
    await whatsapp.webhooks.deliver();
    const heard = rows("messages").map(({ id }) => String(id));
    expect(heard).toHaveLength(24);
    expect([...new Set(heard)].toSorted()).toEqual(sent.toSorted());
    expect([...new Set(heard)]).not.toEqual(sent);
  });

  it("[WAM-06] what is not answered with 200 comes again, byte by byte, ever more rarely, for seven days", async () => {
    await sandbox.control.clock.hold("2026-10-01T08:00:00Z");
    listener.answers = Array.from({ length: 20 }, () => 500);
    await write("Hello");
    const [first] = await whatsapp.webhooks.deliver();
    const waits: number[] = [];
    for (let at = 0; at < 5; at++) {
      const [delivery] = await whatsapp.webhooks.deliver();
      waits.push((delivery?.dueAt ?? 0) - Date.parse("2026-10-01T08:00:00Z"));
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBeGreaterThan(60_000);
    expect(new Set(listener.heard.map(({ body }) => body)).size).toBe(1);
    await sandbox.control.clock.advance(7 * 86_400_000 + 1);
    expect((await whatsapp.webhooks.deliver())[0]).toMatchObject({ id: first?.id, state: "given_up" });
    await whatsapp.webhooks.deliver();
    expect(listener.heard).toHaveLength(7);
  });

  it("[WAM-06] taps give back our own ids, old ones too, and quote the message they belong to", async () => {
    await write("Hello");
    const interactive = {
      type: "list",
      body: { text: "When?" },
      action: { button: "Times", sections: [{ rows: [{ id: "slot:1", title: "10:00", description: "Cut" }] }] },
    };
    const message = { messaging_product: "whatsapp", to: `+${ana.phone}`, type: "interactive", interactive };
    const answer = await graph("POST", `${number.phoneNumberId}/messages`, message);
    const [{ id }] = answer["messages"] as [{ id: string }];
    for (let time = 0; time < 2; time++)
      await whatsapp.people.act(ana.id, number.phoneNumberId, { do: "tap", messageId: id, buttonId: "slot:1" });
    await whatsapp.webhooks.deliver();
    expect(rows("messages").slice(1)).toMatchObject([
      {
        context: { from: number.phone, id },
        interactive: { type: "list_reply", list_reply: { id: "slot:1", title: "10:00", description: "Cut" } },
      },
      { interactive: { list_reply: { id: "slot:1" } } },
    ]);
  });

  it("[WAM-06] a new number, a new user id and a new key are told without contacts; marketing is stopped in its own field", async () => {
    await write("Hello");
    await whatsapp.people.changeNumber(ana.id, "33639980177");
    await whatsapp.people.changeUserId(ana.id);
    await whatsapp.people.changeIdentity(ana.id);
    await whatsapp.people.prefer(ana.id, number.phoneNumberId, "stop");
    await whatsapp.webhooks.deliver();
    const [hello, moved, renamed, rekeyed] = rows("messages") as Record<string, Record<string, unknown>>[];
    expect(moved).toMatchObject({ from: "33639980101", system: { type: "user_changed_number", wa_id: "33639980177" } });
    expect(renamed?.["system"]).toMatchObject({
      type: "user_changed_user_id",
      previous_user_id: hello?.["from_user_id"],
    });
    expect(renamed).not.toHaveProperty("from");
    expect(rekeyed).toMatchObject({ system: { type: "customer_identity_changed" } });
    expect(listener.heard.filter(({ body }) => body.includes("user_preferences"))).toHaveLength(1);
  });

  it("[MED-02] a picture of a customer is fetched in two calls within five minutes, and is gone after seven days", async () => {
    await sandbox.control.clock.hold("2026-10-01T08:00:00Z");
    await whatsapp.people.act(ana.id, number.phoneNumberId, { do: "file", kind: "image", caption: "Like this" });
    await whatsapp.webhooks.deliver();
    const [message] = rows("messages") as { image: { id: string; sha256: string; mime_type: string } }[];
    const place = await graph("GET", message?.image.id ?? "", {}).catch(() => undefined);
    expect(place).toBeUndefined();
    const ask = async () => {
      const response = await fetch(`${sandbox.graphUrl}/${message?.image.id}`, {
        headers: { authorization: `Bearer ${number.token}` },
      });
      return (await response.json()) as { url: string; error?: { code: number } };
    };
    const { url } = await ask();
    expect((await fetch(url)).status).toBe(401);
    const file = await fetch(url, { headers: { authorization: `Bearer ${number.token}` } });
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    await sandbox.control.clock.advance(5 * 60_000);
    expect((await fetch(url, { headers: { authorization: `Bearer ${number.token}` } })).status).toBe(404);
    await sandbox.control.clock.advance(7 * 86_400_000);
    expect((await ask()).error?.code).toBe(100);
  });

  it("by itself what happens leaves at once, and a telephone that is off gets it when it is on again", async () => {
    await whatsapp.people.set(ana.id, { online: false });
    await write("Hello");
    const id = await send("Are you there?");
    const ticks = async () => {
      const [thread] = await whatsapp.threads.list({ personId: ana.id });
      return Object.keys(thread?.messages.find((one) => one.id === id)?.statuses ?? {});
    };
    expect(await ticks()).toEqual(["sent"]);
    await whatsapp.people.set(ana.id, { online: true });
    expect(await ticks()).toEqual(["sent", "delivered"]);
    await whatsapp.webhooks.mode("auto");
    await expect.poll(() => rows("statuses").length).toBe(2);
  });

  it("any bytes under any signature can be sent, and any field told", async () => {
    await whatsapp.webhooks.put({ url: listener.url, body: "{]", signature: "sha256=00" });
    await whatsapp.webhooks.put({ url: listener.url, body: "{}", secret: "k" });
    await whatsapp.webhooks.tell(number.accountId, "account_update", { event: "DISABLED_UPDATE" });
    await whatsapp.webhooks.deliver();
    expect(listener.heard.map(({ body }) => body).slice(0, 2)).toEqual(["{]", "{}"]);
    expect(bodies).toThrow();
    expect(JSON.parse(listener.heard[2]?.body ?? "")).toMatchObject({
      entry: [{ id: number.accountId, changes: [{ field: "account_update" }] }],
    });
  });
});
