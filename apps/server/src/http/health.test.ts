import { once } from "node:events";
import { createServer, type Socket } from "node:net";
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

/** Ends every connection of the server and lets its new ones meet a closed port (or `port`) while `work` runs. */
async function whileDown(work: () => Promise<void>, port = 1): Promise<void> {
  const { options } = server.platform.db.pool;
  const { connectionString = "" } = options;
  options.connectionString = Object.assign(new URL(connectionString), { port: String(port) }).href;
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
      value: {
        status: "not_ready",
        checks: { database: false, migrations: true, queue: true },
        reasons: { database: "unreachable" },
      },
    });
    expect((await get("/healthz")).status).toBe(200);
  });
  await vi.waitFor(async () => expect((await get("/readyz")).status).toBe(200), { timeout: 5_000 });
});

it("[OPS-01] says in time that the database is what hangs, to everybody who asks, and is ready when it answers again", async () => {
  const open = new Set<Socket>();
  // Takes connections and never says a word.
  const silent = createServer((socket) => void open.add(socket.on("error", () => undefined))).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as { port: number };
  await whileDown(async () => {
    const startedAt = Date.now();
    const answers = await Promise.all([get("/readyz"), get("/readyz"), get("/readyz"), get("/healthz")]);
    // The pool itself would give up after ten seconds.
    expect(Date.now() - startedAt).toBeLessThan(9_000);
    const hanging = { status: "not_ready", checks: { database: false }, reasons: { database: "timeout" } };
    for (const answer of answers.slice(0, 3)) expect(answer).toMatchObject({ status: 503, value: hanging });
    expect(answers[3]?.status).toBe(200);
  }, port);
  for (const socket of open) socket.destroy();
  silent.close();
  await vi.waitFor(async () => expect((await get("/readyz")).status).toBe(200), { timeout: 20_000 });
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

it("[OPS-01] has no figures where no token is set", async () => {
  const other = await startTestServer({}, { METRICS_TOKEN: undefined });
  expect((await send(`${other.url}/metrics`)).status).toBe(404);
  await other.stop();
});
