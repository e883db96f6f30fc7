import { drainInbox } from "@nexusone/core/inbox/drain-inbox";
import { followMessagesJob } from "@nexusone/core/inbox/follow-messages-job";
import { sendMessagesJob } from "@nexusone/core/sending/send-job";
import { createTemplate } from "@nexusone/core/templates/create-template";
import { submitTemplate } from "@nexusone/core/templates/submit-template";
import { syncTemplates } from "@nexusone/core/templates/sync-templates";
import { inMerchantTx } from "@nexusone/core/transaction";
import { CHANNEL_TOKEN_PURPOSE } from "@nexusone/core/whatsapp/client-of";
import { insertChannel } from "@nexusone/db/queries/whatsapp-channels";
import { createMerchant } from "@nexusone/testing/merchants";
import { createCloudApiClient } from "@nexusone/whatsapp/client";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { member, type Member } from "../isolation/world.ts";
import { headersOf, send, type Answer } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { SANDBOX_APP } from "../whatsapp.ts";

let server: TestServer;
let owner: Member;
let line: string;
let phone: string;
let personId: string;
/** A number whose webhooks come here, and a person who has just written to it. */
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  const { sandbox, platform } = server;
  owner = await member(server, (await createMerchant(platform.db, { isDemo: true })).id, "owner");
  const { whatsapp } = sandbox.control;
  const { token, phoneNumberId, accountId } = await whatsapp.accounts.create({ appId: SANDBOX_APP.appId });
  line = phoneNumberId;
  await inMerchantTx(owner.ctx, (tx) =>
    insertChannel(tx, {
      environment: "sandbox",
      provider: "cloud_api",
      externalId: line,
      accountId,
      label: "Shop",
      tokenSealed: platform.keyring.seal(token, CHANNEL_TOKEN_PURPOSE),
      state: "connected",
      connectedAt: platform.clock.now(),
    }),
  );
  const client = createCloudApiClient({ baseUrl: sandbox.graphUrl, token, phoneNumberId, accountId });
  await client.registerWebhook({ url: `${server.url}/api/whatsapp/webhook`, secret: SANDBOX_APP.verifyToken });
});
beforeEach(async () => {
  const { whatsapp } = server.sandbox.control;
  ({ phone, id: personId } = await whatsapp.people.create({ receipts: "read" }));
  await whatsapp.people.act(personId, line, { do: "text", text: "Where is my lamp?" });
  await hear();
});
afterAll(() => server.stop());

/** What WhatsApp has to tell arrives and is followed. */
async function hear(): Promise<void> {
  await server.sandbox.control.whatsapp.webhooks.deliver();
  await drainInbox(server.platform);
  await followMessagesJob.handle(server.platform, { merchantId: owner.ctx.merchantId });
}
type Sent = { id: string; conversation_id: string; state: string; kind: string };
/** What a worker would do. */
const leave = ({ conversation_id: conversationId }: Sent): Promise<unknown> =>
  sendMessagesJob.handle(server.platform, { merchantId: owner.ctx.merchantId, conversationId });
const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
  send(`${server.url}${path}`, {
    method,
    headers: {
      ...headersOf({ bearer: owner.bearer }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const shown = async (): Promise<string[]> => {
  const [thread] = await server.sandbox.control.whatsapp.threads.list({ line, personId });
  return (thread?.messages ?? []).filter(({ from }) => from === "business").map(({ type }) => type);
};
const stateOf = async ({ id }: Sent) => {
  const [row] = await server.database.sql<{ state: string }[]>`select state from messages where id = ${id}`;
  return row?.state;
};

it.each([
  ["/api/whatsapp/send-message", { text: "It is on its way." }, "text", "text"],
  ["/functions/send-message", { text: "It is on its way." }, "text", "text"],
  ["/api/whatsapp/send-buttons", { body: "Keep it?", buttons: [{ id: "y", title: "Yes" }] }, "buttons", "interactive"],
  [
    "/api/whatsapp/send-list",
    { body: "About?", label: "Choose", sections: [{ title: "All", rows: [{ id: "o", title: "Order" }] }] },
    "list",
    "interactive",
  ],
])(
  "[WAM-01] [WAM-03] [WAM-04] %s stores a message, sends it, and its ticks come back",
  async (path, body, kind, type) => {
    const answer = await ask("POST", path, { to: `+${phone}`, ...body });
    expect(answer, answer.text).toMatchObject({ status: 201, value: { state: "queued", kind, reason: null } });
    const sent = answer.value as Sent;
    await leave(sent);
    expect(await stateOf(sent)).toBe("accepted");
    expect(await shown()).toEqual([type]);
    await hear();
    expect(await stateOf(sent)).toBe("read");
  },
);

it("[WAM-02] an approved template reaches who has not written for days", async () => {
  const { ctx } = owner;
  const body = "Hello {{first_name}}, your order {{order_number}} can be picked up.";
  const { id } = await createTemplate(ctx, { name: "order_ready", language: "en", category: "UTILITY", body });
  await submitTemplate(ctx, { id });
  await server.sandbox.control.whatsapp.templates.review();
  await syncTemplates(ctx);
  const started = await ask("POST", "/functions/start-conversation", { phone: "+33639980777", name: "Nadia" });
  const { id: conversation } = started.value as { id: string };
  const given = { conversation_id: conversation, template_id: id };
  const missing = await ask("POST", "/api/whatsapp/send-template", given);
  expect(missing).toMatchObject({ status: 400, reason: "templates.values_missing" });
  const variables = { order_number: "1042" };
  const answer = await ask("POST", "/api/whatsapp/send-template", { ...given, variables });
  const content = "Hello Nadia, your order 1042 can be picked up.";
  expect(answer, answer.text).toMatchObject({ status: 201, value: { kind: "template", content } });
  await leave(answer.value as Sent);
  expect(await stateOf(answer.value as Sent)).toBe("accepted");
});

it("[WAM-01] the tick that overtook the answer is not lost: the message is known by our own id", async () => {
  const answer = await ask("POST", "/api/whatsapp/send-message", { to: `+${phone}`, text: "Hello" });
  const sent = answer.value as Sent;
  const { whatsapp } = server.platform;
  let told = false;
  // The webhook is here before the answer is.
  const early: typeof fetch = async (...given) => {
    const response = await fetch(...given);
    await hear();
    told = (await stateOf(sent)) === "read";
    return response;
  };
  await sendMessagesJob.handle(
    { ...server.platform, whatsapp: { ...whatsapp, fetch: early } },
    { merchantId: owner.ctx.merchantId, conversationId: sent.conversation_id },
  );
  expect([told, await stateOf(sent)]).toEqual([true, "read"]);
});

it("[WAM-01] a send whose answer was lost is settled by the status that names our id", async () => {
  const answer = await ask("POST", "/api/whatsapp/send-message", { to: `+${phone}`, text: "Hello" });
  const sent = answer.value as Sent;
  await server.sandbox.control.faults.add({ match: { vendor: "whatsapp" }, kind: "lost_answer", times: 1 });
  await leave(sent);
  expect(await stateOf(sent)).toBe("unknown");
  await hear();
  expect(await stateOf(sent)).toBe("read");
  expect(await shown()).toEqual(["text"]);
});

it("[WAM-03] says which part of a message is wrong, and what WhatsApp takes", async () => {
  const buttons = ["a", "b", "c", "d"].map((id) => ({ id, title: id }));
  const answer = await ask("POST", "/api/whatsapp/send-buttons", { to: `+${phone}`, body: "?", buttons });
  expect(answer).toMatchObject({ status: 400, reason: "sending.too_many" });
  expect(answer.text).toContain("4 buttons");
  const both = await ask("POST", "/api/whatsapp/send-message", { to: `+${phone}`, contact_id: owner.ctx.merchantId });
  expect(both.reason).toBe("request.invalid");
});

it("[WAM-10] [WAM-11] begins a conversation and lists those of a person, in the names of old", async () => {
  const started = await ask("POST", "/functions/start-conversation", { phone: "+33639980888", name: "Nadia" });
  expect(started, started.text).toMatchObject({ status: 201, value: { status: "open", ended_at: null } });
  const { user_id: userId } = started.value as { user_id: string };
  expect(await ask("GET", `/rest/v1/conversations?user_id=${userId}`)).toMatchObject({
    status: 200,
    value: [started.value],
  });
  const again = await ask("POST", "/functions/start-conversation", { contact_id: userId });
  expect(again.value).toEqual(started.value);
  const cold = await ask("POST", "/api/whatsapp/send-message", { contact_id: userId, text: "Hello" });
  expect(cold).toMatchObject({ status: 409, reason: "messages.window_closed" });
});
