import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../start.ts";
import { compose, type Brief } from "./compose.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ catalogueSize: 10 });
});
afterAll(() => sandbox.stop());

const reply = {
  type: "object",
  properties: {
    text: { type: "string" },
    usedRows: { type: "array", items: { type: "string" } },
    needsHuman: { anyOf: [{ type: "string" }, { type: "null" }] },
  },
};
const asking = (schema: object, content: string) => ({
  model: "sandbox-model",
  messages: [{ role: "user", content }],
  response_format: { type: "json_schema", json_schema: { name: "answer", strict: true, schema } },
});
const post = (body: unknown, key = "sk-sandbox-test"): Promise<Response> =>
  fetch(`${sandbox.openAiUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const answered = async (response: Response): Promise<unknown> => {
  const { choices } = (await response.json()) as { choices: { message: { content: string } }[] };
  return JSON.parse(choices[0]?.message.content ?? "null");
};
const codeOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { error: { code: string | null } }).error.code,
];

describe("the endpoint", () => {
  it("gives the same request the same answer, and the emptiest that fits where it has nothing to compose", async () => {
    const schema = {
      type: "object",
      properties: {
        kind: { type: "string", enum: ["order", "other"] },
        note: { type: ["string", "null"] },
        words: { type: "array", items: { type: "string" } },
        sure: { type: "boolean" },
        count: { type: "integer" },
        inner: { type: "object", properties: { name: { type: "string" } } },
      },
    };
    const [one, other] = await Promise.all([post(asking(schema, "Hello")), post(asking(schema, "Hello"))]);
    expect(await one.text()).toBe(await other.text());
    expect(await answered(await post(asking(schema, "Hello")))).toEqual({
      kind: "order",
      note: null,
      words: [],
      sure: false,
      count: 0,
      inner: { name: "" },
    });
    expect(await answered(await post(asking(reply, "no brief")))).toEqual({ text: "", usedRows: [], needsHuman: null });
  });

  it("refuses in the vendor's words, and a real key above all", async () => {
    expect(await codeOf(await post(asking(reply, "x"), "sk-proj-0123"))).toEqual([401, "invalid_api_key"]);
    expect(await codeOf(await post({ ...asking(reply, "x"), model: "gpt-9" }))).toEqual([404, "model_not_found"]);
    expect(await codeOf(await post("{"))).toEqual([400, null]);
    expect(await codeOf(await post({ ...asking(reply, "x"), messages: [] }))).toEqual([400, null]);
    expect((await post({ ...asking(reply, "x"), stream: true })).status).toBe(501);
    expect((await post({ ...asking(reply, "x"), tools: [] })).status).toBe(501);
    expect((await post({ model: "sandbox-model", messages: [{ role: "user", content: "x" }] })).status).toBe(501);
    expect((await fetch(`${sandbox.openAiUrl}/models`)).status).toBe(501);
  });
});

describe("what it composes", () => {
  const facts: Brief["facts"] = [
    { id: "o1", kind: "order", number: "#1002", status: "processing", parcels: [] },
    {
      id: "o2",
      kind: "order",
      number: "#1001",
      status: "shipped",
      expectedBy: "9 March 2026",
      trackingPage: "https://shop.example/t/abc",
      parcels: [{ carrier: "YunExpress", trackingNumber: "YT1", steps: [{ what: "Left the airport" }] }],
    },
    { id: "p1", kind: "product", name: "Brass Lamp", price: "€19.90", inStock: false },
    { id: "shop", kind: "shop", hours: ["Monday 09:00-18:00"] },
  ];
  const says = (text: string, language = "en") => compose({ language, facts, chat: [{ from: "customer", text }] });

  it.each([
    ["Where is my parcel?", ["o1"], "Your order #1002 is being prepared."],
    [
      "What about order 1001?",
      ["o2"],
      "Your order #1001 is on its way. YunExpress has it under YT1. Last news: Left the airport. It should arrive by 9 March 2026. You can follow it at https://shop.example/t/abc",
    ],
    ["Do you have lamps?", ["p1"], "Brass Lamp: €19.90, sold out at the moment."],
    ["When are you open?", ["shop"], "We answer Monday 09:00-18:00."],
  ])("answers %s from %j", (text, usedRows, said) => {
    expect(says(text)).toEqual({ text: `Hello, thank you for your message. ${said}`, usedRows, needsHuman: null });
  });

  it("speaks French, and calls for a person when no fact answers or somebody is unhappy", () => {
    expect(says("Où est ma commande 1001 ?", "fr").text).toContain("Votre commande #1001 est en route.");
    expect(says("Can I pay with pebbles?")).toMatchObject({
      usedRows: [],
      needsHuman: "None of the facts answers this.",
    });
    expect(says("My order came broken").needsHuman).toContain("unhappy");
    const chat = [{ from: "customer", text: "Can I pay with pebbles?" }];
    const told = compose({ language: "en", staffLanguage: "fr", facts, chat });
    expect(told).toMatchObject({ text: expect.stringMatching(/^Hello/), needsHuman: "Aucun des faits n'y répond." });
  });
});
