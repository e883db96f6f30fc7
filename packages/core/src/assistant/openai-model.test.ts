import type { FaultInput } from "@nexusone/sandbox/control-types";
import { startSandbox, type Sandbox } from "@nexusone/sandbox/start";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { deadlineIn } from "../deadline.ts";
import { openAiModel } from "./openai-model.ts";

const Reply = z.object({ text: z.string(), usedRows: z.array(z.string()), needsHuman: z.string().nullable() });
const ENOUGH_MS = 20_000;
const brief = {
  language: "en",
  facts: [{ id: "o1", kind: "order", number: "#1001", status: "shipped", parcels: [] }],
  chat: [{ from: "customer", text: "Where is my order?" }],
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ catalogueSize: 10 });
});
beforeEach(() => sandbox.control.reset());
afterAll(() => sandbox.stop());

const ask = (options: { apiKey?: string; model?: string; baseUrl?: string; leftMs?: number } = {}) =>
  openAiModel({
    baseUrl: options.baseUrl ?? sandbox.openAiUrl,
    apiKey: options.apiKey ?? "sk-sandbox-test",
    model: options.model ?? "sandbox-model",
  })({
    messages: [
      { role: "system", content: "Answer." },
      { role: "user", content: JSON.stringify(brief) },
    ],
    name: "reply",
    schema: Reply,
    deadline: deadlineIn(options.leftMs ?? ENOUGH_MS),
  });
const requests = () => sandbox.control.requests.list({ vendor: "openai" });
const fault = (kind: FaultInput["kind"], rest: Partial<FaultInput> = {}) =>
  sandbox.control.faults.add({ match: { vendor: "openai" }, kind, ...rest });

/** Something else behind the address, which answers every request so. */
async function serve(answer: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => answer(response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { baseUrl: `http://127.0.0.1:${port}/v1`, stop };
}

it("[WAM-09] answers in the shape that was asked for, the same to the same question, and tells what it cost", async () => {
  const first = await ask();
  expect(first.value).toEqual({
    text: "Hello, thank you for your message. Your order #1001 is on its way.",
    usedRows: ["o1"],
    needsHuman: null,
  });
  expect(first.usage.inputTokens).toBeGreaterThan(50);
  expect(first.usage.outputTokens).toBeGreaterThan(10);
  expect(await ask()).toEqual(first);
  const [request] = await requests();
  expect(request).toMatchObject({
    path: "/openai/v1/chat/completions",
    body: {
      model: "sandbox-model",
      store: false,
      response_format: { type: "json_schema", json_schema: { name: "reply", strict: true } },
    },
  });
  expect(request?.body).not.toHaveProperty("tools");
  expect(JSON.stringify(request)).not.toContain("sk-sandbox-test");
});

describe("bad days", () => {
  it.each(["throttle_429", "status", "drop"] as const)("tries again what passes by itself: %s", async (kind) => {
    await fault(kind, { times: 2 });
    expect((await ask()).value.usedRows).toEqual(["o1"]);
    expect(await requests()).toHaveLength(3);
  });

  it.each([
    ["throttle_429", "assistant.busy", 3],
    ["status", "assistant.unavailable", 3],
    ["drop", "assistant.unavailable", 3],
    ["lost_answer", "assistant.unavailable", 3],
    ["redirect", "assistant.unavailable", 3],
    // It asks for more patience than there is.
    ["later", "assistant.busy", 1],
    ["points_exhausted", "assistant.quota_used_up", 1],
    ["token_invalid", "assistant.misconfigured", 1],
    ["html_body", "assistant.unusable", 1],
    ["empty", "assistant.unusable", 1],
    ["model_malformed", "assistant.unusable", 1],
    ["model_cut", "assistant.unusable", 1],
    ["model_refusal", "assistant.refused", 1],
  ] as const)("says why it has no answer: %s is %s", async (kind, reason, times) => {
    await fault(kind);
    await expect(ask()).rejects.toMatchObject({ reason });
    expect(await requests()).toHaveLength(times);
  });

  it("waits no longer than its caller, for an answer that does not begin and for one that does not end", async () => {
    await fault("hang");
    await expect(ask({ leftMs: 200 })).rejects.toMatchObject({ reason: "assistant.unavailable" });
    const { baseUrl, stop } = await serve((response) => {
      response.writeHead(200, { "content-type": "application/json" }).write('{"choices":[');
    });
    await expect(ask({ baseUrl, leftMs: 300 })).rejects.toMatchObject({ reason: "assistant.unavailable" });
    await stop();
  });

  it("does not take an answer that was cut off for a whole one, though it can be read", async () => {
    const content = JSON.stringify({ text: "We will", usedRows: [], needsHuman: null });
    const answer = (finish_reason: string) => (response: ServerResponse) => {
      const choices = [{ finish_reason, message: { role: "assistant", content, refusal: null } }];
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ choices }));
    };
    const whole = await serve(answer("stop"));
    expect((await ask(whole)).value.text).toBe("We will");
    const cut = await serve(answer("length"));
    await expect(ask(cut)).rejects.toMatchObject({ reason: "assistant.unusable" });
    for (const { stop } of [whole, cut]) await stop();
  });

  it("hands what was said to nobody whom the model's address names", async () => {
    let told = 0;
    const stranger = await serve((response) => {
      told += 1;
      response.writeHead(200).end();
    });
    const model = await serve((response) => {
      response.writeHead(307, { location: `${stranger.baseUrl}/chat/completions` }).end();
    });
    await expect(ask(model)).rejects.toMatchObject({ reason: "assistant.unavailable" });
    expect(told).toBe(0);
    for (const { stop } of [model, stranger]) await stop();
  });

  it("tells a wrong key, a wrong name and nobody there apart", async () => {
    await expect(ask({ apiKey: "sk-proj-a-real-one" })).rejects.toMatchObject({ reason: "assistant.misconfigured" });
    await expect(ask({ model: "gpt-9" })).rejects.toMatchObject({ reason: "assistant.misconfigured" });
    await expect(ask({ baseUrl: "http://127.0.0.1:1/v1" })).rejects.toMatchObject({ reason: "assistant.unavailable" });
  });
});
