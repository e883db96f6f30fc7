import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../start.ts";
import type { CloudNumberView, PersonView } from "./control-types.ts";

let sandbox: Sandbox;
let number: CloudNumberView;
let ana: PersonView;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: "wa-send", catalogueSize: 10 });
});
beforeEach(async () => {
  await sandbox.control.reset();
  number = await sandbox.control.whatsapp.accounts.create();
  ana = await sandbox.control.whatsapp.people.create({ name: "Ana", phone: "33639980101" });
});
afterAll(() => sandbox.stop());

type Reply = { status: number; body: Record<string, unknown>; code: number | undefined };

async function call(method: string, path: string, json?: object, token = number.token): Promise<Reply> {
  const response = await fetch(`${sandbox.graphUrl}/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: json && JSON.stringify(json),
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body, code: (body["error"] as { code: number } | undefined)?.code };
}
const send = (message: object, more: object = { to: `+${ana.phone}` }): Promise<Reply> =>
  call("POST", `${number.phoneNumberId}/messages`, { messaging_product: "whatsapp", ...more, ...message });
const text = (body: string) => ({ type: "text", text: { body } });
const opened = (): Promise<unknown> =>
  sandbox.control.whatsapp.people.act(ana.id, number.phoneNumberId, { do: "text", text: "Hello" });
const messages = async () => (await sandbox.control.whatsapp.threads.list({ personId: ana.id }))[0]?.messages ?? [];

const button = (id: string, title = id) => ({ type: "reply", reply: { id, title } });
const buttons = (...list: object[]) => ({
  type: "interactive",
  interactive: { type: "button", body: { text: "Choose" }, action: { buttons: list } },
});
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({ id: `row-${from + at}`, title: `Row ${from + at}` }));
const list = (...sections: object[]) => ({
  type: "interactive",
  interactive: { type: "list", body: { text: "Choose" }, action: { button: "Open", sections } },
});

describe("sends", () => {
  it("[WAM-01] 200 says taken, with the number as WhatsApp has it and an id; nothing makes a repeat the same send", async () => {
    await opened();
    const first = await send(text("Hello"), { to: "+33 6 39 98 01 01" });
    const again = await send(text("Hello"), { to: "+33 6 39 98 01 01" });
    expect(first).toMatchObject({
      status: 200,
      body: { messaging_product: "whatsapp", contacts: [{ input: "+33 6 39 98 01 01", wa_id: "33639980101" }] },
    });
    expect(first.body["messages"]).not.toEqual(again.body["messages"]);
    expect(JSON.stringify(first.body["messages"])).toMatch(/"id":"wamid\.[\w+/=]{20,}"/);
    expect((await messages()).filter(({ from }) => from === "business")).toHaveLength(2);
  });

  it.each([
    ["nothing to send to", text("a"), {}, 131008],
    ["no number", text("a"), { to: "call me" }, 100],
    ["itself", text("a"), { to: "self" }, 131021],
    ["an unknown type", { type: "poll" }, undefined, 100],
    ["a text without body", { type: "text", text: {} }, undefined, 131008],
    ["a text of 4097", text("x".repeat(4097)), undefined, 131009],
    ["a file by id and address", { type: "image", image: { id: "1", link: "http://127.0.0.1/a" } }, undefined, 131009],
    ["a file nobody has", { type: "image", image: { id: "123" } }, undefined, 131009],
    ["a place off the earth", { type: "location", location: { latitude: 91, longitude: 0 } }, undefined, 131009],
    [
      "a reaction to nothing",
      { type: "reaction", reaction: { message_id: "wamid.x", emoji: "👍" } },
      undefined,
      131009,
    ],
    [
      "a template nobody made",
      { type: "template", template: { name: "no", language: { code: "fr" } } },
      undefined,
      132001,
    ],
    ["an unknown user id", text("a"), { recipient: "FR.1" }, 131009],
  ])("[WAM-01] refuses %s", async (_what, message, to, code) => {
    const where = to && "to" in to && to.to === "self" ? { to: `+${number.phone}` } : to;
    expect((await send(message, where)).code).toBe(code);
  });

  it("[WAM-03] one to three buttons with titles of twenty characters, counted as people see them", async () => {
    await opened();
    expect((await send(buttons(button("a"), button("b"), button("c")))).status).toBe(200);
    expect((await send(buttons(button("a", "🌸".repeat(20))))).status).toBe(200);
    for (const wrong of [
      buttons(),
      buttons(button("a"), button("b"), button("c"), button("d")),
      buttons(button("a", "x".repeat(21))),
      buttons(button("a", "Same"), button("b", "Same")),
      buttons(button("i".repeat(257), "Title")),
    ])
      expect((await send(wrong)).code).toBe(131009);
  });

  it("[WAM-04] ten rows in all, and titles for several sections", async () => {
    await opened();
    expect((await send(list({ rows: rows(10) }))).status).toBe(200);
    expect((await send(list({ title: "A", rows: rows(5) }, { title: "B", rows: rows(5, 5) }))).status).toBe(200);
    for (const wrong of [
      list({ rows: rows(11) }),
      list({ rows: rows(3) }, { rows: rows(3, 3) }),
      list({ title: "A", rows: rows(6) }, { title: "B", rows: rows(5, 6) }),
      list({ title: "A", rows: rows(2) }, { title: "B", rows: rows(2) }),
      list({ rows: [{ id: "a", title: "x".repeat(25) }] }),
    ])
      expect((await send(wrong)).code).toBe(131009);
  });

  it("[WAM-01] tokens: none, dead, and one of another account", async () => {
    const path = `${number.phoneNumberId}/messages`;
    const other = await sandbox.control.whatsapp.accounts.create();
    const message = { messaging_product: "whatsapp", to: "+33639980101", ...text("a") };
    expect((await call("POST", path, message, "")).code).toBe(190);
    expect(await call("POST", path, message, other.token)).toMatchObject({ status: 403, code: 10 });
    await sandbox.control.whatsapp.accounts.killToken(number.token);
    expect(await call("POST", path, message)).toMatchObject({ status: 401, code: 190 });
  });

  it("[WAM-01] a number refuses with whatever code it was given, as locked and unpaid ones do", async () => {
    for (const code of [131031, 131042, 131048, 368]) {
      await sandbox.control.whatsapp.accounts.set(number.phoneNumberId, { refusesWith: code });
      expect((await send(text("a"))).code).toBe(code);
    }
  });

  it("[WAM-01] 131056 after 45 messages to one person at once, while others are still written to", async () => {
    await opened();
    const all = await Promise.all(Array.from({ length: 46 }, () => send(text("again"))));
    expect(all.map(({ code }) => code ?? 200).toSorted()).toEqual(
      [131056, ...Array.from({ length: 45 }, () => 200)].toSorted(),
    );
    expect((await send(text("other"), { to: "+33639980199" })).status).toBe(200);
  });

  it("[WAM-01] 130429 above the messages a second of the number", async () => {
    await sandbox.control.whatsapp.accounts.set(number.phoneNumberId, { perSecond: 3 });
    const all = await Promise.all(Array.from({ length: 8 }, (_, at) => send(text("a"), { to: `+3363998020${at}` })));
    expect(all.filter(({ code }) => code === 130429).length).toBeGreaterThanOrEqual(1);
    expect(all.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(3);
  });

  it("[WAM-06] read marks reach back in the chat, typing ends with the answer, foreign ids are refused", async () => {
    await opened();
    const second = await sandbox.control.whatsapp.people.act(ana.id, number.phoneNumberId, {
      do: "text",
      text: "There?",
    });
    const mark = (message_id: string) =>
      call("POST", `${number.phoneNumberId}/messages`, {
        messaging_product: "whatsapp",
        status: "read",
        message_id,
        typing_indicator: { type: "text" },
      });
    expect((await mark(second.id)).body).toEqual({ success: true });
    const [thread] = await sandbox.control.whatsapp.threads.list({ personId: ana.id });
    expect([thread?.typing, thread?.messages.map(({ seen }) => seen)]).toEqual([true, [true, true]]);
    await send(text("Yes"));
    expect((await sandbox.control.whatsapp.threads.list({ personId: ana.id }))[0]?.typing).toBe(false);
    expect((await mark("wamid.unknown")).code).toBe(131009);
  });

  it("what is not modelled says so", async () => {
    const answer = await fetch(`${sandbox.graphUrl}/${number.phoneNumberId}/register`, {
      method: "POST",
      headers: { authorization: `Bearer ${number.token}` },
    });
    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain("POST /number/register");
  });
});

describe("windows and people", () => {
  const errorOf = async () => (await messages()).at(-1)?.error;

  it("[WAM-01] 24 hours after the customer's last message a send is taken and fails with 131047", async () => {
    await sandbox.control.clock.hold("2026-10-01T08:00:00Z");
    await opened();
    await sandbox.control.clock.advance(24 * 3_600_000 - 1);
    await send(text("just in time"));
    expect(await errorOf()).toBeNull();
    await sandbox.control.clock.advance(1);
    expect((await send(text("too late"))).status).toBe(200);
    expect(await errorOf()).toBe(131047);
    await sandbox.control.whatsapp.accounts.set(number.phoneNumberId, { refusals: "answer" });
    expect(await send(text("too late"))).toMatchObject({ status: 400, code: 131047 });
  });

  it("[WAM-06] a reaction does not open the window", async () => {
    const sent = await send(text("Hi"));
    const [{ id }] = sent.body["messages"] as [{ id: string }];
    await sandbox.control.whatsapp.people.act(ana.id, number.phoneNumberId, {
      do: "react",
      messageId: id,
      emoji: "👍",
    });
    await send(text("Thanks"));
    expect(await errorOf()).toBe(131047);
  });

  it("[WAM-01] people without WhatsApp, and those who blocked the number, end in the same 131026", async () => {
    await opened();
    await sandbox.control.whatsapp.people.set(ana.id, { reach: "absent" });
    await send(text("Hi"));
    expect(await errorOf()).toBe(131026);
    await sandbox.control.whatsapp.people.set(ana.id, { reach: "reached" });
    await sandbox.control.whatsapp.people.block(ana.id, number.phoneNumberId);
    await send(text("Hi"));
    expect(await errorOf()).toBe(131026);
    await sandbox.control.whatsapp.people.block(ana.id, number.phoneNumberId, false);
    await send(text("Hi"));
    expect(await errorOf()).toBeNull();
  });

  it("[WAM-07] Brazil's, Mexico's and Argentina's numbers are another in the answer than dialled, and one person", async () => {
    for (const [dialled, waId] of [
      ["+5551987654321", "555187654321"],
      ["+525512345678", "5215512345678"],
      ["+541123456789", "5491123456789"],
    ] as const) {
      const first = await send(text("a"), { to: dialled });
      expect(first.body["contacts"]).toMatchObject([{ input: dialled, wa_id: waId }]);
      await send(text("b"), { to: waId });
      expect((await sandbox.control.whatsapp.people.list()).filter(({ phone }) => phone === waId)).toHaveLength(1);
    }
  });

  it("[WAM-07] who hides the number is written to by user id, and another business cannot use that id", async () => {
    const hidden = await sandbox.control.whatsapp.people.create({
      hidesPhone: true,
      username: "chlo_d",
      country: "FR",
    });
    await sandbox.control.whatsapp.people.act(hidden.id, number.phoneNumberId, { do: "text", text: "Coucou" });
    const user_id = hidden.userIds[number.portfolioId] ?? "";
    expect(user_id).toMatch(/^FR\.\d{20}$/);
    const answer = await send(text("Bonjour"), { recipient: user_id });
    expect(answer.body["contacts"]).toEqual([{ input: user_id, user_id }]);
    const other = await sandbox.control.whatsapp.accounts.create();
    const foreign = { messaging_product: "whatsapp", recipient: user_id, ...text("a") };
    expect((await call("POST", `${other.phoneNumberId}/messages`, foreign, other.token)).code).toBe(131009);
  });
});
