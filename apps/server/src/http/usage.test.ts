import { OK } from "@nexusone/contracts/analytics-terms";
import { DAY_MS } from "@nexusone/core/clock";
import { integrationAnalytics } from "@nexusone/db/schema/analytics";
import { withMerchant } from "@nexusone/db/with-merchant";
import { createMerchant } from "@nexusone/testing/merchants";
import { saveUsageSettings } from "@nexusone/core/analytics/usage-settings";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  connected,
  member,
  newApiKey,
  nextPid,
  pairBrowser,
  person,
  type Member,
  type Shop,
} from "../isolation/world.ts";
import { JOBS } from "../jobs.ts";
import { headersOf, send, trpcDoor } from "../testing/call.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let merchantId: string;
let owner: Member;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
});
afterAll(() => server.stop());
beforeEach(async () => {
  merchantId = (await createMerchant(server.platform.db, { isDemo: true })).id;
  owner = await member(server, merchantId, "owner");
});

/** Area, operation, outcome and number of calls on record. */
async function onRecord(): Promise<string[]> {
  await server.usage.flush();
  const rows = await withMerchant(server.platform.db, { merchantId }, (tx) => tx.select().from(integrationAnalytics));
  return rows
    .filter(({ area }) => area !== "query")
    .map(({ area, operation, outcome, calls }) => `${area} ${operation} ${outcome} ${calls}`)
    .toSorted();
}
const settings = trpcDoor("merchants.getSettings");

describe("calls over HTTP", () => {
  it("[ANA-02] are counted by the way they came, with the reason of those refused", async () => {
    const { key } = await newApiKey(owner, ["catalog:read"]);
    const browser = await pairBrowser(owner);
    const support = await member(server, merchantId, "support");
    await settings.call(server.url, {}, { cookie: owner.cookie, merchantId });
    await settings.call(server.url, {}, { cookie: owner.cookie, merchantId });
    await settings.call(server.url, {}, { bearer: owner.bearer });
    await settings.call(server.url, {}, { apiKey: key });
    await trpcDoor("catalog.listProducts").call(server.url, { limit: "many" }, { apiKey: key });
    await trpcDoor("extension.account").call(server.url, undefined, { bearer: browser.accessToken });
    await trpcDoor("team.invite").call(
      server.url,
      { email: "new@example.com", role: "support" },
      { cookie: support.cookie, merchantId },
    );
    expect(await onRecord()).toEqual([
      "admin merchants.getSettings ok 2",
      "admin team.invite request.forbidden 1",
      "api catalog.listProducts request.invalid 1",
      "api merchants.getSettings api_keys.scope_missing 1",
      "api merchants.getSettings ok 1",
      "extension extension.account ok 1",
    ]);
  });

  it("[ANA-02] through REST count as the procedure behind them, each call of a batch by itself", async () => {
    const headers = headersOf({ bearer: owner.bearer });
    await send(`${server.url}/api/dropshipping/products?limit=1`, { headers });
    await send(`${server.url}/rest/v1/products?limit=1`, { headers });
    const input = encodeURIComponent(JSON.stringify({ 0: {}, 1: {} }));
    await send(`${server.url}/api/trpc/merchants.getSettings,billing.getPlan?batch=1&input=${input}`, { headers });
    expect(await onRecord()).toEqual([
      "api billing.getPlan ok 1",
      "api catalog.listProducts ok 1",
      "api merchants.getSettings ok 1",
      "api store.listProducts ok 1",
    ]);
  });

  it("[ANA-02] [SEC-05] of strangers and of names that do not exist leave nothing in the shop's figures", async () => {
    const outsider = await person(server);
    await settings.call(server.url, {}, { merchantId });
    await settings.call(server.url, {}, { cookie: outsider.cookie, merchantId });
    await send(`${server.url}/api/trpc/made.up`, { headers: headersOf({ cookie: owner.cookie, merchantId }) });
    expect(await onRecord()).toEqual([]);
  });

  it("[ANA-01] of a person who does not want to be counted are not, while their programs are", async () => {
    await saveUsageSettings(owner.ctx, { countMyUse: false });
    const { key } = await newApiKey(owner, ["settings:read"]);
    const browser = await pairBrowser(owner);
    await settings.call(server.url, {}, { cookie: owner.cookie, merchantId });
    await trpcDoor("extension.account").call(server.url, undefined, { bearer: browser.accessToken });
    await settings.call(server.url, {}, { apiKey: key });
    expect(await onRecord()).toEqual(["api merchants.getSettings ok 1"]);
  });

  it("[ANA-02] say which calls to CJ they made, and how those went", async () => {
    const { apiKey } = await server.sandbox.control.accounts.create({ level: 5, points: 1_000_000 });
    await connected({ merchantId, staff: { owner }, apiKey } as unknown as Shop);
    const pid = await nextPid(server);
    const ask = (id: string) => trpcDoor("cj.getProduct").call(server.url, { id }, { bearer: owner.bearer });
    const [found, unknown] = [await ask(pid), await ask("0000000000000000001")];
    expect([found.status, unknown.reason]).toEqual([200, "import.product_unknown"]);
    const record = await onRecord();
    expect(record).toContain("vendor cj product/query ok 1");
    expect(record).toContain("vendor cj product/query import.product_unknown 1");
    expect(record).toContain("api cj.getProduct import.product_unknown 1");
  });
});

describe("the nightly job", () => {
  it("[ANA-01] forgets figures once no range reaches them", async () => {
    const count = () =>
      server.usage.count({ merchantId, area: "api", operation: "merchants.getSettings", outcome: OK, ms: 1 });
    const nightly = JOBS.find(({ name }) => name === "nightly");
    count();
    await server.usage.flush();
    server.platform.clock.advance(91 * DAY_MS);
    await nightly?.handle(server.platform, {});
    expect(await onRecord()).toEqual(["api merchants.getSettings ok 1"]);
    server.platform.clock.advance(2 * DAY_MS);
    count();
    await nightly?.handle(server.platform, {});
    // The new one, which was still in memory; the old one is gone.
    expect(await onRecord()).toEqual(["api merchants.getSettings ok 1"]);
    server.platform.clock.advance(-93 * DAY_MS);
  });
});

describe("GET /functions/integration-analytics", () => {
  it("[ANA-01] answers a key with the scope, in the names of REST", async () => {
    const { key } = await newApiKey(owner, ["analytics:read"]);
    await settings.call(server.url, {}, { cookie: owner.cookie, merchantId });
    await server.usage.flush();
    const path = `${server.url}/functions/integration-analytics`;
    const answer = await send(`${path}?range=24h`, { headers: headersOf({ apiKey: key }) });
    expect(answer.value).toMatchObject({
      range: "24h",
      requests: { calls: 1, failed: 0, average_ms: expect.any(Number), p95_ms: expect.any(Number) },
      operations: [{ area: "admin", operation: "merchants.getSettings", calls: 1 }],
    });
    expect((await send(`${path}?range=1y`, { headers: headersOf({ apiKey: key }) })).reason).toBe("request.invalid");
    const { key: blind } = await newApiKey(owner, ["catalog:read"]);
    expect((await send(path, { headers: headersOf({ apiKey: blind }) })).reason).toBe("api_keys.scope_missing");
  });
});
