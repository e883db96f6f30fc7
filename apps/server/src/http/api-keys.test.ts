import { revokeApiKey } from "@nexusone/core/api-keys/revoke-api-key";
import type { ApiKeyScope } from "@nexusone/contracts/permissions";
import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { member, newApiKey, type Member } from "../isolation/world.ts";
import { headersOf, send, trpcDoor } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { expectFields, fieldsOf, happen, openStream } from "./streams.fixture.ts";

let server: TestServer;
let owner: Member;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  owner = await member(server, (await createMerchant(server.platform.db)).id, "owner");
});
afterAll(() => server.stop());

const keyWith = (scopes: readonly ApiKeyScope[]) => newApiKey(owner, scopes);

describe("a stream under an API key", () => {
  it("[AUT-09] [RTM-01] carries what its scopes allow, and ends within a second of its revocation", async () => {
    const [reader, blind] = [await keyWith(["settings:read"]), await keyWith(["catalog:read"])];
    const seeing = await openStream(server.url, { bearer: reader.key });
    const other = await openStream(server.url, { apiKey: blind.key });
    await happen(owner.ctx, "name");
    await expectFields(seeing, ["name"]);
    expect(fieldsOf(other.events)).toEqual([]);
    const before = Date.now();
    await revokeApiKey(owner.ctx, { keyId: reader.apiKey.id });
    expect(await seeing.ended).toBe("api_keys.revoked");
    expect(Date.now() - before).toBeLessThan(2_000);
    other.stop();
  });

  it("[AUT-09] [RTM-02] opens /ws by the key as the first frame, without naming the merchant", async () => {
    const { key, apiKey } = await keyWith(["settings:read"]);
    const socket = new WebSocket(`${server.url.replace("http", "ws")}/ws`);
    const frames: { payload?: { fields?: string[] }; error?: { reason: string } }[] = [];
    socket.on("message", (data: Buffer) => frames.push(JSON.parse(data.toString("utf8"))));
    await new Promise((resolve) => socket.once("open", resolve));
    const listening = new Promise((resolve) => socket.once("message", resolve));
    socket.send(JSON.stringify({ auth: key }));
    await listening;
    await happen(owner.ctx, "slug");
    await expect.poll(() => frames.flatMap(({ payload }) => payload?.fields ?? [])).toEqual(["slug"]);
    const closed = new Promise((resolve) => socket.once("close", resolve));
    await revokeApiKey(owner.ctx, { keyId: apiKey.id });
    await closed;
    expect(frames.at(-1)?.error?.reason).toBe("api_keys.revoked");
  });
});

describe("a request under an API key", () => {
  it("[AUT-09] is on record as the key's, not as its creator's", async () => {
    const { key, apiKey } = await keyWith(["settings:manage", "settings:read"]);
    const answer = await trpcDoor("merchants.updateSettings").call(
      server.url,
      { name: "Renamed by a program" },
      { bearer: key },
    );
    expect(answer.reason).toBeUndefined();
    const [event] = await server.database.sql<{ kind: string; actor: string }[]>`
      select actor_kind as kind, actor_id as actor from events
      where merchant_id = ${owner.ctx.merchantId} and type = 'merchant.updated' order by id desc limit 1`;
    expect(event).toEqual({ kind: "api_key", actor: apiKey.id });
  });

  it("[AUT-09] ignores the cookie beside it, and explains itself in the language the request asks for", async () => {
    const { key } = await keyWith(["catalog:read"]);
    const named = { apiKey: key, cookie: owner.cookie };
    const beyond = await trpcDoor("team.list").call(server.url, undefined, named);
    expect(beyond.reason).toBe("api_keys.scope_missing");
    const french = await send(`${server.url}/api/limits`, {
      headers: { ...headersOf({ apiKey: key }), "accept-language": "fr-FR" },
    });
    expect((french.value as { error: { message: string } }).error.message).toBe(
      "Cette clé d'API n'a pas le droit settings:read.",
    );
  });
});
