import { setTimeout as pause } from "node:timers/promises";
import { createMerchant } from "@nexusone/testing/merchants";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { member, type Member } from "../isolation/world.ts";
import { send, trpcDoor } from "../testing/call.ts";
import { METRICS_TOKEN, startTestServer, type TestServer } from "../testing/test-server.ts";
import { fieldsOf, happen, openStream } from "./streams.fixture.ts";

let server: TestServer;
let owner: Member;
let merchantId: string;
beforeAll(async () => {
  server = await startTestServer({}, { TRUST_PROXY: "on" });
  merchantId = (await createMerchant(server.platform.db)).id;
  owner = await member(server, merchantId, "owner");
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) => send(`${server.url}${path}`, { headers });

/** Ends every connection of the server and lets its new ones meet a closed port while `work` runs. */
async function whileDown(work: () => Promise<void>): Promise<void> {
  const { options } = server.platform.db.pool;
  const { connectionString = "" } = options;
  options.connectionString = Object.assign(new URL(connectionString), { port: "1" }).href;
  try {
    await server.database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = 'nexus_app'`;
    await work();
  } finally {
    options.connectionString = connectionString;
  }
}

it("[OPS-01] says that it lives and that it can serve", async () => {
  expect(await get("/healthz")).toMatchObject({ status: 200, value: { status: "alive" } });
  expect(await get("/readyz")).toMatchObject({
    status: 200,
    value: { status: "ready", checks: { database: true, migrations: true, queue: true } },
  });
});

it("[OPS-01] is alive but not ready while the database is away, and ready again by itself", async () => {
  await whileDown(async () => {
    expect(await get("/readyz")).toMatchObject({
      status: 503,
      value: { status: "not_ready", checks: { database: false, migrations: true, queue: true } },
    });
    expect((await get("/healthz")).status).toBe(200);
  });
  await vi.waitFor(async () => expect((await get("/readyz")).status).toBe(200), { timeout: 5_000 });
});

it("[OPS-01] [UIX-06] refuses requests while the database is away with a reason to wait, and serves them afterwards", async () => {
  const ask = () => trpcDoor("catalog.listFacets").call(server.url, undefined, { cookie: owner.cookie, merchantId });
  await whileDown(async () => {
    const answers = await Promise.all([
      ask(),
      send(`${server.url}/api/dropshipping/products`, { headers: { authorization: `Bearer ${owner.bearer}` } }),
      trpcDoor("identity.signIn").call(server.url, { email: owner.email, password: "whatever it is" }, {}),
    ]);
    for (const { status, reason } of answers)
      expect({ status, reason }).toEqual({ status: 503, reason: "request.database_unavailable" });
  });
  await vi.waitFor(async () => expect((await ask()).status).toBe(200), { timeout: 5_000 });
});

it("[OPS-01] [RTM-01] a browser that reconnects after an outage has missed nothing", async () => {
  const as = { cookie: owner.cookie, merchantId };
  const before = await openStream(server.url, as);
  await happen(owner.ctx, "before");
  await vi.waitFor(() => expect(fieldsOf(before.events)).toEqual(["before"]), { timeout: 5_000 });
  // The stream cannot look at its caller any more and ends rather than trusting it.
  await whileDown(async () => {
    expect(await Promise.race([before.ended, pause(5_000, "still open")])).toBe("request.database_unavailable");
  });
  await vi.waitFor(() => happen(owner.ctx, "after"), { timeout: 5_000 });
  const after = await openStream(server.url, as, { lastEventId: before.ids.at(-1) ?? "none" });
  await vi.waitFor(() => expect(fieldsOf(after.events)).toEqual(["after"]), { timeout: 5_000 });
  after.stop();
});

it.each([
  ["nobody", {}],
  ["a wrong token", { authorization: "Bearer metrics-token-of-another" }],
  ["a token of another length", { authorization: "Bearer x" }],
  ["another scheme", { authorization: `Basic ${METRICS_TOKEN}` }],
])("[OPS-01] tells %s no figures", async (_who, headers) => {
  const { status, text } = await get("/metrics", headers);
  expect(status).toBe(401);
  expect(text).toBe("");
});

it("[OPS-01] tells Prometheus what was asked, how it went and how long it took", async () => {
  const metrics = async () => {
    const { status, text, headers } = await get("/metrics", { authorization: `Bearer ${METRICS_TOKEN}` });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    return text;
  };
  const line = (text: string, start: string) =>
    Number(
      text
        .split("\n")
        .find((one) => one.startsWith(start))
        ?.split(" ")
        .at(-1) ?? 0,
    );
  const count = 'nexusone_request_seconds_count{route="/healthz",status="2xx"}';
  const before = line(await metrics(), count);
  await get("/healthz");
  await get("/healthz");
  expect((await get("/readyz")).status).toBe(200);
  const text = await metrics();
  expect(line(text, count)).toBe(before + 2);
  expect(line(text, 'nexusone_request_seconds_bucket{route="/healthz",status="2xx",le="+Inf"}')).toBe(before + 2);
  expect(line(text, "nexusone_resident_bytes")).toBeGreaterThan(1_000_000);
  expect(line(text, 'nexusone_database_connections{state="total"}')).toBeGreaterThan(0);
  const stream = await openStream(server.url, { cookie: owner.cookie, merchantId });
  await vi.waitFor(async () => expect(line(await metrics(), "nexusone_event_listeners")).toBe(1), { timeout: 5_000 });
  stream.stop();
  // Every line is what Prometheus can read, and no address of a caller's making becomes a label.
  await get("/nowhere/at/all?secret=1");
  for (const one of (await metrics()).trimEnd().split("\n"))
    expect(one).toMatch(/^(# TYPE \w+ \w+|\w+(\{[^{}]*\})? -?[\d.]+(e[+-]?\d+)?)$/);
  expect(await metrics()).not.toContain("nowhere");
});

it("[OPS-01] has no figures where no token is set", async () => {
  const other = await startTestServer({}, { METRICS_TOKEN: undefined });
  expect((await send(`${other.url}/metrics`)).status).toBe(404);
  await other.stop();
});
