import { setTimeout as pause } from "node:timers/promises";
import { recordEvent } from "@nexusone/core/events/record-event";
import { inMerchantTx } from "@nexusone/core/transaction";
import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { bearerOf, member, pairBrowser, session, type Member } from "../isolation/world.ts";
import { trpcDoor } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { fieldsOf, happen } from "./streams.fixture.ts";

/** One second until the next look at the caller, and what a busy machine adds. */
const ENDS_WITHIN_MS = 2_500;

let server: TestServer;
let owner: Member;
let merchantId: string;
const open: WebSocket[] = [];

beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  merchantId = (await createMerchant(server.platform.db)).id;
  owner = await member(server, merchantId, "owner");
});
afterEach(() => open.splice(0).forEach((socket) => socket.terminate()));
afterAll(() => server.stop());

type Frame = {
  readonly seq?: number;
  readonly type?: string;
  readonly payload: Record<string, unknown>;
  readonly listening?: boolean;
  readonly error?: { readonly reason: string; readonly message: string };
};

/** Connects as an integrator would and collects every frame. */
function connect(headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws`, { headers });
  open.push(socket);
  const frames: Frame[] = [];
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  socket.on("message", (data: Buffer) => frames.push(JSON.parse(data.toString("utf8")) as Frame));
  socket.on("close", (code, reason) => closed.resolve({ code, reason: reason.toString("utf8") }));
  socket.on("error", () => undefined);
  const events = () => frames.filter((frame) => frame.seq !== undefined && frame.type !== undefined);
  const say = async (text: string) => {
    if (socket.readyState === WebSocket.CONNECTING) await new Promise((resolve) => socket.once("open", resolve));
    socket.send(text);
  };
  return {
    socket,
    frames,
    events,
    closed: closed.promise,
    say,
    hello: async (first: object) => {
      await say(JSON.stringify(first));
      await vi.waitFor(() => expect(frames.length).toBeGreaterThan(0), { timeout: 5_000 });
      return frames[0];
    },
    fields: (expected: readonly string[]) =>
      vi.waitFor(() => expect(fieldsOf(events())).toEqual(expected), { timeout: 5_000, interval: 20 }),
  };
}

const refusal = (reason: string) => ({ error: { reason, message: expect.any(String) } });

it("[RTM-01] tells an integrator what happens in the merchant their token is for", async () => {
  const client = connect();
  expect(await client.hello({ auth: owner.bearer })).toEqual({ listening: true, seq: expect.any(Number) });
  await happen(owner.ctx, "news");
  await client.fields(["news"]);
  expect(client.events()).toEqual([
    { seq: expect.any(Number), type: "merchant.updated", at: expect.any(String), payload: { fields: ["news"] } },
  ]);
});

it("[RTM-01] takes a paired browser's token, and gives it only what its scopes cover", async () => {
  const { accessToken } = await pairBrowser(owner, ["catalog:read"]);
  const client = connect();
  expect(await client.hello({ auth: accessToken, merchant_id: merchantId })).toMatchObject({ listening: true });
  await happen(owner.ctx, "settings:read is no scope");
  const draft = { draftId: crypto.randomUUID(), externalId: "42" };
  await inMerchantTx(owner.ctx, (tx) => recordEvent(tx, owner.ctx, "draft.created", draft));
  await vi.waitFor(() => expect(client.events()).toHaveLength(1), { timeout: 5_000 });
  expect(client.events()[0]).toMatchObject({ type: "draft.created", payload: draft });
});

it("[RTM-01] [AUT-04] gives a role only the types its permissions cover, live and in what was missed", async () => {
  const before = server.hub.lastSeq();
  const support = await member(server, merchantId, "support");
  const [theirs, owners] = [connect(), connect()];
  await theirs.hello({ auth: support.bearer });
  await owners.hello({ auth: owner.bearer });
  await inMerchantTx(owner.ctx, (tx) => recordEvent(tx, owner.ctx, "credits.granted", { amount: 5 }));
  await happen(owner.ctx, "for both");
  const types = (client: ReturnType<typeof connect>) => client.events().map(({ type }) => type);
  await vi.waitFor(() => expect(types(owners)).toEqual(["credits.granted", "merchant.updated"]), { timeout: 5_000 });
  await theirs.fields(["for both"]);
  expect(types(theirs)).toEqual(["merchant.updated"]);
  const resumed = connect();
  await resumed.hello({ auth: support.bearer, after_seq: before });
  await resumed.fields(["for both"]);
  expect(types(resumed)).toEqual(["merchant.updated"]);
});

it("[RTM-01] resumes after `after_seq` without gap or repeat", async () => {
  const first = connect();
  await first.hello({ auth: owner.bearer });
  await happen(owner.ctx, "seen");
  await first.fields(["seen"]);
  first.socket.close();
  await happen(owner.ctx, "missed");
  const second = connect();
  await second.say(JSON.stringify({ auth: owner.bearer, after_seq: first.events()[0]?.seq }));
  await second.fields(["missed"]);
  await happen(owner.ctx, "live");
  await second.fields(["missed", "live"]);
});

it("[RTM-01] sends the types asked for and no others", async () => {
  const picky = connect();
  await picky.hello({ auth: owner.bearer, types: ["credits.granted"] });
  const control = connect();
  await control.hello({ auth: owner.bearer });
  await happen(owner.ctx, "not asked for");
  await inMerchantTx(owner.ctx, (tx) => recordEvent(tx, owner.ctx, "credits.granted", { amount: 7 }));
  await vi.waitFor(() => expect(picky.events()).toHaveLength(1), { timeout: 5_000 });
  expect(picky.events()).toMatchObject([{ type: "credits.granted", payload: { amount: 7 } }]);
  await vi.waitFor(() =>
    expect(control.events().map(({ type }) => type)).toEqual(["merchant.updated", "credits.granted"]),
  );
});

it("[RTM-01] keeps merchants apart", async () => {
  const otherId = (await createMerchant(server.platform.db)).id;
  const other = await member(server, otherId, "owner");
  const [mine, theirs] = [connect(), connect()];
  await mine.hello({ auth: owner.bearer });
  await theirs.hello({ auth: other.bearer });
  await happen(other.ctx, "theirs");
  await happen(owner.ctx, "mine");
  await mine.fields(["mine"]);
  await theirs.fields(["theirs"]);
  const foreign = connect();
  expect(await foreign.hello({ auth: other.bearer, merchant_id: merchantId, after_seq: 0 })).toEqual(
    refusal("request.merchant_forbidden"),
  );
});

it("[RTM-01] closes on who stays silent for five seconds", async () => {
  const client = connect();
  const started = Date.now();
  expect(await client.closed).toEqual({ code: 1008, reason: "request.unauthenticated" });
  expect(Date.now() - started).toBeGreaterThan(4_500);
  expect(client.frames).toEqual([refusal("request.unauthenticated")]);
  expect(server.hub.listenerCount()).toBe(0);
}, 10_000);

it.each([
  ["no JSON", "auth me", "request.invalid"],
  ["another shape", JSON.stringify({ auth: 7 }), "request.invalid"],
  ["a type that does not exist", JSON.stringify({ auth: "x", types: ["every.thing"] }), "request.invalid"],
  ["no token and no cookie", JSON.stringify({}), "request.unauthenticated"],
  ["a token that is none", JSON.stringify({ auth: "eyJhbGciOiJub25lIn0.e30." }), "identity.token_invalid"],
])("[RTM-01] refuses a first frame with %s and says why", async (_what, frame, reason) => {
  const client = connect();
  await client.say(frame);
  expect(await client.closed).toEqual({ code: 1008, reason });
  expect(client.frames).toEqual([refusal(reason)]);
});

it("[RTM-01] ends a connection whose frame is past 64 KiB", async () => {
  const client = connect();
  await client.say(JSON.stringify({ auth: "x".repeat(70_000) }));
  expect((await client.closed).code).toBe(1009);
});

it("[RTM-01] serves our own pages by their cookie", async () => {
  const client = connect({ cookie: `nexusone_session=${owner.cookie}`, origin: server.url });
  expect(await client.hello({ merchant_id: merchantId })).toMatchObject({ listening: true });
  await happen(owner.ctx, "by cookie");
  await client.fields(["by cookie"]);
});

it.each([
  ["another site", "https://evil.example"],
  ["another port of this computer", "http://127.0.0.1:1"],
  ["an opaque origin", "null"],
  ["no origin at all", undefined],
])("[RTM-01] refuses the cookie to a page from %s", async (_where, origin) => {
  const client = connect({ cookie: `nexusone_session=${owner.cookie}`, ...(origin ? { origin } : {}) });
  expect(await client.hello({ merchant_id: merchantId, after_seq: 0 })).toEqual(refusal("request.origin_refused"));
  expect((await client.closed).code).toBe(1008);
});

it("[RTM-01] a token counts whatever page sends it, and a cookie beside it does not", async () => {
  const other = await member(server, (await createMerchant(server.platform.db)).id, "owner");
  const client = connect({ cookie: `nexusone_session=${owner.cookie}`, origin: "https://integrator.example" });
  await client.hello({ auth: other.bearer });
  await happen(owner.ctx, "the cookie's merchant");
  await happen(other.ctx, "the token's merchant");
  await client.fields(["the token's merchant"]);
});

it.each(["bearer", "cookie", "browser"])("[RTM-01] ends within a second of its %s's revocation", async (kind) => {
  const who = await member(server, merchantId, "admin");
  // A session beside the one that is used, to revoke it from.
  const used = { ...who, ...(await session(server, who.userId)) };
  const client = connect(
    kind === "cookie" ? { cookie: `nexusone_session=${used.cookie}`, origin: server.url } : undefined,
  );
  const browser = kind === "browser" ? await pairBrowser(who) : undefined;
  const auth = browser?.accessToken ?? (kind === "bearer" ? await bearerOf(server, used, merchantId) : undefined);
  expect(await client.hello({ merchant_id: merchantId, ...(auth ? { auth } : {}) })).toMatchObject({ listening: true });
  const path = browser ? "extension.revokeAllSessions" : "identity.revokeSession";
  const input = browser ? {} : { sessionId: used.sessionId };
  const { reason } = await trpcDoor(path).call(server.url, input, { cookie: who.cookie, merchantId });
  expect(reason).toBeUndefined();
  const ended = await Promise.race([client.closed, pause(ENDS_WITHIN_MS, "still open")]);
  expect(ended).toMatchObject({ code: 1008, reason: expect.stringMatching(/^(request|identity|extension)\./) });
  const control = connect();
  await control.hello({ auth: owner.bearer });
  await happen(owner.ctx, `after the ${kind}`);
  await control.fields([`after the ${kind}`]);
  expect(client.events()).toEqual([]);
});
